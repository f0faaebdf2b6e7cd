"""The documentation says what the code does."""

from __future__ import annotations

import re
import subprocess
import sys

from tanqih.commands.explain import markdown
from tanqih.config import KEYS
from tanqih.rules import all_rules
from tests.support import ROOT


def test_the_rule_pages_are_those_of_the_rules() -> None:
    pages = (ROOT / "docs" / "rules.md").read_text(encoding="utf8")
    assert pages == markdown(all_rules()), "run: tanqih rules --format markdown > docs/rules.md"


def test_every_key_of_the_configuration_is_documented() -> None:
    text = (ROOT / "docs" / "configuration.md").read_text(encoding="utf8")
    assert {key for key in KEYS if f"`{key}`" not in text and f"\n{key} =" not in text} == set()


def test_the_readme_names_commands_that_exist() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf8")
    named = set(re.findall(r"\btanqih (\w+)", text)) - {"is"}
    done = subprocess.run([sys.executable, "-m", "tanqih", "--help"], capture_output=True, text=True, check=True, cwd=ROOT)
    assert {name for name in named if name.islower() and name not in done.stdout} == set()


def test_links_of_the_readme_lead_somewhere() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf8")
    assert [link for link in re.findall(r"\]\(([^)#:]+)\)", text) if not (ROOT / link).exists()] == []
