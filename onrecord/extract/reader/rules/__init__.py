"""A reader of claims by rules, word lists and small linear weights."""

from onrecord.extract.reader.rules.reader import RuleReader

__all__ = ["RuleReader"]
