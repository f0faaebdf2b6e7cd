"""`fix`: where the text goes, and that files are safe."""

from __future__ import annotations

import json
import os
import stat
import subprocess
from pathlib import Path

import pytest

from .conftest import Command

DAMAGED = "The talks ended on Friday.. Sixty men &amp; women left.\n"
MENDED = "The talks ended on Friday. Sixty men & women left.\n"
CLEAN = "Nothing is wrong here.\n"
UNSURE = "The market was quiet.. nobody bought anything.\n"


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(DAMAGED)
    return path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_to_stdout(tanqih: Command, article: Path) -> None:
    result = tanqih("fix", "a.txt")
    assert (result.code, result.out) == (0, MENDED)
    assert result.err == "tanqih: applied 2 fixes; 0 issues remain\n"
    assert tanqih("fix", "-q", "a.txt").err == ""
    assert article.read_text() == DAMAGED


def test_to_a_file_and_into_a_folder(tanqih: Command, article: Path, tmp_path: Path) -> None:
    assert tanqih("fix", "a.txt", "-o", "b.txt").out == ""
    assert (tmp_path / "b.txt").read_text() == MENDED
    news = tmp_path / "news" / "deep"
    news.mkdir(parents=True)
    (news / "c.txt").write_text(CLEAN)
    assert tanqih("fix", "a.txt", "news", "-o", "out").code == 0
    assert (tmp_path / "out" / "a.txt").read_text() == MENDED
    assert (tmp_path / "out" / "deep" / "c.txt").read_text() == CLEAN


def test_unsafe_takes_what_waits_for_a_decision(tanqih: Command, tmp_path: Path) -> None:
    (tmp_path / "u.txt").write_text(UNSURE)
    assert tanqih("fix", "u.txt").out == UNSURE
    assert tanqih("fix", "u.txt", "--unsafe").out == "The market was quiet, nobody bought anything.\n"
    assert tanqih("fix", "u.txt", "--unsafe", "--min-confidence", "0.999").out == UNSURE


def test_in_place_keeps_the_mode_and_follows_a_link(tanqih: Command, article: Path, tmp_path: Path) -> None:
    article.chmod(0o640)
    folder = tmp_path / "links"
    folder.mkdir()
    link = folder / "link.txt"
    link.symlink_to(article)
    assert tanqih("fix", "--in-place", "links/link.txt").code == 0
    assert link.is_symlink()
    assert article.read_text() == MENDED
    assert stat.S_IMODE(article.stat().st_mode) == 0o640
    assert names(tmp_path) == ["a.txt", "links"]
    assert names(folder) == ["link.txt"]


def test_in_place_does_not_touch_what_would_not_change(tanqih: Command, tmp_path: Path) -> None:
    path = tmp_path / "c.txt"
    path.write_text(CLEAN)
    os.utime(path, ns=(1, 1))
    before = path.stat()
    assert tanqih("fix", "-i", "c.txt").code == 0
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, 1)


def test_nothing_is_written_when_one_file_cannot_be_read(tanqih: Command, article: Path, tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_bytes(b"\xff\xfe\xfd bad")
    result = tanqih("fix", "-i", "a.txt", "b.txt")
    assert result.code == 2
    assert article.read_text() == DAMAGED
    result = tanqih("fix", "-o", "out", "a.txt", "b.txt")
    assert result.code == 2
    assert not (tmp_path / "out").exists()


def test_a_malformed_record_writes_nothing(tanqih: Command, tmp_path: Path) -> None:
    dump = tmp_path / "d.jsonl"
    text = '{"text": "It ended on Friday.. Sixty men left."}\n{"text": 7}\n'
    dump.write_text(text)
    for arguments in (("-i", "d.jsonl"), ("d.jsonl",), ("d.jsonl", "-o", "e.jsonl")):
        result = tanqih("fix", *arguments)
        assert (result.code, result.out) == (2, "")
        assert "d.jsonl:2: " in result.err
    assert dump.read_text() == text
    assert names(tmp_path) == ["d.jsonl"]


def test_records_before_the_first_change_come_back_as_they_were(tanqih: Command, tmp_path: Path) -> None:
    lines = ['{"text":   "Fine."}', "", '{"text": "It ended on Friday.. Sixty men left.", "n": 1.0}', '{"text": "Fine too."}']
    dump = tmp_path / "d.jsonl"
    dump.write_text("\n".join(lines))
    assert tanqih("fix", "-i", "d.jsonl").code == 0
    assert dump.read_text() == "\n".join(lines).replace("..", ".")


def test_a_write_that_fails_leaves_the_file(
    tanqih: Command, article: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    result = tanqih("fix", "-i", "a.txt")
    assert result.code == 2
    assert "No space left on device" in result.err
    assert article.read_text() == DAMAGED
    assert names(tmp_path) == ["a.txt"]


def test_check_only_says_so(tanqih: Command, article: Path, tmp_path: Path) -> None:
    (tmp_path / "c.txt").write_text(CLEAN)
    result = tanqih("fix", "--check", "a.txt", "c.txt")
    assert (result.code, result.out) == (1, "would change: a.txt (2 fixes)\n")
    assert tanqih("fix", "--check", "c.txt").code == 0
    assert article.read_text() == DAMAGED


def test_the_diff_is_a_patch(tanqih: Command, article: Path, tmp_path: Path) -> None:
    article.write_bytes(b"\xef\xbb\xbfHeading\r\n\r\n" + DAMAGED.strip().encode())
    result = tanqih("fix", "--diff", "a.txt")
    assert result.code == 0
    assert result.out.startswith("--- a/a.txt\n+++ b/a.txt\n@@ -1,3 +1,3 @@\n")
    assert article.read_bytes().endswith(b"left.")
    mended = tanqih("fix", "a.txt").out
    done = subprocess.run(["patch", "-p1", "--binary"], input=result.out.encode(), cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 0, done.stdout
    assert article.read_bytes().decode() == mended
    assert tanqih("fix", "--diff", "--check", "a.txt").code == 0


def test_the_diff_of_records_is_a_patch(tanqih: Command, tmp_path: Path) -> None:
    dump = tmp_path / "d.jsonl"
    records = [{"text": "Fine."}, {"text": "It ended on Friday.. Sixty left."}, {"text": "Fine."}, {"text": "Men &amp; women."}]
    dump.write_text("\n\n".join(map(json.dumps, records)) + "\n")
    result = tanqih("fix", "--diff", "--check", "d.jsonl")
    assert result.code == 1
    mended = tanqih("fix", "d.jsonl").out
    subprocess.run(["patch", "-p1"], input=result.out.encode(), cwd=tmp_path, capture_output=True, check=True)
    assert dump.read_text() == mended


def test_the_diff_in_colour_shows_words(tanqih: Command, article: Path) -> None:
    lines = tanqih("fix", "--diff", "--color", "always", "a.txt").out.splitlines()
    assert lines[1] == "    1  The talks ended on Friday.\x1b[31;9m.\x1b[0m Sixty men &\x1b[31;9mamp;\x1b[0m women left."


def test_several_files_need_a_place(tanqih: Command, article: Path, tmp_path: Path) -> None:
    (tmp_path / "c.txt").write_text(CLEAN)
    assert "--in-place or -o FOLDER" in tanqih("fix", "a.txt", "c.txt").err
    assert "name a folder" in tanqih("fix", "a.txt", "c.txt", "-o", "c.txt").err
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a.txt").write_text(CLEAN)
    assert "two files" in tanqih("fix", "a.txt", "sub/a.txt", "-o", "out").err
    assert tanqih("fix", "-i", "-", stdin=b"x").code == 2
    assert tanqih("fix", "-i", "--diff", "a.txt").code == 2
    assert tanqih("fix", "-i", "--check", "a.txt").code == 2


def test_a_folder_that_cannot_be_made_is_one_line(tanqih: Command, article: Path, tmp_path: Path) -> None:
    (tmp_path / "c.txt").write_text(CLEAN)
    result = tanqih("fix", "a.txt", "-o", "c.txt/")
    assert result.code == 2
    assert result.err.startswith("tanqih: error: c.txt: folder cannot be made (")


def test_what_is_set_aside_is_not_applied(tanqih: Command, article: Path, tmp_path: Path) -> None:
    article.write_text("Sixty men &amp; women left on Friday..\n")
    issues = [json.loads(line) for line in tanqih("check", "a.txt", "--format", "jsonl").out.splitlines()]
    key = next(issue["key"] for issue in issues if issue["rule"] == "punct/double-dot")
    (tmp_path / ".tanqih-ignore").write_text(key)
    assert tanqih("fix", "a.txt").out == "Sixty men & women left on Friday..\n"


def test_set_aside_beside_a_fix_stays_set_aside(tanqih: Command, article: Path, tmp_path: Path) -> None:
    article.write_text("Sixty &amp; ten left.. The rest stayed.\n")  # the entity is one of the three words of the key
    issues = [json.loads(line) for line in tanqih("check", "a.txt", "--format", "jsonl").out.splitlines()]
    key = next(issue["key"] for issue in issues if issue["rule"] == "punct/double-dot")
    (tmp_path / ".tanqih-ignore").write_text(key)
    assert tanqih("fix", "a.txt").out == "Sixty & ten left.. The rest stayed.\n"
