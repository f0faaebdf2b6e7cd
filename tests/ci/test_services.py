"""Hooks, action and snippet: their own commands, taken out of the YAML, run by bash with the environment that the service gives."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml
from tests.support import ROOT

GOOD, BAD = "The minister spoke on Sunday.\n", "Talks went on in the the city.\n\nThey ended .. and so on\n"
SRC = ROOT / "src"


class Done(NamedTuple):
    code: int
    out: str
    err: str


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A repository with texts, and a `tanqih` and a `python` on the path."""
    bin_folder = tmp_path / "bin"
    bin_folder.mkdir()
    for name, command in {"tanqih": f'{sys.executable} -m tanqih "$@"', "python": f'{sys.executable} "$@"'}.items():
        (bin_folder / name).write_text(f"#!/bin/sh\nexec {command}\n")
        (bin_folder / name).chmod(0o755)
    work = tmp_path / "work"
    for name, text in {"news/good.txt": GOOD, "news/bad one.txt": BAD, "other.txt": BAD}.items():
        (work / name).parent.mkdir(parents=True, exist_ok=True)
        (work / name).write_text(text)
    return work


def bash(script: str, folder: Path, *, shell: str = "bash --noprofile --norc -eo pipefail {0}", **env: str) -> Done:
    """Run a script in a file as the runner of GitHub does (documented default for `shell: bash`)."""
    path = folder.parent / "step.sh"
    path.write_text(script)
    known = {"PATH": f"{folder.parent / 'bin'}:{os.environ['PATH']}", "PYTHONPATH": str(SRC), "PYTHONDONTWRITEBYTECODE": "1"}
    command = shlex.split(shell.format(path))
    done = subprocess.run(command, cwd=folder, env={**known, **env}, capture_output=True, text=True, check=False)
    return Done(done.returncode, done.stdout, done.stderr)


ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf8"))
INSTALL, SCORE = ACTION["runs"]["steps"]


def score_step(folder: Path, **inputs: str) -> tuple[Done, dict[str, str], str]:
    """Run the action's step; returns what it did, its outputs and the summary."""
    known = {name: str(about.get("default", "")) for name, about in ACTION["inputs"].items()} | {
        name.replace("_", "-"): value for name, value in inputs.items()
    }
    env = {
        name: re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda found: known[found[1]], text) for name, text in SCORE["env"].items()
    }
    files = {name: folder.parent / name.lower() for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
    for path in files.values():
        path.write_text("")
    temp = folder.parent / "runner temp"
    temp.mkdir(exist_ok=True)
    done = bash(SCORE["run"], folder, RUNNER_TEMP=str(temp), **env, **{name: str(path) for name, path in files.items()})
    outputs = dict(line.split("=", 1) for line in files["GITHUB_OUTPUT"].read_text().splitlines())
    return done, outputs, files["GITHUB_STEP_SUMMARY"].read_text()


def test_action_passes(folder: Path) -> None:
    done, outputs, summary = score_step(folder, paths="news/good.txt\n", min_score="90")
    assert done.code == 0, done
    assert (outputs["score"], outputs["passed"]) == ("100.00", "true")
    assert "Translation quality: 100.0" in summary
    assert "::" not in done.out


def test_action_fails_with_annotations(folder: Path) -> None:
    """Paths with spaces, several options, a gate that is not kept: annotations, summary, outputs, and exit code 1."""
    done, outputs, summary = score_step(
        folder, paths="news/good.txt\nnews/bad one.txt\n", min_score="99.9", options="--max-minor=0\n--profile=wire"
    )
    assert done.code == 1
    assert "::warning file=news/bad one.txt,line=1,endLine=1,col=18,endColumn=25,title=grammar/duplicate-word::" in done.out
    assert done.out.count("::error title=tanqih%3A ") == 2
    assert outputs["passed"] == "false"
    log = json.loads(Path(outputs["sarif"]).read_text(encoding="utf8"))
    assert log["version"] == "2.1.0"
    assert log["runs"][0]["results"]
    assert "has **failed**" in summary


def test_action_with_a_baseline(folder: Path) -> None:
    bash("tanqih score news/ --quiet --write-baseline base.json", folder)
    done, outputs, _ = score_step(folder, paths="news/", baseline="base.json")
    assert (done.code, outputs["passed"]) == (0, "true")
    (folder / "news/new.txt").write_text("He went the the way.\n")
    done, outputs, _ = score_step(folder, paths="news/", baseline="base.json")
    assert (done.code, outputs["passed"]) == (1, "false")


def test_action_with_wrong_input(folder: Path) -> None:
    """No score, no outputs, and the reason; nothing of an input is run."""
    done, outputs, summary = score_step(folder, paths="no such\n$(touch ran); `touch ran`")
    assert done.code == 2
    assert "no such file" in done.err
    assert (outputs, summary) == ({}, "")
    assert not (folder / "ran").exists()


def test_action_is_well_formed() -> None:
    """Inputs reach scripts through the environment only, every output comes from a step, and every input is used."""
    assert ACTION["runs"]["using"] == "composite"
    for step in ACTION["runs"]["steps"]:
        assert step["shell"] == "bash"
        assert "${{" not in step["run"]
    text = (ROOT / "action.yml").read_text(encoding="utf8")
    assert all(f"inputs.{name}" in text for name in ACTION["inputs"])
    assert all(output["value"] == f"${{{{ steps.score.outputs.{name} }}}}" for name, output in ACTION["outputs"].items())


def test_action_installs(folder: Path) -> None:
    """The installing step hands pip the one package, however it is spelt."""
    (folder.parent / "bin" / "python").write_text('#!/bin/sh\nprintf "%s\\n" "$@" > asked\n')
    assert bash(INSTALL["run"], folder, TANQIH_PACKAGE="/a b/tanqih; touch ran").code == 0
    assert (folder / "asked").read_text().splitlines()[-1] == "/a b/tanqih; touch ran"
    assert not (folder / "ran").exists()


HOOKS = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf8"))}


def hook(name: str, folder: Path, *files: str) -> Done:
    """Run a hook as pre-commit does: entry, arguments, names of the files it is for."""
    about = HOOKS[name]
    wanted = [file for file in files if re.search(about["files"], file)]
    command = [*shlex.split(about["entry"]), *about.get("args", []), *wanted]
    return bash(shlex.join(command), folder)


def test_hooks(folder: Path) -> None:
    assert set(HOOKS) == {"tanqih-check", "tanqih-fix", "tanqih-score"}
    assert hook("tanqih-check", folder, "news/good.txt", "code.py").code == 0
    found = hook("tanqih-check", folder, "news/good.txt", "news/bad one.txt")
    assert (found.code, "grammar/duplicate-word" in found.out) == (1, True)
    assert hook("tanqih-score", folder, "news/good.txt").code == 0
    assert hook("tanqih-score", folder, "news/bad one.txt").code == 1
    (folder / "safe.txt").write_text("Prices rose by \N{ARABIC-INDIC DIGIT THREE} per cent on Sunday.\n", encoding="utf8")
    assert hook("tanqih-fix", folder, "safe.txt").code == 0
    assert (folder / "safe.txt").read_text(encoding="utf8") == "Prices rose by 3 per cent on Sunday.\n"


def snippets(language: str) -> list[str]:
    return re.findall(
        rf"^```{language}\n(.*?)^```", (ROOT / "docs" / "ci.md").read_text(encoding="utf8"), re.DOTALL | re.MULTILINE
    )


def test_gitlab_snippet(folder: Path) -> None:
    """All of the job's script but the installation; its artefacts are there afterwards, whether the gate passed or not."""
    (job,) = (one["translations"] for one in map(yaml.safe_load, snippets("yaml")) if "translations" in one)
    script = [line for line in job["script"] if not line.startswith("pip ")]
    assert len(script) == len(job["script"]) - 1
    (folder / "news/worse.txt").write_text("He went the the way .. and and so on\n")
    done = bash("\n".join(script), folder)
    assert done.code == 1
    reports = job["artifacts"]["reports"]
    issues = json.loads((folder / reports["codequality"]).read_text(encoding="utf8"))
    assert {issue["location"]["path"] for issue in issues} == {"news/bad one.txt", "news/worse.txt"}
    assert "<testsuites" in (folder / reports["junit"]).read_text(encoding="utf8")
    assert job["artifacts"]["when"] == "always"


def test_github_snippet_names_what_there_is() -> None:
    (job,) = (one["jobs"]["translations"] for one in map(yaml.safe_load, snippets("yaml")) if "jobs" in one)
    (use,) = (step for step in job["steps"] if step.get("id") == "tanqih")
    assert set(use["with"]) <= set(ACTION["inputs"])
    used = set(re.findall(r"steps\.tanqih\.outputs\.([\w-]+)", (ROOT / "docs" / "ci.md").read_text(encoding="utf8")))
    assert used <= set(ACTION["outputs"])


def test_pre_commit_snippet_names_what_there_is() -> None:
    (config,) = (one for one in map(yaml.safe_load, snippets("yaml")) if "repos" in one)
    assert {hook["id"] for repo in config["repos"] for hook in repo["hooks"]} <= set(HOOKS)
