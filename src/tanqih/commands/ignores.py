"""The ignore file: findings that a team has looked at and set aside, for formats that cannot carry a comment.

One entry per line; what follows `#` is a comment.

    0f3c9a51d2e48b77            # an issue, by the key that `check -v` and the JSON show
    archive/**  punct           # a family, or a rule by its id, or "all", in the files that a pattern names

Patterns are those of `exclude`: without a slash they match any part of a path, with one the path from the file's folder down.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

from tanqih.check import Checker
from tanqih.commands.paths import matches
from tanqih.config import Config
from tanqih.document import Document
from tanqih.errors import ConfigError, UnknownRuleError, nearest
from tanqih.issue import Issue, Report, RuleFailure
from tanqih.rules import all_rules

_KEY = re.compile(r"[0-9a-f]{16}")
_COMMENT = re.compile(r"(?:^|\s)#.*")


@dataclass(frozen=True, slots=True)
class Ignores:
    """Entries of an ignore file: issue keys, and (path pattern, rule id or family or "all") pairs relative to `folder`."""

    keys: frozenset[str] = frozenset()
    patterns: tuple[tuple[str, str], ...] = ()
    folder: Path = Path()

    def __bool__(self) -> bool:
        return bool(self.keys or self.patterns)

    def names(self, path: str | None) -> frozenset[str]:
        """Rule ids, families or "all" that are set aside in a file."""
        return frozenset(name for pattern, name in self.patterns if path and matches(path, (pattern,), self.folder))


def load(config: Config) -> Ignores:
    """The ignore file of a configuration; none is no entries, unless the configuration names one.

    Raises:
        ConfigError: a file that is named but missing or not UTF-8, a line that is no entry.
        UnknownRuleError: a rule or family that does not exist; names file, line and the nearest one.
    """
    folder = config.folder or Path.cwd()
    path = folder / config.ignore_file
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        if config.ignore_file == Config.__dataclass_fields__["ignore_file"].default:
            return Ignores()
        raise ConfigError(f"{path}: no such ignore file; create it or change ignore-file in the configuration") from None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: the ignore file cannot be read ({error})") from None
    return parse(text, path)


def parse(text: str, path: Path) -> Ignores:
    """The entries of an ignore file's text; errors as in `load`."""
    keys: set[str] = set()
    patterns: list[tuple[str, str]] = []
    for number, line in enumerate(text.splitlines(), 1):
        entry = _COMMENT.sub("", line).strip()
        words = entry.split()
        if not words:
            continue
        if _KEY.fullmatch(words[0]) and (len(words) == 1 or not _is_name(words[-1])):
            keys.add(words[0])
        elif len(words) == 1:
            raise ConfigError(f"{path}:{number}: {entry!r} is neither an issue key (16 hex digits) nor a path pattern and a rule")
        else:
            patterns.append((entry[: -len(words[-1])].strip(), _name(words[-1], f"{path}:{number}")))
    return Ignores(frozenset(keys), tuple(patterns), path.parent)


def _known() -> set[str]:
    return {"all", *(name for rule in all_rules() for name in (rule.id, rule.family))}


def _is_name(word: str) -> bool:
    return word in _known()


def _name(word: str, place: str) -> str:
    if not _is_name(word):
        raise UnknownRuleError(f"{place}: no rule or family {word!r}{nearest(word, _known())} (tanqih rules lists them)")
    return word


class IgnoringChecker(Checker):
    """A checker that leaves out what an ignore file sets aside, and remembers which rules failed.

    `fix` checks a document several times, and a fix next to an issue changes the issue's key. So what was set aside by key on the
    first look stays set aside, by rule and words, as long as the same document is checked.

    Attributes:
        set_aside: number of issues that the last check left out.
        failures: first failure of each rule that raised: id of the document, and what the rule said.
    """

    def __init__(self, config: Config | None = None, ignores: Ignores | None = None) -> None:
        """Args and errors as for `Checker`; `ignores` are the entries."""
        super().__init__(config)
        self.ignores = ignores or Ignores()
        self.set_aside = 0
        self.failures: dict[str, tuple[str, RuleFailure]] = {}
        self._document: tuple[str, str | None, int | None] | None = None
        self._held: set[tuple[int, str, str]] = set()

    def check(self, document: Document) -> Report:
        """As `Checker.check`, without the issues that are set aside."""
        report = super().check(document)
        for failure in report.failures:
            self.failures.setdefault(failure.rule, (document.id, failure))
        self.set_aside = 0
        if not self.ignores:
            return report
        place = (document.id, document.path, document.record)
        if place != self._document:
            self._document = place
            self._held = {_likeness(issue) for issue in report.issues if issue.key in self.ignores.keys}
            kept = [issue for issue in report.issues if issue.key not in self.ignores.keys]
        else:
            kept = [issue for issue in report.issues if _likeness(issue) not in self._held]
        names = self.ignores.names(document.path)
        issues = tuple(issue for issue in kept if not names & {"all", issue.family, issue.rule})
        self.set_aside = len(report.issues) - len(issues)
        return replace(report, issues=issues)


def _likeness(issue: Issue) -> tuple[int, str, str]:
    return issue.segment, issue.rule, issue.text
