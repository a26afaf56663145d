"""The order of the components, and the stage itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord import __version__
from onrecord.errors import ExtractionError, OnrecordError
from onrecord.extract.claims import Layers, to_claims
from onrecord.extract.reader import Model, load_reader
from onrecord.extract.reader.base import Reader, Rejected
from onrecord.extract.reader.mend import mend
from onrecord.extract.reader.thin import thin_reader, with_words
from onrecord.knowledge.actors import ActorRegister
from onrecord.knowledge.gazetteer import Gazetteer
from onrecord.records import Claim, Report

if TYPE_CHECKING:
    from onrecord.extract.reader.llm import Estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class Pipeline:
    """A reader and the knowledge that turns what it points at into records."""

    reader: Reader
    gazetteer: Gazetteer
    register: ActorRegister

    @classmethod
    def load(
        cls, *, reader: str = "default", actors: Path | None = None, places: Path | None = None, model: Model | None = None
    ) -> Pipeline:
        """Loads models and data; the only slow step. model: for the reader llm.

        Raises VocabularyError on a team's own files that are not in their form, OnrecordError for a model that cannot be asked.
        """
        return cls(reader=load_reader(reader, model), gazetteer=Gazetteer.load(places), register=ActorRegister.load(actors))

    @property
    def sends_to(self) -> str | None:
        """The host, other than this machine, that the reader sends reports to; None: nothing leaves."""
        return self.reader.sends_to

    @property
    def rejected(self) -> Sequence[Rejected]:
        """What the reader was told of the report read last and did not take, with the reasons."""
        return self.reader.rejected

    @property
    def made_by(self) -> str:
        return f"{self.reader.name} onrecord/{__version__}"

    def reads(self, language: str | None) -> bool:
        """Whether the reader knows the language, given as ISO 639-1 with or without a region; one not known is taken for English."""
        return self._reader_for(language) is not None

    def _reader_for(self, language: str | None) -> Reader | None:
        """The reader, or the thin one of a language that it does not know; None: nobody reads it."""
        known, code = self.reader.languages, (language or "").lower().replace("_", "-").split("-")[0]
        if known is None or not code or code in known:
            return self.reader
        return thin_reader(code)

    def outlook(self, reports: Iterable[Report], price: str = "") -> Estimate | None:
        """What reading these will take where a language model reads them; None where nothing is asked. price: see LlmReader.outlook."""
        foresee = getattr(self.reader, "outlook", None)
        return foresee(reports, price) if foresee else None

    def software(self) -> dict[str, str]:
        """By what claims are made: the program, the reader, and the digest of its model; "" for a reader that has none here."""
        return {"onrecord": __version__, "reader": self.reader.name, "model": getattr(self.reader, "model", "")}

    def claims(self, report: Report) -> list[Claim]:
        """The claims of one report, in the order of their words. A report in a language that is not read has none."""
        reader = self._reader_for(report.language)
        if reader is None:
            return []
        layers = Layers.of(report, self.gazetteer)
        read = reader.read(report)
        if reader.mended:
            read = mend(report, read)
        made_by = self.made_by
        if reader is not self.reader:
            read = [with_words(item, report.text, layers.dates, layers.places) for item in read]
            made_by = f"{reader.name} onrecord/{__version__}"
        return to_claims(report, read, layers, self.register, made_by=made_by)


def extract(
    reports: Iterable[Report], pipeline: Pipeline, *, on_error: Callable[[ExtractionError], None]
) -> Iterator[tuple[Report, list[Claim]]]:
    """Each report with its claims. A report that cannot be read is handed to on_error and does not stop the rest."""
    for report in reports:
        if report.confidential and pipeline.sends_to:
            on_error(ExtractionError(report.id, f"it is confidential and is not sent to {pipeline.sends_to}; choose another reader"))
            continue
        try:
            claims = pipeline.claims(report)
        except OnrecordError as error:
            on_error(ExtractionError(report.id, str(error)))
        except Exception as error:  # one bad report never stops a run; what was skipped is recorded
            on_error(ExtractionError(report.id, f"{type(error).__name__}: {error}"))
        else:
            yield report, claims
