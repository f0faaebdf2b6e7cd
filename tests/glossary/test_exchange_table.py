"""Tables of other programs: delimiters, names of columns, cells of several lines, and what is wrong with them by line."""

from __future__ import annotations

import pytest
from tests.glossary.support import ARABIC

from tanqih.glossary.entries import GlossaryError
from tanqih.glossary.exchange import Losses, Options, Record, read, write
from tanqih.glossary.exchange.tabular import KNOWN


def taken(text: str, **columns: str) -> tuple[list[Record], Losses]:
    losses = Losses()
    return read("csv", text, "terms.csv", losses, Options(columns)), losses


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_delimiter_is_found_out(delimiter: str, end: str) -> None:
    rows = [["Source", "Target", "Forbidden", "Comment"], [ARABIC, "account", "tall tale", "See: 1, 2"]]
    quoted = [[f'"{cell}"' if delimiter in cell else cell for cell in row] for row in rows]
    (record,), losses = taken(end.join(delimiter.join(row) for row in quoted) + end)
    assert (record.line, record.arabic, record.english, record.wrong) == (2, (ARABIC,), ("account",), ("tall tale",))
    assert record.note == "See: 1, 2"
    assert not losses.any


@pytest.mark.parametrize(
    "names", [("AR", "EN"), ("Source term", "Target-Term"), ("arabic", "Preferred English"), ('"Arabic"', "english")]
)
def test_columns_have_many_names(names: tuple[str, str]) -> None:
    (record,), _ = taken(f"{names[0]},{names[1]}\n{ARABIC},account\n")
    assert (record.arabic, record.english) == ((ARABIC,), ("account",))


def test_columns_can_be_named() -> None:
    text = f"Quelle;Ziel;Verboten;en\n{ARABIC};account;novel;nein\n"
    (record,), losses = taken(text, arabic="Quelle", english="Ziel", wrong="Verboten")
    assert (record.english, record.wrong) == (("account",), ("novel",))
    assert losses.lost == {"column 'en'": 1}
    with pytest.raises(GlossaryError, match=r"terms.csv:1: has no column 'Quele', did you mean 'Quelle'\? for --column arabic"):
        taken(text, arabic="Quele")


def test_parts_of_a_cell_and_words_of_other_programs() -> None:
    text = f'arabic,english,wrong,part of speech,domain,context\n{ARABIC},"account; version","novel\ntall tale",Adjective,Courts,Judge|court\n'
    (record,), _ = taken(text)
    assert (record.english, record.wrong, record.pos) == (("account", "version"), ("novel", "tall tale"), "adj")
    assert (record.desks, record.near) == (("courts",), ("judge", "court"))


def test_our_own_columns_keep_every_mark() -> None:
    record = Record(0, (ARABIC,), ("a; b",), wrong=("x [y]; z => -",), rule="term/file", note='one, "two"\u2028')
    data = write([record], "csv", Losses())
    assert data.startswith(b"\xef\xbb\xbfarabic,english,")
    (back,), losses = taken(data.decode("utf-8-sig"))
    assert (back.english, back.wrong, back.note) == (("a; b",), ("x [y]; z => -",), 'one, "two"')
    assert not losses.any


def test_what_cannot_be_used_is_said_by_line() -> None:
    text = f'ar,en,wrong,client\n"{ARABIC}\n",account,and/or|the,Acme\n\n,tale,,\n{ARABIC},,,\n{ARABIC},a,b,c,d\n'
    records, losses = taken(text)
    assert [record.line for record in records] == [2]
    assert losses.lost == {"column 'client'": 1}
    assert [(skipped.line, skipped.whole) for skipped in losses.skipped] == [(2, False)] * 2 + [(5, True), (6, True), (7, True)]
    assert [skipped.why for skipped in losses.skipped[2:]] == [
        "has no Arabic", "has no English", "has 5 cells where the first row has 4"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "terms.csv:1: has no column for the Arabic, only an empty first row; name it with --column arabic=NAME"),
        ("a,b\n1,2\n", "has no column for the Arabic, only 'a', 'b'"),
        ("ar,b\n1,2\n", "has no column for the English"),
        (f'ar,en\n"{ARABIC}"x,account\n', "terms.csv:2: not a table ("),
        (f'ar,en\n"{ARABIC},account\n', "not a table ("),
    ],
)
def test_what_is_no_table_is_an_error(text: str, said: str) -> None:
    with pytest.raises(GlossaryError) as caught:
        taken(text)
    assert said in str(caught.value)


def test_no_name_of_a_column_has_two_meanings() -> None:
    assert len(KNOWN) == len(set(KNOWN)) > 60
