"""Aligning a text with its Arabic: what is paired, what is left alone, which side is which."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support import shared

import tanqih
from tanqih.align import MOST_SENTENCES, align, check_direction, paired
from tanqih.align.pairing import SURE
from tanqih.document import Document, Segment
from tanqih.errors import InputError
from tanqih.formats.plain import document_from_text

ENGLISH = (
    "Minister: talks end on Friday",
    "The minister said on Monday that 230 people had been killed in Aleppo. He added that the talks in Geneva would end on March 12. Russia did not take part.",
    "Ahmed al-Masri told reporters that he expects nothing from them.",
    '"We will go on until the war stops," he added.',
)
ARABIC = (
    "الوزير: المحادثات تنتهي الجمعة",
    "قال الوزير يوم الاثنين إن ٢٣٠ شخصا قتلوا في حلب.",
    "وأضاف أن المحادثات في جنيف ستنتهي في 12 مارس.",
    "ولم تشارك روسيا.",
    "وقال أحمد المصري للصحفيين إنه لا يتوقع شيئا منها.",
    "وأضاف: «سنستمر حتى تتوقف الحرب».",
)


def document(*paragraphs: str) -> Document:
    return document_from_text("\n\n".join(paragraphs))


def sources(english: tuple[str, ...], *arabic: str) -> list[str | None]:
    return [segment.source for segment in align(document(*english), "\n".join(arabic)).document.segments]


def test_other_paragraphs_are_found_by_their_sentences() -> None:
    title, first, second, third, fourth, fifth = ARABIC
    expected = [title, f"{first}\n{second} {third}", fourth, fifth]
    assert sources(ENGLISH, title, first, f"{second} {third} {fourth} {fifth}") == expected


def test_one_paragraph_of_arabic_is_cut() -> None:
    rest = ARABIC[1:]
    assert sources(ENGLISH[1:], " ".join(rest)) == [" ".join(rest[:3]), rest[3], rest[4]]


def test_a_paragraph_that_one_side_lacks_is_left_alone() -> None:
    title, first, second, third, fourth, fifth = ARABIC
    alignment = align(document(*ENGLISH[:2], ENGLISH[3]), "\n".join((title, f"{first} {second} {third}", fourth, fifth)))
    assert [segment.source for segment in alignment.document.segments] == [title, f"{first} {second} {third}", fifth]
    assert alignment.left == (fourth,)
    assert alignment.document.source == fourth
    english_only = align(document(*ENGLISH), "\n".join((title, f"{first} {second} {third}", fifth)))
    assert [pair.source for pair in english_only.pairs] == [title, f"{first} {second} {third}", None, fifth]
    assert english_only.pairs[2].is_sure
    assert "3 of 4 paragraphs aligned with the Arabic" in str(english_only)
    assert str(english_only).endswith(", 1 without Arabic")


def test_a_sentence_that_the_english_lacks_stays_beside_its_neighbours() -> None:
    title, first, second, third, fourth, fifth = ARABIC
    short = "The minister said on Monday that 230 people had been killed in Aleppo. Russia did not take part."
    found = sources((ENGLISH[0], short, *ENGLISH[2:]), title, f"{first} {second} {third}", f"{fourth} {fifth}")
    assert found[1] == f"{first} {second} {third}"


def test_what_has_nothing_in_common_is_unsure() -> None:
    english = (
        "It rained all night in the valley.",
        "Nobody came.",
        "The price of bread rose again, by a tenth, and the bakers were blamed.",
    )
    arabic = "لعب الفريقان في الدوحة أمس وفاز الأول بهدفين على مضيفه في مباراة مثيرة حضرها جمهور كبير. حضر الجمهور."
    alignment = align(document(*english), arabic)
    assert any(not pair.is_sure for pair in alignment.pairs)
    assert all(pair.source is None or pair.confidence >= SURE for pair in alignment.pairs)
    assert "left alone as unsure" in str(alignment)


def test_a_torn_sentence_pairs_with_neither_half() -> None:
    title, first, second, *_ = ARABIC
    torn = (
        ENGLISH[0],
        "The minister said on Monday that 230 people",
        "had been killed in Aleppo.",
        "He added that the talks in Geneva would end on March 12.",
    )
    found = sources(torn, title, first, second)
    assert (found[0], found[3]) == (title, second)
    assert found[1] is None or found[2] is None


def test_presentation_forms_and_direction_marks_are_only_compared() -> None:
    shaped = "\N{RIGHT-TO-LEFT EMBEDDING}ﻗﺎﻝ ﺍﻟﻮﺯﻳﺮ ﻳﻮﻡ ﺍﻻﺛﻨﻴﻦ ﺇﻥ ٢٣٠ ﺷﺨﺼﺎ ﻗﺘﻠﻮﺍ ﻓﻲ ﺣﻠﺐ.\N{POP DIRECTIONAL FORMATTING}"
    marked = "\N{RIGHT-TO-LEFT MARK}وقال أحمد\N{LEFT-TO-RIGHT MARK} المصري للصحفيين إنه لا يتوقع شيئا منها."
    english = (ENGLISH[1].partition(" He added")[0], ENGLISH[2])
    assert sources(english, f"{shaped} {marked}") == [shaped, marked]


def test_the_only_paragraph_has_all_the_arabic() -> None:
    assert sources(ENGLISH[2:3], *ARABIC[:2]) == ["\n".join(ARABIC[:2])]


def test_nothing_to_align() -> None:
    assert align(document("One.", "Two."), "\n \n").pairs == ()
    assert align(Document("empty", ()), ARABIC[0]).left == (ARABIC[0],)
    long = align(document("One.", "Two."), "س. " * (MOST_SENTENCES + 1))
    assert [pair.source for pair in long.pairs] == [None, None]
    assert long.document.source is not None


SENTENCES = st.lists(st.sampled_from(ARABIC), max_size=8)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(ENGLISH), min_size=1, max_size=6), st.lists(SENTENCES, max_size=4))
def test_no_arabic_is_lost_or_doubled(english: list[str], arabic: list[list[str]]) -> None:
    text = "\n".join(" ".join(paragraph) for paragraph in arabic)
    alignment = align(document(*english), text)
    given = [segment.source for segment in alignment.document.segments if segment.source]
    kept = " ".join([*given, *alignment.left]).split()
    assert sorted(kept) == sorted(text.split())
    assert [segment.target for segment in alignment.document.segments] == english
    assert all(0.0 <= pair.confidence <= 1.0 + 1e-9 for pair in alignment.pairs)


def test_check_pairs_by_paragraph_when_the_counts_agree_and_aligns_otherwise() -> None:
    by_paragraph = tanqih.check("\n\n".join(ENGLISH), source="\n\n".join((*ARABIC[:3], ARABIC[5])))
    assert [segment.source for segment in by_paragraph.document.segments] == [*ARABIC[:3], ARABIC[5]]
    aligned = tanqih.check("\n\n".join(ENGLISH), source="\n\n".join(ARABIC))
    assert [segment.source for segment in aligned.document.segments] == [ARABIC[0], "\n".join(ARABIC[1:4]), *ARABIC[4:]]
    assert tanqih.fix("It ended.. Men left.\n\nYes.", source=ARABIC[0]).text == "It ended. Men left.\n\nYes."


def test_swapped_sides_are_refused() -> None:
    with pytest.raises(InputError, match="the two sides are swapped: the text is Arabic, its source is not"):
        tanqih.check("\n\n".join(ARABIC), source="\n\n".join(ENGLISH))
    with pytest.raises(InputError, match=r"^f:3: the two sides are swapped"):
        check_direction(Document("f", (Segment(0, ARABIC[1], ENGLISH[1], anchors=document("\n\nx").segments[0].anchors),), "f"))
    untranslated = Document("d", (Segment(0, ARABIC[1], ARABIC[1]),))
    assert paired(untranslated) is untranslated
    check_direction(Document("d", (Segment(0, "CNN", "BBC"), Segment(1, ENGLISH[1], "2030"))))


def test_the_shared_articles_are_aligned() -> None:
    """A few articles of the benchmark, so that a change for the worse does not pass unseen."""
    shared("corpora/ar-en/ntrex-dev.tsv.gz")
    import random
    from itertools import islice

    from tests.benchmarks.alignment import Score, aligned, build, documents, score

    articles = [build(rows, random.Random(f"1 {n}")) for n, rows in enumerate(islice(documents("ntrex-dev"), 12))]
    total = sum((score(article, aligned(article)) for article in articles), Score())
    assert total.precision > 0.97
    assert total.recall > 0.93


def test_files_that_are_swapped_or_not_arabic_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from tanqih.cli import main

    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text("\n\n".join(ENGLISH), encoding="utf8")
    Path("a.ar.txt").write_text("\n\n".join(ARABIC), encoding="utf8")
    assert main(["check", "a.txt", "--source", "a.ar.txt"]) == 0
    assert "a.txt: 4 of 4 paragraphs aligned with the Arabic (confidence " in capsys.readouterr().err
    assert main(["check", "a.ar.txt", "--source", "a.txt"]) == 2
    assert (
        "a.txt: the two files are swapped: this one is not Arabic, the text is; give a.txt as the text" in capsys.readouterr().err
    )
    assert main(["check", "a.txt", "--source", "a.txt"]) == 2
    assert "a.txt: this is not Arabic; --source names the Arabic" in capsys.readouterr().err
    assert main(["check", "a.txt", "--source", "a.ar.txt", "-v"]) == 0
    assert "a.txt: paragraph 3: 9 Arabic words, confidence " in capsys.readouterr().err
