"""From paths to files."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tanqih.commands.paths import expand, matches, relative
from tanqih.errors import InputError

EXTENSIONS = (".txt", ".md")


@pytest.fixture(autouse=True)
def _news(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("b.txt", "a.md", "c.py", ".hidden.txt", "deep/d.TXT", "deep/er/e.txt", ".git/f.txt", "odd[1].txt"):
        path = tmp_path / "news" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path)


def paths(*given: str, exclude: tuple[str, ...] = ()) -> list[str]:
    return [item.path for item in expand(given, EXTENSIONS, exclude)]


def test_a_folder_is_searched_to_the_bottom_in_order() -> None:
    assert paths("news") == ["news/a.md", "news/b.txt", "news/odd[1].txt", "news/deep/d.TXT", "news/deep/er/e.txt"]
    assert [item.name for item in expand(["news/"], EXTENSIONS)][-1] == "deep/er/e.txt"


def test_a_named_file_is_taken_whatever_its_extension() -> None:
    assert paths("news/c.py", "./news/b.txt", "news/.hidden.txt") == ["news/c.py", "news/b.txt", "news/.hidden.txt"]
    assert paths("news/odd[1].txt") == ["news/odd[1].txt"]


def test_patterns() -> None:
    assert paths("news/*.txt") == ["news/b.txt", "news/odd[1].txt"]
    assert paths("news/**/*.txt") == ["news/b.txt", "news/deep/er/e.txt", "news/odd[1].txt"]
    assert [item.name for item in expand(["news/**/e.*"], EXTENSIONS)] == ["deep/er/e.txt"]


def test_each_file_once_and_standard_input() -> None:
    assert paths("news/b.txt", "-", "news/./b.txt", "news/*.txt", "-") == ["news/b.txt", "-", "news/odd[1].txt"]
    assert expand(["-"], EXTENSIONS)[0].is_stdin


def test_exclude_holds_for_searches_only() -> None:
    assert paths("news", exclude=("deep",)) == ["news/a.md", "news/b.txt", "news/odd[1].txt"]
    assert paths("news", exclude=("news/**/e.txt", "*.md")) == ["news/b.txt", "news/odd[1].txt", "news/deep/d.TXT"]
    assert paths("news/*.txt", exclude=("b.txt",)) == ["news/odd[1].txt"]
    assert paths("news/b.txt", exclude=("b.txt",)) == ["news/b.txt"]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("none.txt", "none.txt: no such file"),
        ("empty", "empty: no text files in this folder; it is searched for .md, .txt"),
        ("news/*.html", "news/*.html: no file matches this pattern"),
        ("a\0b", "no such file"),
    ],
)
def test_errors(given: str, said: str) -> None:
    with pytest.raises(InputError) as error:
        paths(given)
    assert said in str(error.value)
    assert "\n" not in str(error.value)


def test_a_folder_all_of_whose_files_are_excluded_is_an_error() -> None:
    with pytest.raises(InputError):
        paths("news", exclude=("news",))


@pytest.mark.skipif(os.name == "nt" or not os.geteuid(), reason="root reads every folder")
def test_a_folder_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "empty").chmod(0)
    with pytest.raises(InputError, match="cannot be read"):
        paths("empty")


def test_a_dangling_link_and_a_loop(tmp_path: Path) -> None:
    (tmp_path / "link.txt").symlink_to("nowhere")
    with pytest.raises(InputError):
        paths("link.txt")
    (tmp_path / "news" / "loop").symlink_to(tmp_path / "news")
    assert len(paths("news")) == 5


@pytest.mark.parametrize(
    ("pattern", "path", "expected"),
    [
        ("*.txt", "a/b.txt", True),
        ("a", "a/b.txt", True),
        ("a/", "a/b.txt", True),
        ("b", "a/b.txt", False),
        ("a/*.txt", "a/b.txt", True),
        ("a/*.txt", "a/b/c.txt", False),
        ("a/**", "a/b/c.txt", True),
        ("**/c.txt", "c.txt", True),
        ("/a/b.txt", "a/b.txt", True),
        ("[!x]?.txt", "ab.txt", True),
        ("[!a]?.txt", "ab.txt", False),
        ("a[1.txt", "a[1.txt", True),
        ("a.txt", "abtxt", False),
    ],
)
def test_matches(pattern: str, path: str, expected: bool, tmp_path: Path) -> None:
    assert matches(str(tmp_path / path), (pattern,), tmp_path) is expected


def test_relative(tmp_path: Path) -> None:
    assert relative("news/../news/b.txt", tmp_path) == "news/b.txt"
    assert relative("/elsewhere/b.txt", tmp_path) == "/elsewhere/b.txt"
