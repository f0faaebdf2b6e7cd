"""The light path stays light, and imports go one way. Both are proved in a fresh process or on the source."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import ROOT

HEAVY = ("torch", "transformers", "textual", "ray", "pyarrow", "sacrebleu", "onnxruntime", "ctranslate2", "numpy")
SOURCE = ROOT / "src" / "tanqih"
LAYERS = [
    {"document", "errors", "resources", "_version"},
    {"issue"},
    {
        "arabic",
        "calendars",
        "english",
        "quotation",
        "text",
        "lazy",
        "word_forms",
        "diff",
        "folding",
        "apply",
        "glossary",
        "quantities",
    },
    {"align", "anchors", "guards"},
    {"rules", "formats", "models", "config"},
    {"check", "placing"},
    {"decide"},
    {"fix"},
    {"api"},
    {"commands"},
    {"review", "batch", "score", "training", "lsp", "pytest_plugin"},
    {"cli", "__init__", "__main__"},
]
RANK = {name: rank for rank, layer in enumerate(LAYERS) for name in layer}


@pytest.mark.parametrize(
    "code",
    ["import tanqih", "import tanqih; tanqih.check('The talks ended on Sunday.')", "import tanqih.cli"],
)
def test_nothing_heavy_is_imported(code: str) -> None:
    script = f"import sys; {code}; print([m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"


def test_text_without_its_arabic_loads_nothing_for_the_arabic() -> None:
    sample = ROOT / "data" / "samples" / "late-derby.fixed.txt"
    lazy = ("tanqih.anchors", "tanqih.quantities", "tanqih.align", "rapidfuzz", "importlib.metadata")
    script = (
        f"import sys; from tanqih.cli import main; code = main(['check', '--quiet', '--fail-on', 'critical', {str(sample)!r}]);"
        f"print(code, [m for m in {lazy!r} if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.splitlines()[-1] == "0 []"


def imported(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("tanqih."):
            names.add(node.module.split(".")[1])
        elif isinstance(node, ast.ImportFrom) and node.module == "tanqih":
            names.update(alias.name for alias in node.names)
    return names


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("*.py")), ids=lambda path: str(path.relative_to(SOURCE)))
def test_imports_go_one_way(path: Path) -> None:
    part = path.relative_to(SOURCE).parts[0].removesuffix(".py")
    for name in imported(path) - {part}:
        assert RANK[name] <= RANK[part] or (part == "__init__" and name != "cli"), f"{part} imports {name}"


def test_formats_know_only_the_nouns() -> None:
    for path in (SOURCE / "formats").rglob("*.py"):
        assert imported(path) <= {"document", "errors", "formats"}, path.name
