"""`--changed-since`: what git says changed, and references that are none."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from .conftest import Command, Result, Write


def git(*arguments: str) -> None:
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *arguments], check=True, capture_output=True)


@pytest.fixture
def tree(write: Write) -> None:
    """A git tree with two committed texts."""
    write("news/a.txt")
    write("news/b c.txt")
    git("init", "-q", "-b", "main", ".")
    git("add", "-A")
    git("commit", "-qm", "first")


def scored(result: Result) -> list[str]:
    return [document["path"] for document in json.loads(result.out)["documents"]]


@pytest.mark.usefixtures("tree")
def test_nothing_changed_is_said_and_passes(tanqih: Command) -> None:
    result = tanqih("score", "news", "--changed-since", "HEAD", "--max-minor", "0", "--format", "json")
    assert (result.code, scored(result)) == (0, [])
    assert result.err.splitlines()[-1] == "tanqih: gate passed: no file changed, there was nothing to score"


@pytest.mark.usefixtures("tree")
def test_changed_and_new_files_are_scored_ignored_ones_not(tanqih: Command, write: Write) -> None:
    write("news/b c.txt", "It rained.\n")
    write("news/d.txt", "It snowed.\n")
    write("news/e.txt", "It froze.\n")
    write(".gitignore", "e.txt\n")
    assert scored(tanqih("score", "news", "--changed-since", "HEAD", "--format", "json")) == ["news/b c.txt", "news/d.txt"]


@pytest.mark.usefixtures("tree")
def test_what_the_other_branch_gained_does_not_count(tanqih: Command, write: Write) -> None:
    git("checkout", "-qb", "feature")
    write("news/a.txt", "It rained.\n")
    git("commit", "-qam", "mine")
    git("checkout", "-q", "main")
    write("news/b c.txt", "It snowed.\n")
    git("commit", "-qam", "theirs")
    git("checkout", "-q", "feature")
    assert scored(tanqih("score", "news", "--changed-since", "main", "--format", "json")) == ["news/a.txt"]


@pytest.mark.usefixtures("tree")
@pytest.mark.parametrize("reference", ["no-such", "--output=x", "-h", "HEAD; touch x", "HEAD:news", ""])
def test_references_that_are_none(tanqih: Command, reference: str) -> None:
    result = tanqih("score", "news", f"--changed-since={reference}")
    assert (result.code, result.out) == (2, "")
    assert "check --changed-since" in result.err
    assert not Path("x").exists()


def test_outside_of_a_tree(tanqih: Command, write: Write, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    write("a.txt")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    result = tanqih("score", "a.txt", "--changed-since", "HEAD")
    assert result.code == 2
    assert "not a git repository" in result.err


@pytest.mark.usefixtures("tree")
def test_known_issues_of_files_that_did_not_change_are_not_gone_and_excuse_nothing(tanqih: Command, write: Write) -> None:
    assert tanqih("score", "news", "--write-baseline", "base.json").code == 0
    write("news/b c.txt", "It rained.\n")
    result = tanqih("score", "news", "--changed-since", "HEAD", "--baseline", "base.json", "--format", "json")
    assert (result.code, scored(result)) == (0, ["news/b c.txt"])
    assert {one["document"] for one in json.loads(result.out)["absent"]} == {"news/b c.txt"}
    write("news/copy.txt")
    assert tanqih("score", "news", "--changed-since", "HEAD", "--baseline", "base.json").code == 0  # moved from b c.txt
    write("news/copy2.txt")
    assert tanqih("score", "news", "--changed-since", "HEAD", "--baseline", "base.json").code == 1  # a.txt keeps its own


@pytest.mark.usefixtures("tree")
def test_no_baseline_is_written_from_some_files(tanqih: Command) -> None:
    result = tanqih("score", "news", "--changed-since", "HEAD", "--write-baseline", "base.json")
    assert result.code == 2
    assert not Path("base.json").exists()
