"""Baselines: the issues of an earlier run, so that a gate can fail on new ones only.

The file is JSON, `{"version": 1, "signature": …, "issues": […]}` with one issue a line, in the order of the run, so that it reads well in a
version control system. Issues are matched by content, best match first over the whole corpus, each entry once:

1. by key: document, rule, words, a few words each side, ordinal among equals;
2. by fingerprint in the same document: the ordinal may differ;
3. by fingerprint in any document: the file was renamed, the text moved;
4. in the same document by the words of one side: something beside the issue was mended.
"""

from __future__ import annotations

import json
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from tanqih._version import __version__
from tanqih.commands.output import as_json
from tanqih.document import Span
from tanqih.errors import InputError
from tanqih.formats.files import open_input, replace_file
from tanqih.issue import Issue, Severity
from tanqih.score.result import ScoredIssue
from tanqih.score.spool import NEW, UNCHANGED, UNKNOWN, Spool

VERSION = 1
_TEXTS = ("document", "rule", "category", "severity", "text", "message", "key", "fingerprint", "left", "right")


class Traits(NamedTuple):
    """What identifies an issue, see `tanqih.score.fingerprint`."""

    document: str
    key: str
    fingerprint: str
    left: str
    right: str


class Known(NamedTuple):
    """An issue of a baseline: what identifies it, and what a report shows when it is gone."""

    document: str
    key: str
    fingerprint: str
    left: str
    right: str
    path: str | None = None
    line: int | None = None
    column: int | None = None
    rule: str = ""
    category: str = ""
    severity: str = "minor"
    confidence: float = 1.0
    text: str = ""
    message: str = ""

    def gone(self) -> ScoredIssue:
        """The issue as one that is no longer there."""
        issue = Issue(
            self.rule, self.category, Severity[self.severity.upper()], self.confidence, 0, Span(0, len(self.text)), self.message,
            key=self.key, text=self.text, document=self.document, line=self.line, column=self.column,
        )  # fmt: skip
        return ScoredIssue(issue, self.path, state="absent", fingerprint=self.fingerprint)


class Baseline(NamedTuple):
    """The issues that are known, and the signature of the run that found them."""

    signature: str
    issues: tuple[Known, ...]


def entries(spool: Spool) -> Iterator[Known]:
    """The issues of a run that a baseline holds: all but those that a comment or the ignore file sets aside."""
    for score, sides, _ in spool.measured():
        for one, (left, right) in zip(score.issues, sides, strict=True):
            issue = one.issue
            if one.suppressed is None:
                yield Known(
                    issue.document, issue.key, one.fingerprint, left, right, one.path, issue.line, issue.column, issue.rule,
                    issue.category, str(issue.severity), round(issue.confidence, 4), issue.text, issue.message,
                )  # fmt: skip


def write(path: str, signature: str, known: Iterable[Known]) -> None:
    """Write a baseline file.

    Raises:
        InputError: the place cannot be written; then nothing has changed.
    """

    def parts() -> Iterator[str]:
        head = {"version": VERSION, "tanqih": __version__, "signature": signature}
        yield f'{as_json(head)[:-1]}, "issues": ['
        separator = "\n"
        for one in known:
            yield f"{separator}{as_json(one._asdict())}"
            separator = ",\n"
        yield "\n]}\n"

    replace_file(path, (part.encode("utf8", "backslashreplace") for part in parts()))


def read(path: str) -> Baseline:
    """A baseline file.

    Raises:
        InputError: missing, no baseline, or one of another version.
    """
    with open_input(path) as stream:
        data = stream.read()
    try:
        found = json.loads(data)
    except ValueError:
        raise InputError("not a baseline: it is no JSON", "write one with --write-baseline", path=path) from None
    if not isinstance(found, dict) or "version" not in found or not isinstance(found.get("issues"), list):
        raise InputError("not a baseline of tanqih score", "write one with --write-baseline", path=path)
    if found["version"] != VERSION or isinstance(found["version"], bool):
        what = f"a baseline of version {found['version']!r}; this tanqih reads version {VERSION}"
        raise InputError(what, "write it again with --write-baseline", path=path)
    signature = found.get("signature")
    known = tuple(_known(path, number, one) for number, one in enumerate(found["issues"], 1))
    return Baseline(signature if isinstance(signature, str) else "", known)


def _known(path: str, number: int, one: Any) -> Known:
    place = {"line": int, "column": int, "path": str}
    right = (
        isinstance(one, dict)
        and set(one) == set(Known._fields)
        and all(isinstance(one[name], str) for name in _TEXTS)
        and all(one[name] is None or type(one[name]) is kind for name, kind in place.items())
        and isinstance(one["confidence"], int | float)
        and one["severity"].upper() in Severity.__members__
    )
    if not right:
        raise InputError(f"issue {number} of the baseline is malformed", "write it again with --write-baseline", path=path)
    return Known(**one)


Identity = tuple[str, ...] | None
_WAYS: tuple[Callable[[Traits], Identity], ...] = (
    lambda one: (one.key,),
    lambda one: (one.document, one.fingerprint),
    lambda one: (one.fingerprint,),
    lambda one: (one.document, one.left) if one.left else None,
    lambda one: (one.document, one.right) if one.right else None,
)


def match(spool: Spool, baseline: Baseline) -> list[Known]:
    """Mark every issue of a run as new or known, in `spool.states`.

    Returns:
        What the baseline holds and the run does not, in the baseline's order.
    """
    spool.states = bytearray(sum(len(one.score.issues) for one in spool.measured()))
    left_over = set(range(len(baseline.issues)))
    for way in _WAYS:
        if not left_over or UNKNOWN not in spool.states:
            break
        waiting: defaultdict[Identity, deque[int]] = defaultdict(deque)
        for number in sorted(left_over):
            if identity := way(Traits(*baseline.issues[number][:5])):
                waiting[identity].append(number)
        for at, identity in enumerate(_identities(spool, way)):
            if spool.states[at] == UNKNOWN and identity in waiting and waiting[identity]:
                left_over.discard(waiting[identity].popleft())
                spool.states[at] = UNCHANGED
    spool.states = spool.states.replace(bytes([UNKNOWN]), bytes([NEW]))
    return [baseline.issues[number] for number in sorted(left_over)]


def _identities(spool: Spool, way: Callable[[Traits], Identity]) -> Iterator[Identity]:
    for score, sides, _ in spool.measured():
        for one, (left, right) in zip(score.issues, sides, strict=True):
            yield None if one.suppressed else way(Traits(score.id, one.issue.key, one.fingerprint, left, right))
