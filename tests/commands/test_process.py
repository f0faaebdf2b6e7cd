"""End to end, in a process of its own: exit codes, streams, signals, start-up without heavy imports."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from .conftest import Command, environment

DAMAGED = "The talks ended on Friday.. Sixty men &amp; women left.\n"
CLEAN = "The talks ended on Friday. Sixty men and women left.\n"


def test_findings_exit_1_with_data_on_stdout_only(process: Command, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(DAMAGED)
    result = process("check", "a.txt")
    assert result.code == 1
    assert "a.txt:1:26" in result.out
    assert result.err == ""


def test_clean_exits_0(process: Command, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(CLEAN)
    assert process("check", "a.txt").code == 0


def test_wrong_input_exits_2_with_one_line(process: Command) -> None:
    result = process("check", "missing.txt")
    assert result.code == 2
    assert result.out == ""
    assert result.err == "tanqih: error: missing.txt: no such file; check the path\n"


def test_wrong_usage_exits_2_with_one_line(process: Command) -> None:
    result = process("check", "--formt", "json", "a.txt")
    assert result.code == 2
    assert result.err.count("\n") == 1
    assert "did you mean '--format'?" in result.err


def test_stdin_is_fixed_byte_for_byte(process: Command) -> None:
    result = process("fix", "-", stdin=DAMAGED.replace("\n", "\r\n").encode())
    assert result.code == 0
    assert result.out == "The talks ended on Friday. Sixty men & women left.\r\n"
    assert result.err.startswith("tanqih: applied 2 fixes")


def test_bytes_that_are_not_utf8_come_through(process: Command, tmp_path: Path) -> None:
    data = "The caf\N{LATIN SMALL LETTER E WITH ACUTE} shut on Friday..\n".encode("windows-1252")
    (tmp_path / "a.txt").write_bytes(data)
    result = process("fix", "--encoding", "windows-1252", "a.txt")
    assert result.out.encode("utf8", "surrogateescape") == data.replace(b"..", b".")
    refused = process("fix", "a.txt")
    assert (refused.code, refused.out) == (2, "")
    assert "a.txt:1: byte 0xE9 is not valid utf-8" in refused.err


def test_output_in_a_narrow_encoding_does_not_fail(process: Command, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Bakers closed early\N{ARABIC COMMA} flour had run out.\n", encoding="utf8")
    result = process("check", "a.txt", PYTHONIOENCODING="ascii")
    assert result.code == 1
    assert "\\u060c" in result.out


def test_a_reader_that_goes_away_is_no_traceback(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(DAMAGED * 3000)
    command = [sys.executable, "-m", "tanqih", "check", "a.txt"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path, env=environment()) as running:
        assert running.stdout
        assert running.stderr
        running.stdout.readline()
        running.stdout.close()
        assert running.stderr.read() == b""
    assert running.returncode == 141


@pytest.mark.skipif(os.name == "nt", reason="no SIGINT to a process")
def test_interrupt_is_130_without_a_traceback(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tanqih", "check", "-"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, cwd=tmp_path, env=environment()) as running:
        time.sleep(1.5)  # it waits for standard input now
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=20)
    assert running.returncode == 130
    assert err == b"tanqih: interrupted\n"
    assert out == b""


def test_version_and_check_import_nothing_heavy(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(CLEAN)
    code = (
        "import sys; from tanqih.cli import main; main(['--version']); early = 'tanqih.rules.punct' in sys.modules;"
        "main(['check', 'a.txt']);"
        "print(early, sorted({'torch', 'transformers', 'textual', 'rich', 'ray', 'pyarrow', 'sacrebleu'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path, env=environment(), check=True
    )
    assert done.stdout.splitlines()[-1] == "False []"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("arguments", [("check",), ("fix",), ("check", "--format", "json")])
def test_a_full_disk_is_one_line_and_exit_2(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    (tmp_path / "a.txt").write_text(DAMAGED)
    command = [sys.executable, "-m", "tanqih", *arguments, "a.txt"]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            command, stdout=full, stderr=subprocess.PIPE, cwd=tmp_path, env=environment(), text=True, check=False
        )
    assert done.returncode == 2
    assert [line for line in done.stderr.splitlines() if "error" in line] == [
        "tanqih: error: output or input failed (No space left on device); check the disk"
    ]
    assert "Traceback" not in done.stderr


def test_a_closed_standard_output_is_no_crash(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(CLEAN)
    command = f"{sys.executable} -m tanqih check a.txt >&-"
    done = subprocess.run(command, shell=True, stderr=subprocess.PIPE, cwd=tmp_path, env=environment(), text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
