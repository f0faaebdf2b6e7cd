"""Atheris over `check`, `fix` and every reader: no crash, no hang. `make fuzz` runs it for ten minutes.

Every input is tried as bytes of each format and as text; a reader may refuse it with an InputError, everything it reads must come back
byte for byte, and no rule may raise.
"""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["tanqih"]):
    from tanqih import formats
    from tanqih.check import Checker
    from tanqih.config import Config
    from tanqih.errors import InputError
    from tanqih.fix import fix_document
    from tests.broken_text import WORDS

CHECKER = Checker(Config(profile="wire"))
MAX_BYTES = 20_000


def text_of_words(data: bytes) -> str:
    """A text made of the words that rules look for, one a byte."""
    return " ".join(WORDS[byte % len(WORDS)] for byte in data[:200])


def one_input(data: bytes) -> None:
    """What libFuzzer calls."""
    data = data[:MAX_BYTES]
    for name in formats.FORMATS:
        candidates = [data, text_of_words(data).encode()] if name != "jsonl" else [data]
        for candidate in candidates:
            try:
                documents = list(formats.read_bytes(candidate, name))
            except InputError:
                continue
            if formats.write_bytes(documents) != candidate:
                raise AssertionError(f"{name} does not come back: {candidate!r}")
            for document in documents:
                fixed = fix_document(CHECKER, document, "review", reread=formats.reread)
                if fixed.report.failures:
                    raise AssertionError(fixed.report.failures)


if __name__ == "__main__":
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()
