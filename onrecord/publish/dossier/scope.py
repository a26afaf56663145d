"""What a dossier is about: an event, a place, a period, a source, a group of victims, or several of these at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from onrecord.records import Claim, Event, Picture


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """place, first and last narrow the picture before (as --place, --from and --to do) and stand here to be printed."""

    event: str | None = None
    place: str | None = None
    first: str | None = None
    last: str | None = None
    source: Collection[str] = ()  # all the names that one source goes by; the first is printed
    victims: str | None = None

    def within(self, picture: Picture) -> Picture:
        """The events of the picture that it is about, whole, and the spells that rest on them."""
        events = tuple(e for e in picture.events if self._about(e, picture.claims))
        claims = {i for e in events for i in e.claims}
        return replace(picture, events=events, spells=tuple(s for s in picture.spells if claims.intersection(s.claims)))

    def _about(self, event: Event, claims: Mapping[str, Claim]) -> bool:
        said = [claims[i] for i in event.claims if i in claims]
        return (
            (self.event is None or event.id == self.event)
            and (not self.source or self._speaks(event, said))
            and (self.victims is None or any(_names(self.victims, c) for c in said))
        )

    def _speaks(self, event: Event, said: Collection[Claim]) -> bool:
        names = {name.casefold() for name in self.source}
        roots = {root.name.casefold() for root in event.roots}
        return bool(names & roots) or any(c.source.name.casefold() in names for c in said)

    @property
    def title(self) -> str:
        parts = [
            f"event {self.event}" if self.event else None,
            self.place,
            f"what {next(iter(self.source))} says" if self.source else None,
            f"harm to {self.victims}" if self.victims else None,
        ]
        return ", ".join(p for p in parts if p) or "all events"


def _names(group: str, claim: Claim) -> bool:
    """Whether the claim says that something was done to this group, or counts it: the group's name among the words that name them."""
    wanted = group.casefold().split()
    named = [claim.target, *(f.of for f in claim.figures)]
    return any(n is not None and _within(wanted, n.casefold().split()) for n in named)


def _within(wanted: list[str], words: list[str]) -> bool:
    return any(words[i : i + len(wanted)] == wanted for i in range(len(words) - len(wanted) + 1))
