"""The example data: trees drawn in the regulation and in public documents, with their plans and positions.

Each `fixtures/contoh_<name>.json` is one instansi, read by `berkas` and loaded whole or not at all by `pemuat`. An
example that exists is left alone, whatever its users have made of it since.
"""

from cascading.contoh.akun import KATA_SANDI, Akun, daftar_akun, load_pengelola
from cascading.contoh.berkas import EXAMPLES
from cascading.contoh.pemuat import Hasil, load_example, load_nomenklatur

__all__ = [
    "EXAMPLES",
    "KATA_SANDI",
    "Akun",
    "Hasil",
    "daftar_akun",
    "load_example",
    "load_nomenklatur",
    "load_pengelola",
]
