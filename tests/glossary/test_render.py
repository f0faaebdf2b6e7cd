"""How a replacement is put in: number, tense, case, possessives and articles."""

from __future__ import annotations

import pytest
from tests.glossary.support import book, found, mended

BOOK = book(
    {"wrong": "official [novel]", "english": "account|version"},
    {"wrong": "technical director", "english": "coach"},
    {"wrong": "ministerial formation", "english": "cabinet line-up"},
    {"wrong": "water fog", "english": "mist"},
    {"wrong": "raise the fingerprints", "english": "lift fingerprints", "pos": "verb"},
    {"wrong": "rise as a martyr|be martyrized", "english": "be killed", "pos": "verb"},
    {"wrong": "do the acceptance of", "english": "take", "pos": "verb"},
    {"wrong": "threshold of judgment", "english": "the presidency", "pos": "phrase"},
    {"wrong": "[graciously] opened => -", "english": "x", "pos": "phrase"},
    {"wrong": "the [occupation] forces => Israeli", "english": "x", "pos": "phrase"},
    {"wrong": "enemy aircraft force", "english": "Israeli forces", "pos": "phrase"},
)


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("The technical director spoke.", "The coach spoke."),
        ("Technical directors spoke.", "Coaches spoke."),
        ("Two technical directors spoke.", "Two coaches spoke."),
        ("The technical director’s plan failed.", "The coach’s plan failed."),
        ("The technical director's plan failed.", "The coach's plan failed."),
        ("The technical directors’ plans failed.", "The coaches’ plans failed."),
        ("TECHNICAL DIRECTOR LEAVES", "COACH LEAVES"),
        ("Technical Director Leaves the Club", "Coach Leaves the Club"),
        ("He met Technical Director Omar Nasser.", "He met Coach Omar Nasser."),
        ("New Ministerial Formation Announced", "New Cabinet Line-up Announced"),
        ("An official novel was read.", "An official account was read."),
        ("a water fog", "a mist"),
        ("They raised the fingerprints.", "They lifted fingerprints."),
        ("Police are raising the fingerprints.", "Police are lifting fingerprints."),
        ("Police did the acceptance of him.", "Police took him."),
        ("Police have done the acceptance of him.", "Police have taken him."),
        ("Two nurses rose as a martyr.", "Two nurses were killed."),
        ("A nurse rose as a martyr.", "A nurse was killed."),
        ("He came to the threshold of judgment.", "He came to the presidency."),
        ("He reached a threshold of judgment.", "He reached the presidency."),
        ("He graciously opened the hall.", "He opened the hall."),
        ("Graciously opened halls stay open.", "Opened halls stay open."),
        ("The enemy aircraft force’s base was hit.", "The Israeli forces’ base was hit."),
        ("The occupation forces left.", "The Israeli forces left."),
    ],
)
def test_the_first_replacement_fits_in(text: str, after: str) -> None:
    assert mended(BOOK, text) == after


def test_a_possessive_of_the_pattern_is_not_carried_over() -> None:
    enemy = book({"wrong": "the [enemy's] artillery", "english": "Israeli", "pos": "phrase"})
    assert mended(enemy, "The enemy’s artillery fired.") == "The Israeli artillery fired."


def test_a_plural_takes_no_indefinite_article() -> None:
    short = book({"wrong": "numerical shortage", "english": "ten men"})
    assert mended(short, "They suffered a numerical shortage.") == "They suffered ten men."


def test_a_number_at_the_start_of_a_sentence_gets_no_capital_behind_it() -> None:
    carat = book({"wrong": "caliber 18", "english": "18-carat", "pos": "phrase"})
    assert mended(carat, "Caliber 18 gold is dear.") == "18-carat gold is dear."


def test_the_article_before_is_repaired() -> None:
    book_of_articles = book(
        {"wrong": "judgment memo", "english": "arrest warrant"}, {"wrong": "insult memo", "english": "warrant"}
    )
    assert mended(book_of_articles, "He signed a judgment memo.") == "He signed an arrest warrant."
    assert mended(book_of_articles, "A judgment memo was signed.") == "An arrest warrant was signed."
    assert mended(book_of_articles, "He signed an insult memo.") == "He signed a warrant."


def test_further_english_forms_are_alternatives() -> None:
    (match,) = found(BOOK, "It was the official novel.")
    assert [edit.new for edit in match.replacements] == ["account", "version"]
