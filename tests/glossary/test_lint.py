"""The lints of glossary files: what each finds, what it leaves alone, and that a long or broken file is read to its end quickly."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from tests.glossary.support import ARABIC, name_file, name_line, term_file, term_line

from tanqih.glossary.entries import load_bytes
from tanqih.glossary.lint import ERROR, LINTS, Problem, Row, check, check_new

OTHER = "\N{ARABIC LETTER TEH}\N{ARABIC LETTER ALEF}\N{ARABIC LETTER TEH}"
THIRD = "\N{ARABIC LETTER JEEM}\N{ARABIC LETTER ALEF}\N{ARABIC LETTER JEEM}"
CYRILLIC_A, FATHA, TATWEEL = "\N{CYRILLIC SMALL LETTER A}", "\N{ARABIC FATHA}", "\N{ARABIC TATWEEL}"


def problems(folder: Path, *lines: str, names: bool = False) -> list[Problem]:
    """Problems of a file with these lines, the header being line 1."""
    path = folder / "desk.tsv"
    path.write_text((name_file if names else term_file)(*lines), encoding="utf8")
    return list(check([path]).problems)


def found(folder: Path, *lines: str, names: bool = False) -> list[tuple[int | None, str, str]]:
    """Line, lint and column of each problem."""
    return [(problem.line, problem.lint, problem.column) for problem in problems(folder, *lines, names=names)]


CELLS: list[tuple[str, str, dict[str, str]]] = [
    ("syntax", "class", {"class_": "term/falsesense"}),
    ("pattern", "wrong", {"wrong": "the [novel"}),
    ("hidden-character", "english", {"english": "acc\N{ZERO WIDTH SPACE}ount"}),
    ("hidden-character", "note", {"note": "a \N{RIGHT-TO-LEFT MARK}note"}),
    ("mixed-script", "arabic", {"arabic": f"{ARABIC} HIV"}),
    ("mixed-script", "wrong", {"wrong": f"offici{CYRILLIC_A}l [novel]"}),
    ("mixed-script", "near", {"near": ARABIC, "evidence": "context"}),
    ("mixed-script", "note", {"note": f"the offici{CYRILLIC_A}l novel"}),
    ("arabic-spelling", "arabic", {"arabic": f"{ARABIC}+"}),
    ("arabic-spelling", "arabic", {"arabic": f"{ARABIC}-{OTHER}"}),
    ("arabic-spelling", "arabic", {"arabic": ARABIC + "\N{ARABIC LETTER HEH GOAL}"}),
    ("arabic-spelling", "arabic", {"arabic": f"{ARABIC} \N{ARABIC LETTER BEH}{TATWEEL}"}),
    ("arabic-marks", "arabic", {"arabic": ARABIC[0] + FATHA + ARABIC[1:]}),
    ("arabic-marks", "arabic", {"arabic": ARABIC[0] + TATWEEL + ARABIC[1:]}),
    ("arabic-marks", "arabic", {"arabic": ARABIC + "\N{ARABIC LETTER FARSI YEH}"}),
    ("spaces", "english", {"english": " account"}),
    ("spaces", "english", {"english": "official  account"}),
    ("spaces", "english", {"english": "official\N{NO-BREAK SPACE}account"}),
    ("spaces", "wrong", {"wrong": "official [novel]||another [novel] of"}),
    ("repeated", "arabic", {"arabic": f"{ARABIC}|{ARABIC}"}),
    ("repeated", "wrong", {"wrong": "official [novel]|official [novel]"}),
    ("never-found", "wrong", {"english": "official account|official novel"}),
    ("never-found", "wrong", {"far": "novel"}),
    ("never-found", "wrong", {"wrong": "\N{LATIN CAPITAL LETTER I WITH DOT ABOVE}zmir [novel]"}),
    ("no-change", "wrong", {"wrong": "official [novel] => novel"}),
    ("replacement-marks", "english", {"english": "account [of events]"}),
    ("replacement-marks", "wrong", {"wrong": "official [novel] => account/version *"}),
    ("near-and-far", "far", {"evidence": "context", "near": "court|judge", "far": "judge"}),
    ("always-near", "near", {"evidence": "context", "near": "official"}),
    ("idle-word", "near", {"near": "court"}),
    ("idle-word", "far", {"far": "-"}),
    ("too-broad", "wrong", {"wrong": "[year]"}),
    ("too-broad", "wrong", {"wrong": "our/official [government]"}),
    ("unknown-desk", "desk", {"desk": "footbal"}),
]


@pytest.mark.parametrize(
    ("lint", "column", "cells"), CELLS, ids=[f"{lint}-{number}" for number, (lint, _, _) in enumerate(CELLS)]
)
def test_a_mistake_in_a_cell_is_found(tmp_path: Path, lint: str, column: str, cells: dict[str, str]) -> None:
    assert found(tmp_path, term_line(**cells)) == [(2, lint, column)]


@pytest.mark.parametrize(
    "cells",
    [
        {"note": f"{ARABIC} is an account here, not a café's \N{GREEK SMALL LETTER ALPHA}."},
        {"wrong": "official/government [novel]|[novel] of events => version", "near": "court", "evidence": "context"},
        {"wrong": "[Belt] of Gaza", "english": "Strip|Gaza Strip"},
        {"wrong": "take the [side] of", "english": "part", "pos": "verb"},
        {"wrong": "[envelope]", "english": "area round Gaza|Gaza envelope", "evidence": "context", "near": "gaza"},
        {"wrong": "Unitams => UNITAMS", "english": "the UN mission"},
        {"evidence": "context", "near": "official|court", "wrong": "official [novel]|[novel] of events"},
        {"wrong": "[year]", "evidence": "source"},
        {"arabic": f"{ARABIC} {OTHER}|{OTHER}"},
    ],
)
def test_a_fine_entry_is_left_alone(tmp_path: Path, cells: dict[str, str]) -> None:
    assert problems(tmp_path, term_line(**cells)) == []


def test_everything_that_is_wrong_with_a_line_is_said(tmp_path: Path) -> None:
    bad = term_line(arabic="novel", pos="nouns", desk="", evidence="context")
    assert found(tmp_path, bad, term_line(), "too\tshort") == [
        (2, "syntax", "desk"),
        (2, "syntax", "near"),
        (2, "syntax", "arabic"),
        (2, "syntax", "pos"),
        (4, "syntax", ""),
    ]


def test_every_bad_byte_and_line_is_found_and_the_good_ones_are_read(tmp_path: Path) -> None:
    path = tmp_path / "desk.tsv"
    lines = term_file(term_line(), term_line(wrong="another [novel] of"), term_line(pos="x")).encode().split(b"\n")
    lines.insert(2, b"\xff\xfe")
    path.write_bytes(b"\xef\xbb\xbf" + b"\r\n".join(lines))
    checked = check([path])
    assert [(problem.line, problem.lint) for problem in checked.problems] == [(3, "syntax"), (5, "syntax")]
    assert (checked.entries, checked.unreadable) == (2, ())


@pytest.mark.parametrize("data", [b"", b"arabic\tenglish\n", "\ufeffx".encode("utf-16"), None])
def test_what_is_no_glossary_is_unreadable(tmp_path: Path, data: bytes | None) -> None:
    path = tmp_path / "desk.tsv"
    if data is not None:
        path.write_bytes(data)
    checked = check([path])
    assert checked.unreadable == (str(path),)
    assert [problem.lint for problem in checked.problems] == ["syntax"]


def pair(folder: Path, one: dict[str, str], two: dict[str, str]) -> list[tuple[int | None, str, str]]:
    return found(folder, term_line(**one), term_line(**({"arabic": OTHER, "english": "tale"} | two)))


def test_a_duplicate_is_found_in_any_spelling_of_the_arabic(tmp_path: Path) -> None:
    spelled = {"arabic": "\N{ARABIC LETTER ALEF WITH HAMZA ABOVE}" + ARABIC}
    assert pair(tmp_path, spelled, {"arabic": "\N{ARABIC LETTER ALEF}" + ARABIC, "english": "account"}) == [
        (3, "duplicate", "wrong")
    ]
    assert pair(tmp_path, spelled, {"arabic": spelled["arabic"], "wrong": "another [novel] of"}) == []


@pytest.mark.parametrize(
    ("one", "two", "lint"),
    [
        ({}, {}, "conflict"),
        ({"wrong": "official/state [novel]"}, {"wrong": "state/royal [novel]"}, "conflict"),
        ({"evidence": "context", "near": "court|judge"}, {"evidence": "context", "near": "judge"}, "ambiguous"),
        ({"evidence": "context", "near": "court"}, {"evidence": "context", "near": "goal"}, ""),
        ({}, {"evidence": "source"}, ""),
        ({}, {"english": "an account"}, ""),
        ({}, {"wrong": "[official novel]"}, ""),
        ({}, {"wrong": "official [novel] => ?"}, ""),
        ({}, {"wrong": "official [Novel]"}, ""),
        ({}, {"profile": "wire"}, ""),
    ],
)
def test_two_entries_fight_where_nothing_decides_between_them(
    tmp_path: Path, one: dict[str, str], two: dict[str, str], lint: str
) -> None:
    assert pair(tmp_path, one, two) == ([(3, lint, "wrong")] if lint else [])


def test_desks_decide_between_entries(tmp_path: Path) -> None:
    lines = [term_line(desk="courts", wrong=f"word{n} [novel]", arabic=f"{ARABIC} {chr(0x628 + n)}{OTHER}") for n in range(4)]
    lines += [term_line(desk="sport", wrong=f"verb{n} [novel]", arabic=f"{OTHER} {chr(0x628 + n)}{OTHER}") for n in range(4)]
    apart = [term_line(desk="courts"), term_line(desk="sport", arabic=OTHER, english="tale")]
    assert found(tmp_path, *lines, *apart) == []
    together = [term_line(desk="courts|sport"), term_line(desk="sport", arabic=OTHER, english="tale")]
    assert found(tmp_path, *lines, *together) == [(11, "conflict", "wrong")]


@pytest.mark.parametrize(
    ("one", "two", "lint"),
    [
        ({"english": "official novel"}, {"wrong": "official [novel]"}, "preferred-forbidden"),
        ({"english": "tale|official novels"}, {"wrong": "official [novel]", "pos": "noun"}, "preferred-forbidden"),
        ({"english": "tale|official novels"}, {"wrong": "official [novel]", "pos": "phrase"}, ""),
        ({"english": "official novel"}, {"wrong": "official [Novel]"}, ""),
        ({"english": "official novel"}, {"evidence": "source"}, ""),
        ({"english": "official novel"}, {"far": "official", "wrong": "another [novel]|official [novel]"}, "never-found"),
        ({"english": "official novel"}, {"english": "account|novel"}, "never-found"),
        ({"english": "official novel"}, {"profile": "wire"}, ""),
        (
            {"english": "official novel", "evidence": "context", "near": "court"},
            {"evidence": "context", "near": "court|judge"},
            "preferred-at-risk",
        ),
        ({"english": "official novel", "evidence": "context", "near": "goal"}, {"evidence": "context", "near": "court"}, ""),
    ],
)
def test_an_accepted_form_that_another_entry_reports(tmp_path: Path, one: dict[str, str], two: dict[str, str], lint: str) -> None:
    lines = term_line(wrong="another [version] of", **one), term_line(**({"arabic": OTHER} | two))
    expected = [] if not lint else [(3 if lint == "never-found" else 2, lint, "wrong" if lint == "never-found" else "english")]
    assert found(tmp_path, *lines) == expected


def test_names_that_claim_one_spelling(tmp_path: Path) -> None:
    one = name_line(english="Siddiq", variants="Sadiq", kind="person", wrong="")
    two = name_line(arabic=OTHER, english="Sadiq", kind="person", wrong="")
    assert found(tmp_path, one, two, names=True) == [(2, "name-conflict", "variants")]
    assert found(tmp_path, one, name_line(arabic=OTHER, english="Sadiq", kind="place", wrong=""), names=True) == []
    river = name_line(arabic=THIRD, english="Sadiq River", variants="Sadiq", kind="person", wrong="")
    assert found(tmp_path, two, river, names=True) == []


def test_every_lint_has_a_case() -> None:
    tested = {lint for lint, _, _ in CELLS} | {
        "limit",
        "duplicate",
        "conflict",
        "ambiguous",
        "preferred-forbidden",
        "name-conflict",
    }
    assert tested | {"preferred-at-risk"} == set(LINTS)


def test_entries_to_compare_with_are_not_reported_themselves(tmp_path: Path) -> None:
    shipped, house = tmp_path / "shipped.tsv", tmp_path / "house.tsv"
    shipped.write_text(term_file(term_line(pos="x"), term_line(english="official tale", wrong="another [version] of")))
    house.write_text(
        term_file(term_line(arabic=OTHER, wrong="another [version] of"), term_line(arabic=THIRD, wrong="official [tale]"))
    )
    checked = check([house], [shipped, house])
    assert [(problem.path, problem.line, problem.lint, problem.other) for problem in checked.problems] == [
        (str(house), 2, "conflict", (str(shipped), 3)),
        (str(house), 3, "preferred-forbidden", (str(shipped), 3)),
    ]
    assert checked.entries == 2


def test_a_new_entry_is_compared_with_those_that_share_a_word() -> None:
    held = load_bytes(term_file(term_line(), term_line(arabic=OTHER, wrong="red [belt]", english="strip")).encode(), "desk.tsv")
    (new,) = load_bytes(term_file(term_line(arabic=THIRD, english="tale", desk="any")).encode(), "house.tsv")
    row = Row(new, dict.fromkeys(("english",), "tale"))
    assert [(problem.lint, problem.other) for problem in check_new(row, held)] == [("conflict", ("desk.tsv", 2))]
    assert check_new(row, held[1:]) == []


@pytest.mark.parametrize(("line", "count"), [(term_line(), 50_000), ("x\ty", 50_001)], ids=["same", "bad"])
def test_a_file_of_200_000_lines_is_read_up_to_the_limit(tmp_path: Path, line: str, count: int) -> None:
    path = tmp_path / "desk.tsv"
    path.write_text(term_file(*[line] * 200_000), encoding="utf8")
    start = time.process_time()
    checked = check([path])
    assert time.process_time() - start < 30
    last = checked.problems[-1]
    assert (last.line, last.lint, last.message) == (50_002, "limit", "more than 50,000 entries in all files; leave some out")
    assert len(checked.problems) == count


def test_the_work_grows_with_the_entries_and_not_with_their_square(tmp_path: Path) -> None:
    letters = [chr(0x628 + n) for n in range(18)]

    def lines(count: int) -> list[str]:
        words = (letters[n % 18] + letters[n // 18 % 18] + letters[n // 324 % 18] for n in range(count))
        return [
            term_line(arabic=word + ARABIC, english=f"official novel {n}", wrong=f"official/x{n} [novel]")
            for n, word in enumerate(words)
        ]

    few, many = len(problems(tmp_path, *lines(1_000))), len(problems(tmp_path, *lines(4_000)))
    assert few > 1_000
    assert many < 4.1 * few


def test_the_shipped_files_hold_nothing_that_the_engine_refuses() -> None:
    from tanqih.resources import glossaries_folder

    checked = check(sorted(glossaries_folder().glob("*.tsv")))
    refused = ("syntax", "pattern", "limit", "hidden-character", "mixed-script", "replacement-marks", "near-and-far")
    assert [problem for problem in checked.problems if problem.lint in refused] == []
    assert LINTS["syntax"].severity == ERROR
