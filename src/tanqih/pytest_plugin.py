"""A pytest plugin for teams that keep translations beside code: `assert_translation(text, min_score=90)`, and files as tests.

    def test_greeting(assert_translation):
        assert_translation(catalogue["greeting"], min_score=95)

    # pytest.ini: each text is a test
    [pytest]
    tanqih_files = news/**/*.txt, locale/en.po
    tanqih_min_score = 90
    tanqih_profile = wire

The plugin is loaded with the package (entry point `pytest11`); without files to collect and without the fixture it does nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tanqih.api import Checker, check
from tanqih.config import load, merged
from tanqih.document import Document
from tanqih.errors import TanqihError
from tanqih.issue import Issue, Report

MIN_SCORE = 90.0
SHOWN = 10
"""Issues that a failure names; the number of the others is told."""
_CONTEXT = 40


class TranslationError(AssertionError):
    """A translation scored less than it must; the text says why, issue by issue."""


def assert_translation(
    text: str | Document,
    min_score: float = MIN_SCORE,
    source: str | None = None,
    *,
    profile: str | None = None,
    model: str | None = None,
    allow: Iterable[str] = (),
) -> Report:
    """Assert that a translation is good enough.

    Args:
        text: the English.
        min_score: least score, 0..100; see `Report.score`.
        source: the Arabic it was made from, which lets more be found.
        profile, model: as for `tanqih.check`.
        allow: rules or families that do not count here.

    Returns:
        The report, for further assertions.

    Raises:
        TranslationError: the score is less; an AssertionError.
        ValueError: `min_score` does not lie between 0 and 100.
        ConfigError: as for `tanqih.check`.
    """
    __tracebackhide__ = True
    return judged(check(text, source, profile=profile, model=model), min_score, allow)


def judged(report: Report, min_score: float, allow: Iterable[str] = ()) -> Report:
    """A report without the issues of some rules; raises as `assert_translation` when its score is too low."""
    __tracebackhide__ = True
    if not 0 <= min_score <= 100:
        raise ValueError(f"min_score must lie between 0 and 100, not {min_score:g}")
    allowed = frozenset((allow,) if isinstance(allow, str) else allow)
    if allowed:
        kept = tuple(issue for issue in report.issues if not allowed & {issue.rule, issue.family})
        report = Report(report.document, kept, report.failures, report.score_signature)
    if report.score < min_score:
        raise TranslationError(explanation(report, min_score))
    return report


def explanation(report: Report, min_score: float) -> str:
    """Why a translation is not good enough: the score, and the issues, the heaviest first, each with its words and what would mend it."""
    from tanqih.commands.output import count

    found = sorted(report.issues, key=lambda issue: (-issue.severity * issue.confidence, issue.segment, issue.span))
    lines = [f"translation scores {report.score:.1f}, less than {min_score:g} ({count(len(found), 'issue')})"]
    segments = {segment.index: segment.target for segment in report.document.segments}
    for issue in found[:SHOWN]:
        lines += _told(issue, segments[issue.segment])
    if len(found) > SHOWN:
        lines.append(f"  and {count(len(found) - SHOWN, 'more issue')}")
    lines.append(f"  {report.score_signature}")
    return "\n".join(lines)


def _told(issue: Issue, target: str) -> Iterator[str]:
    from tanqih.commands.terminal import one_line

    place = f"{issue.line}:{issue.column}" if issue.line else f"{issue.segment}:{issue.span.start}"
    before = target[max(0, issue.span.start - _CONTEXT) : issue.span.start]
    after = target[issue.span.end : issue.span.end + _CONTEXT]
    yield f"  {place} {issue.severity} {issue.rule}: {one_line(issue.message)}"
    yield f"      {one_line(f'{before}[{issue.text}]{after}')}"
    if issue.best:
        label = issue.best.label or "replace"
        text = f": {issue.best.text!r}" if issue.best.text else ""
        yield f"      {one_line(label)}{text} ({issue.best.applicability.value})"


@pytest.fixture(name="assert_translation")
def _assert_translation(request: pytest.FixtureRequest) -> Callable[..., Report]:
    """`assert_translation` with the score and the profile of the pytest configuration as defaults."""
    score, house = _min_score(request.config), _profile(request.config)

    def configured(
        text: str | Document, min_score: float = score, source: str | None = None, *, profile: str | None = house, **more: Any
    ) -> Report:
        __tracebackhide__ = True
        return assert_translation(text, min_score, source, profile=profile, **more)

    return configured


def pytest_addoption(parser: pytest.Parser) -> None:
    """The options of the configuration file."""
    parser.addini(
        "tanqih_files", "patterns of translated files that are tests, relative to the root folder", type="args", default=[]
    )
    parser.addini("tanqih_min_score", f"least score of a translation (default {MIN_SCORE:g})", default=str(MIN_SCORE))
    parser.addini("tanqih_profile", "profile of the translations: preserve, wire or a file", default="")


def _min_score(config: pytest.Config) -> float:
    given = config.getini("tanqih_min_score")
    try:
        return float(given)
    except ValueError:
        raise pytest.UsageError(f"tanqih_min_score must be a number, not {given!r}") from None


def _profile(config: pytest.Config) -> str | None:
    return config.getini("tanqih_profile") or None


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> TranslationFile | None:
    """A file that one of the patterns names."""
    patterns = [pattern.rstrip(",") for pattern in parent.config.getini("tanqih_files")]
    if not patterns:
        return None
    from tanqih.commands.paths import matches

    return (
        TranslationFile.from_parent(parent, path=file_path) if matches(str(file_path), patterns, parent.config.rootpath) else None
    )


class TranslationFile(pytest.File):
    """A translated file; each document in it is a test."""

    def collect(self) -> Iterator[TranslationItem]:
        """One test per document.

        Raises:
            CollectError: the file cannot be read.
        """
        from tanqih import formats

        try:
            for number, document in enumerate(formats.read(self.path, id=self.path.name), 1):
                name = document.id if document.record else "translation"
                yield TranslationItem.from_parent(self, name=name, document=document, line=document.record or number)
        except TanqihError as error:
            raise self.CollectError(str(error)) from None


class TranslationItem(pytest.Item):
    """One document."""

    def __init__(self, *, document: Document, line: int, **more: Any) -> None:
        super().__init__(**more)
        self._document, self._line = document, line

    def runtest(self) -> None:
        """Check it; TranslationError when its score is too low."""
        judged(_checker(self.config).check(_paired(self._document)), _min_score(self.config))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """What is wrong with it, without a trace through this plugin."""
        if isinstance(excinfo.value, TranslationError | TanqihError):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where it stands."""
        return self.path, self._line - 1, f"translation {self.name}"


_CHECKER: pytest.StashKey[Checker] = pytest.StashKey()


def _checker(config: pytest.Config) -> Checker:
    """The checker of a run, with the settings found from the root folder up."""
    if _CHECKER not in config.stash:
        config.stash[_CHECKER] = Checker(merged(load(config.rootpath), profile=_profile(config)))
    return config.stash[_CHECKER]


def _paired(document: Document) -> Document:
    if document.source is None and not any(segment.source for segment in document.segments):
        return document
    from tanqih.align import paired

    return paired(document)
