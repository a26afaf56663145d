"""Figures: how many, of what and of whom, as ranges with their words. The layer that `onrecord annotate --layers figures` shows."""

from __future__ import annotations

from onrecord.extract.figures.mentions import FigureMention, figures_of, find_figures

__all__ = ["FigureMention", "figures_of", "find_figures"]
