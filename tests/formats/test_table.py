"""TSV and CSV: dialects, columns, documents, edits, refusals."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tanqih import formats
from tanqih.document import Document
from tanqih.errors import InputError

FEW = settings(max_examples=150, deadline=None)
ARABIC = "\N{ARABIC LETTER NOON}\N{ARABIC LETTER AIN}\N{ARABIC LETTER MEEM}"
CELLS = st.lists(
    st.sampled_from(
        (
            "said",
            "The",
            " ",
            ".",
            '"',
            '""',
            ",",
            ";",
            "\n",
            "\r\n",
            "\N{RIGHT DOUBLE QUOTATION MARK}",
            ARABIC,
            "'",
            "\N{NO-BREAK SPACE}",
        )
    ),
    max_size=6,
).map("".join)


def read(text: str | bytes, name: str = "csv", **options: object) -> list[Document]:
    data = text.encode() if isinstance(text, str) else text
    documents = list(formats.read_bytes(data, name, path="f", **options))
    assert formats.write_bytes(documents) == data
    return documents


def edited(text: str, new: str, name: str = "csv") -> str:
    document, *others = read(text, name)
    changed = document.with_targets({0: replace(document.segments[0], target=new)})
    return formats.write_bytes([changed, *others]).decode()


@FEW
@given(
    st.lists(st.tuples(CELLS, CELLS), max_size=4),
    st.sampled_from((",", ";", "\t", "|")),
    st.sampled_from((csv.QUOTE_MINIMAL, csv.QUOTE_ALL)),
    st.sampled_from(("\n", "\r\n")),
    st.sampled_from(("utf-8", "utf-8-sig", "utf-16")),
    CELLS.filter(str.strip),
)
def test_another_reader_sees_the_same_and_the_edit(
    rows: list[tuple[str, str]], delimiter: str, quoting: int, newline: str, encoding: str, new: str
) -> None:
    def other(data: bytes) -> list[list[str]]:
        return list(csv.reader(io.StringIO(data.decode(encoding), newline=""), delimiter=delimiter, strict=True))

    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, quoting=quoting, lineterminator=newline)  # type: ignore[arg-type]
    writer.writerows([("key", "mt", "n"), *((key, text, str(n)) for n, (key, text) in enumerate(rows))])
    data = out.getvalue().encode(encoding)
    documents = read(data, text_field="mt", id_field="n")
    assert len(documents) == max(1, len(rows))
    if not rows or not documents[0].segments:
        return
    assert " ".join(documents[0].text.split()).replace("\N{NO-BREAK SPACE}", " ") in " ".join(rows[0][1].split())
    last = documents[0].segments[-1]
    changed = documents[0].with_targets({last.index: replace(last, target=new)})
    before, after = other(data), other(formats.write_bytes([changed, *documents[1:]]))
    assert [row[:1] + row[2:] for row in before] == [row[:1] + row[2:] for row in after]
    assert [row[1] for row in before][2:] == [row[1] for row in after][2:]
    assert "".join(new.split()) in "".join(after[1][1].split())


def test_columns_are_found_by_their_names() -> None:
    text = f"Doc-ID,Source Text,English (US),Reference\n7,{ARABIC},Yes.,Yes!\n"
    [document] = read(text.replace("English (US)", "en-US"))
    assert (document.id, document.record) == ("7", 2)
    [segment] = document.segments
    assert (segment.target, segment.source, segment.reference) == ("Yes.", ARABIC, "Yes!")
    assert (segment.offset, segment.place(0)) == (0, (2, 7))
    assert (
        str(formats.fields_of(document))
        == "English from 'en-US', Arabic from 'Source Text', reference from 'Reference', id from 'Doc-ID'"
    )


def test_a_column_called_source_is_no_arabic_unless_it_is() -> None:
    [document] = read("source,text\nBBC,Yes.\n")
    assert document.segments[0].source is None
    [document] = read(f"text,translation\n{ARABIC},Yes.\n")
    assert (document.segments[0].target, document.segments[0].source) == ("Yes.", ARABIC)


def test_columns_by_name_and_by_number() -> None:
    [document] = read(f"a,b,c\nx,{ARABIC},Yes.\n", text_field="C", source_field="b", id_field="a")
    assert (document.id, document.segments[0].target, document.segments[0].source) == ("x", "Yes.", ARABIC)
    first, second = read(f"{ARABIC}\tYes.\n{ARABIC}\tNo.\n", "tsv", text_field="2", source_field="1")
    assert (first.id, first.segments[0].source, second.segments[0].target) == ("f:1", ARABIC, "No.")


def test_rows_with_the_same_id_are_one_document() -> None:
    first, second, third = read("document\tenglish\na\tOne.\na\tTwo.\n\nb\tThree.\na\tFour.\n", "tsv")
    assert [segment.target for segment in first.segments] == ["One.", "Two."]
    assert (first.record, second.record, third.id) == (2, 5, "a")
    assert first.segments[1].place(0) == (3, 3)
    assert first.segments[0].offset is None


def test_a_cell_may_hold_paragraphs() -> None:
    text = f'id;source;mt\r\n1;"{ARABIC}\r\n{ARABIC}";"He ""said"" so.\r\n\r\nAnd went."\r\n'
    [document] = read(text)
    assert [segment.target for segment in document.segments] == ['He "said" so.', "And went."]
    assert [segment.source for segment in document.segments] == [ARABIC, ARABIC]
    assert [document.segments[0].place(at) for at in (0, 3, 4, 9)] == [(3, 7), (3, 10), (3, 12), (3, 18)]
    assert document.segments[1].place(0) == (5, 1)


@pytest.mark.parametrize(
    ("cell", "new", "raw"),
    [
        ("plain", "new", "new"),
        ("plain", "a, b", '"a, b"'),
        ("plain", 'say "so"', 'say "so"'),
        ("plain", '"so" he said', '"""so"" he said"'),
        ("plain", "a\nb", '"a\nb"'),
        ('"a ""b"""', 'c ""d', '"c """"d"'),
    ],
)
def test_an_edited_cell_is_quoted_when_it_has_to_be(cell: str, new: str, raw: str) -> None:
    assert edited(f"id,mt\n1,{cell}\n2,x\n", new) == f"id,mt\n1,{raw}\n2,x\n"


def test_marks_in_a_tsv_are_words_unless_its_writer_quotes() -> None:
    literal, other = read('id\tmt\n1\t"Yes," he said.\n2\t"No."\n', "tsv")
    assert (literal.text, other.text) == ('"Yes," he said.', '"No."')
    [spreadsheet] = read('id\tmt\n1\t"He said ""yes""."\n', "tsv")
    assert spreadsheet.text == 'He said "yes".'
    [quoted] = read('"id"\t"mt"\n"1"\t"No."\n', "tsv")
    assert quoted.text == "No."
    [broken] = read('id\tmt\n1\t"One.\n\nTwo."\n', "tsv")
    assert [segment.target for segment in broken.segments] == ["One.", "Two."]
    unbalanced = read('id\tmt\n1\t"He began.\n2\tIt ended."\n', "tsv")
    assert [document.text for document in unbalanced] == ['"He began.', 'It ended."']


def test_a_tsv_without_quoting_cannot_take_a_line_break() -> None:
    with pytest.raises(InputError, match=r"^f:2: a cell here cannot hold a tab or a line break; leave that edit out"):
        edited("id\tmt\n1\tOne.\n2\tTwo.\n", "a\nb", "tsv")


def test_a_file_without_line_feeds() -> None:
    assert [document.text for document in read("id,mt\r1,One.\r2,Two.\r")] == ["One.", "Two."]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('id,mt\n1,"abc\n2,d\n', "f:2: a quoted cell begins here and never ends; close it, or write a mark that is text twice"),
        (
            'id,mt\n1,"abc" d\n',
            "f:2: the quoted cell that begins here ends before ' d'; a quotation mark inside a quoted cell is written twice",
        ),
        ('id,mt\n1,"abc\n2,"def"\n', "f:2: the quoted cell that begins here ends on line 3 before 'def\"'"),
        ('id,mt\n1,"He said "yes"."\n', "f:2: the quoted cell that begins here ends before 'yes\"."),
        (
            "id,mt\n1,Yes, he said.\n",
            "f:2: a row of 3 cells where the first row has 2; a delimiter or a quotation mark is wrong here",
        ),
        ("id,mt\n1,One.\n\n2\n", "f:4: a row of 1 cells"),
        ("a,b\nx,y\n", "f:1: no column for the English text found (columns: a, b); name it with --text-field"),
    ],
)
def test_bad_tables_are_refused(text: str, says: str) -> None:
    with pytest.raises(InputError) as caught:
        read(text)
    assert str(caught.value).startswith(says)


def test_missing_columns_are_named() -> None:
    with pytest.raises(
        InputError, match=r"f:1: no column 'englsh', did you mean 'english'\? \(columns: id, english\); name it with --text"
    ):
        read("id,english\n1,x\n", text_field="englsh")
    with pytest.raises(InputError, match="f:1: no column '4' among 2; columns count from 1"):
        read("1,x\n", text_field="2", source_field="4")


def test_an_edit_that_the_encoding_lacks_names_its_line() -> None:
    data = f"id,mt\n1,One.\n2,{ARABIC} Two.\n".encode("windows-1256")
    _, document = formats.read_bytes(data, "csv", path="f", encoding="windows-1256")
    changed = document.with_targets({0: replace(document.segments[0], target="\N{CJK UNIFIED IDEOGRAPH-4E00}")})
    with pytest.raises(InputError, match=r"^f:3: the text now holds U\+4E00, which cp1256 cannot express"):
        formats.render(changed)


def test_a_quoted_cell_over_the_limit_is_refused() -> None:
    with pytest.raises(InputError, match=r"^f:2: a quoted cell of more than 200 characters"):
        read('id,mt\n1,"' + "x\n" * 1000, max_line_bytes=200)


def test_rows_are_read_one_at_a_time() -> None:
    class Stream(io.BytesIO):
        lines = 0

        def readline(self, size: int | None = -1, /) -> bytes:
            self.lines += 1
            return super().readline(size)

    stream = Stream(b"id,mt\n" + b"1,One.\n2,Two.\n" * 100_000)
    next(formats.read(stream, format="csv"))
    assert stream.lines < 60_000


def test_the_document_is_what_its_rows_would_be_read_as() -> None:
    [document] = read("id,mt\n1,One. Two.\n")
    again = formats.reread(document.with_targets({0: replace(document.segments[0], target="One, two. ")}))
    assert [segment.target for segment in again.segments] == ["One, two."]
    assert formats.render(again) == b'id,mt\n1,"One, two. "\n'
    assert again.segments[0].place(0) == (2, 4)
