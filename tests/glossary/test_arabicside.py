"""Arabic terms in Arabic text: clitics, number, spelling variants, names; and the precision of findings judged by hand."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from tests.support import no_hang, read_tsv, shared

from tanqih.document import Span
from tanqih.glossary import load
from tanqih.glossary.arabicside import ArabicIndex, contains, find_terms
from tanqih.glossary.arabicwords import compatible, fold, plain
from tanqih.glossary.entries import NAME_COLUMNS, TERM_COLUMNS, AnyEntry, name_from_cells, term_from_cells

PAIRS = Path(__file__).parent / "arabic_pairs.tsv"
SOURCE_COLUMN = {"ntrex-dev": "arabic", "tico19": "arabic", "flores-dev": "source"}
MIN_PRECISION, MIN_PAIRS = 0.95, 200


def term(arabic: str, pos: str = "noun", **cells: str) -> AnyEntry:
    given = {"arabic": arabic, "english": "x", "wrong": "y z", "pos": pos, "class": "term/legal-calque", "desk": "any"}
    given |= {"evidence": "alone", "profile": "any"} | cells
    return term_from_cells({column: given.get(column, "") for column in TERM_COLUMNS})


def name(arabic: str, kind: str, wrong: str = "y z") -> AnyEntry:
    given = {"arabic": arabic, "english": "X", "wrong": wrong, "kind": kind, "evidence": "alone"}
    return name_from_cells({column: given.get(column, "") for column in NAME_COLUMNS})


def found(entry: AnyEntry, source: str) -> list[str]:
    return [source[span.start : span.end] for _, span in ArabicIndex([entry]).find(source)]


@pytest.mark.parametrize(
    ("arabic", "source", "expected"),
    [
        ("وكيل النيابة", "قال وكيل النيابة إن", "وكيل النيابة"),
        ("وكيل النيابة", "ووكيل النيابة يحقق", "وكيل النيابة"),
        ("وكيل النيابة", "أمام وكلاء النيابة", "وكلاء النيابة"),
        ("وكيل النيابة", "لوكيلي النيابة", "وكيلي النيابة"),
        ("نائب عام", "قرر النائب العام حبس", "النائب العام"),
        ("نائب عام", "للنائب العام", "لنائب العام"),
        ("نائب عام", "والنائب العام", "النائب العام"),
        ("وزارة الخارجية", "في وزارة خارجية مصر", "وزارة خارجية"),
        ("وزارة الخارجية", "بوزارة الخارجيّة", "وزارة الخارجيّة"),
        ("وزارة الخارجية", "في وزارتي الخارجية والدفاع", "وزارتي الخارجية"),
        ("مجلس إدارة", "ومجلس إدارتها", "مجلس إدارتها"),
        ("مجلس إدارة", "مجلــس إدارة", "مجلــس إدارة"),
        ("رسوم جمركية", "بالرسوم الجمركية", "الرسوم الجمركية"),
        ("منطقة جزاء", "خارج منطقة الجزاء", "منطقة الجزاء"),
        ("مستشفى عسكري", "إلى مستشفيين عسكريين", "مستشفيين عسكريين"),
        ("مستشفى عسكري", "في مستشفيات عسكرية", "مستشفيات عسكرية"),
        ("مسؤول كبير", "قال مسئول كبير", "مسئول كبير"),
        ("شاهد عيان", "قال شهود عيان", "شهود عيان"),
        ("استقطاب", "بسبب استقطابهم", "استقطابهم"),
        ("استقطاب", "وللاستقطاب أثر", "لاستقطاب"),
    ],
)  # fmt: skip
def test_forms_of_a_term(arabic: str, source: str, expected: str) -> None:
    assert found(term(arabic), source) == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("arabic", "source"),
    [
        ("أعلن الحداد", "يعلن الحداد"),
        ("أعلن الحداد", "وأعلنت الحداد"),
        ("أعلن الحداد", "سيعلنون الحداد"),
        ("ألقى كلمة", "يلقي كلمة"),
        ("قال كلمته", "يقول كلمته"),
    ],
)
def test_forms_of_a_verb(arabic: str, source: str) -> None:
    assert found(term(arabic, pos="verb"), source)


@pytest.mark.parametrize(
    ("arabic", "source", "why"),
    [
        ("إعلام عربي", "أعلام عربية", "flags are no media: two different hamzas"),
        ("علي صالح", "على صالح", "a preposition is no name"),
        ("القطاع", "في قطاع الطاقة", "an entry with the article needs it"),
        ("نائب الرئيس", "النائب الرئيس", "the head of an idafa has no article"),
        ("مجلس إدارة", "مجلس، إدارة", "a comma stands between"),
        ("كتابة", "كتابه الجديد", "his book is no writing"),
    ],
)
def test_what_is_no_form(arabic: str, source: str, why: str) -> None:
    assert not found(term(arabic), source), why


def test_a_text_without_dots_on_its_endings() -> None:
    source = "المحكمه العليا تنظر القضيه فى الجلسه القادمه"
    assert found(term("محكمة عليا"), source) == ["المحكمه العليا"]


def test_names_of_one_ordinary_word_need_a_cue() -> None:
    assert found(name("الشباب", "club"), "بين الشباب والرياضة") == []
    assert found(name("الشباب", "club"), "فاز نادي الشباب على ضيفه") == ["الشباب"]
    assert found(name("جنين", "place"), "في الأشهر الأولى من عمر الجنين") == []
    assert found(name("جنين", "place"), "اقتحمت القوات مخيم جنين فجرا") == ["جنين"]
    assert found(name("هامبورغ", "foreign-place"), "في هامبورغ") == ["هامبورغ"]
    assert found(name("الشرق الأوسط", "outlet"), "السلام في الشرق الأوسط") == []
    assert found(name("الشرق الأوسط", "outlet"), "قالت صحيفة الشرق الأوسط") == ["الشرق الأوسط"]


def test_the_loose_question_needs_no_cue() -> None:
    club = name("الشباب", "club")
    assert contains("ليصبح الشباب على بعد نقطة", club)
    assert not contains("ليصبح الفريق على بعد نقطة", club)


def test_the_longest_term_wins_and_ties_are_all_given() -> None:
    long, short, twin = term("وزير الخارجية المصري"), term("وزير الخارجية"), term("وزير الخارجية", english="w")
    assert [entry for entry, _ in ArabicIndex([short, long]).find("وزير الخارجية المصري")] == [long]
    assert ArabicIndex([short, twin]).find("وزير الخارجية") == [(short, Span(0, 13)), (twin, Span(0, 13))]


def test_folding_and_compatibility() -> None:
    assert plain("مُحَمَّد") == "محمد"
    assert fold("مسؤولة") == fold("مسئولة")
    assert compatible("اعلان", "إعلان", loose_ta=False, loose_ya=False)
    assert not compatible("أعلان", "إعلان", loose_ta=False, loose_ya=False)


@pytest.mark.parametrize("letter", ["و", "ا", "ال", "ب", "ـ", "لل"])
def test_long_runs_are_read_in_time(letter: str) -> None:
    with no_hang(60):
        find_terms(letter * 20_000 + " " + f"{letter} " * 20_000, load())


def test_random_letters_raise_nothing_and_spans_lie_in_the_text() -> None:
    rng = random.Random(5)
    letters = "اأإآبتثجحخدذرزسشصضطظعغفقكلمنهويىةءؤئًٌَُِّْـ «».,"
    for _ in range(300):
        source = "".join(rng.choice(letters) for _ in range(rng.randint(0, 60)))
        for _, span in find_terms(source, load()):
            assert 0 <= span.start < span.end <= len(source)


def test_the_precision_of_judged_findings() -> None:
    rows = [line.split("\t") for line in PAIRS.read_text(encoding="utf8").splitlines() if line and not line.startswith("#")][1:]
    sources = {
        corpus: [row[column] for row in read_tsv(shared(f"corpora/ar-en/{corpus}.tsv.gz"))]
        for corpus, column in SOURCE_COLUMN.items()
    }
    right = wrong = 0
    for corpus, row, arabic, start, end, verdict in rows:
        source, span = sources[corpus][int(row) - 1], Span(int(start), int(end))
        if any(arabic in entry.arabic and at == span for entry, at in find_terms(source, load())):
            right += verdict == "right"
            wrong += verdict == "wrong"
    print(f"judged findings: {right} right, {wrong} wrong of {len(rows)}")
    assert right + wrong >= MIN_PAIRS
    assert right / (right + wrong) >= MIN_PRECISION
