"""Dates: finds time expressions in a text, says what days they mean, and picks the date of a claim's event."""

from onrecord.extract.dates.choose import date_of, dates_of
from onrecord.extract.dates.dateline import dateline, reference_day
from onrecord.extract.dates.layer import find_dates
from onrecord.extract.dates.mention import DateMention
from onrecord.extract.dates.page import Frame

__all__ = ["DateMention", "Frame", "date_of", "dateline", "dates_of", "find_dates", "reference_day"]
