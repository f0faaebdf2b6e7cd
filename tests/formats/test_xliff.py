"""XLIFF 1.2 and 2.x: what is read, what is protected, what an edit changes."""

from __future__ import annotations

import pytest

from tanqih import formats
from tanqih.apply import apply
from tanqih.document import Document, Role, Span
from tanqih.errors import EditError, InputError
from tanqih.issue import Edit

OLD = """<?xml version='1.0' encoding="utf-8"?>
<!-- made by hand -->
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2" xmlns:x='urn:extension' x:tool="t">
 <file original="a.html" source-language="ar-SA" target-language='en' datatype="html"><header><x:any><target>x</target></x:any></header>
 <body><group>
{}
 </group></body></file>
</xliff>
"""
NEW = """<xliff version="2.1" xmlns="urn:oasis:names:tc:xliff:document:2.0" xmlns:fs="urn:oasis:names:tc:xliff:fs:2.0"
 xmlns:mtc="urn:oasis:names:tc:xliff:matches:2.0" xmlns:its="http://www.w3.org/2005/11/its" srcLang="ar" trgLang="en-GB">
<file id="f1">{}</file></xliff>"""


def read(text: str) -> Document:
    [document] = formats.read_bytes(text.encode(), "xliff", path="f")
    assert formats.render(document) == text.encode()
    return document


def old(unit: str) -> Document:
    return read(OLD.format(unit))


def new(unit: str) -> Document:
    return read(NEW.format(unit))


def edited(document: Document, words: str, text: str, segment: int = 0) -> str:
    """The document's file with some words of a segment replaced."""
    start = document.segments[segment].target.index(words)
    return formats.render(apply(document, [Edit(segment, Span(start, start + len(words)), text)])).decode()


def test_a_unit_is_a_segment_with_its_arabic() -> None:
    document = old(
        '<trans-unit id="1"><source>س <g id="1">ع</g>.</source><target state="final" x:q=\'1\'>It  was &amp; is.</target></trans-unit>'
    )
    [segment] = document.segments
    assert (segment.target, segment.source, segment.offset, segment.place(0)) == ("It  was & is.", "س ع.", None, (6, 85))
    assert segment.place(10) == (6, 99)
    assert (document.id, document.record, document.languages) == ("f", 1, ("ar-SA", "en"))


def test_segments_of_version_2() -> None:
    document = new(
        '<unit id="u" fs:fs="h1"><notes><note>N</note></notes><mtc:matches><mtc:match><source>x</source><target>M</target></mtc:match></mtc:matches>'
        "<segment><source>ع</source><target>One</target></segment><ignorable><source> </source><target> I </target></ignorable>"
        '<segment state="initial"><source>س</source></segment><segment><source>ن</source><target/></segment></unit>'
        '<unit id="v"><segment><source>م</source><target>It went on.</target></segment></unit>'
    )
    assert [(s.target, s.source, s.role) for s in document.segments] == [
        ("One", "ع", Role.HEADLINE),
        ("It went on.", "م", Role.PARAGRAPH),
    ]
    assert document.languages == ("ar", "en-GB")


def test_cut_targets_are_paired_by_mid() -> None:
    unit = (
        '<trans-unit id="1"><source>ع. س.</source><seg-source><g id="1"><mrk mtype="seg" mid="0">ع.</mrk> <mrk mtype="seg" mid="1">س.</mrk></g>'
        '</seg-source><target><g id="1"><mrk mtype="seg" mid="1">Two.</mrk> <mrk mtype="seg" mid="0">One.</mrk></g></target></trans-unit>'
    )
    document = old(unit)
    assert [(s.target, s.source) for s in document.segments] == [("Two.", "س."), ("One.", "ع.")]
    assert edited(document, "One", "1", 1) == OLD.format(unit.replace("One", "1"))


def test_tags_are_marks_and_stay_around_their_words() -> None:
    unit = '<trans-unit id="1"><source>ع</source><target>He <g id="1">said</g> so<x id="2"/>, <bpt id="3">&lt;b&gt;</bpt>then<ept id="3">&lt;/b&gt;</ept> went.</target></trans-unit>'
    document = old(unit)
    [segment] = document.segments
    assert segment.target == "He said so, then went."
    assert [(mark.offset, mark.tag) for mark in segment.marks] == [
        (3, '<g id="1">'),
        (7, "</g>"),
        (10, '<x id="2"/>'),
        (12, '<bpt id="3">&lt;b&gt;</bpt>'),
        (16, '<ept id="3">&lt;/b&gt;</ept>'),
    ]
    assert edited(document, "He said", "She said") == OLD.format(unit.replace("He", "She"))
    assert edited(document, "said", "told & us") == OLD.format(unit.replace("said", "told &amp; us"))
    assert edited(document, "so, then ", "") == OLD.format(
        unit.replace(" so<", " <").replace(", <", "<").replace(">then<", "><").replace("> went", ">went")
    )


def test_words_that_stay_keep_their_tags_in_a_coarse_edit() -> None:
    unit = '<trans-unit id="1"><source>ع</source><target>"<g id="1">Yes</g>" he said.</target></trans-unit>'
    assert edited(old(unit), '"Yes"', "“Yes,”") == OLD.format(unit.replace('>"<', ">“<").replace('Yes</g>"', "Yes</g>,”"))


def test_sections_comments_and_references_stay() -> None:
    unit = '<trans-unit id="1"><source>ع</source><target><![CDATA[A <b> & c]]> d<!-- x --> &#8217;&quot;e.</target></trans-unit>'
    document = old(unit)
    assert document.segments[0].target == 'A <b> & c d ’"e.'
    assert edited(document, "A ", "& < ") == OLD.format(unit.replace("[A ", "[& < "))
    assert edited(document, "e.", "<e>.") == OLD.format(unit.replace("e.<", "&lt;e&gt;.<"))
    assert edited(document, "d", "]]>") == OLD.format(unit.replace(" d<", " ]]&gt;<"))
    assert "<![CDATA[A <b> & ]]]]><![CDATA[>]]> d" in edited(document, "c", "]]>")


def test_line_breaks_for_the_looks_show_a_space() -> None:
    document = old('<trans-unit id="1"><source>ع</source><target>\n   One\r\n   two  three&#10;four.\n  </target></trans-unit>')
    assert document.segments[0].target == "One two  three\nfour."
    assert [document.segments[0].place(at) for at in (0, 4, 15)] == [(7, 4), (8, 4), (8, 19)]
    assert "\n   One\r\n   2  three&#10;four.\n" in edited(document, "two", "2")
    assert "two  three&#10;four&#10;five.\n" in edited(document, "four", "four\nfive")
    kept = old('<trans-unit id="1" xml:space="preserve"><source>ع</source><target>One\n  two.</target></trans-unit>')
    assert kept.segments[0].target == "One\n  two."


def test_texts_inside_codes_are_segments() -> None:
    unit = (
        '<trans-unit id="1"><source>ع <ph id="1">a="<sub>ص</sub>"</ph></source>'
        '<target>See <ph id="1">&lt;img alt="<sub>An <g id="2">image</g>.</sub>"&gt;</ph> here.</target></trans-unit>'
    )
    document = old(unit)
    assert [(s.target, s.source) for s in document.segments] == [("See  here.", "ع"), ("An image.", "ص")]
    assert edited(document, "image", "photo", 1) == OLD.format(unit.replace("image", "photo"))
    both = apply(document, [Edit(0, Span(0, 3), "Look at"), Edit(1, Span(0, 2), "The")])
    assert formats.render(both).decode() == OLD.format(unit.replace("See", "Look at").replace("An", "The"))


@pytest.mark.parametrize(
    "target",
    [
        'Ask <mrk mtype="protected">Tan Qih</mrk> now.',
        'Ask <mrk mtype="x-its" its:translate="no" xmlns:its="http://www.w3.org/2005/11/its">Tan Qih</mrk> now.',
        'Ask <g id="1"><mrk id="2" translate="no">Tan Qih</mrk></g> now.',
        'Ask <sm id="s" translate="no"/>Tan Qih<em startRef="s"/> now.',
    ],
)
def test_what_is_not_translated_is_protected(target: str) -> None:
    document = new(f'<unit id="1"><segment><source>ع</source><target>{target}</target></segment></unit>')
    assert document.segments[0].protected == (Span(4, 11),)
    with pytest.raises(EditError):
        edited(document, "Qih", "x")
    assert "Tell " in edited(document, "Ask", "Tell")


def test_units_that_are_not_translated_are_no_segments() -> None:
    unit = '<trans-unit id="{}"{}><source>ع</source><target>Text {}.</target></trans-unit>'
    group = f'<group translate="no">{unit.format(1, "", 1)}{unit.format(2, " translate=" + chr(34) + "yes" + chr(34), 2)}</group>'
    document = old(group + unit.format(3, ' translate="no"', 3) + '<trans-unit id="4"><source>ع</source></trans-unit>')
    assert [segment.target for segment in document.segments] == ["Text 2."]


def test_spaces_around_what_stands_for_something_are_one_each() -> None:
    document = old('<trans-unit id="1"><source>ع</source><target>The <x id="1"/> is here.</target></trans-unit>')
    assert document.segments[0].protected == (Span(3, 5),)


def test_alternatives_notes_and_extensions_are_kept_and_not_read() -> None:
    document = old(
        '<trans-unit id="1" approved="yes"><source>ع</source><target>One <x:i>hidden</x:i>two.</target><note>Two..</note>'
        "<alt-trans><target>Three..</target></alt-trans><x:y><target>Four..</target></x:y></trans-unit>"
    )
    assert [segment.target for segment in document.segments] == ["One two."]
    assert document.segments[0].marks[0].tag == "<x:i>hidden</x:i>"


def test_notes_and_comments_switch_rules_off() -> None:
    unit = '<trans-unit id="{0}"><source>ع</source><target>Text {0}.</target>{1}</trans-unit>'
    document = old(
        unit.format(1, "<note>tanqih: ignore punct</note>")
        + unit.format(2, "")
        + "<!-- tanqih: ignore a/b -->"
        + unit.format(3, "")
    )
    assert [segment.ignored for segment in document.segments] == [{"punct"}, frozenset(), {"a/b"}]


def test_every_file_is_a_document() -> None:
    one = NEW[NEW.index("<file") : NEW.index("</xliff>")].format(
        "<unit id='1'><segment><source>ع</source><target>{}.</target></segment></unit>"
    )
    text = f"{NEW[: NEW.index('<file')]}{one.format('One')}\n{one.format('Two')}\n</xliff>\n"
    first, second = formats.read_bytes(text.encode(), "xliff", path="f")
    assert (first.id, second.id, second.record, second.segments[0].place(0)) == ("f", "f:2", 2, (4, 63))
    assert formats.write_bytes([first, second]) == text.encode()


def test_a_source_that_is_not_arabic_is_none() -> None:
    document = read(
        OLD.replace("ar-SA", "fr").format("<trans-unit id='1'><source>Oui</source><target>Yes.</target></trans-unit>")
    )
    assert (document.segments[0].source, document.languages) == (None, ("fr", "en"))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            OLD.replace("ar-SA", "en-US").replace("'en'", "'ar'"),
            "f:4: a translation from en-US into ar; the two sides are swapped, Tanqih",
        ),
        (NEW.replace("en-GB", "fr"), "f:1: a translation from ar into fr; Tanqih reads translations into English"),
    ],
)
def test_other_directions_are_refused(text: str, says: str) -> None:
    with pytest.raises(InputError) as caught:
        list(formats.read_bytes(text.format("").encode(), "xliff", path="f"))
    assert str(caught.value).startswith(says)


def test_what_an_encoding_lacks_becomes_a_reference() -> None:
    text = OLD.replace("utf-8", "windows-1256").format(
        "<trans-unit id='1'><source>ع</source><target>A.<![CDATA[B.]]></target></trans-unit>"
    )
    [document] = formats.read_bytes(text.encode("windows-1256"), "xliff")
    changed = apply(document, [Edit(0, Span(1, 2), ".\N{DEVANAGARI OM}"), Edit(0, Span(3, 4), "\N{DEVANAGARI OM}")])
    assert formats.render(changed) == text.replace("A.", "A.&#2384;").replace("B.]]>", "B]]>&#2384;<![CDATA[]]>").encode(
        "windows-1256"
    )


def test_a_character_that_is_no_xml_is_refused() -> None:
    document = old("<trans-unit id='1'><source>ع</source><target>A.</target></trans-unit>")
    with pytest.raises(InputError, match=r"^f:6: the text now holds U\+0001, which XML cannot express; leave that edit out"):
        edited(document, "A", "\x01")
