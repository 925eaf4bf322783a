"""The benchmark behind `make bench`: each budget measured against a floor of the same run.

A floor is what the same bytes or rows cost without Pokin (a static view, a bare UPDATE, openpyxl or
WeasyPrint alone), so that figures of two machines can be compared by their ratio. Nothing here
passes or fails; docs/ukuran.md keeps the figures worth remembering.
"""
