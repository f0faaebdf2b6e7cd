"""Boilerplate that a dump shows by itself: blocks that recur across articles of a site, as a list that a person reviews.

The list is a TOML file; blocks with `use = true` are found by `LearnedChecker` as issues of the rule `boilerplate/learned`, whose
suggestion deletes the block. Its deletion is `safe`: somebody has looked at the list and passed it.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tanqih.batch.dump.store import Block
from tanqih.commands.ignores import Ignores, IgnoringChecker
from tanqih.config import Config
from tanqih.document import Document, Segment, Span
from tanqih.errors import ConfigError
from tanqih.issue import Applicability, Edit, Issue, Report, Severity, Suggestion, issue_key

RULE = "boilerplate/learned"
SHORTEST, LONGEST = 8, 400
"""Characters of a block that is counted."""
EDGE = 2
"""Segments at either end of an article that are its start and its end; the end has one more, for a signature."""
FEWEST, SHARE = 10, 0.02
"""A block is proposed when so many articles of its site have it, and that share of them."""
_USED_SHARE, _AT_EDGE = 0.05, 0.8
_CONFIDENCE = 0.9
_SPACE, _DIGITS = re.compile(r"\s+"), re.compile(r"\d+")
_HEAD = """\
# Blocks that recur across the articles of a site, learned from a dump by Tanqih.
# Look at each: with `use = true` it is deleted wherever it is a whole paragraph (digits may differ); then pass this file on.
version = 1
"""


def site_of(name: str) -> str:
    """The site of an article by its id or place: the host of an address, else the first folder, else ""."""
    if "://" in name:
        try:
            return (urlsplit(name).hostname or "").removeprefix("www.")
        except ValueError:  # a broken IPv6 address
            return ""
    folder, slash, _ = name.partition("/")
    return folder if slash else ""


def folded(text: str) -> str:
    """A block as it is compared: lower case, single spaces, every number as 0."""
    return _DIGITS.sub("0", _SPACE.sub(" ", text.strip()).casefold())


def block_hash(text: str) -> bytes:
    """Of a folded block, 8 bytes."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()


def blocks_of(segments: Iterable[Segment]) -> dict[bytes, tuple[str, bool, bool]]:
    """The blocks of an article: text, and whether it stands at the start and at the end, by hash."""
    targets = [segment.target for segment in segments if segment.target.strip()]
    found: dict[bytes, tuple[str, bool, bool]] = {}
    for at, target in enumerate(targets):
        if SHORTEST <= len(target) <= LONGEST:
            starts, ends = at < EDGE, at >= len(targets) - EDGE - 1
            found.setdefault(block_hash(folded(target)), (target, starts and not ends, ends))
    return found


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


@dataclass(frozen=True, slots=True)
class LearnedBlocks:
    """Blocks that are boilerplate: site and folded text."""

    blocks: frozenset[tuple[str, str]] = frozenset()

    def __contains__(self, block: tuple[str, str]) -> bool:
        return block in self.blocks


def load_blocks(path: Path) -> LearnedBlocks:
    """The blocks of a reviewed list that are switched on.

    Raises:
        ConfigError: no such file, no TOML, no list of this version, a key that is missing, unknown or of a wrong type.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise ConfigError(f"{path}: no such list of learned blocks; make it with --learn") from None
    except (OSError, ValueError) as error:  # TOMLDecodeError and UnicodeDecodeError are ValueErrors
        raise ConfigError(f"{path}: the list of learned blocks cannot be read ({error})") from None
    if data.get("version") != 1 or data.keys() - {"version", "block"}:
        raise ConfigError(f"{path}: no list of learned blocks of version 1; make it with --learn")
    found = set()
    for number, block in enumerate(data.get("block", []), 1):
        if _checked(block, f"{path}: block {number}"):
            found.add((block.get("site", ""), folded(block["text"])))
    return LearnedBlocks(frozenset(found))


def _checked(block: Any, place: str) -> bool:
    """Whether a block is switched on; ConfigError when it is none."""
    if not isinstance(block, dict) or not isinstance(block.get("text"), str) or not isinstance(block.get("site", ""), str):
        raise ConfigError(f"{place} needs a text, and a site that is a string")
    if unknown := block.keys() - {"text", "site", "articles", "share", "where", "use"}:
        raise ConfigError(f"{place} has the unknown key {min(unknown)!r}")
    if not isinstance(block.get("use", True), bool):
        raise ConfigError(f"{place}: use is true or false")
    return bool(block.get("use", True))


class LearnedChecker(IgnoringChecker):
    """A checker that also finds boilerplate learned from the dump."""

    def __init__(self, config: Config | None, ignores: Ignores | None, blocks: LearnedBlocks) -> None:
        """Args and errors as for `IgnoringChecker`; `blocks` as loaded."""
        super().__init__(config, ignores)
        self._learned = blocks

    def check(self, document: Document) -> Report:
        """As `IgnoringChecker.check`, with the learned blocks; other issues of their paragraphs are left out."""
        report = super().check(document)
        site = site_of(document.id)
        found = [segment for segment in document.segments if (site, folded(segment.target)) in self._learned]
        if not found:
            return report
        gone = {segment.index for segment in found}
        kept = [issue for issue in report.issues if issue.segment not in gone]
        issues = [*kept, *(_issue(document, segment, ordinal) for ordinal, segment in enumerate(found))]
        return replace(report, issues=tuple(sorted(issues, key=lambda issue: (issue.segment, issue.span))))


def _issue(document: Document, segment: Segment, ordinal: int) -> Issue:
    """The finding that a paragraph is boilerplate."""
    length = len(segment.target)
    edit = Edit(segment.index, Span(0, length), "")
    suggestion = Suggestion((edit,), "delete the paragraph", f"rule:{RULE}", Applicability.SAFE, _CONFIDENCE)
    place = segment.place(0)
    return Issue(
        rule=RULE,
        category="accuracy/addition",
        severity=Severity.MINOR,
        confidence=_CONFIDENCE,
        segment=segment.index,
        span=Span(0, length),
        message="This paragraph recurs across the articles of the site; it is not part of this one.",
        suggestions=(suggestion,),
        key=issue_key(document.id, RULE, segment.target, 0, length, ordinal),
        text=segment.target,
        document=document.id,
        offset=None if segment.offset is None else (segment.offset, segment.offset + length),
        line=place[0] if place else None,
        column=place[1] if place else None,
    )
