"""Which metrics a run computes: those asked for, or those that the references at hand allow."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence

from tanqih.commands.job import names
from tanqih.errors import ConfigError, MissingExtraError
from tanqih.score.comet import checkpoint, comet
from tanqih.score.inputs import read_texts
from tanqih.score.reference import AGAINST_REFERENCES, Texts, chosen, is_installed, measure, significance
from tanqih.score.result import Metric, MetricChange

Rows = Sequence[tuple[str, str, str]]


class Measuring:
    """The metrics of a run.

    Attributes:
        asked: by `--metric`; empty when it was not given.
    """

    def __init__(self, args: argparse.Namespace, note: Callable[[str], None]) -> None:
        """Args:
        args: of the command.
        note: writes a line of diagnostics.

        Raises:
            ConfigError: an unknown metric, or a COMET model that is not there.
            MissingExtraError: sacreBLEU is asked for and not installed.
        """
        self.asked = chosen(names(args.metric) or ())
        self._args, self._note = args, note
        self._model = checkpoint(args.comet_model) if "comet" in self.asked else None
        self._given = args.references is not None or args.post_edits is not None
        if ({*self.asked} - {"comet"} or self._given) and not is_installed():
            raise MissingExtraError("metrics against references", "score")
        if args.comet_model is not None and not self._model:
            raise ConfigError("--comet-model goes with --metric comet")

    def texts(self) -> Texts:
        """What takes the segments of the documents: all of them, or only those that have a reference."""
        return Texts(bool(self.asked) or self._given)

    def metrics(self, texts: Texts) -> tuple[Metric, ...]:
        """The metrics of the documents whose segments were taken.

        Raises:
            InputError: references or post-edits that are missing or of another length.
        """
        rows = self._rows(texts)
        found = [measure(name, rows) for name in self._against_references(rows)]
        if "hter" in self.asked or self._args.post_edits is not None:
            found.append(measure("hter", self._edited(texts)))
        if self._model:
            found.append(comet(self._model, rows))
        return tuple(found)

    def changes(self, old: Texts, new: Texts) -> tuple[MetricChange, ...]:
        """The reference metrics of two versions, with significance.

        Raises:
            InputError: as for `metrics`; references of the two versions that differ.
        """
        before, after = self._rows(old), self._rows(new)
        wanted = self._against_references(after)
        return significance(wanted, before, after, self._args.significance) if wanted else ()

    def _rows(self, texts: Texts) -> Rows:
        path = self._args.references
        return (texts if path is None else texts.against(read_texts(self._args, path), "reference", path)).paired

    def _edited(self, texts: Texts) -> Rows:
        path = self._args.post_edits
        return self._rows(texts) if path is None else texts.against(read_texts(self._args, path), "post-edited", path).paired

    def _against_references(self, rows: Rows) -> tuple[str, ...]:
        """Those asked for, else all that fit when there are references."""
        if self.asked or not rows:
            return tuple(name for name in AGAINST_REFERENCES if name in self.asked)
        if not is_installed():
            self._note("the texts have references; for BLEU, chrF++ and TER run: pip install 'tanqih[score]'")
            return ()
        return AGAINST_REFERENCES
