"""The skeleton of romanised names, the ledger of a page, and the name tables of a glossary; with a calibration on shared name lists."""

from __future__ import annotations

import gzip
import random
import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import pytest
from tests.support import no_hang, shared

import tanqih
from tanqih.arabic import ARTICLE, HEH, MARBUTA
from tanqih.formats.plain import document_from_text
from tanqih.glossary import load
from tanqih.glossary.entries import NameEntry
from tanqih.glossary.ledger import Ledger
from tanqih.glossary.names import Names, fold_name, names_of, words_of
from tanqih.glossary.skeleton import distance, keys, same_name, without_article
from tanqih.text import Page

ARABIC_ONLY = frozenset("\N{ARABIC LETTER AIN}\N{ARABIC LETTER HAH}\N{ARABIC LETTER SAD}\N{ARABIC LETTER DAD}\N{ARABIC LETTER TAH}"
                        "\N{ARABIC LETTER ZAH}\N{ARABIC LETTER QAF}")  # fmt: skip
"""Letters that names of other origin hardly have in Arabic spelling."""
FOLDED = str.maketrans(
    {"\N{ARABIC LETTER ALEF WITH HAMZA ABOVE}": "\N{ARABIC LETTER ALEF}", "\N{ARABIC LETTER ALEF WITH HAMZA BELOW}": "\N{ARABIC LETTER ALEF}",
     "\N{ARABIC LETTER ALEF WITH MADDA ABOVE}": "\N{ARABIC LETTER ALEF}", "\N{ARABIC LETTER ALEF MAKSURA}": "\N{ARABIC LETTER YEH}",
     "\N{ARABIC LETTER WAW WITH HAMZA ABOVE}": "\N{ARABIC LETTER YEH}", "\N{ARABIC LETTER YEH WITH HAMZA ABOVE}": "\N{ARABIC LETTER YEH}"}
)  # fmt: skip
MIN_PRECISION, MIN_RECALL = 0.75, 0.65


def names() -> Names:
    return names_of(load().store)


def clusters(text: str) -> list[list[str]]:
    ledger = Ledger(names())
    ledger.add(Page(document_from_text(text)))
    return [[cluster.keep.form, *(other.form for other in cluster.others)] for cluster in ledger.clusters()]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Qaddafi", "Gaddafi"), ("Qaddafi", "Kadhafi"), ("Adib", "Adeeb"), ("al-Fasher", "El-Fashir"), ("Khatib", "Khateeb"),
        ("Nouri", "Nuri"), ("Mahmoud", "Mahmood"), ("Hodeidah", "Hudaydah"), ("Hussein", "Husain"), ("Khaled", "Khalid"),
        ("Tarek", "Tariq"), ("Osman", "Othman"), ("Ramadan", "Ramadhan"), ("Chahine", "Shaheen"), ("Gamal", "Jamal"),
        ("Fayez", "Faez"), ("Saeed", "Said"), ("Saud", "Saoud"), ("Marwan", "Marouane"), ("Ahmad", "Ahmed"), ("Sanaa", "Sana'a"),
        ("Aly", "Ali"), ("Amin", "Amine"), ("Idrissi", "Edrissi"), ("Daoud", "Dawood"), ("Hamada", "Hamadeh"),
    ],
)  # fmt: skip
def test_romanisations_of_one_name(one: str, other: str) -> None:
    assert same_name(one, other)
    assert keys(without_article(one)[1]) & keys(without_article(other)[1])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hassan", "Hussein"), ("Nasser", "Nassar"), ("Kamal", "Kamel"), ("Hamad", "Hamid"), ("Amin", "Amina"), ("Saleh", "Salah"),
        ("Karim", "Karam"), ("Jamal", "Jamil"), ("Bassem", "Bassam"), ("Hassan", "Hassani"), ("Salim", "Sulaim"),
        ("Saad", "Suad"), ("Omar", "Ammar"), ("Tunis", "Tunisia"), ("Iraq", "Iran"), ("Haniyeh", "Hanoun"), ("Fathi", "Fatih"),
    ],
)  # fmt: skip
def test_different_names(one: str, other: str) -> None:
    assert not same_name(one, other)


def test_distance_is_symmetric_and_zero_for_the_same() -> None:
    rng = random.Random(3)
    for _ in range(2_000):
        one, other = ("".join(rng.choice("abdeghiklmnoqrstuwyz'") for _ in range(rng.randint(1, 9))) for _ in range(2))
        assert distance(one, other) == pytest.approx(distance(other, one))
        assert distance(one, one) == 0.0


def test_long_words_are_read_in_time() -> None:
    with no_hang():
        for letter in ("g", "dh", "ou", "a", "'", "th"):
            distance(letter * 20_000, letter * 19_999)
            keys(letter * 20_000)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mustafa Adib left. Adeeb returned.", [["Adib", "Adeeb"]]),
        ("Qaddafi, Gaddafi and Kadhafi.", [["Gaddafi", "Qaddafi", "Kadhafi"]]),
        ("Hassan Darwish and Hussein Darwish.", []),
        ("Mohamed Salah met Mohammed bin Salman.", []),
        ("Nadia al-Khatib met Omar Al-Khatib.", []),
        ("Muqtada al-Sadr left. Sadr returned.", []),
        ("El-Fasher fell. Al-Fasher burned.", [["Fasher", "Fasher"]]),
        ("Steven met Stephen in Brown and Browne.", []),
        ("Minni Minnawi met Minawi.", [["Minawi", "Minnawi"]]),
    ],
)
def test_clusters(text: str, expected: list[list[str]]) -> None:
    assert clusters(text) == expected


def test_the_quick_look_never_misses_a_cluster() -> None:
    known = [
        entry for entry in load().entries if isinstance(entry, NameEntry) and entry.kind in ("person", "place") and entry.variants
    ]
    rng = random.Random(11)
    for entry in rng.sample(known, 150):
        text = f"In {entry.english} it rained. Then {rng.choice(entry.variants)} slept."
        if clusters(text):
            look = Page(document_from_text(text), load()).name_look
            assert look is not None
            assert look.varied, text


def test_one_suggestion_mends_every_later_mention() -> None:
    text = "Governor Mustafa Adib resigned.\n\nAdeeb said so. Reporters asked Adeeb’s aide.\n\nAdeeb left."
    issues = [issue for issue in tanqih.check(text).issues if issue.rule == "name/inconsistent-spelling"]
    assert len(issues) == 1
    assert [edit.text for edit in issues[0].suggestions[0].edits] == ["Adib"] * 3
    assert tanqih.fix(text, level="review").text.count("Adib") == 4


def test_a_ledger_takes_several_pages() -> None:
    ledger = Ledger(names())
    for text in ("Ahmed Khateeb scored.", "The coach praised Khatib."):
        ledger.add(Page(document_from_text(text)))
    assert [cluster.keep.form for cluster in ledger.clusters()] == ["Khateeb"]


def test_the_name_tables() -> None:
    found = names()
    assert found.is_given("Mustafa")
    assert found.is_arabic("Hodeidah")
    assert not found.is_arabic("Hamburg")
    assert found.same("Kyiv", "Kiev")
    assert found.same("Nasser", "Nassar") is None
    assert found.same("Hassan", "Hussein") is False
    assert found.house("Qaddafi", "Kadhafi") == "Gaddafi"
    assert found.entity("The Seventh Day", "outlet") == ("Youm7", found.entity("seventh day newspaper", "outlet")[1])  # type: ignore[index]
    assert found.foreign_like("Kobenhaghin", "L", 0.2) == "Copenhagen"
    assert fold_name("Sana’a") == "sanaa"
    assert words_of("Abdel-Fattah el-Sissi") == ["Abdel", "Fattah", "Sissi"]


def test_there_are_enough_names_and_no_form_is_right_and_wrong() -> None:
    entries = [entry for entry in load().entries if isinstance(entry, NameEntry)]
    assert len(entries) >= 1_500
    assert {entry.file for entry in entries} >= {
        f"names-{part}" for part in "people places clubs-outlets groups-institutions foreign".split()
    }
    for entry in entries:
        assert not {entry.english, *entry.variants} & set(entry.wrong), entry.english
        assert len(set(entry.variants)) == len(entry.variants), entry.english


def tokens(path: Path) -> dict[str, set[str]]:
    """Latin name tokens with their Arabic spellings, folded; only those with letters that Arabic names alone have."""
    found: dict[str, set[str]] = defaultdict(set)
    with gzip.open(path, "rt", encoding="utf8") as lines:
        for line in lines:
            latin, arabic = line.rstrip("\n").split("\t")[:2]
            arabic = re.sub(f"{MARBUTA}$", HEH, arabic.replace(" ", "").translate(FOLDED))
            if (
                not arabic.startswith(ARTICLE)
                and set(arabic) & ARABIC_ONLY
                and len(latin) > 2
                and not re.search("[^a-z\N{LATIN SMALL LETTER A WITH GRAVE}-\N{LATIN SMALL LETTER Z WITH CARON}'`-]", latin)
            ):
                found[latin].add(arabic)
    return found


def pairs(groups: Iterable[set[str]]) -> set[tuple[str, str]]:
    return {(a, b) for group in groups for a in group for b in group if a < b}


@pytest.mark.parametrize("part", ["80", "20"])
def test_calibration(part: str) -> None:
    """Of pairs that share a consonant reading: how many of one Arabic spelling are joined, and how many joined have one spelling.

    Precision is too low by the romanisations that stand for two Arabic names (Said, Hamid), recall by what the lists hold by mistake.
    """
    found = tokens(shared(f"corpora/names/wikidata-arabic-{part}.tsv.gz"))
    by_key: dict[str, set[str]] = defaultdict(set)
    by_arabic: dict[str, set[str]] = defaultdict(set)
    for latin, spellings in found.items():
        for key in keys(latin):
            by_key[key].add(latin)
        for arabic in spellings:
            by_arabic[arabic].add(latin)
    candidates = pairs(by_key.values())
    joined = {pair for pair in candidates if same_name(*pair)}
    true = pairs(by_arabic.values()) & candidates
    precision, recall = len(joined & true) / len(joined), len(joined & true) / len(true)
    print(f"names {part}: {len(found)} tokens, {len(joined)} pairs joined, precision {precision:.3f}, recall {recall:.3f}")
    assert precision >= MIN_PRECISION
    assert recall >= MIN_RECALL
