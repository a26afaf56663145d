"""Attributions by a reporting verb inside one unit: who stands before or behind it, and what was said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from onrecord.extract.attribution.around import nouns, prepositions
from onrecord.extract.attribution.cues import Cue, find_cues, modality_of
from onrecord.extract.attribution.frames import (
    END,
    OPENS_CLAUSE,
    PAUSE,
    PURPOSES,
    TELLING,
    Speaker,
    a_person,
    according_at,
    by_whom,
    can_speak,
    clause_end,
    clause_subject,
    counts,
    cut_before,
    has_quote,
    has_quote_only,
    is_infinitive,
    is_mark,
    object_end,
    object_follows,
    past_aside,
    resumed,
    says_something,
    span_at,
)
from onrecord.extract.attribution.model import Attribution
from onrecord.extract.attribution.phrases import Range, phrase_after, skip_back, subject_before
from onrecord.extract.attribution.relays import relays, split_joint
from onrecord.extract.attribution.tokens import Unit, is_finite
from onrecord.vocab import load


def find_in(unit: Unit) -> list[Attribution]:
    """The attributions of a unit, in the order of their cues."""
    return list(_Scan(unit).run())


# Verbs that stand before their speaker without a comma in texts that lost theirs
_PLAIN = frozenset({"say", "report", "add", "announce", "claim", "state"})


class _Scan:
    """One pass over a unit. Keeps the last speaker and where the last content ended."""

    def __init__(self, unit: Unit) -> None:
        self.tokens = unit.tokens
        self.cues = find_cues(unit.tokens)
        self.last: Speaker | None = None
        self.heard = 0  # past the last content that follows its verb
        self.floor = 0  # past the last reporting verb
        self.done = 0  # tokens before this position belong to an attribution that is closed

    def run(self) -> Iterator[Attribution]:
        for number, cue in enumerate(self.cues):
            found = self._passive(cue) if cue.form == "passive" else self._active(cue, number)
            if found:
                yield found
            self.floor = cue.past
        yield from prepositions(self.tokens)
        yield from nouns(self.tokens)

    # --- who ---

    def _speaker(self, cue: Cue) -> tuple[Speaker | None, bool]:
        """(speaker, inverted): the subject before the verb or after it, else the speaker the clause goes on with."""
        tokens = self.tokens
        if cue.form == "finite":
            inverted = self._inverted(cue)
            if inverted:
                return inverted, True
            at = skip_back(tokens, cue.first)
            if at and tokens[at - 1].lower in ("and", "but", "or", "then", "yet"):
                return self.last or clause_subject(tokens, at), False
            found = subject_before(tokens, cue.first)
            if found and found[1][0] < self.floor:
                return None, False  # "pushed back against reports that": the noun after another cue
            if found and can_speak(tokens, found[1]):
                return Speaker(*found), False
            if at and tokens[at - 1].lower == ",":
                return self.last or clause_subject(tokens, at), False
            return None, False
        before = tokens[cue.first - 1] if cue.first else None
        if cue.form == "gerund" and cue.first == 0:
            return self._subject_ahead(cue), False
        if cue.form == "gerund" and before is not None and before.kind == "word":
            if before.lower in ("after", "before", "while", "by", "in", "when") and cue.first <= 2:
                return self._subject_ahead(cue), False
            plural = (
                before.lower.endswith("s")
                and not before.lower.endswith(("ss", "us", "is"))
                and before.lower not in load.grammar("prepositions")
            )
            if before.capital or plural or before.lower in load.grammar("pronouns"):
                found = subject_before(tokens, cue.first)  # "footage of Trump saying"
                if found and can_speak(tokens, found[1]):
                    return Speaker(*found), False
        return self.last or clause_subject(tokens, cue.first), False

    def _subject_ahead(self, cue: Cue) -> Speaker | None:
        """ "After saying that ..., she left": the subject stands behind the comma."""
        tokens = self.tokens
        for k in range(cue.past, min(len(tokens) - 1, cue.past + 40)):
            if tokens[k].lower == "," or tokens[k].kind == "quote":
                found = phrase_after(tokens, k + 1)
                past = found[0][1] if found else 0
                if found and past < len(tokens) and is_finite(tokens, past):
                    return Speaker(*found)
        return None

    def _inverted(self, cue: Cue) -> Speaker | None:
        """ "..., said X": something was said before the verb, and a name stands behind it."""
        tokens, i = self.tokens, cue.first
        if "clause" not in cue.frames or i == 0:
            return None
        before = tokens[i - 1]
        if not (before.kind == "quote" or before.lower in (",", "—", "–", '"', "”", "?", "!")):
            return self._inverted_without_comma(cue)
        if (
            before.kind != "quote"
            and not any(is_finite(tokens, k) for k in range(max(self.done, i - 40), i - 1))
            and not has_quote(tokens, self.done, i)
        ):
            return None
        if cue.past >= len(tokens):
            return None
        following = tokens[cue.past]
        if following.kind == "quote" or (
            following.lower in ("that", "on", "in", "at", "it", "there", "they") and following.lower != "they"
        ):
            return None
        found = phrase_after(tokens, cue.past)
        if not found or not can_speak(tokens, found[1]):
            return None
        past = found[0][1]
        # A finite verb right behind the phrase makes it the subject of what was said: "Ahmed, a farmer, said troops entered".
        if past < len(tokens) and (is_finite(tokens, past) and tokens[past].lower not in ("who",)):
            return None
        return Speaker(*found)

    def _inverted_without_comma(self, cue: Cue) -> Speaker | None:
        """ "Dozens were hurt in the market said the Observatory": commas stripped, and nothing but a name up to the end."""
        tokens, i = self.tokens, cue.first
        if cue.lemma not in _PLAIN or i < 4 or cue.past >= len(tokens) or any(t.lower == "," for t in tokens):
            return None
        following = tokens[cue.past]
        if not (following.lower in ("the", "a", "an", "one", "another") or following.capital) or not any(
            is_finite(tokens, k) for k in range(self.done, i)
        ):
            return None
        found = phrase_after(tokens, cue.past)
        if not found:
            return None
        past = found[0][1]
        closes = (
            past >= len(tokens) or tokens[past].lower in END or tokens[past].lower in ("which", "who", "adding", "quoting", "citing", "as")
        )
        return Speaker(*found) if closes else None

    # --- what ---

    def _active(self, cue: Cue, number: int) -> Attribution | None:
        if cue.form == "infinitive" and cue.lemma.replace(" ", "_") not in PURPOSES:
            return None
        speaker, inverted = self._speaker(cue)
        tokens = self.tokens
        at = speaker.whole[1] if inverted and speaker else cue.past
        frame, start, hearer = self._frame(cue, at)
        if frame == "none":
            return None
        if speaker is None and not (cue.form == "gerund" and frame == "clause"):
            return None
        content: list[Range]
        if frame == "" and "clause" in cue.frames | ({"clause"} if "hearer" in cue.frames else set()):
            content = self._before(cue, speaker, inverted) if inverted or self._set_off(cue, speaker) else []
            frame = "hearer" if hearer else "clause"
            resume = resumed(tokens, start, number, self.cues)
            if resume:
                content = [*(content or self._cut_subject(cue, speaker)), resume]
        elif frame == "":
            content = []
        else:
            stop = self._stop(number, start, frame)
            content = [(start, stop)] if stop > start else []
            if content and has_quote_only(tokens, content[0]) and inverted is False and self._quote_before(cue, speaker):
                content = [*self._before(cue, speaker, inverted), *content]
        ends = tokens[-1].lower == ":" and start >= len(tokens) - 1
        if speaker is None or not (content or ends):
            return None
        if cue.form in ("finite", "gerund"):
            self.last = speaker
        self.done = max(self.done, cue.past if not inverted else at)
        if content[-1:] and content[-1][0] >= cue.past:
            self.heard = content[-1][1]  # what the next speaker says before his verb begins behind it
        return self._quoting(self._made(cue, speaker, content, frame, hearer), cue, content)

    def _frame(self, cue: Cue, at: int) -> tuple[str, int, Range | None]:
        """(frame, where the content starts, the hearer). Frame "" means that what was said stands before the verb."""
        tokens = self.tokens
        hearer: Range | None = None
        if "hearer" in cue.frames or "hearer_infinitive" in cue.frames:
            found = phrase_after(tokens, at, apposition=False)
            if found:
                past = found[0][1]
                after = past_aside(tokens, past)
                if "hearer_infinitive" in cue.frames and (
                    is_infinitive(tokens, past) or (past < len(tokens) and tokens[past].lower == "not" and is_infinitive(tokens, past + 1))
                ):
                    return "hearer_infinitive", at, found[0]
                if "hearer" in cue.frames and (cue.lemma in TELLING or a_person(tokens, found[0])):
                    hearer = found[0]
                    if after >= len(tokens) or tokens[after].lower in END or tokens[after].lower in (",", "—", "–", "as"):
                        quote = after + 1 < len(tokens) and tokens[after].lower == "," and tokens[after + 1].kind == "quote"
                        return ("hearer", after + 1, hearer) if quote and cue.lemma in ("tell", "ask") else ("", after, hearer)
                    if tokens[after].lower == ":":
                        return "hearer", after + 1, hearer
                    if cue.lemma in TELLING or tokens[after].lower == "that" or tokens[after].kind == "quote":
                        return "hearer", after, hearer
                    if tokens[past].lower in ("of", "about") and cue.lemma in ("tell", "inform", "warn"):
                        return "object", past, hearer
        after = past_aside(tokens, at)
        if after >= len(tokens):
            return "", after, None
        following = tokens[after]
        if (
            following.lower == "to"
            and cue.form == "finite"
            and tokens[cue.past - 1].lower in load.reporting().passives
            and "infinitive" not in cue.frames
        ):
            return "none", after, None  # "25 people reported to have died": a participle, nobody speaks
        if "infinitive" in cue.frames and (is_infinitive(tokens, after) or (following.lower == "not" and is_infinitive(tokens, after + 1))):
            return "infinitive", after, None
        if following.lower == ":":
            return ("clause", after + 1, None) if after + 1 < len(tokens) else ("", after, None)
        if (
            following.lower == ","
            and after + 1 < len(tokens)
            and tokens[after + 1].kind == "quote"
            and "clause" in cue.frames
            and not has_quote(tokens, self.done, cue.first)
        ):
            return "clause", after + 1, None
        if following.lower in PAUSE or following.lower in ("as", "while", "after", "before", "who", "when", "and", "but", "because"):
            return "", after, None
        if "clause" in cue.frames and self._clause_follows(after, cue):
            return "clause", after, None
        if "count" in cue.frames and cue.past == at and counts(tokens, at, cue.lemma):
            return "object", at, None
        if "object" in cue.frames and cue.past == at and object_follows(tokens, at):
            return "object", at, None
        said = cue.lemma in ("say", "announce", "report", "state", "add", "claim") and cue.form != "infinitive"
        if "clause" in cue.frames and said and not any(t.lower in PAUSE for t in tokens[after : after + 3]):
            return "clause", after, None
        return "", after, None

    def _clause_follows(self, at: int, cue: Cue) -> bool:
        """Whether a clause or a quotation begins at the position: "that", a mark of quotation, or a verb within reach."""
        tokens = self.tokens
        if cue.lemma in load.reporting().strict:
            return (
                tokens[at].lower in OPENS_CLAUSE
                or tokens[at].kind == "quote"
                or (tokens[at].lower in load.grammar("pronouns") and at + 1 < len(tokens) and is_finite(tokens, at + 1))
            )
        if (
            tokens[at].lower in ("that", "there", "it", "how", "why", "what", "whether", "he", "she", "they", "we", "i", "if")
            or tokens[at].kind == "quote"
        ):
            return True
        if cue.lemma in ("say", "state", "insist", "argue", "claim", "maintain", "believe", "think"):
            return any(is_finite(tokens, k) for k in range(at + 1, min(len(tokens), at + 25)))
        for k in range(at + 1, min(len(tokens), at + 14)):
            if tokens[k].lower in PAUSE or tokens[k].lower in ("who", "which", "that", "as", "for", "over", "after"):
                return False
            if is_finite(tokens, k):
                return True
        return False

    def _quote_before(self, cue: Cue, speaker: Speaker | None) -> bool:
        first = speaker.whole[0] if speaker else cue.first
        k = first - 1
        while k >= self.done and is_mark(self.tokens[k]):
            k -= 1
        return k >= self.done and self.tokens[k].kind == "quote"

    def _before(self, cue: Cue, speaker: Speaker | None, inverted: bool) -> list[Range]:
        """What was said, where it stands before the speaker."""
        end = cue.first if inverted or speaker is None or speaker.whole[0] > cue.first or speaker is self.last else speaker.whole[0]
        tokens = self.tokens
        start = max(self.done, self.heard)
        while end > start and tokens[end - 1].lower in (",", "—", "–", "as", "and", "but"):
            end -= 1
        while start < end and (tokens[start].lower in PAUSE or (start and tokens[start].lower in ("and",))):
            start += 1
        cut_off = self.heard > self.done and end - start >= 3
        if end > start and (cut_off or says_something(tokens, start, end)):
            return [(start, end)]
        return [(self.done, end)] if start > self.done and end > self.done and says_something(tokens, self.done, end) else []

    def _set_off(self, cue: Cue, speaker: Speaker | None) -> bool:
        """Whether a mark parts what was said from the speaker behind it; a text without commas need not have one."""
        if speaker is None or speaker.whole[0] == 0 or speaker.whole[0] > cue.first or speaker is self.last:
            return True
        before = self.tokens[speaker.whole[0] - 1]
        return before.kind in ("mark", "quote") or before.lower in ("as", "but", "and") or not any(t.lower == "," for t in self.tokens)

    def _cut_subject(self, cue: Cue, speaker: Speaker | None) -> list[Range]:
        """ "The brigade, the councillor said, had driven off": the subject that the speaker cuts off from its verb."""
        end = speaker.whole[0] if speaker and speaker.whole[0] < cue.first else cue.first
        while end > self.done and self.tokens[end - 1].lower == ",":
            end -= 1
        return [(self.done, end)] if end > self.done else []

    def _stop(self, number: int, start: int, frame: str) -> int:
        """Where the content ends: with the unit, with a clause of another speaker, or at the next verb of the same one."""
        tokens = self.tokens
        end = len(tokens)
        while end > start and tokens[end - 1].lower in END:
            end -= 1
        for later in self.cues[number + 1 :]:
            if later.first <= start:
                continue
            cut = cut_before(tokens, later, start)
            if cut is not None:
                end = min(end, cut)
                break
        if frame == "object":
            end = min(end, object_end(tokens, start, end))
        elif frame in ("infinitive", "hearer_infinitive"):
            end = min(end, clause_end(tokens, start, end))
        else:
            end = min(end, according_at(tokens, start, end))
        while end > start and tokens[end - 1].lower in (",", "—", "–", "and", "but", ";", ":"):
            end -= 1
        return end

    # --- passive ---

    def _passive(self, cue: Cue) -> Attribution | None:
        """ "it was reported that ...", "X is said to have ...", "X was accused of ... by Y"."""
        tokens = self.tokens
        if tokens[cue.past - 1].lower not in load.reporting().passives and "object" not in cue.frames and "hearer" not in cue.frames:
            return None
        subject = subject_before(tokens, cue.first)
        after = cue.past
        if subject is None or after >= len(tokens):
            return None
        owner = by_whom(tokens, after)
        start = owner.whole[1] if owner else after
        word = tokens[start].lower if start < len(tokens) else ""
        if tokens[subject[1][0]].lower == "it" and word == "that" and tokens[cue.past - 1].lower in load.reporting().passives:
            content = [(start, self._stop(self.cues.index(cue), start, "clause"))]
        elif word in ("to", "as", "of", "for") and (
            cue.lemma in ("accuse", "blame") or tokens[cue.past - 1].lower in load.reporting().passives
        ):
            content = [subject[0], (start, self._stop(self.cues.index(cue), start, "clause"))]
        elif owner and "object" in cue.frames:
            content = [subject[0]]
        else:
            return None
        return self._made(cue, owner, content, "passive", None)

    # --- records ---

    def _made(self, cue: Cue, speaker: Speaker | None, content: list[Range], frame: str, hearer: Range | None) -> Attribution:
        tokens = self.tokens
        first = cue.first
        spans = tuple(span_at(tokens, r) for r in content)
        return Attribution(
            source=(span_at(tokens, speaker.whole),) if speaker else (),
            mention=span_at(tokens, speaker.name) if speaker else None,
            speakers=split_joint(tokens, speaker.name) if speaker else (),
            cue=(span_at(tokens, (first, cue.past)),),
            content=spans,
            voice="named" if speaker else "unattributed",
            modality=modality_of(cue.lemma, frame),
            via=relays(tokens, cue.first, content, hearer),
            frame=frame,
            lemma=cue.lemma,
        )

    def _quoting(self, found: Attribution, cue: Cue, content: list[Range]) -> Attribution:
        """ "the agency reported, quoting a military source": the quoted one speaks, the agency is a relay."""
        tokens = self.tokens
        inside = {k for first, past in content for k in range(first, past)}
        for k in range(cue.past, min(len(tokens) - 1, cue.past + 16)):
            if tokens[k].lower in ("quoting", "citing") and k not in inside and found.mention:
                inner = phrase_after(tokens, k + 1, apposition=False)
                if inner and can_speak(tokens, inner[1]):
                    name = inner[1]
                    return replace(
                        found, mention=span_at(tokens, name), speakers=split_joint(tokens, name), via=(found.mention, *found.via)
                    )
        return found
