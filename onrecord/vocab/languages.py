"""Languages by name, and those that are written from right to left. Codes are ISO 639-1, of three letters where there is none."""

from __future__ import annotations

from importlib import resources

NAMES = {
    "ar": "Arabic", "az": "Azerbaijani", "ckb": "Sorani Kurdish", "de": "German", "en": "English", "es": "Spanish", "fa": "Persian",
    "fr": "French", "he": "Hebrew", "hi": "Hindi", "hy": "Armenian", "id": "Indonesian", "it": "Italian", "ka": "Georgian",
    "ku": "Kurdish", "my": "Burmese", "nl": "Dutch", "pl": "Polish", "ps": "Pashto", "pt": "Portuguese", "ru": "Russian", "so": "Somali",
    "sr": "Serbian", "sw": "Swahili", "ti": "Tigrinya", "am": "Amharic", "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu", "zh": "Chinese",
}  # fmt: skip
RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "syr", "ug", "ur", "yi"})


def base(code: str) -> str:
    """The code without a region or a script: "ar" of "ar-SY"."""
    return code.lower().replace("_", "-").split("-")[0]


def write_language(code: str) -> str:
    """A language in words, with its direction where that is not ours: "Arabic, right to left"; the code itself where no name is known."""
    name = NAMES.get(base(code), code)
    return f"{name}, right to left" if base(code) in RIGHT_TO_LEFT else name


LISTED = frozenset(
    folder.name
    for folder in (resources.files("onrecord.vocab") / "words").iterdir()
    if folder.is_dir() and (folder / "reader.toml").is_file()
)
"""ISO 639-1 codes of the languages whose folder has lists for a thin reader of claims (reader.toml)."""

READ_BY_RULES = LISTED | {"ar"}
"""Those whose claims a thin reader of rules and word lists finds; the trained readers know English."""
