import django.core.serializers.json
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.comparison
from django.conf import settings
from django.db import migrations, models

import lib.fields


class Migration(migrations.Migration):
    dependencies = [
        ("evaluasi", "0003_pemeriksaan"),
        ("organisasi", "0004_ambang"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="KomponenLke",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kode", models.CharField(max_length=8, verbose_name="kode")),
                ("nama", models.CharField(max_length=200, verbose_name="komponen")),
                (
                    "bobot",
                    models.DecimalField(decimal_places=2, max_digits=5, verbose_name="bobot"),
                ),
            ],
            options={
                "verbose_name": "komponen LKE",
                "verbose_name_plural": "daftar komponen LKE",
                "ordering": ["versi", "kode"],
            },
        ),
        migrations.CreateModel(
            name="VersiLke",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kode", models.CharField(max_length=40, unique=True, verbose_name="kode")),
                ("nama", models.CharField(max_length=200, verbose_name="nama")),
                ("sumber", models.CharField(max_length=200, verbose_name="sumber")),
                (
                    "tahun",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(
                                2000, "Tahun paling awal %(limit_value)s."
                            ),
                            django.core.validators.MaxValueValidator(
                                2100, "Tahun paling akhir %(limit_value)s."
                            ),
                        ],
                        verbose_name="tahun peraturan",
                    ),
                ),
                (
                    "berlaku_mulai",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(
                                2000, "Tahun paling awal %(limit_value)s."
                            ),
                            django.core.validators.MaxValueValidator(
                                2100, "Tahun paling akhir %(limit_value)s."
                            ),
                        ],
                        verbose_name="berlaku mulai tahun",
                    ),
                ),
                (
                    "berlaku_sampai",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(
                                2000, "Tahun paling awal %(limit_value)s."
                            ),
                            django.core.validators.MaxValueValidator(
                                2100, "Tahun paling akhir %(limit_value)s."
                            ),
                        ],
                        verbose_name="berlaku sampai tahun",
                    ),
                ),
                (
                    "catatan",
                    lib.fields.LongTextField(blank=True, max_length=2000, verbose_name="catatan"),
                ),
            ],
            options={
                "verbose_name": "versi LKE",
                "verbose_name_plural": "daftar versi LKE",
                "ordering": ["-berlaku_mulai", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Lke",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "tahun",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(
                                2000, "Tahun paling awal %(limit_value)s."
                            ),
                            django.core.validators.MaxValueValidator(
                                2100, "Tahun paling akhir %(limit_value)s."
                            ),
                        ],
                        verbose_name="tahun",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("diisi", "Diisi perangkat daerah"),
                            ("diajukan", "Diajukan"),
                            ("dinilai", "Dinilai"),
                            ("selesai", "Selesai"),
                        ],
                        default="diisi",
                        max_length=8,
                        verbose_name="status",
                    ),
                ),
                (
                    "nomor",
                    models.PositiveBigIntegerField(
                        default=0, editable=False, verbose_name="nomor perubahan"
                    ),
                ),
                (
                    "total_mandiri",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        editable=False,
                        max_digits=5,
                        null=True,
                        verbose_name="nilai mandiri",
                    ),
                ),
                (
                    "total_evaluator",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        editable=False,
                        max_digits=5,
                        null=True,
                        verbose_name="nilai evaluator",
                    ),
                ),
                (
                    "usulan_dihitung",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="usulan dihitung"
                    ),
                ),
                ("dibuat", models.DateTimeField(auto_now_add=True, verbose_name="dibuat")),
                ("diubah", models.DateTimeField(auto_now=True, verbose_name="diubah")),
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
                    "instansi",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="daftar_lke",
                        to="organisasi.instansi",
                        verbose_name="instansi",
                    ),
                ),
                (
                    "pengisi",
                    models.ManyToManyField(
                        editable=False,
                        help_text="Siapa saja yang pernah mengisi; mereka tidak menilai LKE ini.",
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="pengisi penilaian mandiri",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        help_text="Kosong berarti seluruh instansi.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="daftar_lke",
                        to="organisasi.unit",
                        verbose_name="unit",
                    ),
                ),
                (
                    "versi",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="daftar_lke",
                        to="evaluasi.versilke",
                        verbose_name="versi LKE",
                    ),
                ),
            ],
            options={
                "verbose_name": "LKE",
                "verbose_name_plural": "daftar LKE",
                "ordering": ["-tahun", "pk"],
            },
        ),
        migrations.CreateModel(
            name="RiwayatLke",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "langkah",
                    models.CharField(
                        choices=[
                            ("diajukan", "Diajukan"),
                            ("dikembalikan", "Dikembalikan"),
                            ("dinilai", "Penilaian ditetapkan"),
                            ("dilanjutkan", "Penilaian dilanjutkan"),
                            ("selesai", "Diselesaikan"),
                            ("dibuka", "Dibuka kembali"),
                        ],
                        max_length=12,
                        verbose_name="langkah",
                    ),
                ),
                (
                    "catatan",
                    lib.fields.LongTextField(blank=True, max_length=2000, verbose_name="catatan"),
                ),
                ("waktu", models.DateTimeField(auto_now_add=True, verbose_name="waktu")),
                (
                    "lke",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="daftar_riwayat",
                        to="evaluasi.lke",
                        verbose_name="LKE",
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
            ],
            options={
                "verbose_name": "riwayat LKE",
                "verbose_name_plural": "daftar riwayat LKE",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="SubkomponenLke",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kode", models.CharField(max_length=8, verbose_name="kode")),
                ("nama", lib.fields.LongTextField(max_length=600, verbose_name="subkomponen")),
                (
                    "jenis",
                    models.CharField(
                        choices=[
                            ("keberadaan", "Keberadaan"),
                            ("kualitas", "Kualitas"),
                            ("pemanfaatan", "Pemanfaatan"),
                        ],
                        max_length=11,
                        verbose_name="jenis",
                    ),
                ),
                (
                    "bobot",
                    models.DecimalField(decimal_places=2, max_digits=5, verbose_name="bobot"),
                ),
                (
                    "komponen",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="daftar_subkomponen",
                        to="evaluasi.komponenlke",
                        verbose_name="komponen",
                    ),
                ),
            ],
            options={
                "verbose_name": "subkomponen LKE",
                "verbose_name_plural": "daftar subkomponen LKE",
                "ordering": ["komponen", "kode"],
            },
        ),
        migrations.CreateModel(
            name="KriteriaLke",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("nomor", models.PositiveSmallIntegerField(verbose_name="nomor")),
                ("kode", models.CharField(max_length=12, verbose_name="kode")),
                ("uraian", lib.fields.LongTextField(max_length=600, verbose_name="kriteria")),
                (
                    "bukti",
                    models.CharField(blank=True, max_length=300, verbose_name="bukti yang lazim"),
                ),
                (
                    "menyangkut_pohon",
                    models.BooleanField(default=False, verbose_name="menyangkut penyelarasan"),
                ),
                (
                    "subkomponen",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="daftar_kriteria",
                        to="evaluasi.subkomponenlke",
                        verbose_name="subkomponen",
                    ),
                ),
            ],
            options={
                "verbose_name": "kriteria LKE",
                "verbose_name_plural": "daftar kriteria LKE",
                "ordering": ["subkomponen", "nomor"],
            },
        ),
        migrations.CreateModel(
            name="JawabanLke",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "versi",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="versi"),
                ),
                ("waktu", models.DateTimeField(auto_now=True, verbose_name="diubah")),
                ("huruf", models.CharField(blank=True, max_length=2, verbose_name="jawaban")),
                (
                    "alasan",
                    lib.fields.LongTextField(blank=True, max_length=2000, verbose_name="alasan"),
                ),
                (
                    "huruf_evaluator",
                    models.CharField(blank=True, max_length=2, verbose_name="jawaban evaluator"),
                ),
                (
                    "catatan_evaluator",
                    lib.fields.LongTextField(
                        blank=True, max_length=2000, verbose_name="catatan evaluator"
                    ),
                ),
                (
                    "diisi_oleh",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="diisi oleh",
                    ),
                ),
                (
                    "dinilai_oleh",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="dinilai oleh",
                    ),
                ),
                (
                    "lke",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="daftar_jawaban",
                        to="evaluasi.lke",
                        verbose_name="LKE",
                    ),
                ),
                (
                    "subkomponen",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="evaluasi.subkomponenlke",
                        verbose_name="subkomponen",
                    ),
                ),
            ],
            options={
                "verbose_name": "jawaban LKE",
                "verbose_name_plural": "daftar jawaban LKE",
                "ordering": ["lke", "subkomponen"],
            },
        ),
        migrations.CreateModel(
            name="UsulanLke",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "pembilang",
                    models.DecimalField(
                        decimal_places=1, max_digits=9, verbose_name="yang terpenuhi"
                    ),
                ),
                (
                    "penyebut",
                    models.DecimalField(decimal_places=1, max_digits=9, verbose_name="seluruhnya"),
                ),
                ("dihitung", models.CharField(max_length=300, verbose_name="yang dihitung")),
                (
                    "rincian",
                    models.JSONField(
                        default=list,
                        encoder=django.core.serializers.json.DjangoJSONEncoder,
                        verbose_name="rincian",
                    ),
                ),
                ("waktu", models.DateTimeField(auto_now=True, verbose_name="waktu")),
                (
                    "kriteria",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="evaluasi.kriterialke",
                        verbose_name="kriteria",
                    ),
                ),
                (
                    "lke",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="daftar_usulan",
                        to="evaluasi.lke",
                        verbose_name="LKE",
                    ),
                ),
            ],
            options={
                "verbose_name": "usulan LKE",
                "verbose_name_plural": "daftar usulan LKE",
                "ordering": ["lke", "kriteria"],
            },
        ),
        migrations.CreateModel(
            name="SkalaLke",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("huruf", models.CharField(max_length=2, verbose_name="huruf")),
                (
                    "nilai",
                    models.DecimalField(decimal_places=2, max_digits=5, verbose_name="nilai"),
                ),
                (
                    "keberadaan",
                    lib.fields.LongTextField(
                        max_length=600, verbose_name="penjelasan untuk keberadaan"
                    ),
                ),
                (
                    "mutu",
                    lib.fields.LongTextField(
                        max_length=600, verbose_name="penjelasan untuk kualitas dan pemanfaatan"
                    ),
                ),
                (
                    "usul_di_atas",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=5,
                        null=True,
                        verbose_name="diusulkan di atas (%)",
                    ),
                ),
                (
                    "usul_mulai",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=5,
                        null=True,
                        verbose_name="diusulkan mulai (%)",
                    ),
                ),
                (
                    "versi",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="daftar_skala",
                        to="evaluasi.versilke",
                        verbose_name="versi",
                    ),
                ),
            ],
            options={
                "verbose_name": "skala jawaban LKE",
                "verbose_name_plural": "daftar skala jawaban LKE",
                "ordering": ["versi", "-nilai"],
            },
        ),
        migrations.CreateModel(
            name="PredikatLke",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("huruf", models.CharField(max_length=2, verbose_name="predikat")),
                ("sebutan", models.CharField(max_length=60, verbose_name="sebutan")),
                (
                    "di_atas",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=5,
                        null=True,
                        verbose_name="nilai di atas",
                    ),
                ),
                (
                    "versi",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="daftar_predikat",
                        to="evaluasi.versilke",
                        verbose_name="versi",
                    ),
                ),
            ],
            options={
                "verbose_name": "predikat LKE",
                "verbose_name_plural": "daftar predikat LKE",
                "ordering": [
                    "versi",
                    models.OrderBy(models.F("di_atas"), descending=True, nulls_last=True),
                ],
            },
        ),
        migrations.AddField(
            model_name="komponenlke",
            name="versi",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="daftar_komponen",
                to="evaluasi.versilke",
                verbose_name="versi",
            ),
        ),
        migrations.CreateModel(
            name="JawabanKriteria",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "versi",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="versi"),
                ),
                ("waktu", models.DateTimeField(auto_now=True, verbose_name="diubah")),
                (
                    "terpenuhi",
                    models.CharField(
                        blank=True,
                        choices=[("ya", "Ya"), ("sebagian", "Sebagian"), ("tidak", "Tidak")],
                        max_length=8,
                        verbose_name="terpenuhi",
                    ),
                ),
                (
                    "catatan",
                    lib.fields.LongTextField(blank=True, max_length=2000, verbose_name="catatan"),
                ),
                (
                    "terpenuhi_evaluator",
                    models.CharField(
                        blank=True,
                        choices=[("ya", "Ya"), ("sebagian", "Sebagian"), ("tidak", "Tidak")],
                        max_length=8,
                        verbose_name="terpenuhi menurut evaluator",
                    ),
                ),
                (
                    "catatan_evaluator",
                    lib.fields.LongTextField(
                        blank=True, max_length=2000, verbose_name="catatan evaluator"
                    ),
                ),
                (
                    "dari_usulan",
                    models.JSONField(
                        blank=True,
                        default=dict,
                        editable=False,
                        encoder=django.core.serializers.json.DjangoJSONEncoder,
                        verbose_name="usulan yang dipakai",
                    ),
                ),
                (
                    "diisi_oleh",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="diisi oleh",
                    ),
                ),
                (
                    "dinilai_oleh",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="dinilai oleh",
                    ),
                ),
                (
                    "kriteria",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="evaluasi.kriterialke",
                        verbose_name="kriteria",
                    ),
                ),
                (
                    "lke",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="daftar_jawaban_kriteria",
                        to="evaluasi.lke",
                        verbose_name="LKE",
                    ),
                ),
            ],
            options={
                "verbose_name": "jawaban kriteria",
                "verbose_name_plural": "daftar jawaban kriteria",
                "ordering": ["lke", "kriteria"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("lke", "kriteria"), name="jawaban_kriteria_satu"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="BuktiLke",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("nama", models.CharField(max_length=200, verbose_name="nama bukti")),
                ("tautan", models.URLField(blank=True, max_length=500, verbose_name="tautan")),
                ("isi", models.BinaryField(blank=True, null=True, verbose_name="isi berkas")),
                ("tipe", models.CharField(blank=True, max_length=8, verbose_name="jenis berkas")),
                ("ukuran", models.PositiveIntegerField(default=0, verbose_name="ukuran (byte)")),
                ("waktu", models.DateTimeField(auto_now_add=True, verbose_name="waktu")),
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
                    "kriteria",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="evaluasi.kriterialke",
                        verbose_name="kriteria",
                    ),
                ),
                (
                    "lke",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="daftar_bukti",
                        to="evaluasi.lke",
                        verbose_name="LKE",
                    ),
                ),
            ],
            options={
                "verbose_name": "bukti LKE",
                "verbose_name_plural": "daftar bukti LKE",
                "ordering": ["kriteria", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(models.Q(("tautan", ""), _negated=True), ("tipe", "")),
                            models.Q(("tautan", ""), models.Q(("tipe", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="bukti_tautan_atau_berkas",
                        violation_error_message="Isi tautan atau unggah berkas, salah satu saja.",
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="subkomponenlke",
            constraint=models.UniqueConstraint(
                fields=("komponen", "kode"), name="subkomponen_lke_kode"
            ),
        ),
        migrations.AddConstraint(
            model_name="kriterialke",
            constraint=models.UniqueConstraint(
                fields=("subkomponen", "nomor"), name="kriteria_lke_nomor"
            ),
        ),
        migrations.AddConstraint(
            model_name="jawabanlke",
            constraint=models.UniqueConstraint(
                fields=("lke", "subkomponen"), name="jawaban_lke_satu"
            ),
        ),
        migrations.AddConstraint(
            model_name="usulanlke",
            constraint=models.UniqueConstraint(fields=("lke", "kriteria"), name="usulan_lke_satu"),
        ),
        migrations.AddConstraint(
            model_name="skalalke",
            constraint=models.UniqueConstraint(fields=("versi", "huruf"), name="skala_lke_huruf"),
        ),
        migrations.AddConstraint(
            model_name="predikatlke",
            constraint=models.UniqueConstraint(
                fields=("versi", "huruf"), name="predikat_lke_huruf"
            ),
        ),
        migrations.AddConstraint(
            model_name="lke",
            constraint=models.UniqueConstraint(
                models.F("instansi"),
                django.db.models.functions.comparison.Coalesce("unit", 0),
                models.F("tahun"),
                name="lke_satu_per_tahun",
                violation_error_message="LKE unit ini untuk tahun itu sudah ada.",
            ),
        ),
        migrations.AddConstraint(
            model_name="komponenlke",
            constraint=models.UniqueConstraint(fields=("versi", "kode"), name="komponen_lke_kode"),
        ),
    ]
