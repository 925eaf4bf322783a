"""The matriks peran hasil: what each subordinate contributes to the results of its superior."""
