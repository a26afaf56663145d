"""The public layer of figures: every count in a text, and the figures of one claim's quote."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from onrecord.extract.figures.context import Context
from onrecord.extract.figures.features import Features
from onrecord.extract.figures.implied import IMPLIED, implied_features, one_site, words_of
from onrecord.extract.figures.model import NO_COUNT, best, shipped_weights
from onrecord.extract.figures.numbers import Number
from onrecord.extract.languages import language_of
from onrecord.records import Figure, Span, words_at
from onrecord.vocab.event_types import TERRITORY, EventType
from onrecord.vocab.measures import Measure

AROUND = 600  # code points
KM = {"mile": 1.609, "mi": 1.609, "metre": 0.001, "meter": 0.001, "m": 0.001, "yard": 0.000914, "foot": 0.000305, "feet": 0.000305}


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureMention:
    """A count as it stands in a text. low None: open below; high None: open above; of: whom or what it counts, in the text's words."""

    start: int
    end: int
    what: Measure
    low: int | float | None
    high: int | float | None
    of: str | None = None
    approx: bool = False  # "about 200"; told in languages other than English alone
    vague: str | None = None  # "dozens", "hundreds", "thousands" where no number is given; told in languages other than English alone


# Claims that count others as often as the dead: "more than 4,000 of them were attacking", "chlorine gas, with 25 victims".
_NOT_ONLY_DEAD = frozenset(
    {EventType.ARMED_CLASH, EventType.TROOP_MOVEMENT, EventType.CONTROL_STATUS, EventType.CHEMICAL_WEAPON, *TERRITORY}
)


_HARM = ("kill", "injure", "shoot", "lose", "fall", "claim", "burn")


def find_figures(text: str, *, language: str | None = None) -> list[FigureMention]:
    """Every count in a text, in order. Numbers that count nothing here (dates, ages, money, names of units) are left out.

    language: the report's; one that has lists of its own (docs/languages.md) is read by them, every other as English.
    """
    if own := language_of(language):
        from onrecord.extract.languages.figures import find_figures as in_language  # which needs this file's record

        return in_language(text, own)
    context = Context(text)
    return _read(context, context.numbers, None)


def figures_of(quote: Span, text: str, *, event_type: EventType, language: str | None = None) -> tuple[Figure, ...]:
    """The figures that a claim's quote states, read in the light of the type of event.

    The mentions of the layer are not consulted, since they were read without that light: "12 were taken" counts the abducted in an
    abduction and the arrested in an arrest.
    """
    # A quote is read inside its own paragraphs: the words around it say what "another five" are. No more than AROUND of them,
    # so that the claims of a text without line breaks do not each read it whole.
    start = max(text.rfind("\n", 0, quote.start) + 1, quote.start - AROUND)
    end = text.find("\n", quote.end, quote.end + AROUND)
    end = min(len(text), quote.end + AROUND) if end < 0 else end
    inside = Span(quote.start - start, quote.end - start)
    if language_of(language):
        found = [m for m in find_figures(text[start:end], language=language) if inside.contains(Span(m.start, m.end))]
        return _moved(found, text, start)
    context = Context(text[start:end])
    found = _read(context, [n for n in context.numbers if inside.contains(n.core)], event_type, inside)
    found += _implied(context, inside, event_type, [str(m.what) for m in found])
    return _moved(found, text, start)


def _moved(found: Sequence[FigureMention], text: str, start: int) -> tuple[Figure, ...]:
    """Figures of the whole text from mentions in the part of it that begins at `start`."""
    return tuple(
        Figure(what=m.what, low=m.low, high=m.high, of=m.of, mention=words_at(text, Span(m.start + start, m.end + start))) for m in found
    )


def _read(context: Context, numbers: Sequence[Number], event_type: EventType | None, quote: Span | None = None) -> list[FigureMention]:
    weights = shipped_weights()
    features = Features(context, event_type and str(event_type), quote)
    unharmed = quote is not None and event_type in _NOT_ONLY_DEAD and not any(context.speaks_of(c, quote) for c in _HARM)
    history: dict[int, list[tuple[Number, str]]] = defaultdict(list)
    found = []
    for number in numbers:
        before = history[context.sentence(number.core.start)]
        label = best(features.of(number, before), weights, partial(_may_be, context, number, unharmed))
        before.append((number, label))
        if label != NO_COUNT:
            found.append(_mention(context, number, Measure(label)))
    return found


def _implied(context: Context, quote: Span, event_type: EventType, found: Sequence[str]) -> list[FigureMention]:
    label = best(implied_features(context, quote, str(event_type), set(found)), shipped_weights(), lambda what: what in IMPLIED)
    if label == NO_COUNT and event_type == EventType.HERITAGE_DAMAGE and Measure.SITES_DESTROYED not in found and one_site(context, quote):
        label = Measure.SITES_DESTROYED
    if label == NO_COUNT:
        return []
    words = words_of(context, quote, label)
    return [FigureMention(start=words.start, end=words.end, what=Measure(label), low=1, high=1)]


def _may_be(context: Context, number: Number, unharmed: bool, label: str) -> bool:
    """Whether the words allow this reading at all. unharmed: a claim in whose words nobody dies or is hurt."""
    return not (unharmed and label == Measure.KILLED) and context.may_count(number, label)


def _mention(context: Context, number: Number, what: Measure) -> FigureMention:
    low, high = figure_of(number, what, context)
    phrase = context.noun_phrase(number)
    of = context.text[phrase.start : phrase.end] if phrase else None
    return FigureMention(start=number.span.start, end=number.span.end, what=what, low=low, high=high, of=of)


def figure_of(number: Number, what: str, context: Context) -> tuple[int | float | None, int | float | None]:
    """The bounds of a number once it is known what it counts: distances are turned to kilometres."""
    low, high = number.low, number.high
    factor = KM.get(context.unit(number) or "") if what == Measure.DISTANCE_KM else None
    if factor is None:
        return low, high
    return _scaled(low, factor), _scaled(high, factor)


def _scaled(value: int | float | None, factor: float) -> int | float | None:
    if value is None:
        return None
    scaled = round(value * factor, 1 if factor > 1 else 3)
    return int(scaled) if scaled == int(scaled) else scaled
