"""Dates: finds time expressions in a text, says what days they mean, and picks the date of a claim's event."""

from onrecord.extract.dates.choose import date_of
from onrecord.extract.dates.dateline import dateline, reference_day
from onrecord.extract.dates.layer import find_dates
from onrecord.extract.dates.mention import DateMention

__all__ = ["DateMention", "date_of", "dateline", "find_dates", "reference_day"]
