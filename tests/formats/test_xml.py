"""What holds for all XML formats: bytes come back, edits change their words only, dangerous files are refused."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.formats.xmlsoup import tmx, xliff

from tanqih import formats
from tanqih.apply import apply_to_segment, crosses_protected
from tanqih.document import Document, Span
from tanqih.errors import InputError
from tanqih.issue import Edit

FEW = settings(max_examples=120, deadline=None)
MARKUP = re.compile(rb"<!\[CDATA\[|\]\]>|<!--.*?-->|<[^>]*>", re.DOTALL)
FILES = st.sampled_from(("utf-8", "utf-16", "windows-1256")).flatmap(
    lambda encoding: st.one_of(
        st.tuples(st.just("xliff"), st.just(encoding), xliff(encoding)),
        st.tuples(st.just("tmx"), st.just(encoding), tmx(encoding)),
    )
)
NEW = ("new", "X < y & z", "\N{RIGHT SINGLE QUOTATION MARK}", "]]>", ">", "\N{CJK UNIFIED IDEOGRAPH-4E00}", "", "one two")


def read(data: bytes, name: str) -> list[Document]:
    return list(formats.read_bytes(data, name, path="f"))


def words(documents: list[Document]) -> list[str]:
    return " ".join(segment.target for document in documents for segment in document.segments).split()


@FEW
@given(FILES)
def test_bytes_come_back(file: tuple[str, str, bytes]) -> None:
    name, _, data = file
    documents = read(data, name)
    assert formats.write_bytes(documents) == data
    for document in documents:
        for number, segment in enumerate(document.segments):
            assert segment.index == number
            assert segment.target == segment.target.strip()
            assert segment.target
            assert segment.offset is None
            assert segment.anchors[0].offset == 0
            assert all(0 <= mark.offset <= len(segment.target) for mark in segment.marks)


@FEW
@given(FILES)
def test_places_are_those_of_an_editor(file: tuple[str, str, bytes]) -> None:
    name, encoding, data = file
    lines = data.decode(encoding).split("\n")
    for document in read(data, name):
        for segment in document.segments:
            line, column = segment.place(0) or (0, 0)
            shown = lines[line - 1][column - 1 :]
            assert shown.startswith((segment.target[0], "&", "\r", "\n", " ", "\t")), (segment.target, shown)


@FEW
@given(FILES, st.data())
def test_an_edit_changes_its_words_only(file: tuple[str, str, bytes], draw: st.DataObject) -> None:
    """Read again, the text is the edited one; the markup is what it was; and it is XML to another parser."""
    name, encoding, data = file
    documents = read(data, name)
    filled = [document for document in documents if document.segments]
    if not filled:
        return
    document = draw.draw(st.sampled_from(filled))
    segment = draw.draw(st.sampled_from(document.segments))
    span = Span(*sorted(draw.draw(st.lists(st.integers(0, len(segment.target)), min_size=2, max_size=2))))
    edit = Edit(segment.index, span, draw.draw(st.sampled_from(NEW)))
    if crosses_protected(segment, edit):
        return
    after = apply_to_segment(segment, [edit])
    if not segment.protected and draw.draw(st.booleans()):  # a caller that knows nothing of marks
        after = replace(segment, target=after.target)
    if not after.target.strip() or sum(map(len, after.protected)) == len(after.target):
        return
    changed = [one.with_targets({after.index: after}) if one is document else one for one in documents]
    written = formats.write_bytes(changed)
    assert words(read(written, name)) == words(changed)
    ElementTree.fromstring(written)
    plain = written.decode(encoding).encode(), data.decode(encoding).encode()
    kept = [[tag for tag in MARKUP.findall(one) if not tag.startswith((b"<![", b"]]"))] for one in plain]
    if b"CDATA" not in plain[1]:
        assert kept[0] == kept[1]


@pytest.mark.parametrize("name", ["xliff", "tmx"])
@pytest.mark.parametrize(
    ("data", "says"),
    [
        (
            b'<!DOCTYPE a [<!ENTITY x "y">]>\n<a/>',
            "f:1: the document type declares things of its own (between [ and ]); entities are not read",
        ),
        (b'<!DOCTYPE a [\n<!ENTITY a "b"><!ENTITY c "&a;&a;&a;">]><tmx>&c;</tmx>', "f:1: the document type declares"),
        (b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', "f:1: the document type declares"),
        (b'<!DOCTYPE a [<!ENTITY % x SYSTEM "http://a/b"> %x;]><a/>', "f:1: the document type declares"),
        (b'<!DOCTYPE a SYSTEM "http://a/b.dtd">\n<ROOT>\n<x>&y;</x></ROOT>', "f:3: &y; is not one of the five entities of XML"),
        (b"<ROOT>\n&nbsp;</ROOT>", "f:2: not well-formed XML: undefined entity; entities are not read"),
        (b"<ROOT>\n<a></b></ROOT>", "f:2: not well-formed XML: mismatched tag; mend it with an XML editor"),
        (b"<ROOT>\n", "f:2: not well-formed XML: no element found"),
        (b"<ROOT>\n\n<p:a/></ROOT>", "f:3: not well-formed XML: unbound prefix"),
        (b"plain text", "f:1: not well-formed XML: syntax error"),
        (b"<html><body/></html>", "f:1: the root element is <html>, not <ROOT>; say what the file is with --read-as"),
        (
            b'<?xml version="1.0" encoding="klingon"?><ROOT/>',
            "f:1: the XML declaration names an unknown encoding 'klingon'; say what it is",
        ),
        (b"<ROOT>\n\n\xff</ROOT>", "f:3: byte 0xFF is not valid utf-8"),
        (b"<ROOT>\0</ROOT>", "f:1: a NUL byte"),
    ],
)
def test_bad_files_are_refused(name: str, data: bytes, says: str) -> None:
    with pytest.raises(InputError) as caught:
        read(data.replace(b"ROOT", name.encode()), name)
    assert str(caught.value).startswith(says.replace("ROOT", name))


def test_no_file_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    """An external document type is only a name."""
    monkeypatch.setattr("socket.socket.connect", None)
    data = b'<!DOCTYPE tmx SYSTEM "http://example.org/tmx14.dtd"><tmx><body/></tmx>'
    assert formats.write_bytes(read(data, "tmx")) == data


def test_a_line_over_the_limit_is_refused() -> None:
    with pytest.raises(InputError, match=r"a line of more than 100 bytes; .*--max-line-bytes"):
        list(formats.read_bytes(b"<tmx>" + b" " * 70_000 + b"</tmx>", "tmx", path="f", max_line_bytes=100))
