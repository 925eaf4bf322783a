import django.core.validators
import django.db.models.deletion
import django.db.models.functions.comparison
from django.db import migrations, models

import lib.fields


class Migration(migrations.Migration):
    dependencies = [
        ("organisasi", "0002_kekhususan"),
        ("perencanaan", "0002_impor_nomenklatur"),
        ("pohon", "0002_kehadiran"),
    ]

    operations = [
        migrations.CreateModel(
            name="Acuan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
            ],
            options={
                "verbose_name": "acuan",
                "verbose_name_plural": "daftar acuan",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="ArahKebijakan",
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
                        error_messages={"blank": "Rumusan arah kebijakan belum diisi."},
                        max_length=1000,
                        verbose_name="arah kebijakan",
                    ),
                ),
            ],
            options={
                "verbose_name": "arah kebijakan",
                "verbose_name_plural": "daftar arah kebijakan",
                "ordering": ["strategi", "urutan", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Misi",
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
                        error_messages={"blank": "Rumusan misi belum diisi."},
                        max_length=1000,
                        verbose_name="misi",
                    ),
                ),
            ],
            options={
                "verbose_name": "misi",
                "verbose_name_plural": "daftar misi",
                "ordering": ["dokumen", "urutan", "pk"],
            },
        ),
        migrations.CreateModel(
            name="NilaiKomponen",
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
                            ("target", "Target"),
                            ("realisasi", "Realisasi"),
                            ("prakiraan", "Prakiraan capaian"),
                        ],
                        max_length=9,
                        verbose_name="jenis",
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
            ],
            options={
                "verbose_name": "nilai komponen",
                "verbose_name_plural": "daftar nilai komponen",
                "ordering": ["komponen", "indikator", "tahun"],
            },
        ),
        migrations.CreateModel(
            name="Nspk",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "nama",
                    lib.fields.LongTextField(
                        error_messages={"blank": "Rumusan NSPK belum diisi."},
                        max_length=1000,
                        verbose_name="NSPK",
                    ),
                ),
                (
                    "peraturan",
                    models.CharField(blank=True, max_length=200, verbose_name="peraturan"),
                ),
            ],
            options={
                "verbose_name": "NSPK",
                "verbose_name_plural": "daftar NSPK",
                "ordering": ["nama"],
            },
        ),
        migrations.CreateModel(
            name="Penyimpangan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "nama",
                    models.CharField(blank=True, max_length=500, verbose_name="nama indikator"),
                ),
                ("satuan", models.CharField(blank=True, max_length=60, verbose_name="satuan")),
                (
                    "baseline_nilai",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        max_digits=20,
                        null=True,
                        verbose_name="kondisi awal",
                    ),
                ),
                (
                    "kondisi_akhir",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        max_digits=20,
                        null=True,
                        verbose_name="kondisi akhir periode",
                    ),
                ),
                (
                    "alasan",
                    lib.fields.LongTextField(
                        error_messages={"blank": "Isi alasan mengapa berbeda dari pohon kinerja."},
                        max_length=1000,
                        verbose_name="alasan",
                    ),
                ),
            ],
            options={
                "verbose_name": "penyimpangan",
                "verbose_name_plural": "daftar penyimpangan",
                "ordering": ["komponen", "indikator"],
            },
        ),
        migrations.CreateModel(
            name="Strategi",
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
                        error_messages={"blank": "Rumusan strategi belum diisi."},
                        max_length=1000,
                        verbose_name="strategi",
                    ),
                ),
            ],
            options={
                "verbose_name": "strategi",
                "verbose_name_plural": "daftar strategi",
                "ordering": ["komponen", "urutan", "pk"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="dokumen",
            name="dokumen_unik",
        ),
        migrations.AddField(
            model_name="dokumen",
            name="alasan_perubahan",
            field=lib.fields.LongTextField(
                blank=True, max_length=1000, verbose_name="alasan perubahan"
            ),
        ),
        migrations.AddField(
            model_name="dokumen",
            name="beku",
            field=models.JSONField(
                blank=True,
                default=dict,
                editable=False,
                help_text="Indikator dan target seperti saat ditetapkan; pohon kinerja boleh berubah sesudahnya.",
                verbose_name="isi saat ditetapkan",
            ),
        ),
        migrations.AddField(
            model_name="dokumen",
            name="dasar_penetapan",
            field=models.CharField(
                blank=True,
                editable=False,
                help_text="Peraturan atau keputusan yang menetapkan dokumen ini.",
                max_length=200,
                verbose_name="dasar penetapan",
            ),
        ),
        migrations.AddField(
            model_name="dokumen",
            name="ditetapkan",
            field=models.DateField(
                blank=True, editable=False, null=True, verbose_name="tanggal penetapan"
            ),
        ),
        migrations.AddField(
            model_name="dokumen",
            name="format_tabel",
            field=models.CharField(
                blank=True,
                help_text="Peraturan yang menentukan bentuk tabel; kosong berarti menurut periode.",
                max_length=40,
                verbose_name="format tabel",
            ),
        ),
        migrations.AddField(
            model_name="dokumen",
            name="perubahan_ke",
            field=models.PositiveSmallIntegerField(
                default=0, editable=False, help_text="0 berarti murni.", verbose_name="perubahan ke"
            ),
        ),
        migrations.AddField(
            model_name="dokumen",
            name="sebelumnya",
            field=models.OneToOneField(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="perubahan",
                to="perencanaan.dokumen",
                verbose_name="mengubah dokumen",
            ),
        ),
        migrations.AddField(
            model_name="dokumen",
            name="visi",
            field=lib.fields.LongTextField(blank=True, max_length=1000, verbose_name="visi"),
        ),
        migrations.AddField(
            model_name="komponen",
            name="asal",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="salinan",
                to="perencanaan.komponen",
                verbose_name="disalin dari",
            ),
        ),
        migrations.AddField(
            model_name="komponen",
            name="kelompok_sasaran",
            field=models.CharField(blank=True, max_length=200, verbose_name="kelompok sasaran"),
        ),
        migrations.AddField(
            model_name="komponen",
            name="keterangan",
            field=models.CharField(blank=True, max_length=300, verbose_name="keterangan"),
        ),
        migrations.AddField(
            model_name="komponen",
            name="prioritas_daerah",
            field=models.CharField(blank=True, max_length=300, verbose_name="prioritas daerah"),
        ),
        migrations.AddField(
            model_name="komponen",
            name="prioritas_nasional",
            field=models.CharField(blank=True, max_length=300, verbose_name="prioritas nasional"),
        ),
        migrations.AddField(
            model_name="pemetaan",
            name="salinan",
            field=models.JSONField(
                blank=True,
                default=dict,
                editable=False,
                help_text="Untuk mengetahui apa yang berubah di pohon sesudahnya.",
                verbose_name="simpul saat dituangkan",
            ),
        ),
        migrations.AlterField(
            model_name="komponen",
            name="salinan_nomenklatur",
            field=models.JSONField(
                blank=True,
                default=dict,
                editable=False,
                help_text="Baris nomenklatur seperti saat dipilih; tidak berubah oleh aturan baru.",
                verbose_name="salinan nomenklatur",
            ),
        ),
        migrations.AddConstraint(
            model_name="dokumen",
            constraint=models.UniqueConstraint(
                models.F("instansi"),
                django.db.models.functions.comparison.Coalesce("unit", 0),
                models.F("periode"),
                models.F("jenis"),
                django.db.models.functions.comparison.Coalesce("tahun", 0),
                models.F("perubahan_ke"),
                name="dokumen_unik",
                violation_error_message="Dokumen jenis ini untuk unit dan periode itu sudah ada.",
            ),
        ),
        migrations.AddField(
            model_name="acuan",
            name="komponen",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="daftar_acuan",
                to="perencanaan.komponen",
                verbose_name="komponen",
            ),
        ),
        migrations.AddField(
            model_name="acuan",
            name="sasaran",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="diacu_oleh",
                to="perencanaan.komponen",
                verbose_name="sasaran RPJMD/RPJMN",
            ),
        ),
        migrations.AddField(
            model_name="misi",
            name="dokumen",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="daftar_misi",
                to="perencanaan.dokumen",
                verbose_name="dokumen",
            ),
        ),
        migrations.AddField(
            model_name="komponen",
            name="misi",
            field=models.ForeignKey(
                blank=True,
                help_text="Hanya untuk tujuan.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="daftar_tujuan",
                to="perencanaan.misi",
                verbose_name="misi",
            ),
        ),
        migrations.AddField(
            model_name="nilaikomponen",
            name="indikator",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="pohon.indikator",
                verbose_name="indikator",
            ),
        ),
        migrations.AddField(
            model_name="nilaikomponen",
            name="komponen",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="daftar_nilai",
                to="perencanaan.komponen",
                verbose_name="komponen",
            ),
        ),
        migrations.AddField(
            model_name="nspk",
            name="instansi",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="daftar_nspk",
                to="organisasi.instansi",
                verbose_name="instansi",
            ),
        ),
        migrations.AddField(
            model_name="acuan",
            name="nspk",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="diacu_oleh",
                to="perencanaan.nspk",
                verbose_name="NSPK",
            ),
        ),
        migrations.AddField(
            model_name="penyimpangan",
            name="indikator",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="pohon.indikator",
                verbose_name="indikator",
            ),
        ),
        migrations.AddField(
            model_name="penyimpangan",
            name="komponen",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="daftar_penyimpangan",
                to="perencanaan.komponen",
                verbose_name="komponen",
            ),
        ),
        migrations.AddField(
            model_name="strategi",
            name="komponen",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="daftar_strategi",
                to="perencanaan.komponen",
                verbose_name="sasaran",
            ),
        ),
        migrations.AddField(
            model_name="arahkebijakan",
            name="strategi",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="daftar_arah_kebijakan",
                to="perencanaan.strategi",
                verbose_name="strategi",
            ),
        ),
        migrations.AddConstraint(
            model_name="nilaikomponen",
            constraint=models.UniqueConstraint(
                fields=("komponen", "indikator", "jenis", "tahun"),
                name="nilai_komponen_satu",
                violation_error_message="Nilai tahun ini sudah ada.",
            ),
        ),
        migrations.AddConstraint(
            model_name="nspk",
            constraint=models.UniqueConstraint(
                fields=("instansi", "nama"),
                name="nspk_unik",
                violation_error_message="NSPK dengan rumusan ini sudah ada.",
            ),
        ),
        migrations.AddConstraint(
            model_name="acuan",
            constraint=models.UniqueConstraint(
                fields=("komponen", "sasaran"),
                name="acuan_sasaran_unik",
                violation_error_message="Sasaran itu sudah diacu.",
            ),
        ),
        migrations.AddConstraint(
            model_name="acuan",
            constraint=models.UniqueConstraint(
                fields=("komponen", "nspk"),
                name="acuan_nspk_unik",
                violation_error_message="NSPK itu sudah diacu.",
            ),
        ),
        migrations.AddConstraint(
            model_name="acuan",
            constraint=models.CheckConstraint(
                condition=models.Q(("sasaran", None), ("nspk", None), _connector="XOR"),
                name="acuan_satu",
                violation_error_message="Pilih sasaran RPJMD/RPJMN atau NSPK.",
            ),
        ),
        migrations.AddConstraint(
            model_name="penyimpangan",
            constraint=models.UniqueConstraint(
                fields=("komponen", "indikator"), name="penyimpangan_satu"
            ),
        ),
    ]
