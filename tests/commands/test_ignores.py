"""The ignore file."""

from __future__ import annotations

from pathlib import Path

import pytest

from tanqih.commands import ignores
from tanqih.commands.ignores import Ignores, IgnoringChecker
from tanqih.config import Config
from tanqih.errors import ConfigError, UnknownRuleError
from tanqih.formats.plain import document_from_text

KEY = "0f3c9a51d2e48b77"
FILE = Path("/news/.tanqih-ignore")
TEXT = "The talks ended on Friday.. Sixty men &amp; women left."


def test_entries() -> None:
    text = (
        f"# heading\n\n{KEY}\n{'a' * 16}  # why\n{'b' * 16} because the desk says so\nold news/**  punct # two words\n*.md all\n"
    )
    found = ignores.parse(text, FILE)
    assert found.keys == {KEY, "a" * 16, "b" * 16}
    assert found.patterns == (("old news/**", "punct"), ("*.md", "all"))
    assert found.names("/news/old news/x/a.txt") == {"punct"}
    assert found.names("/news/a.md") == {"all"}
    assert found.names(None) == frozenset()


def test_errors_name_the_line() -> None:
    with pytest.raises(UnknownRuleError, match=r"ignore:2: no rule or family 'punkt', did you mean 'punct'\?"):
        ignores.parse("# x\n*.txt punkt\n", FILE)
    with pytest.raises(ConfigError, match=r"ignore:1: .* is neither an issue key"):
        ignores.parse("0f3c\n", FILE)


def test_the_default_file_may_be_missing_a_named_one_not(tmp_path: Path) -> None:
    assert not ignores.load(Config(folder=tmp_path))
    with pytest.raises(ConfigError, match="no such ignore file"):
        ignores.load(Config(folder=tmp_path, ignore_file="mine"))
    (tmp_path / "mine").write_bytes(b"\xff")
    with pytest.raises(ConfigError, match="cannot be read"):
        ignores.load(Config(folder=tmp_path, ignore_file="mine"))
    (tmp_path / "mine").write_text(KEY)
    assert ignores.load(Config(folder=tmp_path, ignore_file="mine")) == Ignores(frozenset({KEY}), (), tmp_path)


def test_the_checker_leaves_out_what_is_set_aside() -> None:
    document = document_from_text(TEXT, "a.txt", "/news/a.txt")
    plain = IgnoringChecker()
    issues = plain.check(document).issues
    assert [issue.rule for issue in issues] == ["punct/double-dot", "encoding/html-entity"]
    assert plain.set_aside == 0
    by_key = IgnoringChecker(ignores=Ignores(frozenset({issues[0].key})))
    assert by_key.check(document).issues == issues[1:]
    assert by_key.set_aside == 1
    by_path = IgnoringChecker(ignores=Ignores(patterns=(("*.txt", "encoding"), ("*.md", "all")), folder=Path("/news")))
    assert by_path.check(document).issues == issues[:1]
    everything = IgnoringChecker(ignores=Ignores(patterns=(("a.txt", "all"),), folder=Path("/news")))
    assert everything.check(document).issues == ()
