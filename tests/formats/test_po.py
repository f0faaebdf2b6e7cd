"""PO: entries, strings over several lines, plural forms, what is kept."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tanqih import formats
from tanqih.document import Document, Span
from tanqih.errors import InputError
from tanqih.formats.polines import entries

HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Language: en_US\\n"\n\n'
CATALOGUE = (
    f"# Title\n{HEADER}"
    '#: a.c:1\n#, fuzzy, c-format\n#| msgid "قديم"\nmsgctxt "menu"\nmsgid "افتح %s \\"الملف\\""\nmsgstr ""\n"Open the \\"file\\"  %s"\n" now.\\n"\n\n'
    '# tanqih: ignore punct\nmsgid "ملف"\nmsgid_plural "%d ملفات"\nmsgstr[0] "One  file"\nmsgstr[1] "%d\\tfiles"\n\n'
    'msgid "لا"\nmsgstr ""\n\n#~ msgid "ق"\n#~ msgstr "Old.."\n'
)


def read(text: str) -> list[Document]:
    documents = list(formats.read_bytes(text.encode(), "po", path="f"))
    assert formats.write_bytes(documents) == text.encode()
    return documents


def edited(documents: list[Document], number: int, index: int, target: str) -> str:
    document = documents[number]
    changed = document.with_targets({index: replace(document.segments[index], target=target)})
    return formats.write_bytes([changed if one is document else one for one in documents]).decode()


def test_messages_are_documents() -> None:
    first, second = read(CATALOGUE)
    [opened] = first.segments
    assert (first.id, first.record, opened.target, opened.source) == ("f:2", 2, 'Open the "file"  %s now.', 'افتح %s "الملف"')
    assert opened.protected == (Span(17, 19),)
    assert [opened.place(at) for at in (0, 9, 10, 15, 19)] == [(13, 2), (13, 11), (13, 13), (13, 19), (14, 2)]
    assert [(s.target, s.source, s.ignored) for s in second.segments] == [
        ("One  file", "ملف", frozenset({"punct"})),
        ("%d\tfiles", "%d ملفات", frozenset({"punct"})),
    ]


def test_an_edit_changes_its_words_only() -> None:
    documents = read(CATALOGUE)
    assert edited(documents, 0, 0, 'Open the "files"  %s now.') == CATALOGUE.replace('file\\"', 'files\\"')
    assert edited(documents, 0, 0, "Open a\nfile \\ %s now.") == CATALOGUE.replace('the \\"file\\"  %s', "a\\nfile \\\\ %s")
    assert edited(documents, 0, 0, 'Open the "file"  %s at once.') == CATALOGUE.replace("now", "at once")
    assert edited(documents, 1, 1, "%d\tpages") == CATALOGUE.replace("files", "pages")


def test_the_charset_of_the_header_is_obeyed() -> None:
    text = HEADER.replace("UTF-8", "windows-1256") + 'msgid "نعم"\nmsgstr "Yes."\n'
    data = text.encode("windows-1256")
    [document] = formats.read_bytes(data, "po")
    assert document.segments[0].source == "نعم"
    assert formats.render(document) == data
    [template] = formats.read_bytes(text.replace("windows-1256", "CHARSET").encode(), "po")
    assert template.segments[0].source == "نعم"


TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0\r", exclude_categories=["Cc"]), max_size=12)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(TEXT, TEXT), max_size=4), st.sampled_from(("\n", "\r\n")), TEXT.filter(str.strip))
def test_strings_come_back_and_take_any_edit(messages: list[tuple[str, str]], newline: str, new: str) -> None:
    def literal(text: str) -> str:
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'

    parts = [
        f'msgid {literal("n" + one)}{newline}msgstr ""{newline}{literal(one)}{newline}  {literal(two)}{newline}'
        for one, two in messages
    ]
    text = HEADER + newline.join(parts)
    documents = read(text)
    assert len([d for d in documents if d.segments]) == sum(bool((one + two).strip()) for one, two in messages)
    if documents[0].segments:
        segment = documents[0].segments[0]
        written = edited(documents, 0, segment.index, new)
        assert [document.text for document in read(written)][1:] == [document.text for document in documents][1:]
        found = list(entries(enumerate(written.splitlines(keepends=True), 1), None))
        assert new in found[(documents[0].record or 0) - 1].string("msgstr").text


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('msgid "a\nmsgstr "b"\n', 'f:1: a string that is not closed; a quotation mark inside a string is written \\"'),
        ('msgid "a"\nmsgstr "b "c" d"\n', "f:2: text outside the quotation marks: 'c\" d\"'"),
        ('msgid "a"\n\nmsgid "b"\nmsgstr "c"\n', "f:3: a second msgid in one entry; begin a new entry with msgid"),
        ('msgstr "b"\n', "f:1: an entry without msgid"),
        ('msgid "b"\n', "f:1: an entry without msgstr"),
        ("text\n", "f:1: this line is not PO: 'text'"),
        (
            'msgid "Open the file"\nmsgstr "افتح الملف"\n',
            "f:2: the msgid is not Arabic, and the msgstr is; the two sides seem to be swapped",
        ),
        ('msgid ""\nmsgstr ""\n"Language: ar\\n"\n', "f:3: a catalogue that translates into 'ar'; the two sides are swapped"),
        (
            'msgid ""\nmsgstr ""\n"Language: fr\\n"\n',
            "f:3: a catalogue that translates into 'fr'; Tanqih reads translations into English",
        ),
    ],
)
def test_bad_catalogues_are_refused(text: str, says: str) -> None:
    with pytest.raises(InputError) as caught:
        read(text)
    assert str(caught.value).startswith(says)
