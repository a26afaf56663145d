"""On what basis a claim stands under its root: whose word it is, and who printed whom."""

from __future__ import annotations

from enum import StrEnum


class Basis(StrEnum):
    OWN_WORDS = "own_words"
    SPEAKS_FOR = "speaks_for"
    PUBLISHER = "publisher"
    RELAY = "relay"
    COPY = "copy"
    QUOTED = "quoted"
    CREDITED = "credited"
    RESTATED = "restated"
    ONE_BODY = "one_body"


BASIS_MEANS: dict[Basis, str] = {
    Basis.OWN_WORDS: "A named source speaks for itself.",
    Basis.SPEAKS_FOR: "A channel, office or spokesman speaks for the body it belongs to.",
    Basis.PUBLISHER: "The publisher's own voice, or “reportedly”: the publisher is the root.",
    Basis.RELAY: "The source named is the publisher of another report, which has it from somebody else.",
    Basis.COPY: "The passage is a near copy of another report's passage.",
    Basis.QUOTED: "Two reports quote the same words of the same speaker.",
    Basis.CREDITED: "The publisher's own voice repeats the report of another outlet, which its text names.",
    Basis.RESTATED: "It repeats the number, the change of hands or most of the words of the one source that gave it in the event.",
    Basis.ONE_BODY: "Two offices of one body say one thing.",
}
