"""A text in an editor: its issues by offset in it, and what each suggestion would change there. Knows nothing of the protocol."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from pathlib import PurePath

from tanqih import formats
from tanqih.commands.ignores import Ignores, IgnoringChecker
from tanqih.document import Document
from tanqih.errors import InputError
from tanqih.fix import fix_document
from tanqih.formats.diffs import Change, changes
from tanqih.issue import Issue, Suggestion
from tanqih.score.reporters.container import Part, part_of

_LANGUAGES = {"plaintext": "txt", "markdown": "md", "html": "html", "jsonl": "jsonl", "xliff": "xliff", "po": "po", "csv": "csv"}
"""Formats of language identifiers, for texts whose name says nothing."""
_MARK = "\ufeff"
_COMMENTED = frozenset({"md", "html"})
_BACK = 8
"""Lines before an issue's own where a comment is tried; each try is a check of the text."""


@dataclass(frozen=True, slots=True)
class Found:
    """An issue in a text.

    Attributes:
        issue: the finding.
        start, end: half-open offsets in the whole text of the editor.
        part, base: the document's part of the text, and where it begins.
    """

    issue: Issue
    start: int
    end: int
    part: Part
    base: int

    def changes(self, suggestion: Suggestion) -> list[Change]:
        """What a suggestion changes in the whole text, ordered and disjoint; nothing when it cannot be applied."""
        return [Change(c.start + self.base, c.end + self.base, c.text) for c in self.part.changes(suggestion)]


@dataclass(frozen=True, slots=True)
class Place:
    """Whose text it is.

    Attributes:
        path: of the file, None for a text that has none yet.
        id: what `tanqih check` calls the document, so that the keys of issues are the same.
        format: name of its format.
    """

    path: str | None
    id: str
    format: str


def format_of(path: str | None, language: str) -> str | None:
    """The format of a text, by its file's extension, else by its language identifier; None for a kind that is not read."""
    suffix = PurePath(path or "").suffix.lower()
    return formats.EXTENSIONS.get(suffix) or _LANGUAGES.get(language)


class Analysis:
    """What is found in a text.

    Attributes:
        text: as the editor has it.
        place: whose it is.
        found: the issues, in order.
        error: why the text cannot be read, if so.
    """

    def __init__(self, text: str, place: Place, checker: IgnoringChecker, ignores: Ignores, least: float) -> None:
        """Args:
        text: of the whole editor.
        place: whose it is.
        checker: what to check with; without entries of its own, for those change while the server runs.
        ignores: issues that are set aside.
        least: least confidence.
        """
        self.text, self.place = text, place
        self._checker, self._ignores, self._least = checker, ignores, least
        self.found: tuple[Found, ...] = ()
        self.error: InputError | None = None
        try:
            self._documents = list(self._read(text))
            self.found = tuple(self._find())
        except InputError as error:
            self._documents = []
            self.error = error

    def _read(self, text: str) -> Iterator[Document]:
        data = text.removeprefix(_MARK).encode("utf-8", "replace")
        for document in formats.read_bytes(
            data, self.place.format, path=self.place.path or self.place.id, id=self.place.id, encoding="utf-8"
        ):
            if document.source is not None or any(segment.source for segment in document.segments):
                from tanqih.align import paired

                yield paired(document)
            else:
                yield document

    def _find(self) -> Iterator[Found]:
        base = len(self.text) - len(self.text.removeprefix(_MARK))
        names = self._ignores.names(self.place.path)
        for document in self._documents:
            part = part_of(document)
            if part:
                for issue in self._checker.check(document).issues:
                    aside = issue.key in self._ignores.keys or names & {"all", issue.family, issue.rule}
                    if issue.confidence >= self._least and not aside:
                        start, end = part.issue(issue)
                        yield Found(issue, start + base, end + base, part, base)
            base += len(part.text) if part else len(formats.render(document).decode("utf-8"))

    def near(self, start: int, end: int) -> list[Found]:
        """Issues that a range of the text touches."""
        return [one for one in self.found if one.start <= end and start <= one.end]

    def fixed(self) -> list[Change]:
        """What applying every safe suggestion changes, as `tanqih fix` does it."""
        checker = copy(self._checker)  # its rules and glossary are shared
        checker.ignores = self._ignores
        documents = [fix_document(checker, document, reread=formats.reread).document for document in self._documents]
        new = formats.write_bytes(documents).decode("utf-8")
        old = self.text.removeprefix(_MARK)
        base = len(self.text) - len(old)
        return [Change(change.start + base, change.end + base, change.text) for change in changes(old, new)]

    def comment(self, found: Found) -> Change | None:
        """A comment in the text that sets an issue's rule aside for its block; None where the format has none or it would not do.

        Tried before it is offered: with the comment in, the rule is silent in this block and everything else is as it was.
        """
        if self.place.format not in _COMMENTED:
            return None
        line = self.text.rfind("\n", 0, found.start) + 1
        indent = self.text[line : found.start]
        lead = indent[: len(indent) - len(indent.lstrip(" \t>"))]
        for at in _lines_back(self.text, line):
            apart = "\n" + lead.rstrip() + "\n" + lead if self.place.format == "md" else "\n" + lead
            candidate = Change(at + len(lead), at + len(lead), f"<!-- tanqih: ignore {found.issue.rule} -->{apart}")
            if self._silences(candidate, found):
                return candidate
        return None

    def _silences(self, change: Change, found: Found) -> bool:
        text = self.text[: change.start] + change.text + self.text[change.end :]
        after = Analysis(text, self.place, self._checker, self._ignores, self._least)
        kept = [_identity(one.issue) for one in self.found if not _same(one.issue, found.issue)]
        return after.error is None and [_identity(one.issue) for one in after.found] == kept


def _lines_back(text: str, line: int) -> Sequence[int]:
    """Starts of the line and of those before it, up to a few, as long as no blank line comes between."""
    starts = [line]
    while len(starts) <= _BACK and starts[-1] > 0:
        before = text.rfind("\n", 0, starts[-1] - 1) + 1
        if not text[before : starts[-1]].strip(" \t>\r\n"):
            break
        starts.append(before)
    return starts[::-1]


def _identity(issue: Issue) -> tuple[str, int, int, str]:
    return issue.rule, issue.segment, issue.span.start, issue.text


def _same(issue: Issue, other: Issue) -> bool:
    """True for issues that one comment sets aside together."""
    return issue.rule == other.rule and issue.segment == other.segment and issue.document == other.document
