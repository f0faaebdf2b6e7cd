"""Other checkers on the same text, each in processes of its own from a temporary environment; none is ever imported here.

What they check differs: ftfy mends encodings, proselint looks for matters of style, harper for grammar, pofilter compares a translation with
its source (here: the damaged text with the clean one). pofilter is GPL: it is only run as a command.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from pathlib import Path

from tests.benchmarks import dumps
from tests.support import ROOT

OURS = """
import tanqih
checker = tanqih.Checker()
work = lambda text: len(next(checker.check_many([text])).issues)
"""
PYTHON = {
    "ftfy": "import ftfy\nwork = lambda text: int(ftfy.fix_text(text) != text)",
    "proselint": """
from proselint.checks import __register__
from proselint.registry import CheckRegistry
from proselint.tools import LintFile
CheckRegistry().register_many(__register__)
work = lambda text: len(LintFile("text", text).lint())
""",
    "harper-py": """
import harper
linter = harper.Linter()
work = lambda text: len(linter.lint(text))
""",
}
RUNNER = """
import json, sys, time
texts = json.load(open(sys.argv[1], encoding="utf-8"))
{setting}
work(texts[0])
began, used = time.perf_counter(), time.process_time()
found = sum(map(work, texts[1:]))
print(json.dumps([len(texts) - 1, found, time.perf_counter() - began, time.process_time() - used]))
"""
POFILTER = "translate-toolkit"


def environment(folder: Path) -> Path:
    """An environment in a folder, made when it is not there; gives its folder of programs."""
    if not (folder / "peers" / "bin" / "pip").exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder / "peers")], check=True)
    return folder / "peers" / "bin"


def installed(programs: Path, package: str) -> str:
    """Install a package; gives its version, or "" when it cannot be installed."""
    quiet = ["--quiet", "--disable-pip-version-check"]
    done = subprocess.run([programs / "python", "-m", "pip", "install", *quiet, package], capture_output=True, check=False)
    if done.returncode:
        return ""
    ask = f"from importlib.metadata import version; print(version({package!r}))"
    return subprocess.run([programs / "python", "-c", ask], capture_output=True, text=True, check=True).stdout.strip()


def row(name: str, articles: int, found: int, wall: float, used: float, size: float) -> None:
    """A row of the table; `size` is bytes of an article."""
    print(
        f"| {name} | {articles / wall:,.1f} | {articles / used:,.1f} | {articles * size / 1e6 / used:.3f} | {found / articles:.2f} |",
        flush=True,
    )


def in_python(name: str, python: Path | str, setting: str, path: Path, size: float, env: dict[str, str] | None = None) -> None:
    """Run a checker over the texts in a Python of its own; its start and its first text do not count."""
    command = [str(python), "-c", RUNNER.format(setting=setting), str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=env, timeout=1800)
    if done.returncode:
        said = done.stderr.strip().splitlines()[-1:] or ["no word"]
        print(f"| {name} | did not run: {said[0]} | | | |")
        return
    articles, found, wall, used = json.loads(done.stdout.splitlines()[-1])
    row(name, articles, found, wall, used, size)


def pofilter(programs: Path, version: str, folder: Path, texts: list[str], size: float) -> None:
    """Run pofilter over a catalogue whose sources are the clean articles; the time of an empty catalogue is taken off."""

    def catalogue(path: Path, pairs: list[tuple[str, str]]) -> Path:
        entries = [f"msgid {json.dumps(a, ensure_ascii=False)}\nmsgstr {json.dumps(b, ensure_ascii=False)}\n" for a, b in pairs]
        head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
        path.write_text("\n".join([head, *entries]), encoding="utf8")
        return path

    def used(source: Path) -> tuple[float, float, int]:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        out = source.with_suffix(".out.po")
        out.unlink(missing_ok=True)
        ask = "import sys, time, subprocess as s; t = time.perf_counter(); s.run(sys.argv[1:], check=True); print(time.perf_counter() - t)"
        command = [sys.executable, "-c", ask, str(programs / "pofilter"), "--progress=none", str(source), str(out)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        marks = out.read_text(encoding="utf8").count("# (pofilter)") if out.exists() else 0
        seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        return float(done.stdout.split()[-1]), seconds, marks

    clean = [f"{number}: {text}" for number, text in enumerate(dumps.texts(len(texts), damages=0))]
    try:
        empty = used(catalogue(folder / "empty.po", []))
        full = used(catalogue(folder / "full.po", list(zip(clean, texts, strict=True))))
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"| pofilter {version} | did not run: {error} | | | |")
        return
    row(f"pofilter {version}", len(texts), full[2], full[0] - empty[0], full[1] - empty[1], size)


def main(folder: Path, count: int) -> None:
    """Print the table."""
    texts = dumps.texts(count)
    size = sum(len(text.encode()) for text in texts) / count
    path = folder / "texts.json"
    path.write_text(json.dumps(texts), encoding="utf8")
    print(f"\n{count} articles of {size:,.0f} bytes, one process each, loading not counted")
    print("| checker | articles/s | articles per CPU second | MB per CPU second | findings an article |\n|---|---|---|---|---|")
    in_python("tanqih, rules and glossary", sys.executable, OURS, path, size, {**os.environ, "PYTHONPATH": str(ROOT / "src")})
    programs = environment(folder)
    for package, setting in PYTHON.items():
        if version := installed(programs, package):
            in_python(f"{package} {version}", programs / "python", setting, path, size)
        else:
            print(f"| {package} | cannot be installed | | | |")
    if version := installed(programs, POFILTER):
        pofilter(programs, version, folder, texts, size)
    else:
        print("| pofilter | cannot be installed | | | |")
