"""How the checker uses the glossary: the shipped one, a user's own files, or none."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.glossary.support import ARABIC, term_file, term_line

from tanqih.check import Checker
from tanqih.config import Config, load_file
from tanqih.formats.plain import document_from_text
from tanqih.glossary import GlossaryError

OWN = "The harbour board met the tide warden on Monday."


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TANQIH_CACHE", str(tmp_path / "cache"))
    (tmp_path / "own.tsv").write_text(term_file(term_line(wrong="tide warden", english="harbour master")), encoding="utf8")
    (tmp_path / "tanqih.toml").write_text('glossaries = ["own.tsv"]\n', encoding="utf8")
    return tmp_path


def test_a_file_named_in_the_configuration_is_used_beside_the_shipped_ones(own: Path) -> None:
    (issue,) = Checker(load_file(own / "tanqih.toml")).check(document_from_text(OWN)).issues
    assert issue.rule == "term/false-sense"
    assert issue.suggestions[0].text == "harbour master"
    assert issue.suggestions[0].origin == f"glossary:own:{ARABIC}"
    assert issue.suggestions[0].applicability.value == "review"


def test_a_missing_file_is_an_error(own: Path) -> None:
    (own / "own.tsv").unlink()
    with pytest.raises(GlossaryError, match=r"own\.tsv: cannot be read"):
        Checker(load_file(own / "tanqih.toml"))


def test_no_glossary_is_loaded_when_no_rule_reads_it() -> None:
    assert Checker(Config(select=("punct",))).glossary is None
    assert Checker(Config()).glossary is not None


def test_the_signature_of_a_score_names_the_glossary(own: Path) -> None:
    shipped, with_own = Checker(Config()), Checker(load_file(own / "tanqih.toml"))
    assert "glossary:" in shipped.signature
    assert shipped.signature != with_own.signature


def test_a_matter_of_house_style_is_reported_under_wire_only() -> None:
    text = document_from_text("Six people were martyred in the raid, doctors said.")
    assert not Checker(Config()).check(text).issues
    assert [issue.rule for issue in Checker(Config(profile="wire")).check(text).issues] == ["term/martyr"]


def test_an_own_entry_goes_before_a_shipped_one(tmp_path: Path) -> None:
    text = "The ministry doubted the official novel of the fire, and people spoke of the Gaza Belt."
    path = tmp_path / "house.tsv"
    path.write_text(term_file(term_line(wrong="official [novel]", english="version of events")), encoding="utf8")
    (issue,) = (
        issue
        for issue in Checker(Config(glossaries=(str(path),))).check(document_from_text(text)).issues
        if issue.text == "novel"
    )
    assert issue.suggestions[0].text == "version of events"
    assert issue.suggestions[0].origin.startswith("glossary:house")


def test_no_shipped_entry_reports_what_an_own_one_accepts(tmp_path: Path) -> None:
    text = "The ministry doubted the official novel of the fire."
    path = tmp_path / "house.tsv"
    path.write_text(term_file(term_line(wrong="official [account]", english="novel")), encoding="utf8")
    assert any(issue.text == "novel" for issue in Checker().check(document_from_text(text)).issues)
    assert not Checker(Config(glossaries=(str(path),))).check(document_from_text(text)).issues
