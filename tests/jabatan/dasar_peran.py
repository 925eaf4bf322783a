"""What the tests of the matriks peran hasil and of its rules share: reading and writing cells."""

from jabatan import actions
from jabatan.peran.matriks import Matriks, Pilihan, read_cell
from tests.jabatan.dasar import TAHUN
from tests.jabatan.dasar_teknik import Tim


class Peran(Tim):
    """Reads the matriks of a head and writes cells of the kabid's result."""

    def matrix(self, head="kabid", user=None, **fields):
        """Return the matriks of a head."""
        return Matriks(user or self.admin, self.jabatan[head], Pilihan(TAHUN, **fields))

    def words(self, matriks):
        """Return {position: [[(kind, words), …] per result]}."""
        return {
            row.jabatan.nama: [[(e.jenis, e.hasil) for e in sel.entri] for sel in row.sel]
            for row in matriks.baris
        }

    def cell(self, *daftar):
        """Return the positions of a row and their cell, as it is now."""
        keys = [self.jabatan[kunci].pk for kunci in daftar]
        return keys, read_cell(self.kabid_kinerja, keys, TAHUN)

    def write(self, *daftar, user=None, ubahan=None, baru=None, dilihat=None):
        """Set a cell through the action."""
        keys, sel = self.cell(*daftar)
        actions.set_peran(
            user=user or self.perencana_a,
            kinerja=self.kabid_kinerja,
            daftar_jabatan=keys,
            tahun=TAHUN,
            ubahan=ubahan or {},
            baru=baru,
            dilihat=dilihat or sel.tanda,
        )

    def restore(self, *daftar):
        """Restore a cell through the action."""
        keys, sel = self.cell(*daftar)
        return actions.restore_peran(
            user=self.perencana_a,
            kinerja=self.kabid_kinerja,
            daftar_jabatan=keys,
            tahun=TAHUN,
            dilihat=sel.tanda,
        )
