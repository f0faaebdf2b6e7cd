"""What a lint reports, and the list of lints with their severities."""

from __future__ import annotations

from typing import NamedTuple

ERROR, WARNING = "error", "warning"
SEVERITIES = (ERROR, WARNING)


class Lint(NamedTuple):
    """A kind of mistake.

    Attributes:
        severity: `ERROR` for what the engine refuses, never finds or turns against itself, `WARNING` for what is idle or doubtful.
        about: what it finds, in one line.
    """

    severity: str
    about: str


LINTS = {
    "syntax": Lint(ERROR, "a line that the engine refuses: cells, columns, values, bytes that are no UTF-8"),
    "pattern": Lint(ERROR, "a pattern that cannot be read"),
    "limit": Lint(ERROR, "more entries than the engine takes"),
    "hidden-character": Lint(ERROR, "a control, bidi, zero-width or other character that nobody sees"),
    "mixed-script": Lint(
        ERROR, "letters of another script: Latin in the Arabic, Arabic in the English, a Cyrillic look-alike in a word"
    ),
    "arabic-spelling": Lint(
        WARNING, "Arabic that no text can match: digits, hyphens, presentation forms, Urdu letters for Arabic ones"
    ),
    "no-change": Lint(ERROR, "a replacement that equals the words it replaces"),
    "never-found": Lint(
        ERROR, "a pattern that can never be reported: always part of an accepted form, or a far word stands in it"
    ),
    "replacement-marks": Lint(ERROR, "marks of the pattern language in English that is written into a text as it stands"),
    "near-and-far": Lint(ERROR, "a word that must be near and must not be"),
    "conflict": Lint(ERROR, "two entries that fight: the same words, conditions that can hold together, different replacements"),
    "ambiguous": Lint(WARNING, "two entries that fight where the near words of both stand; the first one wins"),
    "preferred-forbidden": Lint(ERROR, "an accepted form that a pattern of another entry reports wherever it stands"),
    "preferred-at-risk": Lint(WARNING, "an accepted form that a pattern of another entry reports in some contexts"),
    "duplicate": Lint(WARNING, "the same Arabic with the same pattern in two entries"),
    "name-conflict": Lint(WARNING, "a spelling that one name calls its house form and another name of its kind calls a variant"),
    "too-broad": Lint(WARNING, "a pattern that would match a common word nearly everywhere"),
    "repeated": Lint(WARNING, "a form, word or pattern that stands twice in its cell"),
    "unknown-desk": Lint(WARNING, "a desk that no other entry uses"),
    "always-near": Lint(WARNING, "a near word that stands in the pattern itself, so that the condition always holds"),
    "idle-word": Lint(WARNING, "a near or far word that can make no difference"),
    "arabic-marks": Lint(WARNING, "vowel marks or tatweel in the Arabic, or Persian letters for Arabic ones"),
    "spaces": Lint(WARNING, "leading, trailing, doubled or odd spaces, an empty part between bars"),
}
"""Every lint by id; docs/glossary.md lists the same."""


class Problem(NamedTuple):
    """One finding.

    Attributes:
        path: the file as it was named.
        line: 1-based line; None for a file that cannot be opened.
        lint: id, one of `LINTS`.
        message: what is wrong and what to do, without a full stop.
        column: name of the column, "" when it is none.
        other: path and line of the entry that it clashes with, if any.
    """

    path: str
    line: int | None
    lint: str
    message: str
    column: str = ""
    other: tuple[str, int] | None = None

    @property
    def severity(self) -> str:
        """`ERROR` or `WARNING`."""
        return LINTS[self.lint].severity
