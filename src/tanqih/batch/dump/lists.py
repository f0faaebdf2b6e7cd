"""What an index tells, as files for people: duplicates, blocks for review, mistakes with the entries of a glossary that would settle them."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from pathlib import Path

from tanqih.batch.dump.store import Block, Index, Mistake
from tanqih.batch.ledger import as_line
from tanqih.formats.files import replace_file

BLOCKS, DUPLICATES, MISTAKES = ".blocks.toml", ".duplicates.jsonl", ".mistakes.tsv"
"""What is put behind the index's name for the files beside it."""
OLD = ".old"
LISTED = 100_000
"""Mistakes that are listed; the index has all of them."""
_COLUMNS = "articles places rule words suggestion arabic entry example".split()
_CONTROL = str.maketrans("\t\n\r", "   ")
_NO_ENTRY = frozenset({"name/broken-prefix"})
_UNTRANSLATED, _SUSPECT = "encoding/left-in-arabic", "model/suspect"
"""Rules of other families whose findings an entry may settle."""
FEWEST, SHARE = 10, 0.02
"""A block is proposed when so many articles of its site have it, and that share of them."""
_USED_SHARE, _AT_EDGE = 0.05, 0.8
_HEAD = """\
# Blocks that recur across the articles of a site, learned from a dump by Tanqih.
# Look at each: with `use = true`, `tanqih batch --learned` reports it wherever it is a whole paragraph of an article of the site (digits
# may differ), and with `--apply review` deletes it. You may add blocks of your own: a text, and the site as the others have it.
version = 1
"""


def beside(index: Path, suffix: str) -> Path:
    """A file beside the index."""
    return index.with_name(index.name + suffix)


def write_blocks(index: Index, path: Path, fewest: int = FEWEST, share: float = SHARE) -> None:
    """Write the blocks that recur as a list for review (TOML); another list that is there, perhaps edited, stays under another name.

    Raises:
        InputError: the place cannot be written.
    """
    text = "".join(proposal(index.blocks(fewest, share))).encode()
    if path.exists() and path.read_bytes() != text:
        path.replace(path.with_name(path.name + OLD))
    replace_file(path, [text])


def write_duplicates(index: Index, path: Path) -> str:
    """Write a line of JSON for each duplicate: its record, place and id, and `duplicate_of` (`Duplicate.mark`).

    Returns:
        A hash of the file.
    """
    found = blake2b(digest_size=8)

    def lines() -> Iterator[bytes]:
        for one in index.duplicates():
            name = {"id": one.id} if one.id else {}
            line = as_line({"record": one.number, "place": one.place, **name, "duplicate_of": one.mark})
            found.update(line)
            yield line

    replace_file(path, lines())
    return found.hexdigest()


def write_mistakes(index: Index, path: Path) -> None:
    """Write the mistakes that recur (TSV), the most frequent first: one entry of a glossary may mend a thousand articles."""
    replace_file(path, _mistake_lines(index))


def _mistake_lines(index: Index) -> Iterator[bytes]:
    yield ("\t".join(_COLUMNS) + "\n").encode()
    for one, _ in zip(index.mistakes(), range(LISTED), strict=False):
        cells = (one.articles, one.places, one.rule, one.text, one.suggestion, one.arabic, entry(one), one.example)
        yield ("\t".join(str(cell).translate(_CONTROL) for cell in cells) + "\n").encode()


def entry(mistake: Mistake) -> str:
    """The entry of a glossary that would settle a mistake, as a command; words in capitals are for a person to fill in.

    "" where no glossary helps (punctuation, grammar); where an entry finds it already, that entry's name.
    """
    known = next((one for one in mistake.origin.split("+") if one.startswith("glossary:")), "")
    if known:
        return known
    family = mistake.rule.partition("/")[0]
    words = mistake.text if any(sign.isalpha() for sign in mistake.text) else ""
    if not words or mistake.rule in _NO_ENTRY:
        return ""
    if family == "name":
        given = {"arabic": mistake.arabic or "ARABIC", "english": mistake.suggestion or "ENGLISH", "wrong": words}
        return _command("--name --kind KIND", given)
    if mistake.rule in (_UNTRANSLATED, _SUSPECT) and not mistake.suggestion:
        arabic, wrong = (words, "WRONG") if mistake.rule == _UNTRANSLATED else (mistake.arabic or "ARABIC", words)
        return _command("", {"arabic": arabic, "english": "ENGLISH", "wrong": wrong})
    return ""


def _command(before: str, given: dict[str, str]) -> str:
    options = " ".join(f"--{name} {shlex.quote(value)}" for name, value in given.items())
    return " ".join(part for part in ("tanqih glossary add", before, options) if part)


def proposal(blocks: Iterable[Block]) -> Iterator[str]:
    """The lines of the list for review; a block is switched on when it is frequent and stands at an edge nearly always."""
    yield _HEAD
    for block in blocks:
        share = block.articles / block.of
        where, at_edge = max(
            ("start", block.starts),
            ("end", block.ends),
            ("middle", block.articles - block.starts - block.ends),
            key=lambda one: one[1],
        )
        use = where != "middle" and share >= _USED_SHARE and at_edge >= _AT_EDGE * block.articles
        yield (
            f"\n[[block]]\ntext = {_quoted(block.text)}\nsite = {_quoted(block.site)}\narticles = {block.articles}\n"
            f'share = {share:.3f}\nwhere = "{where}"\nuse = {str(use).lower()}\n'
        )


def _quoted(text: str) -> str:
    """A TOML string; its escapes are those of JSON, and DEL."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f").encode("utf-8", "replace").decode()
