"""What a run will take before it is begun: how often the model is asked, how many tokens, how much money, how long."""

from __future__ import annotations

from dataclasses import dataclass

# Tokens that a character takes: Gemma 3 makes .27 of our instruction, .28 of French and Russian, .34 of Arabic news. Models with fewer
# words than its 262,000 make more, above all of scripts other than Latin.
LATIN, OTHER = 0.28, 0.45
ANSWERED = 0.7  # tokens of an answer for a character of a report: one claim in some 160 characters, each about 110 tokens
LATIN_END = "\u024f"


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """cost is in the money that the price was given in; None: no price was said. seconds None: the model has not been asked yet."""

    reports: int
    parts: int  # that the model is still to be asked about
    kept: int  # whose answers are kept already
    asked_tokens: int
    answered_tokens: int
    cost: float | None
    seconds: float | None


def tokens_in(text: str) -> int:
    """How many tokens a text is, about."""
    latin = sum(c <= LATIN_END for c in text)
    return round(latin * LATIN + (len(text) - latin) * OTHER)


def cost_of(asked: int, answered: int, price: str) -> float | None:
    """What so many tokens cost at a price such as "3/15" for a million asked and answered; None where no price is said."""
    if not price:
        return None
    each, said = map(float, price.split("/"))
    return (asked * each + answered * said) / 1_000_000
