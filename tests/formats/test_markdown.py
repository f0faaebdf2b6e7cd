"""Markdown: blocks, marks, front matter, and writing edits back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tanqih import formats
from tanqih.document import Document, Segment


def read(text: str) -> Document:
    [document] = formats.read_bytes(text.encode(), "md")
    assert formats.write_bytes([document]) == text.encode()
    return document


def targets(text: str) -> list[str]:
    return [segment.target for segment in read(text).segments]


def edit(text: str, *new: str | None) -> str:
    document = read(text)
    pairs = zip(document.segments, new, strict=True)
    changed: dict[int, Segment] = {s.index: replace(s, target=t) for s, t in pairs if t is not None}
    return formats.write_bytes([document.with_targets(changed)]).decode()


def test_blocks_and_roles() -> None:
    text = "# Head ##\n\nSub\n---\n\nPara\nmore\n\n> Quote\n> on\n\n- item\n  goes on\n- two\n\n| a | b\\|c |\n|--|--|\n| d | |\n"
    assert [(segment.target, segment.role.value) for segment in read(text).segments] == [
        *(("Head", "headline"), ("Sub", "subheading"), ("Para more", "paragraph"), ("Quote on", "paragraph")),
        *(("item goes on", "list-item"), ("two", "list-item"), ("a", "paragraph"), ("b|c", "paragraph"), ("d", "paragraph")),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: x\n---\n",
        "+++\ntitle = 1\n+++\n",
        "```\ncode\n```\n",
        "    code\n",
        "<div>\nhtml\n</div>\n",
        "[a]: http://b 'c'\n",
        "***\n",
        "<!-- c -->\n",
    ],
)
def test_what_is_no_text(text: str) -> None:
    assert targets(text) == []
    assert targets(f"{text}\nText.\n") == ["Text."]


def test_a_rule_at_the_start_is_no_front_matter() -> None:
    assert targets("---\n\nText.\n\n---\n\nMore.\n") == ["Text.", "More."]


def test_markup_is_marks_and_text_is_text() -> None:
    [segment] = read('A **b** *c* [d](http://e "f") ![g](h) <i>j</i> &amp; \\* 5 * 3 snake_case [sic] ~~k~~.').segments
    assert segment.target == "A b c d j & * 5 * 3 snake_case [sic] k."
    tags = [mark.tag for mark in segment.marks]
    assert tags == ["**", "**", "*", "*", "[", '](http://e "f")', "![g](h)", "<i>", "</i>", "~~", "~~"]


def test_code_and_links_are_protected() -> None:
    [segment] = read("Use `a  b` or ``c`d`` <http://e.f> http://g.h/i_j.").segments
    assert [segment.target[s.start : s.end] for s in segment.protected] == ["`a  b`", "``c`d``", "<http://e.f>", "http://g.h/i_j"]


def test_references() -> None:
    [segment] = read("See [a][x], [X], [y] and note[^1].\n\n[x]: http://b\n").segments
    assert segment.target == "See a, X, [y] and note."


def test_line_breaks_and_places() -> None:
    [segment] = read("> One  \n> two\n> three\\\n> four").segments
    assert segment.target == "One\ntwo three\nfour"
    assert [segment.place(segment.target.index(word)) for word in ("One", "two", "three", "four")] == [
        (1, 3),
        (2, 3),
        (3, 3),
        (4, 3),
    ]


def test_only_the_edited_words_are_written_anew() -> None:
    text = "# A *b* c #\r\n\r\n> He said &quot;it&quot; **was\r\n> so** and\r\nlazy.\r\n"
    assert edit(text, "A b d", 'He said "it" is so and lazy.') == text.replace("c #", "d #").replace("was", "is")


def test_new_text_is_never_markup() -> None:
    assert edit("He said so.\n", "1. *He* [said](so) `x` <b>") == "1\\. \\*He\\* \\[said\\]\\(so\\) \\`x\\` \\<b\\>\n"
    assert edit("He said so.\n", "He said *so*.") == "He said \\*so\\*.\n"
    assert edit("| a |\n|---|\n", "a | b") == "| a \\| b |\n|---|\n"


def test_emphasis_of_nothing_goes() -> None:
    assert edit("One **two** three\n", "One three") == "One three\n"
    assert edit("One ![a](b) three\n", "three") == "![a](b) three\n"


def test_dropped_blocks_take_blank_lines_along() -> None:
    text = "One\n\n**Two**\n\n- three\n- four\n\n## Five\n"
    assert edit(text, None, "", None, None, None) == "One\n\n- three\n- four\n\n## Five\n"
    assert edit(text, None, None, "", None, "") == "One\n\n**Two**\n\n- four\n"
    assert edit(text, "", None, None, None, None) == "**Two**\n\n- three\n- four\n\n## Five\n"
    assert edit("One\n\nTwo", None, "") == "One"
    assert edit("> One\n>\n> Two\n\nThree", None, "", None) == "> One\n\nThree"
    assert edit("- a\n\n  b\n", "", None) == "- \n\n  b\n"


def test_an_empty_line_splits_a_block() -> None:
    assert edit("# Title lead.\r\n\r\nText\r\n", "Title\n\nlead.", None) == "# Title\r\n\r\nlead.\r\n\r\nText\r\n"
    assert edit("> Title lead.\n", "Title\n\nlead.") == "> Title\n>\n> lead.\n"
    assert edit("- Title lead.\n", "Title\n\nlead.") == "- Title\n\n  lead.\n"


def test_inline_ignores() -> None:
    document = read(
        "A\n\n<!-- tanqih: ignore quotes -->\n\nB\n\nC\n\n<!-- tanqih: off -->\n\nD\n\n<!-- tanqih: on -->\nstill html\n\nE\n"
    )
    assert [set(segment.ignored) for segment in document.segments][:4] == [set(), {"quotes"}, set(), {"all"}]
    assert document.segments[-1].ignored == frozenset()


def test_long_texts_are_quick() -> None:
    for text in (
        "[" * 50_000,
        "`a" * 50_000,
        "*a **b" * 10_000,
        "<" * 50_000,
        "|a" * 5000 + "\n" + "|-" * 5000 + "\n",
        "> " * 30_000,
    ):
        read(text)
