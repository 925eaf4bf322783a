import django.core.serializers.json
import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import lib.fields


class Migration(migrations.Migration):
    dependencies = [
        ("evaluasi", "0001_awal"),
        ("pohon", "0003_pustaka_indikator"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SkorVersi",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("total", models.DecimalField(decimal_places=2, max_digits=5, verbose_name="skor")),
                (
                    "bagian",
                    models.JSONField(
                        encoder=django.core.serializers.json.DjangoJSONEncoder,
                        verbose_name="bagian",
                    ),
                ),
                ("waktu", models.DateTimeField(auto_now_add=True, verbose_name="waktu")),
                (
                    "versi",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="skor",
                        to="pohon.versipohon",
                        verbose_name="versi",
                    ),
                ),
            ],
            options={
                "verbose_name": "skor versi",
                "verbose_name_plural": "daftar skor versi",
                "ordering": ["versi"],
            },
        ),
        migrations.CreateModel(
            name="Komentar",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "tentang",
                    models.CharField(
                        choices=[
                            ("pohon", "Pohon"),
                            ("simpul", "Simpul"),
                            ("hubungan", "Hubungan dengan induk"),
                            ("indikator", "Indikator"),
                            ("medan", "Isian"),
                        ],
                        max_length=10,
                        verbose_name="tentang",
                    ),
                ),
                (
                    "simpul",
                    models.PositiveBigIntegerField(
                        blank=True, null=True, verbose_name="nomor simpul"
                    ),
                ),
                (
                    "indikator",
                    models.PositiveBigIntegerField(
                        blank=True, null=True, verbose_name="nomor indikator"
                    ),
                ),
                ("medan", models.CharField(blank=True, max_length=40, verbose_name="isian")),
                ("kutipan", models.TextField(blank=True, verbose_name="kutipan")),
                (
                    "isi",
                    lib.fields.LongTextField(
                        error_messages={"blank": "Komentar belum diisi. Tulis komentar Anda."},
                        max_length=5000,
                        verbose_name="komentar",
                    ),
                ),
                ("waktu", models.DateTimeField(auto_now_add=True, verbose_name="waktu")),
                ("selesai", models.DateTimeField(blank=True, null=True, verbose_name="selesai")),
                (
                    "atas",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="daftar_balasan",
                        to="evaluasi.komentar",
                        verbose_name="balasan atas",
                    ),
                ),
                (
                    "diselesaikan_oleh",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="diselesaikan oleh",
                    ),
                ),
                (
                    "oleh",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="oleh",
                    ),
                ),
                (
                    "pohon",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="daftar_komentar",
                        to="pohon.pohon",
                        verbose_name="pohon",
                    ),
                ),
                (
                    "sebutan",
                    models.ManyToManyField(
                        blank=True,
                        related_name="disebut_di",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="yang disebut",
                    ),
                ),
                (
                    "versi",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="pohon.versipohon",
                        verbose_name="versi",
                    ),
                ),
            ],
            options={
                "verbose_name": "komentar",
                "verbose_name_plural": "daftar komentar",
                "ordering": ["waktu", "pk"],
                "indexes": [models.Index(fields=["pohon", "simpul"], name="komentar_pohon_simpul")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("simpul", None), ("tentang", "pohon")),
                            models.Q(
                                models.Q(("tentang", "pohon"), _negated=True),
                                models.Q(("simpul", None), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="komentar_simpul_sesuai",
                        violation_error_message="Pilih simpul yang dikomentari.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Pengecualian",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("aturan", models.CharField(max_length=8, verbose_name="aturan")),
                (
                    "simpul",
                    models.PositiveBigIntegerField(
                        blank=True, null=True, verbose_name="nomor simpul"
                    ),
                ),
                ("sidik", models.CharField(max_length=32, verbose_name="sidik temuan")),
                ("pesan", models.TextField(verbose_name="temuan")),
                (
                    "alasan",
                    lib.fields.LongTextField(
                        error_messages={
                            "blank": "Alasan belum diisi. Tulis mengapa temuan ini dibiarkan."
                        },
                        max_length=1000,
                        verbose_name="alasan",
                    ),
                ),
                ("waktu", models.DateTimeField(auto_now=True, verbose_name="waktu")),
                (
                    "status",
                    models.CharField(
                        choices=[("berlaku", "Berlaku"), ("ditolak", "Ditolak evaluator")],
                        default="berlaku",
                        max_length=8,
                        verbose_name="status",
                    ),
                ),
                (
                    "tanggapan",
                    lib.fields.LongTextField(
                        blank=True, max_length=1000, verbose_name="tanggapan evaluator"
                    ),
                ),
                (
                    "waktu_tanggapan",
                    models.DateTimeField(blank=True, null=True, verbose_name="waktu tanggapan"),
                ),
                (
                    "ditanggapi_oleh",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="ditanggapi oleh",
                    ),
                ),
                (
                    "oleh",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="oleh",
                    ),
                ),
                (
                    "pohon",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="daftar_pengecualian",
                        to="pohon.pohon",
                        verbose_name="pohon",
                    ),
                ),
            ],
            options={
                "verbose_name": "pengecualian",
                "verbose_name_plural": "daftar pengecualian",
                "ordering": ["aturan", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("pohon", "sidik"),
                        name="pengecualian_satu_per_temuan",
                        violation_error_message="Temuan ini sudah diberi alasan.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PenilaianHubungan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "catatan",
                    lib.fields.LongTextField(
                        blank=True, max_length=2000, verbose_name="keterangan"
                    ),
                ),
                ("waktu", models.DateTimeField(auto_now=True, verbose_name="waktu")),
                ("simpul", models.PositiveBigIntegerField(verbose_name="nomor simpul")),
                (
                    "nilai",
                    models.CharField(
                        choices=[("1", "Logis"), ("0.5", "Kurang logis"), ("0", "Tidak logis")],
                        max_length=3,
                        verbose_name="ketepatan cascading",
                    ),
                ),
                (
                    "oleh",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="oleh",
                    ),
                ),
                (
                    "versi",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="pohon.versipohon",
                        verbose_name="versi",
                    ),
                ),
            ],
            options={
                "verbose_name": "penilaian hubungan",
                "verbose_name_plural": "daftar penilaian hubungan",
                "ordering": ["versi", "simpul", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("versi", "simpul", "oleh"),
                        name="penilaian_hubungan_satu",
                        violation_error_message="Hubungan ini sudah Anda nilai.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PenilaianIndikator",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "catatan",
                    lib.fields.LongTextField(
                        blank=True, max_length=2000, verbose_name="keterangan"
                    ),
                ),
                ("waktu", models.DateTimeField(auto_now=True, verbose_name="waktu")),
                ("simpul", models.PositiveBigIntegerField(verbose_name="nomor simpul")),
                ("indikator", models.PositiveBigIntegerField(verbose_name="nomor indikator")),
                ("spesifik", models.BooleanField(blank=True, null=True, verbose_name="spesifik")),
                (
                    "terukur",
                    models.BooleanField(blank=True, null=True, verbose_name="dapat diukur"),
                ),
                (
                    "tercapai",
                    models.BooleanField(blank=True, null=True, verbose_name="dapat dicapai"),
                ),
                ("relevan", models.BooleanField(blank=True, null=True, verbose_name="relevan")),
                (
                    "berbatas_waktu",
                    models.BooleanField(blank=True, null=True, verbose_name="berbatas waktu"),
                ),
                ("menantang", models.BooleanField(blank=True, null=True, verbose_name="menantang")),
                (
                    "oleh",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="oleh",
                    ),
                ),
                (
                    "versi",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="pohon.versipohon",
                        verbose_name="versi",
                    ),
                ),
            ],
            options={
                "verbose_name": "penilaian indikator",
                "verbose_name_plural": "daftar penilaian indikator",
                "ordering": ["versi", "indikator", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("versi", "indikator", "oleh"),
                        name="penilaian_indikator_satu",
                        violation_error_message="Indikator ini sudah Anda nilai.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PenilaianPohon",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "catatan",
                    lib.fields.LongTextField(
                        blank=True, max_length=2000, verbose_name="keterangan"
                    ),
                ),
                ("waktu", models.DateTimeField(auto_now=True, verbose_name="waktu")),
                (
                    "nilai",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=5,
                        validators=[
                            django.core.validators.MinValueValidator(0, "Nilai paling kecil 0."),
                            django.core.validators.MaxValueValidator(
                                100, "Nilai paling besar 100."
                            ),
                        ],
                        verbose_name="nilai evaluator",
                    ),
                ),
                (
                    "oleh",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="oleh",
                    ),
                ),
                (
                    "versi",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="pohon.versipohon",
                        verbose_name="versi",
                    ),
                ),
            ],
            options={
                "verbose_name": "nilai evaluator",
                "verbose_name_plural": "daftar nilai evaluator",
                "ordering": ["versi", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("versi", "oleh"),
                        name="penilaian_pohon_satu",
                        violation_error_message="Pohon ini sudah Anda nilai.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Penugasan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ketua", models.BooleanField(default=False, verbose_name="ketua tim")),
                ("waktu", models.DateTimeField(auto_now_add=True, verbose_name="waktu")),
                (
                    "ditugaskan_oleh",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="ditugaskan oleh",
                    ),
                ),
                (
                    "evaluator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="penugasan",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="evaluator",
                    ),
                ),
                (
                    "pohon",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="daftar_penugasan",
                        to="pohon.pohon",
                        verbose_name="pohon",
                    ),
                ),
            ],
            options={
                "verbose_name": "penugasan evaluator",
                "verbose_name_plural": "daftar penugasan evaluator",
                "ordering": ["-ketua", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("pohon", "evaluator"),
                        name="penugasan_satu_per_evaluator",
                        violation_error_message="Evaluator ini sudah ditugaskan pada pohon ini.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ketua", True)),
                        fields=("pohon",),
                        name="penugasan_satu_ketua",
                        violation_error_message="Pohon ini sudah punya ketua tim.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TanggapanUsulan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "catatan",
                    lib.fields.LongTextField(
                        blank=True, max_length=2000, verbose_name="keterangan"
                    ),
                ),
                ("waktu", models.DateTimeField(auto_now=True, verbose_name="waktu")),
                ("sidik", models.CharField(max_length=32, verbose_name="sidik temuan")),
                ("aturan", models.CharField(max_length=8, verbose_name="aturan")),
                (
                    "simpul",
                    models.PositiveBigIntegerField(
                        blank=True, null=True, verbose_name="nomor simpul"
                    ),
                ),
                ("pesan", models.TextField(verbose_name="temuan")),
                (
                    "keputusan",
                    models.CharField(
                        choices=[("dibenarkan", "Dibenarkan"), ("ditolak", "Ditolak")],
                        max_length=10,
                        verbose_name="keputusan",
                    ),
                ),
                (
                    "oleh",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="oleh",
                    ),
                ),
                (
                    "versi",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="pohon.versipohon",
                        verbose_name="versi",
                    ),
                ),
            ],
            options={
                "verbose_name": "tanggapan usulan temuan",
                "verbose_name_plural": "daftar tanggapan usulan temuan",
                "ordering": ["versi", "aturan", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("versi", "sidik"),
                        name="tanggapan_satu_per_temuan",
                        violation_error_message="Temuan ini sudah ditanggapi.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TemuanEvaluasi",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("nomor", models.PositiveSmallIntegerField(verbose_name="nomor")),
                ("aturan", models.CharField(blank=True, max_length=8, verbose_name="aturan")),
                (
                    "simpul",
                    models.PositiveBigIntegerField(
                        blank=True, null=True, verbose_name="nomor simpul"
                    ),
                ),
                (
                    "kondisi",
                    lib.fields.LongTextField(
                        error_messages={"blank": "Kondisi belum diisi."},
                        max_length=3000,
                        verbose_name="kondisi",
                    ),
                ),
                (
                    "kriteria",
                    lib.fields.LongTextField(blank=True, max_length=3000, verbose_name="kriteria"),
                ),
                (
                    "sebab",
                    lib.fields.LongTextField(blank=True, max_length=3000, verbose_name="sebab"),
                ),
                (
                    "akibat",
                    lib.fields.LongTextField(blank=True, max_length=3000, verbose_name="akibat"),
                ),
                (
                    "rekomendasi",
                    lib.fields.LongTextField(
                        blank=True, max_length=3000, verbose_name="rekomendasi"
                    ),
                ),
                ("batas", models.DateField(blank=True, null=True, verbose_name="batas waktu")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("terbuka", "Belum ditindaklanjuti"),
                            ("dijawab", "Menunggu verifikasi"),
                            ("selesai", "Selesai"),
                        ],
                        default="terbuka",
                        max_length=8,
                        verbose_name="status",
                    ),
                ),
                (
                    "tindak_lanjut",
                    lib.fields.LongTextField(
                        blank=True, max_length=3000, verbose_name="tindak lanjut"
                    ),
                ),
                (
                    "waktu_tindak_lanjut",
                    models.DateTimeField(blank=True, null=True, verbose_name="waktu tindak lanjut"),
                ),
                (
                    "verifikasi",
                    lib.fields.LongTextField(
                        blank=True, max_length=2000, verbose_name="catatan verifikasi"
                    ),
                ),
                ("waktu", models.DateTimeField(auto_now_add=True, verbose_name="waktu")),
                (
                    "dibuat_oleh",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="dibuat oleh",
                    ),
                ),
                (
                    "ditindaklanjuti_oleh",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="ditindaklanjuti oleh",
                    ),
                ),
                (
                    "pohon",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="daftar_temuan",
                        to="pohon.pohon",
                        verbose_name="pohon",
                    ),
                ),
                (
                    "versi",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="pohon.versipohon",
                        verbose_name="versi",
                    ),
                ),
            ],
            options={
                "verbose_name": "temuan evaluasi",
                "verbose_name_plural": "daftar temuan evaluasi",
                "ordering": ["pohon", "nomor"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("pohon", "nomor"),
                        name="temuan_evaluasi_nomor",
                        violation_error_message="Nomor temuan ini sudah dipakai.",
                    )
                ],
            },
        ),
    ]
