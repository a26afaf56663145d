"""Arabic, which joins particles to its words, has a dual, and no capitals: code of its own beside its lists.

The layers are reached through those of the program (`find_dates(..., language="ar")` and so on).
"""
