"""Rules C: how a statement is worded, and what belongs to a CSF.

The rules on wording know words, not meaning: they are heuristic and advise even where the catalogue calls them galat.
The words stand apart, in `pohon.aturan.kata_*`.
"""

from pohon.aturan.rumusan import arah, bentuk, csf, isi, lingkup
from pohon.aturan.rumusan.bentuk import is_activity, level_of
from pohon.aturan.rumusan.isi import joined_results

__all__ = ["arah", "bentuk", "csf", "is_activity", "isi", "joined_results", "level_of", "lingkup"]
