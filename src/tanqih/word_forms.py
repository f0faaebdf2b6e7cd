"""The tables of `lemminflect`, read without importing it.

Importing the package costs 0.1-0.25 s (numpy), building its dictionaries another 0.5 s; a check of one file may take 0.3 s in all. Its two
tables are sorted text, so a word is found by bisection in the bytes. What is not in the tables is left to the package itself (`unknown`).
The result equals that of `lemminflect.getAllLemmas` and `getAllInflections`, which a test proves word by word.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

_UPOS = {"noun": "NOUN", "verb": "VERB", "adj": "ADJ", "adv": "ADV", "aux": "AUX"}
_TAGS = {"noun": ("NNS",), "adj": ("JJR", "JJS"), "adv": ("RBR", "RBS"), "verb": ("VBD", "VBN", "VBG", "VBZ")}
_BASE = {"noun": ("NN",), "adj": ("JJ",), "adv": ("RB",), "verb": ("VB", "VBP"), "aux": ("VB",)}
_AUXILIARIES: dict[str, dict[str, tuple[str, ...]]] = {
    "can": {"VB": ("can",), "VBD": ("could",)},
    "may": {"VB": ("may",), "VBD": ("might",)},
    "will": {"VB": ("will",), "VBD": ("would",)},
    "shall": {"VB": ("shall",), "VBD": ("should",)},
    "must": {"VB": ("must",), "VBD": ("must",)},
    "ought": {"VB": ("ought",), "VBD": ("ought",)},
    "dare": {"VB": ("dare",)},
    "be": {"VB": ("be",), "VBD": ("was", "were"), "VBG": ("being",), "VBN": ("been",), "VBP": ("am", "are"), "VBZ": ("is",)},
}
"""Fixed in lemminflect's code as well: they follow no table."""


def lemmas(word: str) -> dict[str, tuple[str, ...]]:
    """Universal part of speech to the lemmas that a lower-case word may be a form of; empty for an unknown word."""
    found: dict[str, tuple[str, ...]] = {}
    for _, category, forms in (row.split(",") for row in _rows("lemma_lu.csv.gz", word)):
        found[_UPOS[category]] = tuple(forms.split("/"))
    return found | _overrides("lemma_overrides.csv").get(word, {})


def inflections(lemma: str) -> dict[str, tuple[str, ...]]:
    """Penn tag to the spellings of a lower-case lemma; empty for an unknown lemma."""
    found: dict[str, tuple[str, ...]] = {}
    for row in _rows("infl_lu.csv.gz", lemma):
        _, category, *forms = row.split(",")
        found.update({tag: tuple(form.split("/")) for tag, form in zip(_TAGS.get(category, ()), forms, strict=False) if form})
        found.update(dict.fromkeys(_BASE[category], (lemma,)))
    fixed = _AUXILIARIES.get(lemma)
    return (found if fixed is None else fixed) | _overrides("infl_overrides.csv").get(lemma, {})


@cache
def _folder() -> Path:
    spec = find_spec("lemminflect")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("lemminflect is not installed; run: pip install tanqih")
    return Path(spec.submodule_search_locations[0]) / "resources"


@cache
def _table(name: str) -> bytes:
    return b"\n" + gzip.decompress((_folder() / name).read_bytes())


@cache
def _overrides(name: str) -> dict[str, dict[str, tuple[str, ...]]]:
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for line in (_folder() / name).read_text(encoding="utf8").splitlines():
        if line and not line.startswith("#"):
            word, key, form = line.strip().split(",")
            found.setdefault(word, {})[key] = (form,)
    return found


def _rows(name: str, word: str) -> Iterator[str]:
    """The rows of a table whose first cell is the word, by bisection."""
    try:
        key = word.encode() + b","
    except UnicodeEncodeError:
        return
    table = _table(name)
    low, high = 0, len(table) - 1
    while low < high:
        start = table.rfind(b"\n", 0, (low + high) // 2 + 1)
        end = table.find(b"\n", start + 1)
        if table[start + 1 : end].split(b",", 1)[0] < word.encode():
            low = end
        else:
            high = start
    at = low
    while table.startswith(key, at + 1):
        end = table.find(b"\n", at + 1)
        yield table[at + 1 : end].decode()
        at = end
