"""The score of a tree: six parts of 0 to 100, each made of a list one can count, and the league of units.

`jenis` says what the parts are, `bagian` how they are reckoned, `butir` judges one thing after another, `hitung` puts a
tree together, `liga` compares units.
"""

from evaluasi.skor.bagian import Bagian, Butir, Skor
from evaluasi.skor.hitung import reckon
from evaluasi.skor.jenis import BAGIAN, JENIS

__all__ = ["BAGIAN", "JENIS", "Bagian", "Butir", "Skor", "reckon"]
