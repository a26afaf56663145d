"""Languages other than English, each a folder of word lists (`onrecord/vocab/words/<language>/`): one engine reads them all.

A language is there as soon as its folder holds `dates.toml`, `numbers.toml` and `places.toml`; docs/languages.md says what stands in them.
"""

from onrecord.extract.languages.words import language_of, languages

__all__ = ["language_of", "languages"]
