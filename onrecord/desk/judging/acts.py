"""From a form to a decision: one function an act. Each raises Wrong with what the person should mend."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from onrecord.desk.judging.fields import Wrong, value_of
from onrecord.desk.shelf import Standing
from onrecord.errors import LedgerError
from onrecord.ledger.judgements import Act, Anchor, Decision, corrected, grade_label
from onrecord.records import Claim, Event

Form = Mapping[str, str]
Build = Callable[[Form, Standing, str], Decision]


def said(form: Form, name: str, most: int = 2000) -> str:
    """A field of a form without white space around it; "" if it is not there."""
    text = str(form.get(name, "")).replace("\0", "").strip()
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise Wrong("There are characters in this form that no file can hold.") from None
    if len(text) > most:
        raise Wrong(f"At most {most:,} characters are expected.")
    return text


def because(form: Form) -> str:
    reason = said(form, "because")
    if not reason:
        raise Wrong("Say why: a decision without a reason is not kept.")
    return reason


def claim(form: Form, standing: Standing, name: str = "claim") -> Claim:
    id = said(form, name, 300)
    found = standing.whole.index.claims.get(id)
    if found is None:
        raise Wrong(f"No claim {id!r} stands; it may have been rejected, or read again, since you opened the page.")
    return found


def event(form: Form, standing: Standing) -> Event:
    """The event, by its id or, where that has changed in the meantime, by the first of its claims."""
    index = standing.whole.index
    found = index.by_id.get(said(form, "event", 300)) or index.event_of(said(form, "first", 300))
    if found is None:
        raise Wrong("This event is no more: its claims stand elsewhere now. Search finds them.")
    return found


def _anchors(of: Event, standing: Standing) -> tuple[Anchor, ...]:
    return tuple(Anchor.of(standing.whole.picture.claims[id]) for id in sorted(of.claims))


def accept(form: Form, standing: Standing, by: str) -> Decision:
    return Decision(act=Act.ACCEPT, by=by, because=because(form), claims=(Anchor.of(claim(form, standing)),))


def reject(form: Form, standing: Standing, by: str) -> Decision:
    return Decision(act=Act.REJECT, by=by, because=because(form), claims=(Anchor.of(claim(form, standing)),))


def correct(form: Form, standing: Standing, by: str) -> Decision:
    """A field of a claim, given in the form or chosen by words of the report."""
    held = claim(form, standing)
    field = said(form, "field", 40)
    value = value_of(field, form, held, standing.whole.index)
    try:
        corrected(held, field, value)
    except (LedgerError, ValueError, TypeError) as error:
        raise Wrong(f"This cannot be its {field}: {error}") from None
    return Decision(act=Act.CORRECT, by=by, because=because(form), claims=(Anchor.of(held),), field=field, value=value)


def same(form: Form, standing: Standing, by: str) -> Decision:
    return _pair(Act.SAME, form, standing, by)


def different(form: Form, standing: Standing, by: str) -> Decision:
    return _pair(Act.DIFFERENT, form, standing, by)


def _pair(act: Act, form: Form, standing: Standing, by: str) -> Decision:
    left, right = claim(form, standing), claim(form, standing, "other")
    if left.id == right.id:
        raise Wrong("Two different claims are expected.")
    return Decision(act=act, by=by, because=because(form), claims=(Anchor.of(left), Anchor.of(right)))


def merge(form: Form, standing: Standing, by: str) -> Decision:
    names = sorted({n for n in (x.strip() for x in re.split(r"[\n;]", said(form, "names"))) if n})
    into = said(form, "into", 300)
    if not into or not [n for n in names if n != into]:
        raise Wrong("Give the names that mean one actor, one a line, and the name that stands for all of them.")
    return Decision(act=Act.MERGE, by=by, because=because(form), names=tuple(names), name=into)


def grade(form: Form, standing: Standing, by: str) -> Decision:
    try:
        label = str(grade_label(said(form, "grade", 20)))
    except LedgerError as error:
        raise Wrong(str(error)) from None
    return Decision(act=Act.GRADE, by=by, because=because(form), claims=_anchors(event(form, standing), standing), value=label)


def note(form: Form, standing: Standing, by: str) -> Decision:
    return Decision(act=Act.NOTE, by=by, because=because(form), claims=_anchors(event(form, standing), standing))


def assign(form: Form, standing: Standing, by: str) -> Decision:
    to = said(form, "to", 150)
    return Decision(act=Act.ASSIGN, by=by, because=because(form), claims=_anchors(event(form, standing), standing), value=to or None)


def lift(form: Form, standing: Standing, by: str) -> Decision:
    return Decision(act=Act.LIFT, by=by, because=because(form), claims=_anchors(event(form, standing), standing))


def release(form: Form, standing: Standing, by: str) -> Decision:
    return _name(Act.RELEASE, form, standing, by)


def withhold(form: Form, standing: Standing, by: str) -> Decision:
    return _name(Act.WITHHOLD, form, standing, by)


def _name(act: Act, form: Form, standing: Standing, by: str) -> Decision:
    name = said(form, "name", 200)
    if not name:
        raise Wrong("Give the name as the report spells it.")
    if not any(name.casefold() in f"{r.text}\n{r.title or ''}".casefold() for r in standing.whole.picture.reports.values()):
        raise Wrong(f"No report has the words {name!r}.")
    return Decision(act=act, by=by, because=because(form), names=(name,))


def withdraw(form: Form, standing: Standing, by: str) -> Decision:
    """An earlier decision taken back. What it was about goes along, so that others who look at it are told."""
    id = said(form, "decision", 100)
    there = standing.decisions.get(id)
    if there is None:
        raise Wrong("That decision does not stand any more; somebody withdrew or replaced it.")
    return replace(Decision(act=Act.WITHDRAW, by=by, because=because(form), replaces=id), claims=there.claims)


ACTS: dict[str, Build] = {
    "accept": accept, "reject": reject, "correct": correct, "same": same, "different": different, "merge": merge, "grade": grade,
    "note": note, "assign": assign, "lift": lift, "release": release, "withhold": withhold, "withdraw": withdraw,
}  # fmt: skip


def label(decision: Decision, **_: Any) -> str:
    """What was decided, in a few words."""
    value = decision.value
    words = {
        Act.SAME: "two claims speak of the same event",
        Act.DIFFERENT: "two claims speak of different events",
        Act.ACCEPT: "right as it was read",
        Act.REJECT: "no claim stands in these words",
        Act.CORRECT: f"{(decision.field or '').replace('.', ' ')} corrected to {_short(value)}",
        Act.MERGE: f"{', '.join(decision.names)} {'is' if len(decision.names) == 1 else 'are'} {decision.name}",
        Act.GRADE: f"graded {value}",
        Act.RELEASE: f"{', '.join(decision.names)} may be published",
        Act.WITHHOLD: f"{', '.join(decision.names)} is covered",
        Act.LIFT: "embargo lifted",
        Act.NOTE: "note",
        Act.ASSIGN: f"looked after by {value}" if value else "looked after by nobody",
        Act.CODE: "coded as a second reader",
        Act.WITHDRAW: "an earlier decision withdrawn",
    }
    return words[decision.act]


def _short(value: Any) -> str:
    if value is None:
        return "not stated"
    if isinstance(value, dict):
        if "from" in value:
            return f"{value['from']} to {value['to']}"
        return str(value.get("name") or value.get("text") or value.get("holder") or value)[:80]
    if isinstance(value, list):
        return "; ".join(f"{v.get('low')}–{v.get('high')} {v.get('what')}" for v in value) or "none"
    return str(value)[:80]
