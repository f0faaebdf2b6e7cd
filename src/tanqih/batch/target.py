"""What becomes of what the workers give: a clean dump with its reports, or (`dump.learning`) an index."""

from __future__ import annotations

from typing import Protocol

from tanqih.batch.journal import Journal
from tanqih.batch.outputs import Outputs
from tanqih.batch.parts import SIDE_FILES
from tanqih.batch.records import Container, Sink
from tanqih.batch.report import write_reports
from tanqih.batch.work import Settings


class Target(Protocol):
    """The end of a run."""

    def sink(self, container: Container) -> Sink:
        """A new sink for what the workers give."""

    def place(self, outputs: Outputs, journal: Journal) -> None:
        """Put all files of a run whose output is put together where they belong; may be done again after a kill.

        Raises:
            InputError: one of them cannot be put there.
        """


class Cleaned:
    """A clean dump, with ledger, dead letters, annotations and reports beside it."""

    def __init__(self, settings: Settings) -> None:
        """Args:
        settings: of the run.
        """
        self._settings = settings

    def sink(self, container: Container) -> Sink:
        """As `Target.sink`."""
        return container.sink()

    def place(self, outputs: Outputs, journal: Journal) -> None:
        """As `Target.place`."""
        write_reports(outputs, journal, self._settings)
        for name in SIDE_FILES:
            outputs.place_side(name, empty=name == "ledger")
        outputs.place(outputs.folder / "output", outputs.output)
