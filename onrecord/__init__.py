"""Onrecord: who said what, when, how firmly, about which event, in whose words."""

__version__ = "0.1.0"
