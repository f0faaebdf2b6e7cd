"""Plain text: segments, roles, places, and writing edits back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tanqih import formats
from tanqih.document import Document, Role, Span
from tanqih.formats.plain import document_from_text, text_of

SAMPLE = Path(__file__).parents[3] / "shared/gold/sample-article.txt"
WRAPPED = (
    "Media sources on Sunday quoted a senior official as\n"
    "talking about progress in the prisoner exchange talks\n"
    "between the two sides, at a time when others disagree.\n"
)


def targets(text: str) -> list[str]:
    return [segment.target for segment in document_from_text(text).segments]


def roles(text: str) -> list[Role]:
    return [segment.role for segment in document_from_text(text).segments]


def edit(text: str, *new: str | None) -> str:
    """The text with its targets replaced; None leaves one as it is."""
    document = document_from_text(text)
    pairs = zip(document.segments, new, strict=True)
    return text_of(document.with_targets({s.index: replace(s, target=t) for s, t in pairs if t is not None}))


def test_a_single_line_keeps_its_offset() -> None:
    [segment] = document_from_text(" \tHe said so. ").segments
    assert (segment.target, segment.offset, segment.place(3)) == ("He said so.", 2, (1, 6))


def test_lines_and_paragraphs_are_segments_of_their_own() -> None:
    assert targets("One line.\nAnother line.\n\n\nA paragraph.\n") == ["One line.", "Another line.", "A paragraph."]


def test_hard_wrapped_prose_is_one_segment() -> None:
    assert targets("Title\n\n" + WRAPPED + "\nNext.\n") == ["Title", WRAPPED.rstrip("\n"), "Next."]
    [segment] = document_from_text(WRAPPED.replace("\n", "\r\n")).segments
    assert segment.place(segment.target.index("talking")) == (2, 1)
    assert segment.place(segment.target.index("others")) == (3, 39)


def test_paragraphs_of_hard_wrapped_prose_need_no_blank_line() -> None:
    assert len(targets((WRAPPED + "They left.\n") * 2)) == 2


def test_headlines_of_one_length_are_not_hard_wrapped() -> None:
    lines = ["Officials report major progress in exchange talks", "Negotiators leave the capital without agreement on it"]
    assert targets("\n".join(lines)) == lines


def test_long_lines_that_end_in_mid_sentence_stay_apart() -> None:
    lines = ["the officials said that the talks had made some progress " * 4 + "and", "that they would go on."]
    assert len(targets("\n".join(lines))) == 2


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Despite gaps, news of progress", Role.HEADLINE),
        ("al-Arish crossing closed", Role.HEADLINE),
        ("U.S. Congress approves aid bill", Role.HEADLINE),
        ("He said so.", Role.PARAGRAPH),
        ("He said “so.”", Role.PARAGRAPH),
        ("The harbour master said. ”", Role.PARAGRAPH),
        ("of displacement and starvation", Role.PARAGRAPH),
        ("The port reopened. The owners left", Role.PARAGRAPH),
        ("He said:", Role.PARAGRAPH),
        ("***", Role.PARAGRAPH),
        (" ".join(["word"] * 16), Role.PARAGRAPH),
        ("• First point", Role.LIST_ITEM),
        ("1.3 million people fled.", Role.PARAGRAPH),
        ("– said on Sunday.", Role.PARAGRAPH),
    ],
)
def test_role_of_a_line(text: str, role: Role) -> None:
    assert roles(text) == [role]
    assert roles(f"\n{text}\n") == [role]


def test_the_first_heading_is_the_headline() -> None:
    assert roles("Title\n\nText here.\n\nTorpedo talks\n\nText.") == [
        Role.HEADLINE,
        Role.PARAGRAPH,
        Role.SUBHEADING,
        Role.PARAGRAPH,
    ]


def test_bullets_are_not_part_of_the_target() -> None:
    text = "The list:\n- one\n- two\n\n1. three\n2) four\n\n– five\n– six\n"
    assert targets(text) == ["The list:", "one", "two", "three", "four", "five", "six"]
    assert roles(text)[1:] == [Role.LIST_ITEM] * 6


def test_invisible_characters_stay_in_the_target() -> None:
    marked = "He \N{RIGHT-TO-LEFT MARK}said\N{BOM}."
    assert targets(marked) == [marked]
    assert targets("x\n\n\N{RIGHT-TO-LEFT MARK}\n") == ["x", "\N{RIGHT-TO-LEFT MARK}"]


def test_addresses_are_protected() -> None:
    text = "See https://a.b/c_(d), www.x.org. Write to a.b@c.org."
    [segment] = document_from_text(text).segments
    assert [text[span.start : span.end] for span in segment.protected] == ["https://a.b/c_(d)", "www.x.org", "a.b@c.org"]
    assert document_from_text("Nothing here.").segments[0].protected == ()
    assert segment.protected[0] == Span(4, 21)


def test_an_edit_leaves_everything_else() -> None:
    assert edit("\n  One. \r\n\r\n\tTwo. ", "1", None) == "\n  1 \r\n\r\n\tTwo. "


def test_dropped_lines_take_one_separator_along() -> None:
    text = "One.\n\nTwo.\n\nThree.\n\nFour.\n"
    assert edit(text, None, None, "", "") == "One.\n\nTwo.\n"
    assert edit(text, "", None, None, None) == "Two.\n\nThree.\n\nFour.\n"
    assert edit(text, None, "", None, " ") == "One.\n\nThree.\n"
    assert edit(text, None, "", "", None) == "One.\n\nFour.\n"
    assert edit(text.rstrip(), None, None, None, "") == "One.\n\nTwo.\n\nThree."
    assert edit(text, "", "", "", "") == ""


def test_the_longer_separator_stays() -> None:
    assert edit("One.\n\nTwo.\nThree.", None, "", None) == "One.\n\nThree."
    assert edit("One.\nTwo.\n\nThree.", None, "", None) == "One.\n\nThree."


def test_a_dropped_list_item_takes_its_bullet_along() -> None:
    assert edit("Items:\n\n- one\n- two\n\nEnd.", None, "", None, None) == "Items:\n\n- two\n\nEnd."
    assert edit("Items:\n- one\n- two\n", None, None, "") == "Items:\n- one\n"


def test_new_lines_are_written_in_the_style_of_the_file() -> None:
    assert edit("Title text here\r\n\r\nNext.\r\n", "Title\n\ntext here", None) == "Title\r\n\r\ntext here\r\n\r\nNext.\r\n"
    assert edit("One\rTwo.\r", "A\n\nB", None) == "A\r\rB\rTwo.\r"
    assert (
        edit(WRAPPED.replace("\n", "\r\n"), WRAPPED.replace("\n", "\r\n").strip() + " \nX")
        == WRAPPED.replace("\n", "\r\n").strip() + " \r\nX\r\n"
    )


def test_lone_surrogates_of_a_string_are_kept() -> None:
    text = "He said \ud800 so.\nAnd more."
    assert text_of(document_from_text(text)) == text
    assert edit(text, None, "Less.") == "He said \ud800 so.\nLess."


@pytest.mark.skipif(not SAMPLE.exists(), reason="the shared sample article is not here")
def test_the_sample_article() -> None:
    data = SAMPLE.read_bytes()
    [document] = formats.read(SAMPLE)
    text = data.decode()
    assert [segment.target for segment in document.segments] == text.split("\n\n")
    assert document.segments[0].role is Role.HEADLINE
    assert [segment.target for segment in document.segments if segment.role is Role.SUBHEADING][:2] == [
        "Torpedo talks",
        "Read Previous",
    ]
    assert formats.write_bytes([document]) == data
    boilerplate = {segment.index: replace(segment, target="") for segment in document.segments[12:]}
    assert formats.write_bytes([document.with_targets(boilerplate)]) == data[: text.encode().index(b"\n\nRead Previous")]


def test_text_of_a_document_without_edits_is_the_same_object() -> None:
    text = "One.\nTwo."
    document: Document = document_from_text(text)
    assert text_of(document) is text
