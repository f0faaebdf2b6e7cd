"""`write(read(b)) == b` for every format, and what an edit may touch."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tanqih import formats
from tanqih.apply import apply_to_segment, crosses_protected
from tanqih.document import Document, Segment, Span
from tanqih.errors import InputError
from tanqih.formats.htmltokens import tokens
from tanqih.issue import Edit

FEW = settings(max_examples=150, deadline=None)
CHARACTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
LINE_ENDS = ("\n", "\r\n", "\r", "\n\n", "\r\n\r\n")
WORDS = (
    "said",
    "The",
    "talks.",
    "”",
    "“",
    "a",
    " ",
    "  ",
    "\t",
    "\N{NO-BREAK SPACE}",
    "\N{RIGHT-TO-LEFT MARK}",
    "\N{BOM}",
    "1.",
    "- ",
    "http://a.b/c",
)
HTML_BITS = (
    *(
        "<p>",
        "</p>",
        "<b>",
        "</b>",
        "<br>",
        "</br>",
        "<li>",
        "</li>",
        "<ul>",
        "</div>",
        "<div a='>'>",
        "<h1>",
        "</h1>",
        "<td>",
        "<table>",
    ),
    *(
        "<script>",
        "</script>",
        "<!--",
        "-->",
        "<!-->",
        "--!>",
        "<svg>",
        "</svg>",
        "<![CDATA[",
        "]]>",
        "<foreignObject>",
        "<title>",
    ),
    *(
        "<code>",
        "</code>",
        "<pre>",
        "</pre>",
        "<textarea>",
        "</textarea>",
        "<",
        ">",
        "</",
        "</>",
        "<?x",
        "<!doctype html>",
        "&amp;",
    ),
    *(
        "&rsquo;",
        "&nbsp;",
        "&copy",
        "&notit;",
        "&#8217;",
        "&#x80;",
        "&#0;",
        "&#1;",
        "&#1114112;",
        "&NotEqualTilde;",
        "&",
        "&amp;amp;",
        "'",
        '"',
    ),
    *(
        "<a href=x",
        "<img src=a/>",
        "<!-- tanqih: off -->",
        "<!-- tanqih: ignore a/b -->",
        "<select>",
        "<option>",
        "<math>",
        "<mi>",
    ),
)
MARKDOWN_BITS = (
    *(
        "# ",
        "## ",
        "===",
        "---",
        "> ",
        "- ",
        "1. ",
        "    ",
        "```",
        "`",
        "``",
        "*",
        "**",
        "_",
        "~~",
        "[",
        "]",
        "](",
        ")",
        "![",
        "]: ",
        "\\",
    ),
    *(
        "\\*",
        "&amp;",
        "<b>",
        "<!--",
        "-->",
        "<div>",
        "|",
        "|-|",
        "<http://a.b>",
        "  \n",
        "\\\n",
        "[^1]",
        "+++",
        "key: x",
        '"',
        "(",
        "\n> ",
    ),
)


def soup(*bits: str) -> st.SearchStrategy[str]:
    return st.lists(st.one_of(st.sampled_from((*bits, *WORDS, *LINE_ENDS)), st.text(CHARACTERS, max_size=5)), max_size=30).map(
        "".join
    )


def documents(data: bytes, name: str, **options: Any) -> list[Document]:
    return list(formats.read_bytes(data, name, **options))


@FEW
@given(soup(), st.sampled_from(("utf-8", "utf-8-sig", "utf-16")))
def test_plain_text_comes_back(text: str, encoding: str) -> None:
    data = text.encode(encoding)
    assert formats.write_bytes(documents(data, "txt")) == data


@FEW
@given(soup(*HTML_BITS))
def test_html_comes_back(text: str) -> None:
    assert formats.write_bytes(documents(text.encode(), "html")) == text.encode()


@FEW
@given(soup(*MARKDOWN_BITS))
def test_markdown_comes_back(text: str) -> None:
    assert formats.write_bytes(documents(text.encode(), "md")) == text.encode()


@FEW
@given(
    st.lists(
        st.dictionaries(
            st.text(CHARACTERS, max_size=3),
            st.one_of(st.text(CHARACTERS), st.integers(), st.none(), st.lists(st.text(CHARACTERS))),
        ),
        max_size=4,
    ),
    st.text(CHARACTERS),
    st.booleans(),
    st.sampled_from(("\n", "\r\n", "\n\n", " \n\t\n")),
)
def test_jsonl_comes_back(records: list[dict[str, object]], text: str, ascii_only: bool, newline: str) -> None:
    lines = [json.dumps({**record, "body": text}, ensure_ascii=ascii_only, indent=None) for record in records]
    data = newline.join(lines).encode()
    assert formats.write_bytes(documents(data, "jsonl", text_field="body")) == data


@FEW
@given(
    st.binary(max_size=60),
    st.sampled_from(tuple(formats.FORMATS)),
    st.sampled_from((None, *("utf-16", "windows-1256", "windows-1252"))),
)
def test_any_bytes_come_back_or_are_refused(data: bytes, name: str, encoding: str | None) -> None:
    refused = ""
    found: list[Document] = []
    try:
        found = documents(data, name, encoding=encoding, path="file")
    except InputError as error:
        refused = str(error)
    assert re.match(r"file:\d+: [^\n]+\Z", refused) if refused else formats.write_bytes(found) == data


@FEW
@given(st.sampled_from(("txt", "html", "md", "jsonl")), st.data())
def test_targets_and_places_are_sound(name: str, data: st.DataObject) -> None:
    text = data.draw(soup(*{"html": HTML_BITS, "md": MARKDOWN_BITS}.get(name, ())))
    text = text.lstrip("\N{BOM}")  # at the start it would be a byte order mark
    raw = json.dumps({"text": text}) if name == "jsonl" else text
    for document in documents(raw.encode(), name):
        for number, segment in enumerate(document.segments):
            assert segment.index == number
            assert segment.target
            assert segment.target.strip() == segment.target
            assert segment.anchors[0].offset == 0
            assert all(0 <= mark.offset <= len(segment.target) for mark in segment.marks)
            assert list(segment.marks) == sorted(segment.marks, key=lambda mark: mark.offset)
            ends = [0, *(span.end for span in segment.protected)]
            assert all(
                end <= span.start < span.end <= len(segment.target) for end, span in zip(ends, segment.protected, strict=False)
            )
            if name in ("txt", "jsonl"):
                assert segment.offset is not None
                assert text[segment.offset : segment.offset + len(segment.target)] == segment.target
            if name == "txt" and "\r" not in text:
                lines = text.split("\n")
                for offset, character in enumerate(segment.target):
                    line, column = segment.place(offset) or (0, 0)
                    assert (lines[line - 1] + "\n")[column - 1] == character


def edited(data: st.DataObject, document: Document, new: tuple[str, ...]) -> tuple[Segment, Segment, Span] | None:
    """A segment of the document, the same after one edit that leaves some text and touches nothing protected, and where it was."""
    if not document.segments:
        return None
    chosen = data.draw(st.sampled_from(document.segments))
    span = Span(*sorted(data.draw(st.lists(st.integers(0, len(chosen.target)), min_size=2, max_size=2))))
    edit = Edit(chosen.index, span, data.draw(st.sampled_from(new)))
    if crosses_protected(chosen, edit):
        return None
    after = apply_to_segment(chosen, [edit])
    return (chosen, after, span) if after.target.strip() else None


@FEW
@given(soup(), st.sampled_from(("txt", "jsonl")), st.booleans(), st.data())
def test_an_edit_of_plain_text_changes_nothing_else(text: str, name: str, ascii_only: bool, data: st.DataObject) -> None:
    raw = (
        json.dumps({"a": [1.50, "\u00e9"], "text": text}, ensure_ascii=ascii_only) if name == "jsonl" else text.lstrip("\N{BOM}")
    )
    [document] = documents(raw.encode(), name)
    if edit := edited(data, document, ("new", 'X \\ "y"', "\N{RIGHT SINGLE QUOTATION MARK}", "\x01", "")):
        chosen, after, _ = edit
        assert chosen.offset is not None
        text = text.lstrip("\N{BOM}") if name == "txt" else text
        expected = text[: chosen.offset] + after.target + text[chosen.offset + len(chosen.target) :]
        written = formats.write_bytes([document.with_targets({chosen.index: after})]).decode()
        assert (json.loads(written)["text"] if name == "jsonl" else written) == expected
        assert name != "jsonl" or not ascii_only or written.isascii()


@FEW
@given(soup(*(bit for bit in HTML_BITS if "tanqih" not in bit)), st.data())
def test_an_edit_of_html_changes_its_segment_only(text: str, data: st.DataObject) -> None:
    """Read again, the page shows the new text and all else as it was, and its markup is the same."""
    [document] = documents(text.encode(), "html")
    if edit := edited(data, document, ("new", "X < y & z", "\N{RIGHT SINGLE QUOTATION MARK}", "amp;", "b>", "")):
        _, after, _ = edit
        changed = document.with_targets({after.index: after})
        written = formats.write_bytes([changed])
        [again] = documents(written, "html")
        assert shown(again) == shown(changed)
        assert markup(written.decode()) == markup(text)


@FEW
@given(soup(*MARKDOWN_BITS), st.data())
def test_an_edit_of_markdown_leaves_the_rest(text: str, data: st.DataObject) -> None:
    """Lines before the block come back, whatever the edit; nothing raises."""
    [document] = documents(text.encode("utf-8"), "md")
    if edit := edited(data, document, ("new", "*", "- x", "# y", "[a](b)", "<b>", "&amp;", "\n\nnew", "")):
        _, after, _ = edit
        written = formats.write_bytes([document.with_targets({after.index: after})]).decode("utf-8-sig")
        start = document.skeleton.blocks[after.index].block.start
        assert written[:start] == document.skeleton.raw[:start]


def shown(document: Document) -> str:
    return " ".join(" ".join(segment.target for segment in document.segments).split())


def markup(raw: str) -> list[str]:
    return [raw[token.start : token.end] for token in tokens(raw) if token.kind != "text"]


@pytest.mark.parametrize("name", list(formats.FORMATS))
def test_an_empty_file_is_a_document_without_segments(name: str) -> None:
    for data in (b"", b"\n \n", b"\xef\xbb\xbf", b"\xff\xfe"):
        found = documents(data, name)
        assert [document.segments for document in found] == [()]
        assert formats.write_bytes(found) == data
