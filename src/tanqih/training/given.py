"""What runs are given to learn from: the corpora, as far as the part that is learned has a use for them."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from tanqih.errors import InputError
from tanqih.training.heldout import digest_of, held_out_samples, set_aside
from tanqih.training.samples import SOURCES, Mixture, Sample, paragraphs, post_edits

QUALITY_HELD = 50
"""One of so many post-edits is held out of a run of the quality."""
UNREADABLE = (OSError, EOFError, ValueError, KeyError, StopIteration)
"""What reading a damaged corpus raises."""


class Given(NamedTuple):
    """What a run learns from, and what it is looked at with.

    Attributes:
        texts: clean prose.
        edits: post-edits.
        held: samples that are never trained on.
        mixture: shares of the data.
    """

    texts: list[str]
    edits: list[Sample]
    held: list[Sample]
    mixture: Mixture

    @property
    def digest(self) -> str:
        """Of all that is trained on."""
        return digest_of(self.texts, self.edits)


def of_edits(data: Path) -> Given:
    """Prose, which will be damaged, and post-edits.

    Raises:
        InputError: as `corpora`.
    """
    texts, edits = corpora(data)
    texts, held = set_aside(texts)
    mixture = Mixture()
    return Given(texts, edits, held_out_samples(held, mixture), mixture)


def of_quality(data: Path) -> Given:
    """Post-edits alone, one of `QUALITY_HELD` held out.

    Raises:
        InputError: as `corpora`.
    """
    edits = _post_edits(data)
    held = edits[::QUALITY_HELD]
    return Given([], [sample for number, sample in enumerate(edits) if number % QUALITY_HELD], held, Mixture(post_edits=1.0))


def corpora(data: Path) -> tuple[list[str], list[Sample]]:
    """Prose and post-edits.

    Raises:
        InputError: a file is missing or cannot be read.
    """
    for name in SOURCES:
        _there(data / "prose" / f"{name}.txt.gz")
    edits = _post_edits(data)
    try:
        return paragraphs(data / "prose"), edits
    except UNREADABLE as error:
        raise _broken(data, error) from None


def _post_edits(data: Path) -> list[Sample]:
    path = data / "post-edits" / "train.tsv.gz"
    _there(path)
    try:
        return [sample for _, sample in post_edits(path)]
    except UNREADABLE as error:
        raise _broken(path, error) from None


def _there(path: Path) -> None:
    if not path.is_file():
        raise InputError("no such corpus", "name the folder with prose/ and post-edits/ with --data", path=str(path))


def _broken(path: Path, error: Exception) -> InputError:
    return InputError(f"a corpus cannot be read ({type(error).__name__}: {error})", "get it again", path=str(path))
