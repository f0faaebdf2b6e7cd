"""JSON Lines: bytes kept, words changed, bad records told apart, going on in the middle."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.batch.containers.driving import PACK, opened, parsed, run, run_with_kills, unpack

from tanqih.batch.records import Fields, Record
from tanqih.errors import ConfigError, InputError

FEW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
ARABIC = "\N{ARABIC LETTER NOON}\N{ARABIC LETTER AIN}\N{ARABIC LETTER MEEM}"
BOM8 = b"\xef\xbb\xbf"
TEXTS = st.lists(
    st.sampled_from(
        ["The ", "minister", "\n", '"', "\\", "/", "\N{LEFT DOUBLE QUOTATION MARK}", "\N{SNOWMAN}", "\U0001f600", "\t", "."]
    ),
    max_size=8,
).map("".join)
LINES = st.builds(
    lambda text, more, ascii_only, spaced, blank, end: (
        blank
        + json.dumps(
            {"id": 7, "text": text, "more": more}, ensure_ascii=ascii_only, separators=(", ", ": ") if spaced else (",", ":")
        )
        + end
    ),
    TEXTS,
    st.recursive(st.none() | st.booleans() | st.integers() | TEXTS, lambda inner: st.lists(inner, max_size=2), max_leaves=4),
    st.booleans(),
    st.booleans(),
    st.sampled_from(["", "", "\n", " \r\n\n"]),
    st.sampled_from(["\n", "\r\n", " \n"]),
)


def file(folder: Path, data: bytes, name: str = "d.jsonl") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@FEW
@given(st.lists(LINES, max_size=7), st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-be"]), st.booleans())
def test_unchanged_texts_give_the_same_bytes(tmp_path: Path, lines: list[str], encoding: str, cut: bool) -> None:
    text = "".join(lines)
    data = (text.rstrip("\r\n ") if cut else text).encode(encoding)
    if encoding == "utf-16-be":
        data = b"\xfe\xff" + data
    path = file(tmp_path, data)
    run(opened(path, text_field="text" if lines else None), tmp_path / "out")
    assert (tmp_path / "out").read_bytes() == data
    run_with_kills(opened(path, text_field="text" if lines else None), tmp_path / "again")
    assert (tmp_path / "again").read_bytes() == data
    records = list(opened(path, text_field="text" if lines else None).records())
    assert [record.number for record in records] == list(range(1, len(records) + 1))
    assert b"".join(record.raw for record in records) == data


@FEW
@given(LINES, TEXTS)
def test_only_the_words_change(tmp_path: Path, line: str, new: str) -> None:
    container = opened(file(tmp_path, line.encode()))
    codec = container.codec()
    record = next(record for record in container.records() if not record.header)
    out = codec.render(record, new)
    before, after = json.loads(line), json.loads(out)
    assert after == before | {"text": new}
    assert list(after) == list(before)
    noted = codec.render(record, new, {"score": 1.5})
    assert json.loads(noted) == after | {"tanqih": {"score": 1.5}}
    assert codec.render(record._replace(raw=noted), new, {}) == out


@pytest.mark.parametrize(
    ("line", "new", "want"),
    [
        ('{"a":1, "text" : "caf\\u00e9 is open" }\r\n', "caf\N{LATIN SMALL LETTER E WITH ACUTE} \N{EN DASH} open", '{"a":1, "text" : "caf\\u00e9 \\u2013 open" }\r\n'),
        ('{"text":"caf\\u00E9 is"}', "caf\N{LATIN SMALL LETTER E WITH ACUTE} \N{EM DASH}\N{RIGHT DOUBLE QUOTATION MARK}", '{"text":"caf\\u00E9 \\u2014\\u201D"}'),
        ('{"text":"x is \N{EN DASH}"}', "x was \N{EN DASH} \N{EM DASH}", '{"text":"x was \N{EN DASH} \N{EM DASH}"}'),
        ('{"text":"see http:\\/\\/a.b now"}', "see http://a.b and/or now", '{"text":"see http:\\/\\/a.b and\\/or now"}'),
        ('{"text":"one","text":"two"}', "three", '{"text":"one","text":"three"}'),
    ],
)  # fmt: skip
def test_the_style_of_escapes_is_kept(tmp_path: Path, line: str, new: str, want: str) -> None:
    container = opened(file(tmp_path, line.encode()), text_field="text")
    record = next(container.records())
    assert container.codec().render(record, new).decode() == want


def test_a_dump_of_escapes_stays_one(tmp_path: Path) -> None:
    container = opened(file(tmp_path, b'{"text":"caf\\u00e9"}\n{"text":"plain"}\n'))
    record = list(container.records())[1]
    assert container.codec().render(record, "pl\N{LATIN SMALL LETTER A WITH ACUTE}in") == b'{"text":"pl\\u00e1in"}\n'


def test_a_nested_field(tmp_path: Path) -> None:
    container = opened(file(tmp_path, b'{"a": {"b": [1], "body": "Old"}, "x": 1}\n'), text_field="a.body")
    record = next(container.records())
    assert container.codec().parse(record) == Fields("Old")
    assert container.codec().render(record, "New") == b'{"a": {"b": [1], "body": "New"}, "x": 1}\n'


def test_a_long_text_keeps_its_far_words(tmp_path: Path) -> None:
    text = "The sun \\u0041rose. " * 12_000
    container = opened(file(tmp_path, f'{{"text": "{text}"}}\n'.encode()))
    record = next(container.records())
    new = container.codec().parse(record).text
    changed = f"A sun{new[7:-5]}set. "
    out = container.codec().render(record, changed)
    assert json.loads(out)["text"] == changed
    assert out.count(b"\\u0041") == 11_999


BAD: list[tuple[bytes, str]] = [
    (b'{"text": "cut off', "malformed JSON: unterminated string starting at column 10"),
    (b'{"text": "a \xff b"}', "byte 0xFF at byte 13 is not valid utf-8"),
    (b'{"id": 3}', "no field 'text' (fields: id)"),
    (b'{"text": "a\\u0000b"}', "a NUL character in field 'text' at character 2"),
    (b'{"text": "a\0b"}', "a NUL byte at byte 12"),
    (b'{"text": "a\\ud83dz"}', "an unpaired surrogate U+D83D in field 'text' at character 2"),
    (b'{"text": 17}', "field 'text' is a number, not a string"),
    (b'{"text": null}', "field 'text' is null, not a string"),
    (b'{"text": ["a"]}', "field 'text' is an array, not a string"),
    (b'["text"]', "the record is not a JSON object"),
    (b'{"text": "a"} {"text": "b"}', "malformed JSON: extra data at column 15"),
    (b"[" * 100_000, "JSON nested too deeply"),
]


def test_bad_records(tmp_path: Path) -> None:
    data = b'{"text": "good"}\n' + b"".join(line + b'\n{"text": "good"}\n' for line, _ in BAD)
    good, bad = parsed(opened(file(tmp_path, data)))
    assert len(good) == len(BAD) + 1
    assert bad == [(f"d.jsonl:{2 * at + 2}", reason) for at, (_, reason) in enumerate(BAD)]


def test_a_record_over_the_limit_is_not_kept(tmp_path: Path) -> None:
    data = b'{"text": "a"}\n' + b"x" * 3_000_000 + b'\n{"text": "b"}\n' + b"y" * 200_000
    container = opened(file(tmp_path, data), max_record=100_000)
    records = list(container.records())
    assert [(record.place, len(record.raw), record.size) for record in records] == [
        ("d.jsonl:1", 14, 0),
        ("d.jsonl:2", 65536, 3_000_001),
        ("d.jsonl:3", 14, 0),
        ("d.jsonl:4", 65536, 200_000),
    ]
    assert records[1].bad == "a record of 3,000,001 bytes, over the limit of 100,000 (--max-record)"
    assert records[1].raw == b"x" * 65536


def test_half_a_character_at_the_end_of_utf_16(tmp_path: Path) -> None:
    data = '{"text": "a"}\n'.encode("utf-16") + b"{"
    _, bad = parsed(opened(file(tmp_path, data)))
    assert bad == [("d.jsonl:2", "half a character at the end of the utf-16-le text")]


@pytest.mark.parametrize("packing", PACK)
def test_going_on_at_every_record(tmp_path: Path, packing: str) -> None:
    lines = b"".join(b'{"id": %d, "text": "a"}\n%s' % (at, b"\n" if at % 7 == 0 else b"") for at in range(40))
    file(tmp_path, PACK[packing](lines), f"a.jsonl{packing}")
    file(tmp_path, PACK[packing](b""), f"b.jsonl{packing}")
    file(tmp_path, PACK[packing](lines[:100]), f"c.jsonl{packing}")
    container = opened(tmp_path)
    tokens = {}
    found: list[Record] = []
    for record in container.records():
        found.append(record)
        tokens[record.number] = container.token
    for number, token in tokens.items():
        assert list(container.records(number + 1, token)) == found[number:]
    assert list(container.records(20)) == found[19:]


@pytest.mark.parametrize(
    ("record", "said", "want"),
    [
        ({"body": "The talks ended.", "id": 1}, {}, "English from 'body', id from 'id' (guessed"),
        ({"maintext": "The talks ended.", "url": "u"}, {}, "English from 'maintext', id from 'url' (guessed"),
        ({"text": ARABIC, "translation": "The talks"}, {}, "English from 'translation', Arabic from 'text' (guessed"),
        ({"source": "Some Agency", "ar": ARABIC, "text": "Talks"}, {}, "English from 'text', Arabic from 'ar' (guessed"),
        ({"content": "Long text. " * 9, "target": "short"}, {}, "English from 'content' (guessed"),
        ({"t": "The talks ended."}, {"text_field": "t"}, "English from 't'"),
    ],
)
def test_guesses(tmp_path: Path, record: dict[str, Any], said: dict[str, str], want: str) -> None:
    data = json.dumps(record).encode() + b"\n"
    assert want in opened(file(tmp_path, data), **said).describe()


@pytest.mark.parametrize(
    ("record", "said", "want"),
    [
        ({"body": "The talks ended.", "content": "The talks began."}, {}, "several fields could be the text: 'content', 'body'; name one with --text-field"),
        ({"ar": ARABIC, "src": ARABIC * 2, "text": "The"}, {}, "several fields could be the source: 'src', 'ar'"),
        ({"a": "The talks ended."}, {}, "no field that could be the English text (fields: a); name it with --text-field"),
        ({"text": "The talks."}, {"text_field": "txt"}, "no field 'txt' in the first records, did you mean 'text'? (fields: text)"),
    ],
)  # fmt: skip
def test_guesses_that_fail(tmp_path: Path, record: dict[str, Any], said: dict[str, str], want: str) -> None:
    with pytest.raises(InputError) as error:
        opened(file(tmp_path, json.dumps(record).encode()), **said)
    assert want in str(error.value)


def test_other_outputs_are_refused(tmp_path: Path) -> None:
    path = file(tmp_path, b'{"text": "a"}\n')
    with pytest.raises(ConfigError, match="the output of jsonl is jsonl, not csv"):
        opened(path, output="out.csv").sink()


@pytest.mark.parametrize("packing", PACK)
@pytest.mark.parametrize("output", ["o.jsonl", "o.jsonl.gz", "o.jsonl.zst", "o"])
def test_compression(tmp_path: Path, packing: str, output: str) -> None:
    data = b"".join(b'{"text": "%d"}\n' % at for at in range(20))
    parts = PACK[packing](data[:100]) + PACK[packing](data[100:])  # two members
    path = file(tmp_path, parts, f"d.jsonl{packing}")
    container = opened(path, output=output)
    run(container, tmp_path / "out")
    run_with_kills(container, tmp_path / "again")
    out = (tmp_path / "out").read_bytes()
    assert unpack(out) == unpack((tmp_path / "again").read_bytes()) == data
    expected = output.removeprefix("o.jsonl") if output != "o" else packing
    assert [packed for packed in (".gz", ".zst") if out.startswith({".gz": b"\x1f\x8b", ".zst": b"\x28\xb5"}[packed])] == [
        expected
    ] * bool(expected)
