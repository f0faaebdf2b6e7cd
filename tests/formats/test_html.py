"""HTML: blocks, marks, references, hidden content, broken pages, and splicing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tanqih import formats
from tanqih.document import Document, Role, Segment


def read(text: str | bytes) -> Document:
    data = text if isinstance(text, bytes) else text.encode()
    [document] = formats.read_bytes(data, "html")
    assert formats.write_bytes([document]) == data
    return document


def targets(text: str) -> list[str]:
    return [segment.target for segment in read(text).segments]


def edit(text: str, *new: str | None) -> str:
    document = read(text)
    pairs = zip(document.segments, new, strict=True)
    changed: dict[int, Segment] = {s.index: replace(s, target=t) for s, t in pairs if t is not None}
    return formats.write_bytes([document.with_targets(changed)]).decode()


def test_blocks_and_roles() -> None:
    page = read(
        "<!DOCTYPE html><html><head><title>No</title></head><body><header><h1>Head</h1></header><h2>Sub</h2>Loose<p>One<p>Two"
        "<ul><li>Item<li><p>Para</ul><figure><figcaption>Cap</figcaption></figure><table><tr><td>A<td>B</table>"
        "<dl><dt>T<dd>D</dl><blockquote>Q</blockquote></body>"
    )
    assert [(segment.target, segment.role.value) for segment in page.segments] == [
        *(("Head", "headline"), ("Sub", "subheading"), ("Loose", "paragraph"), ("One", "paragraph"), ("Two", "paragraph")),
        *(("Item", "list-item"), ("Para", "list-item"), ("Cap", "caption"), ("A", "paragraph"), ("B", "paragraph")),
        *(("T", "paragraph"), ("D", "paragraph"), ("Q", "paragraph")),
    ]
    assert page.segments[0].place(0) == (1, 70)
    assert page.segments[0].offset is None


def test_inline_tags_are_marks() -> None:
    [segment] = read('<p>He <b>said</b> <a href="a>b">so</a>.</p>').segments
    assert segment.target == "He said so."
    assert [(mark.offset, mark.tag) for mark in segment.marks] == [(3, "<b>"), (7, "</b>"), (8, '<a href="a>b">'), (10, "</a>")]


def test_white_space_folds_and_references_are_decoded() -> None:
    assert targets("<p>\n A \t\r\n<b> b</b> &amp; &rsquo;&nbsp;c &amp;amp; R&D &copy2 &notit; &#8217;&#x80; </p>") == [
        "A b & ’\xa0c &amp; R&D ©2 ¬it; ’€"
    ]
    assert targets("<p>&nbsp; Indented.&nbsp;</p><p>&nbsp;</p>") == ["Indented."]


def test_places_of_folded_text() -> None:
    [segment] = read("<p>One\n  two &amp; <b>three</b>").segments
    assert [segment.place(segment.target.index(word)) for word in ("One", "two", "&", "three")] == [
        (1, 4),
        (2, 3),
        (2, 7),
        (2, 16),
    ]


def test_breaks() -> None:
    [segment] = read("<p>One <br>\n two</p>").segments
    assert segment.target == "One\ntwo"
    assert segment.protected[0].start == 3
    assert targets("<div>One.<br><br/>Two.<br>&nbsp;<br>Three.</div>") == ["One.", "Two.", "Three."]


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>if (a<b) '</p>';</script>",
        "<script><!-- <script> </script> --></script>",
        "<style>p>a{}</style>",
        "<template><p>x</p></template>",
        "<noscript><p>x</p></noscript>",
        "<svg><style>a</style><text>x</text><![CDATA[ </svg> ]]></svg>",
        "<math><mi>x</mi></math>",
        "<textarea><p>x</textarea>",
        "<select><option>x</select>",
        "<!-- <p>x</p> -->",
        "<!-->",
        "<![CDATA[x]]>",
        "</ x>",
        "<?php x ?>",
        "<iframe><p>x</p></iframe>",
    ],
)
def test_hidden_content_stays_out_and_comes_back(hidden: str) -> None:
    assert targets(f"<p>One {hidden}two</p>") == ["One two"]
    assert edit(f"<p>One {hidden}two</p>", "1 two!") == f"<p>1 {hidden}two!</p>"


def test_pre_is_no_text_and_code_is_protected() -> None:
    assert targets("<p>A</p><pre>x <b>y</b></pre><p>B</p>") == ["A", "B"]
    [segment] = read("<p>Run <code>a  &lt;b</code> now").segments
    assert segment.target == "Run a <b now"
    assert segment.target[segment.protected[0].start : segment.protected[-1].end] == "a <b"


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<p>One <b>two<p>three</b> four", ["One two", "three four"]),
        ("<div>One</p>two</div></div>three", ["One", "two", "three"]),
        ("a </span> b </section> c", ["a b c"]),
        ("<h1>A<h2>B", ["A", "B"]),
        ("<table><tr><td>A</div>B<td>C", ["AB", "C"]),
        ("<svg><g><p>out</p>", ["out"]),
        ("5 < 6 <3 & </", ["5 < 6 <3 & </"]),
        ("text <a href='", ["text"]),
        ("<p>A<!-- never closed <p>B", ["A"]),
        ("<title>A<p>B</title><p>C", ["C"]),
        ("<plaintext><p>x", []),
        ("<li>A<ul><li>B</ul>C", ["A", "B", "C"]),
    ],
)
def test_broken_pages_are_read_as_browsers_do(page: str, expected: list[str]) -> None:
    assert targets(page) == expected


def test_role_of_text_in_unclosed_elements() -> None:
    assert [segment.role for segment in read("<ul><li>A</ul>B<h1>C<div>D</div></h1>E").segments] == [
        *(Role.LIST_ITEM, Role.PARAGRAPH, Role.HEADLINE, Role.HEADLINE, Role.PARAGRAPH)
    ]


def test_only_the_edited_words_are_written_anew() -> None:
    page = "<p class=a >He&nbsp;said  &ldquo;<b >it</B> was&rdquo;\n so &amp; left.</P >"
    assert edit(page, "He\xa0said “it is” so & left.") == page.replace("was", "is")
    assert edit(page, "He\xa0said “it was” so & < R&D.") == page.replace("left", "&lt; R&amp;D")
    assert edit(page, "He\xa0said “it was’ so & left.") == page.replace("&rdquo;", "’")


def test_a_double_escape_is_mended() -> None:
    assert edit("<p>A &amp;amp; B &amp;quot;c</p>", 'A & B "c') == '<p>A &amp; B "c</p>'


def test_an_edit_never_makes_markup() -> None:
    assert edit("<p>a < b</p>", "a <b") == "<p>a &lt;b</p>"
    assert edit("<p>AT& T</p>", "AT&amp; T") == "<p>AT&amp;amp; T</p>"


def test_space_before_a_tag_goes_for_good() -> None:
    assert edit("<p>He said <b> , then</b> left</p>", "He said, then left") in ("<p>He said<b>, then</b> left</p>",)


def test_tags_survive_a_deletion() -> None:
    assert edit("<p>One <b>two</b> three</p>", "One three") == "<p>One <b></b>three</p>"
    assert edit("<p><b>Gone</b></p><p>x</p>", "", None) == "<p><b></b></p><p>x</p>"


def test_an_empty_line_becomes_two_breaks() -> None:
    assert edit("<h1>Title Lead.</h1>", "Title\n\nLead.") == "<h1>Title<br><br>Lead.</h1>"
    assert edit("<br/><h1>Title Lead.</h1>", "Title\n\nLead.") == "<br/><h1>Title<br /><br />Lead.</h1>"


def test_characters_that_the_charset_lacks_become_references() -> None:
    data = b'<meta charset="windows-1256"><p>\x93a\x94 was</p>'
    document = read(data)
    changed = replace(document.segments[0], target="“a” – \N{HYPHEN}")
    assert document.segments[0].target == "“a” was"
    assert formats.write_bytes([document.with_targets({0: changed})]) == data.replace(b"was", b"\x96 &#8208;")


def test_inline_ignores() -> None:
    page = read(
        "<p>a</p><!-- tanqih: ignore quotes/stray-closing, grammar --><p>b</p><p>c</p><!--tanqih: off--><p>d</p><p>e</p>"
        "<!-- tanqih: on --><p>f<p><!-- tanqih: ignore -->g<p>h"
    )
    assert [set(segment.ignored) for segment in page.segments] == [
        *(set(), {"quotes/stray-closing", "grammar"}, set(), {"all"}, {"all"}, set(), {"all"}, set())
    ]


def test_deep_and_long_pages_are_quick() -> None:
    for page in (
        "<div>" * 50_000 + "x",
        "<p><b>x" * 20_000,
        "<svg><g>" * 20_000,
        "&" * 100_000,
        "<a '" * 20_000,
        "x<br>" * 20_000,
    ):
        read(page)
