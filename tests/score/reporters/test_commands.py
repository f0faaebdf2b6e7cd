"""The formats through the commands: `check --format`, `score --format`, and a baseline that comes back in SARIF."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from tests.score.reporters.made import FILES, write_files
from tests.score.reporters.test_schemas import EVERY
from tests.score.reporters.test_schemas import check as valid

from tanqih.cli import main
from tanqih.commands.output import FOREIGN
from tanqih.score.reporters import FORMATS

GOOD = "The minister spoke on Sunday.\n"


class Result(NamedTuple):
    code: int
    out: str
    err: str


Command = Callable[..., Result]


@pytest.fixture
def tanqih(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Command:
    """`tanqih(*arguments, stdin=b"")` in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str, stdin: bytes = b"") -> Result:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        code = main(list(arguments))
        captured = capsysbinary.readouterr()
        return Result(code, captured.out.decode(), captured.err.decode())

    return run


def test_formats_of_check_are_formats_of_score() -> None:
    assert set(FOREIGN) < set(FORMATS)


@pytest.mark.parametrize("name", FOREIGN)
def test_check(name: str, tanqih: Command, tmp_path: Path) -> None:
    names = write_files(tmp_path)
    found = tanqih("check", *names, "--format", name, "--quiet")
    assert (found.code, found.err) == (1, "")
    assert "punct/double-dot" in found.out or "punct.double-dot" in found.out
    clean = tanqih("check", "clean.txt", "--format", name)
    assert clean.code == 0
    if name in EVERY:
        valid(name, found.out)
        valid(name, clean.out)


def test_check_keeps_its_exit_codes(tanqih: Command, tmp_path: Path) -> None:
    write_files(tmp_path)
    assert tanqih("check", "news/b.md", "--format", "sarif", "--fail-on", "critical").code == 0
    bad = tanqih("check", "news/b.md", "no.txt", "--format", "sarif")
    assert (bad.code, bad.out) == (2, "")
    (tmp_path / "z.txt").write_bytes(b"\x00\x01")
    broken = tanqih("check", "news/b.md", "z.txt", "--format", "sarif")
    assert broken.code == 2
    assert "z.txt" in broken.err
    valid("sarif", broken.out)
    wrong = tanqih("check", "news/b.md", "--format", "sarfi")
    assert (wrong.code, "did you mean 'sarif'" in wrong.err) == (2, True)


def test_check_marks_what_is_ignored(tanqih: Command, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("<!-- tanqih: ignore grammar -->\n\nHe went the the way.\n\nShe saw the the way.\n")
    (tmp_path / ".tanqih-ignore").write_text("a.md grammar\n")
    done = tanqih("check", "a.md", "--format", "sarif")
    (run,) = json.loads(done.out)["runs"]
    assert [result["suppressions"][0]["kind"] for result in run["results"]] == ["inSource", "external"]
    assert done.code == 0


def test_standard_input(tanqih: Command) -> None:
    done = tanqih("check", "-", "--format", "rdjson", stdin="\u00e9 the the end.\n".encode())
    (diagnostic,) = json.loads(done.out)["diagnostics"]
    assert diagnostic["location"] == {
        "path": "<stdin>", "range": {"start": {"line": 1, "column": 4}, "end": {"line": 1, "column": 11}},
    }  # fmt: skip


@pytest.mark.parametrize("name", FORMATS)
def test_score(name: str, tanqih: Command, tmp_path: Path) -> None:
    names = write_files(tmp_path)
    done = tanqih("score", *names, "--format", name, "--min-score", "99", "--quiet")
    assert done.code == 1
    again = tanqih("score", *names, "--format", name, "--min-score", "99", "--quiet", "--workers", "2")
    assert again.out == done.out
    if name in EVERY:
        valid(name, done.out)


def states(out: str) -> list[tuple[str, str | None, bool]]:
    (run,) = json.loads(out)["runs"]
    return [(one["ruleId"], one.get("baselineState"), "suppressions" in one) for one in run["results"]]


def test_baseline_comes_back_in_sarif(tanqih: Command, tmp_path: Path) -> None:
    """Known, moved into another file, new and gone issues are in the log, told apart, and only the new one fails the build."""
    text = "He went the the way.\n\nShe spoke \u2013 so he said .. on Sunday.\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf8")
    tanqih("score", "a.txt", "--write-baseline", "base.json", "--quiet")
    (tmp_path / "a.txt").unlink()
    (tmp_path / "b.txt").write_text(f"{GOOD}\nHe went the the way.\n\nThey met with with him.\n", encoding="utf8")
    done = tanqih("score", "b.txt", "--baseline", "base.json", "--format", "sarif")
    valid("sarif", done.out)
    found = states(done.out)
    assert ("grammar/duplicate-word", "unchanged", True) in found
    assert ("grammar/duplicate-word", "new", False) in found
    assert ("punct/double-dot", "absent", False) in found
    assert done.code == 1
    (tmp_path / "b.txt").write_text(f"{GOOD}\nHe went the the way.\n", encoding="utf8")
    assert tanqih("score", "b.txt", "--baseline", "base.json", "--format", "sarif").code == 0


def test_line_and_column_in_every_container(tanqih: Command, tmp_path: Path) -> None:
    """In text, Markdown, HTML, JSON Lines and XLIFF the annotations point at the first character of the words."""
    names = write_files(tmp_path)
    places = {}
    for line in tanqih("check", *names, "--format", "github", "--select", "punct/double-dot", "--quiet").out.splitlines():
        where = dict(pair.split("=") for pair in line.split(" ", 1)[1].split("::")[0].split(","))
        places[where["file"]] = (int(where["line"]), int(where["col"]))
    for name, (row, column) in places.items():
        assert FILES[name].split("\n")[row - 1][column - 1 :].startswith(" ..")
    assert set(places) == {"news/a.txt", "news/b.md", "news/c.html", "dump.jsonl", "d.xliff"}
