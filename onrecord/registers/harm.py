"""What words say of harm to a site, in EAMENA's terms: its named parts, condition, extent, cause. What they do not say is Unknown."""

from __future__ import annotations

import re

from onrecord.knowledge.names import plain

_SPELLINGS = {
    "arc": "arch",
    "theater": "theatre",
    "amphitheater": "amphitheatre",
    "ampitheater": "amphitheatre",
    "ampitheatre": "amphitheatre",
}
_KIND = (
    r"(?:temple|arch?|tower tomb|tower|tomb|amph?itheat(?:re|er)|theat(?:re|er)|tetrapylon|colonnade|statue|mosque|minaret|church|cathedral"
    r"|basilica|chapel|monastery|convent|shrine|mausoleum|museum|library|archive|cemetery|citadel|castle|fortress|palace|synagogue|pagoda"
    r"|stupa|bazaar|souk|caravanserai|manuscript|arte?fact)"
)
_PLURAL = r"(?:e?s|ies)?"
# "Mausoleums of Muslim saints" are of nobody by name.
_FAITHS = r"(?:Muslim|Islamic|Christian|Orthodox|Catholic|Armenian|Coptic|Jewish|Sufi|Shia|Shiite|Sunni|Yazidi|Buddhist|Hindu)"
_NAME = rf"(?!(?:And|On|In|At|The|{_FAITHS})\b)(?:St\.? )?[A-Z][\w’'-]*(?:[ -](?!(?:And|On|In|At)\b)(?:al|el|St\.|[A-Z])[\w’'-]*)*"
_OF = re.compile(rf"\b((?i:{_KIND})){_PLURAL} of (?:the )?({_NAME})(?:,? and (?:(?:the )?of )?({_NAME}))?")
_BEFORE = re.compile(rf"\b((?:[A-Z][\w’'-]+ ){{1,4}})((?=[A-Z])(?i:{_KIND}))\b")
_BARE = re.compile(rf"\b(?:(funerary|burial|bell) )?({_KIND})({_PLURAL})\b", re.I)
_ANY = re.compile(rf"\b{_KIND}{_PLURAL}\b", re.I)
_ARTICLE = re.compile(r"^(?:The|A|An|Its|His|Their|One|Two|Three|Another|Ancient|This|That)\b\s*", re.I)

CONDITIONS = (
    ("Destroyed", r"destr(?:oy\w*|uction)|raz(?:ed|ing)|rubble|ruined|levell?ed|flatten\w*|blew up|blown up|demolish\w*|demolition"
     r"|brought down|smash\w*|laid waste|wreck\w*|pulveri[sz]ed|gone|dynamit\w*|obliterat\w*"),
    ("Very Bad", r"(?:great|heav(?:y|ily)|severe(?:ly)?|serious(?:ly)?|extensive(?:ly)?|bad(?:ly)?|massive)\W+(?:\w+\W+){0,2}damag\w*"),
    ("Fair", r"(?:slight(?:ly)?|minor|light(?:ly)?|superficial(?:ly)?|little)\W+(?:\w+\W+){0,2}damag\w*"),
    ("Poor", r"damag\w*|defac\w*|harmed|scarred|cracked|hit|struck"),
    ("Good", r"intact|unharmed|undamaged|unscathed|still stand\w*"),
)  # fmt: skip
CAUSES = (
    ("Explosion/Heavy Weaponry", r"explo\w+|dynamit\w+|blast|bl(?:ew|own) up|bomb\w*|shell\w*|air ?strikes?|rockets?|missiles?"
     r"|artillery|mortar\w*|detonat\w*"),
    ("Gunfire/Light Weaponry", r"gunfire|bullets?|small arms|shot at|machine[- ]guns?"),
    ("Fire", r"burn\w*|fire|torch\w*|ablaze|flames"),
    ("Excavation (looting)", r"loot\w*|illegal(?:ly)? (?:dig|dug|excavat\w*)|plunder\w*"),
    ("Clearance", r"bulldoz\w*|cleared"),
    ("Demolition/Destruction", r"demoli\w+|smash\w*|sledgehammers?|raz(?:ed|ing)|brought down"),
)  # fmt: skip
_CONDITIONS = tuple((name, re.compile(rf"\b(?:{words})\b", re.I)) for name, words in CONDITIONS)
_CAUSES = tuple((name, re.compile(rf"\b(?:{words})\b", re.I)) for name, words in CAUSES)
_WHOLLY = re.compile(r"\b(?:completely|totally|entirely|wholly|utterly|the whole of)\b", re.I)
_SHARE = re.compile(r"\b(\d{1,3}) ?(?:%|per ?cent)", re.I)
_BANDS = ((10, "1-10 %"), (30, "11-30 %"), (60, "31-60 %"), (90, "61-90 %"), (100, "91-100 %"))


_KEPT_SAFE = re.compile(
    r"\b(?:mov|tak|took|transfer|bring|brought|carr|ship)\w* (?:away )?(?:\w+ ){0,8}(?:to|into|in) (?:\w+ ){0,2}(?:safe\w*|storage)"
    r"|places? of safety|safe places?|safeguard\w*|evacuat\w*|(?:were|was|been|are|is) (?:saved|protected|hidden|spared)\b",
    re.I,
)


def kept_safe(words: str) -> bool:
    """Things of a site are said to have been brought to safety, and no harm to any is said beside it."""
    return bool(_KEPT_SAFE.search(words)) and condition_of(words) in ("Unknown", "Good") and cause_of(words) == "Unknown"


def condition_of(words: str) -> str:
    return next((name for name, found in _CONDITIONS if found.search(words)), "Unknown")


def in_part(words: str) -> bool:
    """Only a part of what is named is said to be harmed."""
    return bool(re.search(r"\b(?:parts? of|partly|partially|a portion of)\b", words, re.I))


def cause_of(words: str) -> str:
    return next((name for name, found in _CAUSES if found.search(words)), "Unknown")


def extent_of(words: str) -> str:
    """EAMENA's band where the words give a share or say "completely"; else Unknown."""
    share = _SHARE.search(words)
    if share and 0 < int(share[1]) <= 100:
        return next(band for most, band in _BANDS if int(share[1]) <= most)
    return "91-100 %" if _WHOLLY.search(words) else "Unknown"


def parts_of(words: str, place: str | None) -> tuple[str, ...]:
    """The parts of a site that words name, each once; the place itself where it is one ("Temple of Bel")."""
    found = [place] if place and _ANY.search(place) else []
    kinds = {_kind(m[0]) for part in found for m in _ANY.finditer(part)}
    for of in _OF.finditer(words):
        found += [f"{_kind(of[1]).capitalize()} of {name}" for name in (of[2], of[3]) if name]
        kinds.add(_kind(of[1]))
    for before in _BEFORE.finditer(words):
        name = _ARTICLE.sub("", before[1])
        if name:
            found.append(f"{name}{before[2]}")
            kinds.add(_kind(before[2]))
    for bare in _BARE.finditer(words):
        if _kind(bare[2]) not in kinds:
            found.append(" ".join(w for w in (bare[1], _kind(bare[2]) + bare[3]) if w).lower())
    return tuple({part_key(part): part for part in reversed(found)}.values())[::-1]


def part_key(part: str) -> str:
    """Under which spellings of one part come together: "Temple of Baal Shamin" and "Temple of Baalshamin", "Arc" and "Arch"."""
    return "".join(c for c in " ".join(_SPELLINGS.get(w, w) for w in plain(part).split()) if c.isalnum())


def _kind(word: str) -> str:
    low = re.sub(r"(?<=[^s])s$", "", word.lower())
    return _SPELLINGS.get(low, low)
