"""JSON Lines: fields, places, splicing of one literal, refusals."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import pytest

from tanqih import formats
from tanqih.document import Document
from tanqih.errors import InputError


def read(text: str, **options: object) -> list[Document]:
    return list(formats.read_bytes(text.encode(), "jsonl", path="d.jsonl", **options))


def edit(line: str, new: str, **options: object) -> str:
    [document] = read(line, **options)
    changed = replace(document.segments[0], target=new)
    return formats.write_bytes([document.with_targets({0: changed})]).decode()


def test_records_have_ids_numbers_and_places() -> None:
    first, second, third = read('{"id": 7, "text": "A \\"b\\" c.\\nD."}\n\n{"text":"E."}\n{"id":"x","text":""}')
    assert (first.id, first.record, second.id, second.record, third.id) == ("7", 1, "d.jsonl:3", 3, "x")
    assert [segment.target for segment in first.segments] == ['A "b" c.', "D."]
    assert [segment.offset for segment in first.segments] == [0, 9]
    assert first.segments[0].place(0) == (1, 20)
    assert first.segments[0].place(6) == (1, 28)
    assert first.segments[1].place(0) == (1, 32)
    assert third.segments == ()


def test_blank_lines_belong_to_their_neighbours() -> None:
    text = '\n \n{"text":"A."}\r\n\n{"text":"B."}\n\n\n'
    assert formats.write_bytes(read(text)) == text.encode()


def test_fields_by_dotted_path_and_guess() -> None:
    assert read('{"a": {"b.c": 1, "x": {"y": "Deep."}}}', text_field="a.x.y")[0].segments[0].target == "Deep."
    assert read('{"a.b": "Dotted."}', text_field="a.b")[0].segments[0].target == "Dotted."
    assert read('{"target": "T.", "body": "B.", "content": null}')[0].segments[0].target == "B."
    assert read('{"key": "k9", "text": "T."}', id_field="key")[0].id == "k9"


def test_the_source_is_paired() -> None:
    [document] = read('{"ar": "x\\ny", "text": "A.\\nB."}', source_field="ar")
    assert [segment.source for segment in document.segments] == ["x", "y"]
    assert read('{"ar": null, "text": "A."}', source_field="ar")[0].segments[0].source is None


def test_well_known_fields_are_found_by_what_they_hold() -> None:
    arabic = "\N{ARABIC LETTER NOON}\N{ARABIC LETTER AIN}\N{ARABIC LETTER MEEM}"
    [document] = read(f'{{"source": "{arabic}", "text": "{arabic}", "mt": "A.", "reference": "B."}}')
    [segment] = document.segments
    assert (segment.target, segment.source, segment.reference) == ("A.", arabic, "B.")
    assert str(formats.fields_of(document)) == "English from 'mt', Arabic from 'source', reference from 'reference'"
    outlet, later = read(f'{{"source": "BBC", "text": "A."}}\n{{"source": "{arabic}", "text": "A."}}')
    assert (outlet.segments[0].source, later.segments[0].source) == (None, arabic)
    [untranslated] = read(f'{{"text": "{arabic}"}}')
    assert untranslated.segments[0].target == arabic


def test_a_reference_may_be_null_or_of_other_length() -> None:
    assert read('{"r": null, "text": "A."}', reference_field="r")[0].segments[0].reference is None
    assert read('{"r": "A.\\nB.", "text": "A."}', reference_field="r")[0].segments[0].reference is None
    with pytest.raises(InputError, match="field 'r' is not a string; name another one with --reference-field"):
        read('{"r": 1, "text": "A."}', reference_field="r")
    with pytest.raises(InputError, match="no field 'r' in this record"):
        read('{"text": "A."}', reference_field="r")


def test_only_the_edited_words_of_the_literal_change() -> None:
    line = '{ "n" : 1.0e2 ,"text": "A\\/B \\u201cc\\u201d was here.", "text2":"\\u00e9" }\r\n'
    assert edit(line, "A/B “c” is “here”.") == line.replace("was here", "is \\u201chere\\u201d")
    assert edit('{"text": "é was."}', "é “is”.") == '{"text": "é “is”."}'
    assert edit('{"x": "é", "text": "a was."}', "a “is”.") == '{"x": "é", "text": "a “is”."}'
    assert edit('{"text": "a was."}', "a “is”\n\nb\t.") == '{"text": "a \\u201cis\\u201d\\n\\nb\\t."}'


def test_the_last_of_equal_names_counts() -> None:
    assert edit('{"text": "One.", "text": "Two."}', "2") == '{"text": "One.", "text": "2"}'


def test_lone_surrogates_survive() -> None:
    line = '{"text": "a \\ud800 b \\ud83d\\ude00 c.", "x": "é"}'
    assert edit(line, "a \ud800 b \N{GRINNING FACE} d \udfff.") == line.replace("c.", "d \\udfff.")


def test_utf16_and_byte_order_marks() -> None:
    for encoding in ("utf-16", "utf-8-sig"):
        data = '{"text":"A ’."}\r\n{"text":"B."}\n'.encode(encoding)
        documents = list(formats.read_bytes(data, "jsonl"))
        assert len(documents) == 2
        assert formats.write_bytes(documents) == data


def test_characters_that_the_encoding_lacks_are_escaped() -> None:
    data = '{"text": "’ was.", "x": "é"}'.encode("windows-1252")
    [document] = formats.read_bytes(data, "jsonl", encoding="windows-1252")
    changed = replace(document.segments[0], target="’ is \N{ARABIC COMMA}.")
    assert formats.write_bytes([document.with_targets({0: changed})]) == data.replace(b"was", b"is \\u060c")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('{"text":"A."}\n{"text": }', "d.jsonl:2: malformed JSON: expecting value at column 10"),
        ('{"text":"A."', "d.jsonl:1: malformed JSON"),
        ('{"text":"A."} x', "d.jsonl:1: malformed JSON: extra data at column 15"),
        ('{"text":"A\tb"}', "d.jsonl:1: malformed JSON: invalid control character"),
        ("{text: 1}", "d.jsonl:1: malformed JSON: expecting a property name"),
        ('["A."]', "d.jsonl:1: the record is not a JSON object"),
        ('{"title":"A.","n":1}', "d.jsonl:1: no text field found (fields: title, n); name it with --text-field"),
        ('{"text":"A."}\n{"body":"B."}', "d.jsonl:2: no field 'text' in this record (fields: body)"),
        ('{"text":"A."}\n{"text":null}', "d.jsonl:2: field 'text' is not a string"),
        ('{"text":' + "9" * 5000 + "}", "d.jsonl:1: malformed JSON"),
        ('{"text":' + "[" * 100_000, "d.jsonl:1: JSON nested too deeply"),
        ('{"text":"A."}\n\n{"text":"\0"}', "d.jsonl:3: a NUL byte"),
    ],
)
def test_bad_records_are_refused(text: str, says: str) -> None:
    with pytest.raises(InputError) as caught:
        read(text)
    assert str(caught.value).startswith(says)
    assert "\n" not in str(caught.value)


def test_missing_named_fields_are_refused() -> None:
    for option in ("text_field", "source_field", "id_field"):
        with pytest.raises(InputError, match="no field 'nope'"):
            read('{"text": "A."}', **{option: "nope"})
    with pytest.raises(InputError, match="is no string or number"):
        read('{"text": "A.", "key": []}', id_field="key")


def test_undecodable_bytes_name_their_line() -> None:
    with pytest.raises(InputError, match=r"^d:2: byte 0x92 is not valid utf-8; .*--encoding windows-1256"):
        list(formats.read_bytes(b'{"text":"A."}\n{"text":"\x92"}\n', "jsonl", path="d"))


def test_a_line_over_the_limit_is_refused() -> None:
    text = '{"text":"A."}\n{"text":"' + "x" * 100 + '"}\n'
    with pytest.raises(InputError, match=r"^d\.jsonl:2: a line of more than 50 bytes"):
        read(text, max_line_bytes=50)


def test_records_are_read_one_at_a_time() -> None:
    class Stream(io.BytesIO):
        lines = 0

        def readline(self, size: int | None = -1, /) -> bytes:
            self.lines += 1
            return super().readline(size)

    stream = Stream(b'{"text":"A."}\n' * 100)
    documents = formats.read(stream, format="jsonl")
    next(documents)
    assert stream.lines == 2
    assert json.loads(b"".join(map(formats.render, documents)).splitlines()[-1])["text"] == "A."
