import django.core.serializers.json
import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import lib.fields


class Migration(migrations.Migration):
    dependencies = [
        ("jabatan", "0001_awal"),
        ("organisasi", "0003_logo"),
        ("perencanaan", "0004_salinan_pemetaan"),
        ("pohon", "0003_pustaka_indikator"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="kinerjajabatan",
            name="aspek",
            field=models.CharField(
                blank=True,
                help_text="Bagian jabatan ini dalam pendekatan aspek.",
                max_length=300,
                verbose_name="aspek atau tahapan",
            ),
        ),
        migrations.AddField(
            model_name="kinerjajabatan",
            name="wilayah",
            field=models.CharField(
                blank=True,
                help_text="Dalam pendekatan pembagian wilayah.",
                max_length=300,
                verbose_name="wilayah",
            ),
        ),
        migrations.AddField(
            model_name="perjanjiankinerja",
            name="alasan_target",
            field=lib.fields.LongTextField(
                blank=True,
                help_text="Wajib bila target berbeda dari Renstra atau Renja.",
                max_length=1000,
                verbose_name="alasan target berbeda",
            ),
        ),
        migrations.CreateModel(
            name="LangkahProses",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("urutan", models.PositiveSmallIntegerField(default=1, verbose_name="urutan")),
                (
                    "nama",
                    lib.fields.LongTextField(
                        error_messages={"blank": "Langkah belum diisi."},
                        max_length=500,
                        verbose_name="langkah",
                    ),
                ),
                ("output", models.CharField(blank=True, max_length=300, verbose_name="output")),
                (
                    "jumlah",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=14,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(
                                0, "Jumlah tidak boleh negatif."
                            )
                        ],
                        verbose_name="jumlah",
                    ),
                ),
                ("satuan", models.CharField(blank=True, max_length=60, verbose_name="satuan")),
                (
                    "waktu",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=10,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(
                                0, "Waktu tidak boleh negatif."
                            )
                        ],
                        verbose_name="waktu",
                    ),
                ),
                (
                    "satuan_waktu",
                    models.CharField(
                        blank=True,
                        choices=[("menit", "menit"), ("jam", "jam"), ("hari", "hari kerja")],
                        max_length=5,
                        verbose_name="satuan waktu",
                    ),
                ),
                (
                    "jabatan",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="daftar_langkah",
                        to="jabatan.jabatan",
                        verbose_name="pelaksana",
                    ),
                ),
                (
                    "komponen",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="daftar_langkah",
                        to="perencanaan.komponen",
                        verbose_name="kegiatan",
                    ),
                ),
            ],
            options={
                "verbose_name": "langkah proses",
                "verbose_name_plural": "daftar langkah proses",
                "ordering": ["komponen", "urutan", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Layanan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "layanan",
                    lib.fields.LongTextField(
                        blank=True, max_length=1000, verbose_name="layanan yang dihasilkan"
                    ),
                ),
                (
                    "penerima",
                    lib.fields.LongTextField(
                        blank=True, max_length=1000, verbose_name="penerima layanan"
                    ),
                ),
                (
                    "masalah",
                    lib.fields.LongTextField(
                        blank=True, max_length=1000, verbose_name="permasalahan layanan"
                    ),
                ),
                (
                    "ekspektasi",
                    lib.fields.LongTextField(
                        blank=True, max_length=1000, verbose_name="ekspektasi penerima layanan"
                    ),
                ),
                (
                    "penguatan",
                    lib.fields.LongTextField(
                        blank=True, max_length=1000, verbose_name="penguatan internal"
                    ),
                ),
                (
                    "korespondensi",
                    lib.fields.LongTextField(
                        blank=True, max_length=1000, verbose_name="korespondensi dan advokasi"
                    ),
                ),
                (
                    "rencana",
                    lib.fields.LongTextField(
                        blank=True, max_length=1000, verbose_name="rencana kinerja tim"
                    ),
                ),
                (
                    "kinerja",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="layanan",
                        to="jabatan.kinerjajabatan",
                        verbose_name="kinerja jabatan",
                    ),
                ),
            ],
            options={
                "verbose_name": "pendekatan layanan",
                "verbose_name_plural": "daftar pendekatan layanan",
            },
        ),
        migrations.CreateModel(
            name="Milestone",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("urutan", models.PositiveSmallIntegerField(default=1, verbose_name="urutan")),
                (
                    "nama",
                    lib.fields.LongTextField(
                        error_messages={"blank": "Milestone belum diisi."},
                        max_length=500,
                        verbose_name="milestone",
                    ),
                ),
                (
                    "output",
                    lib.fields.LongTextField(
                        blank=True, max_length=500, verbose_name="output milestone"
                    ),
                ),
                (
                    "ekspektasi",
                    lib.fields.LongTextField(blank=True, max_length=500, verbose_name="ekspektasi"),
                ),
                (
                    "kinerja",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="daftar_milestone",
                        to="jabatan.kinerjajabatan",
                        verbose_name="kinerja jabatan",
                    ),
                ),
            ],
            options={
                "verbose_name": "milestone",
                "verbose_name_plural": "daftar milestone",
                "ordering": ["kinerja", "urutan", "pk"],
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
                ("jawaban", models.JSONField(blank=True, default=dict, verbose_name="jawaban")),
                (
                    "catatan",
                    lib.fields.LongTextField(blank=True, max_length=1000, verbose_name="catatan"),
                ),
                ("pada", models.DateTimeField(auto_now=True, verbose_name="pada")),
                (
                    "indikator",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="penilaian",
                        to="pohon.indikator",
                        verbose_name="indikator",
                    ),
                ),
                (
                    "oleh",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="oleh",
                    ),
                ),
            ],
            options={
                "verbose_name": "penilaian indikator",
                "verbose_name_plural": "daftar penilaian indikator",
                "ordering": ["indikator"],
            },
        ),
        migrations.CreateModel(
            name="PeranHasil",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "jenis",
                    models.CharField(
                        choices=[
                            ("outcome_antara", "Outcome antara"),
                            ("output", "Output"),
                            ("layanan", "Layanan"),
                        ],
                        default="output",
                        max_length=14,
                        verbose_name="jenis",
                    ),
                ),
                (
                    "hasil",
                    lib.fields.LongTextField(
                        error_messages={"blank": "Hasil belum diisi."},
                        max_length=1000,
                        verbose_name="hasil",
                    ),
                ),
                ("urutan", models.PositiveSmallIntegerField(default=1, verbose_name="urutan")),
                (
                    "asal",
                    models.ForeignKey(
                        blank=True,
                        help_text="Terisi bila sel berasal dari pohon kinerja.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="jabatan.kinerjajabatan",
                        verbose_name="kinerja jabatan itu sendiri",
                    ),
                ),
                (
                    "jabatan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="daftar_peran",
                        to="jabatan.jabatan",
                        verbose_name="jabatan",
                    ),
                ),
                (
                    "kinerja",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="daftar_peran",
                        to="jabatan.kinerjajabatan",
                        verbose_name="hasil pimpinan",
                    ),
                ),
            ],
            options={
                "verbose_name": "peran hasil",
                "verbose_name_plural": "daftar peran hasil",
                "ordering": ["kinerja", "jabatan", "urutan", "pk"],
            },
        ),
        migrations.CreateModel(
            name="RencanaAksi",
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
                    "versi",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="versi"),
                ),
                (
                    "jabatan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="daftar_rencana_aksi",
                        to="jabatan.jabatan",
                        verbose_name="jabatan",
                    ),
                ),
            ],
            options={
                "verbose_name": "rencana aksi",
                "verbose_name_plural": "daftar rencana aksi",
                "ordering": ["-tahun", "jabatan"],
            },
        ),
        migrations.CreateModel(
            name="Aksi",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("urutan", models.PositiveSmallIntegerField(default=1, verbose_name="urutan")),
                (
                    "uraian",
                    lib.fields.LongTextField(
                        error_messages={"blank": "Uraian aksi belum diisi."},
                        max_length=1000,
                        verbose_name="rencana aksi",
                    ),
                ),
                ("tw1", models.CharField(blank=True, max_length=200, verbose_name="triwulan I")),
                ("tw2", models.CharField(blank=True, max_length=200, verbose_name="triwulan II")),
                ("tw3", models.CharField(blank=True, max_length=200, verbose_name="triwulan III")),
                ("tw4", models.CharField(blank=True, max_length=200, verbose_name="triwulan IV")),
                (
                    "kinerja",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="jabatan.kinerjajabatan",
                        verbose_name="kinerja jabatan",
                    ),
                ),
                (
                    "komponen",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="perencanaan.komponen",
                        verbose_name="program/kegiatan/subkegiatan",
                    ),
                ),
                (
                    "penanggung_jawab",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="jabatan.jabatan",
                        verbose_name="penanggung jawab",
                    ),
                ),
                (
                    "rencana",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="daftar_aksi",
                        to="jabatan.rencanaaksi",
                        verbose_name="rencana aksi",
                    ),
                ),
            ],
            options={
                "verbose_name": "aksi",
                "verbose_name_plural": "daftar aksi",
                "ordering": ["rencana", "kinerja", "urutan", "pk"],
            },
        ),
        migrations.CreateModel(
            name="RencanaHasilKerja",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("urutan", models.PositiveSmallIntegerField(default=1, verbose_name="urutan")),
                (
                    "jenis",
                    models.CharField(
                        choices=[("utama", "Utama"), ("tambahan", "Tambahan")],
                        default="utama",
                        max_length=8,
                        verbose_name="jenis",
                    ),
                ),
                (
                    "rhk_atasan",
                    lib.fields.LongTextField(
                        blank=True,
                        max_length=1000,
                        verbose_name="rencana hasil kerja pimpinan yang diintervensi",
                    ),
                ),
                (
                    "rumusan",
                    lib.fields.LongTextField(
                        error_messages={"blank": "Rencana hasil kerja belum diisi."},
                        max_length=1000,
                        verbose_name="rencana hasil kerja",
                    ),
                ),
                (
                    "perspektif",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("penerima_layanan", "Penerima layanan"),
                            ("proses_bisnis", "Proses bisnis"),
                            ("penguatan_internal", "Penguatan internal"),
                            ("anggaran", "Anggaran"),
                        ],
                        max_length=18,
                        verbose_name="perspektif",
                    ),
                ),
                (
                    "kinerja",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="jabatan.kinerjajabatan",
                    ),
                ),
                (
                    "langkah",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="jabatan.langkahproses",
                    ),
                ),
                (
                    "peran",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="jabatan.peranhasil",
                    ),
                ),
            ],
            options={
                "verbose_name": "rencana hasil kerja",
                "verbose_name_plural": "daftar rencana hasil kerja",
                "ordering": ["skp", "-jenis", "urutan", "pk"],
            },
        ),
        migrations.CreateModel(
            name="IndikatorIndividu",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("urutan", models.PositiveSmallIntegerField(default=1, verbose_name="urutan")),
                (
                    "aspek",
                    models.CharField(
                        choices=[
                            ("kuantitas", "Kuantitas"),
                            ("kualitas", "Kualitas"),
                            ("waktu", "Waktu"),
                            ("biaya", "Biaya"),
                        ],
                        max_length=9,
                        verbose_name="aspek",
                    ),
                ),
                (
                    "nama",
                    lib.fields.LongTextField(
                        error_messages={"blank": "Indikator belum diisi."},
                        max_length=500,
                        verbose_name="indikator kinerja individu",
                    ),
                ),
                ("target", models.CharField(blank=True, max_length=200, verbose_name="target")),
                (
                    "rhk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="daftar_indikator",
                        to="jabatan.rencanahasilkerja",
                        verbose_name="rencana hasil kerja",
                    ),
                ),
            ],
            options={
                "verbose_name": "indikator individu",
                "verbose_name_plural": "daftar indikator individu",
                "ordering": ["rhk", "urutan", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Skp",
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
                ("mulai", models.DateField(verbose_name="mulai")),
                ("selesai", models.DateField(verbose_name="sampai")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draf", "Draf"),
                            ("ditetapkan", "Ditetapkan"),
                            ("ditutup", "Ditutup"),
                        ],
                        default="draf",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("tempat", models.CharField(blank=True, max_length=100, verbose_name="tempat")),
                ("tanggal", models.DateField(blank=True, null=True, verbose_name="tanggal")),
                (
                    "alasan_tutup",
                    models.CharField(blank=True, max_length=300, verbose_name="alasan ditutup"),
                ),
                (
                    "isi",
                    models.JSONField(
                        blank=True,
                        default=dict,
                        editable=False,
                        encoder=django.core.serializers.json.DjangoJSONEncoder,
                        verbose_name="isi yang ditetapkan",
                    ),
                ),
                (
                    "versi",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="versi"),
                ),
                (
                    "pejabat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="daftar_skp",
                        to="jabatan.pejabat",
                        verbose_name="pegawai",
                    ),
                ),
                (
                    "sebelumnya",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lanjutan",
                        to="jabatan.skp",
                        verbose_name="melanjutkan",
                    ),
                ),
            ],
            options={
                "verbose_name": "SKP",
                "verbose_name_plural": "daftar SKP",
                "ordering": ["-tahun", "pejabat", "mulai"],
            },
        ),
        migrations.AddField(
            model_name="rencanahasilkerja",
            name="skp",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="daftar_rhk",
                to="jabatan.skp",
                verbose_name="SKP",
            ),
        ),
        migrations.CreateModel(
            name="PerilakuKerja",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "nilai",
                    models.CharField(
                        choices=[
                            ("pelayanan", "Berorientasi pelayanan"),
                            ("akuntabel", "Akuntabel"),
                            ("kompeten", "Kompeten"),
                            ("harmonis", "Harmonis"),
                            ("loyal", "Loyal"),
                            ("adaptif", "Adaptif"),
                            ("kolaboratif", "Kolaboratif"),
                        ],
                        max_length=12,
                        verbose_name="perilaku kerja",
                    ),
                ),
                (
                    "ekspektasi",
                    lib.fields.LongTextField(
                        blank=True, max_length=1000, verbose_name="ekspektasi khusus pimpinan"
                    ),
                ),
                (
                    "skp",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="daftar_perilaku",
                        to="jabatan.skp",
                        verbose_name="SKP",
                    ),
                ),
            ],
            options={
                "verbose_name": "perilaku kerja",
                "verbose_name_plural": "daftar perilaku kerja",
            },
        ),
        migrations.CreateModel(
            name="LampiranSkp",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "jenis",
                    models.CharField(
                        choices=[
                            ("dukungan", "Dukungan sumber daya"),
                            ("pertanggungjawaban", "Skema pertanggungjawaban"),
                            ("konsekuensi", "Konsekuensi"),
                        ],
                        max_length=18,
                        verbose_name="lampiran",
                    ),
                ),
                ("urutan", models.PositiveSmallIntegerField(default=1, verbose_name="urutan")),
                (
                    "isi",
                    lib.fields.LongTextField(
                        error_messages={"blank": "Isi belum diisi."},
                        max_length=1000,
                        verbose_name="isi",
                    ),
                ),
                (
                    "skp",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="daftar_lampiran",
                        to="jabatan.skp",
                        verbose_name="SKP",
                    ),
                ),
            ],
            options={
                "verbose_name": "lampiran SKP",
                "verbose_name_plural": "daftar lampiran SKP",
                "ordering": ["skp", "jenis", "urutan", "pk"],
            },
        ),
        migrations.CreateModel(
            name="TahunAnggaran",
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
                    "tanggal_dpa",
                    models.DateField(blank=True, null=True, verbose_name="tanggal DPA/DIPA"),
                ),
                (
                    "tanggal_dppa",
                    models.DateField(
                        blank=True, null=True, verbose_name="tanggal DPPA/revisi DIPA"
                    ),
                ),
                (
                    "instansi",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="daftar_tahun_anggaran",
                        to="organisasi.instansi",
                        verbose_name="instansi",
                    ),
                ),
            ],
            options={
                "verbose_name": "tahun anggaran",
                "verbose_name_plural": "daftar tahun anggaran",
                "ordering": ["instansi", "-tahun"],
            },
        ),
        migrations.CreateModel(
            name="TargetJabatan",
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
                    "nilai",
                    models.DecimalField(decimal_places=4, max_digits=20, verbose_name="nilai"),
                ),
                (
                    "indikator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="pohon.indikator",
                        verbose_name="indikator",
                    ),
                ),
                (
                    "kinerja",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="daftar_target",
                        to="jabatan.kinerjajabatan",
                        verbose_name="kinerja jabatan",
                    ),
                ),
            ],
            options={
                "verbose_name": "target jabatan",
                "verbose_name_plural": "daftar target jabatan",
                "ordering": ["kinerja", "indikator", "tahun"],
            },
        ),
        migrations.CreateModel(
            name="TargetTriwulan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "triwulan",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "I"), (2, "II"), (3, "III"), (4, "IV")],
                        verbose_name="triwulan",
                    ),
                ),
                (
                    "nilai",
                    models.DecimalField(decimal_places=4, max_digits=20, verbose_name="nilai"),
                ),
                (
                    "indikator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="pohon.indikator",
                        verbose_name="indikator",
                    ),
                ),
                (
                    "kinerja",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="jabatan.kinerjajabatan",
                        verbose_name="kinerja jabatan",
                    ),
                ),
                (
                    "rencana",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="daftar_target",
                        to="jabatan.rencanaaksi",
                        verbose_name="rencana aksi",
                    ),
                ),
            ],
            options={
                "verbose_name": "target triwulan",
                "verbose_name_plural": "daftar target triwulan",
                "ordering": ["rencana", "kinerja", "indikator", "triwulan"],
            },
        ),
        migrations.CreateModel(
            name="PasanganIndikator",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "teknik",
                    models.CharField(
                        choices=[
                            ("duplicate", "Duplicate"),
                            ("cluster", "Cluster"),
                            ("supportive", "Supportive"),
                            ("unique", "Unique"),
                        ],
                        max_length=10,
                        verbose_name="teknik (BKN)",
                    ),
                ),
                (
                    "alasan",
                    lib.fields.LongTextField(blank=True, max_length=1000, verbose_name="alasan"),
                ),
                (
                    "atasan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="jabatan.kinerjajabatan",
                        verbose_name="kinerja atasan",
                    ),
                ),
                (
                    "bawahan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="daftar_pasangan",
                        to="jabatan.kinerjajabatan",
                        verbose_name="kinerja bawahan",
                    ),
                ),
                (
                    "indikator_atasan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="pohon.indikator",
                        verbose_name="indikator atasan",
                    ),
                ),
                (
                    "indikator_bawahan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="pohon.indikator",
                        verbose_name="indikator bawahan",
                    ),
                ),
            ],
            options={
                "verbose_name": "pasangan indikator",
                "verbose_name_plural": "daftar pasangan indikator",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("atasan", "indikator_atasan", "bawahan", "indikator_bawahan"),
                        name="pasangan_indikator_unik",
                        violation_error_message="Pasangan indikator ini sudah dinyatakan.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("teknik", "unique"), _negated=True),
                            models.Q(("alasan", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="unik_beralasan",
                        violation_error_message="Indikator unik tidak mendukung langsung atasan: beri alasan.",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="rencanaaksi",
            constraint=models.UniqueConstraint(
                fields=("jabatan", "tahun"),
                name="rencana_aksi_satu",
                violation_error_message="Rencana aksi jabatan ini untuk tahun itu sudah ada.",
            ),
        ),
        migrations.AddConstraint(
            model_name="skp",
            constraint=models.UniqueConstraint(
                fields=("pejabat", "tahun", "mulai"),
                name="skp_unik",
                violation_error_message="SKP pegawai ini untuk masa itu sudah ada.",
            ),
        ),
        migrations.AddConstraint(
            model_name="skp",
            constraint=models.CheckConstraint(
                condition=models.Q(("selesai__gte", models.F("mulai"))),
                name="skp_masa_urut",
                violation_error_message="Tanggal sampai tidak boleh sebelum tanggal mulai.",
            ),
        ),
        migrations.AddConstraint(
            model_name="perilakukerja",
            constraint=models.UniqueConstraint(fields=("skp", "nilai"), name="perilaku_satu"),
        ),
        migrations.AddConstraint(
            model_name="tahunanggaran",
            constraint=models.UniqueConstraint(
                fields=("instansi", "tahun"),
                name="tahun_anggaran_satu",
                violation_error_message="Tahun anggaran ini sudah ada.",
            ),
        ),
        migrations.AddConstraint(
            model_name="targetjabatan",
            constraint=models.UniqueConstraint(
                fields=("kinerja", "indikator", "tahun"),
                name="target_jabatan_satu",
                violation_error_message="Target jabatan tahun ini sudah ada.",
            ),
        ),
        migrations.AddConstraint(
            model_name="targettriwulan",
            constraint=models.UniqueConstraint(
                fields=("rencana", "kinerja", "indikator", "triwulan"),
                name="target_triwulan_satu",
                violation_error_message="Target triwulan ini sudah ada.",
            ),
        ),
    ]
