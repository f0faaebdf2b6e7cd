"""Any sequence-to-sequence model of Hugging Face as a proposer: T5, mT5, BART, Marian, NLLB, in a folder or from the hub.

A model that rewrites is shown the sentences about a suspect part; one that translates is shown their Arabic. Its best outputs become
candidates as far as they keep to the suspect part (`reach`).
"""

from __future__ import annotations

import math
import re
import threading
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from tanqih.config import Config
from tanqih.errors import MissingExtraError, ModelError
from tanqih.models.folder import fingerprint, first_line, model_folder
from tanqih.models.generation import Generator, Output
from tanqih.models.interface import Candidate, Change, Request
from tanqih.models.memory import Memory
from tanqih.models.passages import Passage, passages
from tanqih.models.prompts import Prompt
from tanqih.models.reach import repairs
from tanqih.models.rewriting import plain
from tanqih.models.words import words_of

BEAMS = 4
LONGEST = 1200
"""Code points of the longest passage that is put to a model."""
LEAST = 0.02
"""Probability from which an output is worth a candidate: beams are filled up with misspellings of the first."""
REWRITES, TRANSLATES = "{text}", "{source}"


_found: dict[tuple[str, str], Seq2Seq] = {}
"""Models of this process by name and content."""


def load(name: str, config: Config) -> Seq2Seq:
    """The model that a configuration names; see `Seq2Seq.load`."""
    return Seq2Seq.load(name, prompt=config.model_prompt)


class _Ready(NamedTuple):
    """A model that is loaded, and the template of its input."""

    generator: Generator
    prompt: Prompt


class Seq2Seq:
    """A proposer on a sequence-to-sequence model. Its weights are loaded when it is first asked; texts without issues never need them."""

    def __init__(self, folder: Path, prompt: str, name: str, key: str, *, beams: int = BEAMS) -> None:
        """Args are those of `load`, with the folder that was found, and name and key as others see them."""
        self._folder, self._wanted, self._beams = folder, Prompt(prompt) if prompt else None, beams
        self.name, self.key = name, key
        self._memory = Memory()
        self._lock = threading.Lock()
        self._ready: _Ready | None = None
        self._broken: ModelError | None = None

    @classmethod
    def load(cls, name: str, *, prompt: str = "", beams: int = BEAMS) -> Seq2Seq:
        """Find a model and look it over, or take it from those that were found before.

        Args:
            name: a folder, or a name on the Hugging Face hub.
            prompt: template of its input with {text}, {source} or {terms}; "" for {source} with a translation model, else {text}.
            beams: width of the beam search, and outputs per passage.

        Raises:
            ConfigError: a prompt that is none. MissingExtraError: torch or transformers is not installed.
            ModelError: it is not a model, or its weights are no safetensors or not whole.
        """
        folder = model_folder(name)
        if any(find_spec(package) is None for package in ("torch", "transformers")):
            raise MissingExtraError(f"the model {name}", "models")
        key = fingerprint(folder, prompt, str(beams))
        short = re.sub(r"[^\w.-]+", "-", Path(name).expanduser().absolute().name)
        return _found.setdefault((short, key), cls(folder, prompt, short, key, beams=beams))

    def warm(self) -> None:
        """Load the weights now.

        Raises:
            ModelError: a broken model, one whose tokenizer disagrees with it, or a translator of other languages.
        """
        with self._lock:
            if self._broken:
                raise self._broken
            if self._ready is None:
                try:
                    self._ready = self._made_ready()
                except ModelError as error:
                    self._broken = error
                    raise

    def _made_ready(self) -> _Ready:
        generator, wanted = Generator.load(self._folder), self._wanted
        translates = False
        if wanted is None or wanted.reads_source:
            try:
                translates = generator.speak(translates=True)
            except ModelError as error:
                raise ModelError(f"{self._folder}: {error}") from None
        elif generator.kind != "marian":
            generator.speak(translates=False)
        return _Ready(generator, wanted or Prompt(TRANSLATES if translates else REWRITES))

    def propose(self, requests: Sequence[Request]) -> list[list[Candidate]]:
        """Candidates of each request; see `interface.Proposer`.

        Raises:
            ModelError: the model cannot be loaded (`warm`), or fails at its work.
        """
        self.warm()
        try:
            return self._memory.recall(requests, self._asked)
        except Exception as error:  # memory that runs out, a tokenizer that trips: the libraries raise what they like
            raise ModelError(f"the model {self.name} failed ({first_line(error)})") from None

    def _asked(self, requests: Sequence[Request]) -> list[list[Candidate]]:
        assert self._ready is not None  # noqa: S101 - `propose` has seen to it
        generator, prompt = self._ready
        shown: list[Passage] = []
        inputs: list[str] = []
        standing: list[str] = []
        for passage in passages(requests, longest=LONGEST, source=prompt.reads_source):
            text = passage.text if generator.spells(passage.text) else plain(passage.text)
            given = prompt.filled(text, passage.source, requests[passage.request].terms)
            if generator.fits(given):
                shown.append(passage)
                inputs.append(given)
                standing.append(text)
        found: list[dict[tuple[Change, ...], float]] = [{} for _ in requests]
        outputs = generator.outputs(inputs, standing, beams=self._beams)
        for passage, (now, made) in zip(shown, outputs, strict=True):
            rows = found[passage.request]
            for output, chance in zip(made, probabilities(made, now), strict=True):
                for row in repairs(requests[passage.request], passage.start, passage.end, output.text):
                    if _can_judge(generator, passage, row):
                        rows[row] = rows.get(row, 0.0) + chance
        return [self._candidates(rows) for rows in found]

    def _candidates(self, rows: dict[tuple[Change, ...], float]) -> list[Candidate]:
        ranked = sorted(rows.items(), key=lambda item: -item[1])
        return [Candidate(row, min(1.0, chance), f"model:{self.name}") for row, chance in ranked if chance >= LEAST]


def _can_judge(generator: Generator, passage: Passage, row: Sequence[Change]) -> bool:
    """False for edits of words that the model cannot write: it leaves them out because it has no tokens for them."""
    if generator.spells(plain(passage.text)):
        return True
    strange = [word for word in words_of(passage.text) if not generator.spells(plain(word.text))]
    return not any(
        change.start < passage.start + word.end and passage.start + word.start < change.end for change in row for word in strange
    )


def probabilities(outputs: Sequence[Output], standing: Output) -> list[float]:
    """How much a model speaks for each of its outputs: its share among all of them and what stands there now, times how sure it is.

    The share is of probabilities of whole texts; how sure it is, the geometric mean of the token probabilities. Not calibrated, for no
    model that a user brings comes with measurements: it ranks, and it is low when the model would as soon leave the text, or rambles.
    """
    known = [*outputs, *([] if any(output.text == standing.text for output in outputs) else [standing])]
    best = max((output.likelihood for output in known), default=0.0)
    total = sum(math.exp(output.likelihood - best) for output in known)
    return [
        math.exp(output.likelihood - best) / total * math.exp(output.likelihood / max(1, output.tokens)) for output in outputs
    ]
