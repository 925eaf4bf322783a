import django.db.models.deletion
from django.db import migrations, models

import lib.fields


class Migration(migrations.Migration):
    dependencies = [
        ("organisasi", "0003_logo"),
        ("pohon", "0002_kehadiran"),
    ]

    operations = [
        migrations.CreateModel(
            name="PustakaIndikator",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kode", models.CharField(blank=True, max_length=40, verbose_name="kode")),
                (
                    "nama",
                    models.CharField(
                        error_messages={"blank": "Nama indikator belum diisi."},
                        max_length=500,
                        verbose_name="nama indikator",
                    ),
                ),
                ("satuan", models.CharField(blank=True, max_length=60, verbose_name="satuan")),
                (
                    "definisi_operasional",
                    lib.fields.LongTextField(
                        blank=True, max_length=3000, verbose_name="definisi operasional"
                    ),
                ),
                (
                    "tujuan_pengukuran",
                    lib.fields.LongTextField(
                        blank=True, max_length=2000, verbose_name="tujuan pengukuran"
                    ),
                ),
                (
                    "formula",
                    lib.fields.LongTextField(blank=True, max_length=2000, verbose_name="formula"),
                ),
                (
                    "variabel",
                    lib.fields.LongTextField(blank=True, max_length=2000, verbose_name="variabel"),
                ),
                (
                    "kategori",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("iku", "IKU"),
                            ("ikk", "IKK"),
                            ("ikp", "IKP"),
                            ("ikd", "IKD"),
                            ("iki", "IKI"),
                        ],
                        max_length=4,
                        verbose_name="kategori",
                    ),
                ),
                (
                    "jenis",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("dampak", "Dampak"),
                            ("outcome", "Outcome"),
                            ("output", "Output"),
                            ("proses", "Proses"),
                            ("input", "Input"),
                        ],
                        max_length=8,
                        verbose_name="jenis",
                    ),
                ),
                (
                    "polaritas",
                    models.CharField(
                        choices=[
                            ("maximize", "Makin besar makin baik"),
                            ("minimize", "Makin kecil makin baik"),
                            ("stabilize", "Dalam rentang"),
                        ],
                        default="maximize",
                        max_length=10,
                        verbose_name="polaritas",
                    ),
                ),
                (
                    "konsolidasi_periode",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("sum", "Penjumlahan (sum)"),
                            ("average", "Rata-rata (average)"),
                            ("tlk", "Nilai akhir (take last known)"),
                        ],
                        max_length=8,
                        verbose_name="konsolidasi periode",
                    ),
                ),
                (
                    "konsolidasi_lokasi",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("sum", "Penjumlahan (sum)"),
                            ("average", "Rata-rata (average)"),
                            ("raw", "Data mentah (raw)"),
                        ],
                        max_length=8,
                        verbose_name="konsolidasi lokasi",
                    ),
                ),
                (
                    "sumber_data",
                    models.CharField(blank=True, max_length=300, verbose_name="sumber data"),
                ),
                (
                    "mekanisme",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="mekanisme pengumpulan data"
                    ),
                ),
                (
                    "penanggung_jawab",
                    models.CharField(blank=True, max_length=200, verbose_name="penanggung jawab"),
                ),
                (
                    "penyedia_data",
                    models.CharField(blank=True, max_length=200, verbose_name="unit penyedia data"),
                ),
                (
                    "frekuensi",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("bulanan", "Bulanan"),
                            ("triwulan", "Triwulan"),
                            ("semester", "Semester"),
                            ("tahunan", "Tahunan"),
                        ],
                        max_length=8,
                        verbose_name="frekuensi pelaporan",
                    ),
                ),
                (
                    "validitas",
                    models.CharField(
                        blank=True,
                        choices=[("exact", "Exact"), ("proxy", "Proxy"), ("activity", "Activity")],
                        max_length=8,
                        verbose_name="validitas",
                    ),
                ),
                (
                    "kendali",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("high", "Tinggi (high)"),
                            ("moderate", "Sedang (moderate)"),
                            ("low", "Rendah (low)"),
                        ],
                        max_length=8,
                        verbose_name="tingkat kendali",
                    ),
                ),
                (
                    "metode_cascading",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("direct", "Direct"),
                            ("indirect", "Indirect"),
                            ("non_cascading", "Non-cascading"),
                        ],
                        max_length=13,
                        verbose_name="metode cascading",
                    ),
                ),
                (
                    "referensi",
                    models.CharField(blank=True, max_length=300, verbose_name="referensi/dasar"),
                ),
                (
                    "versi",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="versi"),
                ),
                (
                    "instansi",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="daftar_pustaka_indikator",
                        to="organisasi.instansi",
                        verbose_name="instansi",
                    ),
                ),
            ],
            options={
                "verbose_name": "pustaka indikator",
                "verbose_name_plural": "daftar pustaka indikator",
                "ordering": ["nama"],
            },
        ),
        migrations.AddField(
            model_name="indikator",
            name="pustaka",
            field=models.ForeignKey(
                blank=True,
                help_text="Kartu pustaka yang dipakai; tautannya tetap walau isinya disesuaikan.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="daftar_indikator",
                to="pohon.pustakaindikator",
                verbose_name="pustaka indikator",
            ),
        ),
        migrations.AddConstraint(
            model_name="pustakaindikator",
            constraint=models.UniqueConstraint(
                fields=("instansi", "nama", "satuan"),
                name="pustaka_indikator_unik",
                violation_error_message="Indikator dengan nama dan satuan ini sudah ada di pustaka.",
            ),
        ),
    ]
