"""The shapes of the API's data for the schema at /api/v1/schema/; reading and writing do not pass through them."""

from __future__ import annotations

from rest_framework import serializers

from pohon.actions.isi import SIMPUL_DATA
from pohon.models import Indikator, PustakaIndikator, Simpul


class KartuSerializer(serializers.ModelSerializer[PustakaIndikator]):
    """A card of the library; fields that hold nothing are left out."""

    class Meta:
        model = PustakaIndikator
        exclude = ("instansi", "versi")


class IndikatorSerializer(serializers.ModelSerializer[Indikator]):
    """An indikator in the data of a simpul, as the operations tambah and ubah take it and the tree shows it.

    `pustaka` is the card it was taken from (null drops the link); `target` maps years to values. An entry with `id`
    changes a row, with `hapus` it deletes it, without `id` it is new.
    """

    id = serializers.IntegerField(required=False)
    target = serializers.DictField(child=serializers.FloatField(allow_null=True), required=False)
    pustaka_nama = serializers.CharField(read_only=True)
    hapus = serializers.BooleanField(required=False, write_only=True)

    class Meta:
        model = Indikator
        exclude = ("simpul",)


class IsiSimpulSerializer(serializers.ModelSerializer[Simpul]):
    """What the operations tambah and ubah say of a simpul; crosscutting is a list of marks."""

    jenis = serializers.CharField(required=False)
    indikator = IndikatorSerializer(many=True, required=False)
    crosscutting = serializers.ListField(child=serializers.DictField(), required=False)

    class Meta:
        model = Simpul
        fields = (*SIMPUL_DATA, "indikator", "crosscutting")
