"""`rules`, `completion`, `review` and the command itself."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tanqih._version import __version__
from tanqih.commands.arguments import COMMANDS, SHELLS, build, commands
from tanqih.commands.explain import examples
from tanqih.rules import all_rules

from .conftest import Command


def test_version_help_and_no_command(tanqih: Command) -> None:
    assert tanqih("--version").out == f"tanqih {__version__}\n"
    result = tanqih("--help")
    assert result.code == 0
    assert "check" in result.out
    result = tanqih()
    assert (result.code, result.out) == (2, "")
    assert "usage: tanqih" in result.err
    assert "did you mean 'check'?" in tanqih("chekc", "a.txt").err


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_and_option_has_help(tanqih: Command, command: str) -> None:
    parser = commands(build())[command]
    groups = {(command,): parser} | {(command, name): action for name, action in commands(parser).items()}
    for words, sub in groups.items():
        assert tanqih(*words, "--help").code == 0
        assert all(action.help for action in sub._actions if action.dest != "action")


def test_the_table_has_every_rule(tanqih: Command) -> None:
    lines = tanqih("rules").out.splitlines()
    assert [line.split()[0] for line in lines[1:]] == [rule.id for rule in all_rules()]
    assert max(map(len, lines)) <= 100
    assert all(line.startswith(("Rule", "punct/")) for line in tanqih("rules", "punct").out.splitlines())
    assert "style/" not in tanqih("rules", "--profile", "preserve").out


def test_a_rules_page(tanqih: Command) -> None:
    out = tanqih("rules", "punct/arabic-marks").out
    for part in ("An Arabic comma", "linguistic-conventions/punctuation", "minor", "It finds", "It leaves alone", "because: "):
        assert part in out
    assert out.count("\n  - ") == out.count("\n  + ") == out.count("\n  = ") == 2
    result = tanqih("rules", "punct/arabic-mark")
    assert result.code == 2
    assert "did you mean 'punct/arabic-marks'?" in result.err


def test_every_rule_has_a_page(tanqih: Command) -> None:
    for rule in all_rules():
        result = tanqih("rules", rule.id)
        assert (result.code, result.err) == (0, ""), rule.id
        assert ("It finds" in result.out) == bool(examples(rule).found)
        assert not set("\x1b\N{RIGHT-TO-LEFT MARK}\N{ZERO WIDTH SPACE}") & set(result.out)


@pytest.mark.parametrize("shell", SHELLS)
def test_completion_names_every_command_and_option(tanqih: Command, shell: str) -> None:
    out = tanqih("completion", shell).out
    for command, parser in commands(build()).items():
        for name, sub in {command: parser, **commands(parser)}.items():
            assert name in out
            for action in sub._actions:
                for option in action.option_strings:
                    assert option.lstrip("-") in out
    assert "punct/double-dot" in out


def test_completion_of_an_unknown_shell(tanqih: Command) -> None:
    assert "did you mean 'bash'?" in tanqih("completion", "bsh").err


@pytest.mark.skipif(not shutil.which("bash"), reason="no bash")
@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("tanqih che", {"check"}),
        ("tanqih check --fo", {"--format"}),
        ("tanqih check --format js", {"json", "jsonl"}),
        ("tanqih rules punct/do", {"punct/double-dot"}),
        ("tanqih completion z", {"zsh"}),
        ("tanqih glossary lo", {"lookup"}),
        ("tanqih glossary check --fail-on w", {"warning"}),
        ("tanqih glossary check --ignore pref", {"preferred-forbidden", "preferred-at-risk"}),
        ("tanqih glossary add --var", {"--variant"}),
        ("tanqih glossary convert --to tbx3", {"tbx3", "tbx3-core"}),
    ],
)
def test_bash_completes(tanqih: Command, tmp_path: Path, typed: str, offered: set[str]) -> None:
    script = tmp_path / "tanqih.bash"
    script.write_text(tanqih("completion", "bash").out)
    words = typed.split()
    asked = f'. {script}; COMP_WORDS=({typed}); COMP_CWORD={len(words) - 1}; _tanqih; printf "%s\\n" "${{COMPREPLY[@]}}"'
    done = subprocess.run(["bash", "-c", asked], capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) == offered


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_the_shell_can_read_its_script(tanqih: Command, tmp_path: Path, shell: str) -> None:
    if not shutil.which(shell):
        pytest.skip(f"no {shell}")
    script = tmp_path / "script"
    script.write_text(tanqih("completion", shell).out)
    subprocess.run([shell, "-n", str(script)], check=True)


def test_review_without_a_terminal_prints_the_report(tanqih: Command, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The talks ended on Friday.. Sixty men left.\n")
    result = tanqih("review", "a.txt")
    assert result.code == 0
    assert "punct/double-dot" in result.out
    assert "tanqih review a.txt" in result.out
    assert tanqih("review", "none.txt").code == 2
