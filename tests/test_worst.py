"""Texts on which a rule went super-linear once, or a trigger missed what its rule finds."""

from __future__ import annotations

import pytest

from tanqih.check import Checker
from tanqih.config import Config
from tanqih.formats.plain import document_from_text
from tests.support import no_hang

FILTERED = Checker(Config(profile="wire", ignore=("term", "name")))
UNFILTERED = Checker(Config(profile="wire", ignore=("term", "name"), prefilter="off"))


@pytest.mark.parametrize(
    ("rule", "unit"),
    [
        ("fragment/repeated-passage", ",."),
        ("fragment/repeated-passage", "!["),
        ("meaning/spinner", "A."),
        ("encoding/bidi-control", "\N{RIGHT-TO-LEFT MARK}"),
        ("style/title-overload", "Dr. "),
    ],
)
def test_no_rule_hangs_on_its_worst_characters(rule: str, unit: str) -> None:
    checker = Checker(Config(profile="wire", select=(rule,), prefilter="off"))
    with no_hang():
        checker.check(document_from_text("The minister said " + unit * (30_000 // len(unit))))


@pytest.mark.parametrize(
    "text",
    [
        "the future. , witnessed",
        "The foreman said. \N{RIGHT DOUBLE QUOTATION MARK}Mourners filled the road, he said.",
        "The minister said. The airport was closed. For! fear of attacks.",
        "The universities will work in several fields. Scientific, cultural AND technical.",
        "The bell rang twice that morning. once. came.",
        "minister .\N{RIGHT DOUBLE QUOTATION MARK}. the minister",
        'The sides had made "a breakthrough" on the tariff. " has happened',
        "The envoy announced \N{EM DASH} That the talks were over.",
        "The vote is on Sunday.\n\nFacebook\n\nTwitter\n\nTelegram",
    ],
)
def test_the_prefilter_misses_nothing_here(text: str) -> None:
    document = document_from_text(text)
    assert FILTERED.check(document).issues == UNFILTERED.check(document).issues
