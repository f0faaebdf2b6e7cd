"""`tanqih glossary`: each command at the command line, with what it prints, writes and returns."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from tests.support import ROOT

from tanqih.glossary.entries import NAME_COLUMNS, TERM_COLUMNS, load_file, term_from_cells
from tanqih.glossary.lint import LINTS
from tanqih.glossary.profiles import KEYS

from .conftest import Command

ARABIC = "\N{ARABIC LETTER ZAH}\N{ARABIC LETTER YEH}\N{ARABIC LETTER ZAH}\N{ARABIC LETTER WAW}\N{ARABIC LETTER ZAH}"
"""No word, and so in no glossary."""
HEADER = "\t".join(TERM_COLUMNS)


def line(**cells: str) -> str:
    known = {
        "arabic": ARABIC, "english": "zorp", "wrong": "quux blarg", "pos": "noun", "class": "term/file", "desk": "any",
        "evidence": "alone", "profile": "any",
    }  # fmt: skip
    return "\t".join(
        (known | {name.removesuffix("_"): cell for name, cell in cells.items()}).get(column, "") for column in TERM_COLUMNS
    )


def house(*lines: str, name: str = "house.tsv", configured: bool = True) -> Path:
    """A house glossary in the working folder, which the configuration names."""
    path = Path(name)
    path.write_text("\n".join((HEADER, *lines)) + "\n", encoding="utf8")
    if configured:
        Path("tanqih.toml").write_text(f'glossaries = ["{name}"]\n')
    return path


ADD = ("glossary", "add", "--arabic", ARABIC, "--english", "zorp", "--wrong", "quux blarg")


# check


def test_check_names_file_line_and_lint(tanqih: Command) -> None:
    house(line(), line(pos="nouns"), line(wrong="the [x"), line(wrong="zorp"))
    result = tanqih("glossary", "check", "house.tsv")
    assert result.code == 1
    assert [row.split()[:3] for row in result.out.splitlines()[:3]] == [
        ["house.tsv:3", "error", "syntax"],
        ["house.tsv:4", "error", "pattern"],
        ["house.tsv:5", "error", "never-found"],
    ]
    assert result.out.splitlines()[-1] == "1 file, 3 entries: 3 errors (syntax 1, pattern 1, never-found 1)."


def test_check_exit_codes(tanqih: Command) -> None:
    house(line())
    assert tanqih("glossary", "check", "house.tsv").out == "Nothing wrong in 1 file, 1 entry.\n"
    house(line(desk="nowhere"))
    assert tanqih("glossary", "check", "house.tsv").code == 1
    assert tanqih("glossary", "check", "house.tsv", "--fail-on", "error").code == 0
    assert tanqih("glossary", "check", "house.tsv", "--ignore", "unknown-desk,spaces").code == 0
    assert tanqih("glossary", "check", "house.tsv", "none.tsv").code == 2
    assert "did you mean 'unknown-desk'?" in tanqih("glossary", "check", "--ignore", "unknown-desks").err
    Path("empty").mkdir()
    assert tanqih("glossary", "check", "empty").code == 2


def test_check_compares_with_the_shipped_files_and_as_json(tanqih: Command) -> None:
    house(line(english="the referees", wrong="[a sentence of its own] => rulers of the match"), line(wrong="rulers committee"))
    result = tanqih("glossary", "check", "house.tsv", "--format", "json")
    report = json.loads(result.out)
    assert (report["version"], report["files"], report["entries"]) == (1, ["house.tsv"], 2)
    (problem,) = [problem for problem in report["problems"] if problem["lint"] == "conflict"]
    assert (problem["path"], problem["line"], problem["severity"], problem["column"]) == ("house.tsv", 3, "error", "wrong")
    assert problem["other"]["path"].endswith("football.tsv")
    assert report["summary"]["errors"] == sum(problem["severity"] == "error" for problem in report["problems"])


def test_check_without_paths_looks_at_all_files(tanqih: Command) -> None:
    house(line(desk="nowhere"))
    report = json.loads(tanqih("glossary", "check", "--format", "json").out)
    assert {Path(path).name for path in report["files"]} >= {"house.tsv", "politics.tsv", "names-people.tsv"}
    assert [problem["line"] for problem in report["problems"] if problem["path"].endswith("house.tsv")] == [2]


def test_no_hidden_character_reaches_the_terminal(tanqih: Command) -> None:
    house(line(note="a\N{RIGHT-TO-LEFT OVERRIDE}b\x1b[31m", english="z\x1b[0m\N{ZERO WIDTH SPACE}"))
    for arguments in (("check", "house.tsv"), ("lookup", "quux blarg"), ("lookup", "\x1b[31mquux\N{RIGHT-TO-LEFT MARK}")):
        for form in ("text", "json"):
            result = tanqih("glossary", *arguments, "--format", form)
            assert result.out
            assert not set("\x1b\N{RIGHT-TO-LEFT OVERRIDE}\N{ZERO WIDTH SPACE}\N{RIGHT-TO-LEFT MARK}") & set(
                result.out + result.err
            )


# lookup


def test_lookup_by_arabic_with_clitics_and_other_spelling(tanqih: Command) -> None:
    for text in (
        "\N{ARABIC LETTER WAW}" + ARABIC,
        "\N{ARABIC LETTER BEH}" + ARABIC,
        ARABIC[:2] + "\N{ARABIC FATHA}" + ARABIC[2:],
    ):
        house(line())
        result = tanqih("glossary", "lookup", text)
        assert result.code == 0, text
        assert "house.tsv:2" in result.out
        assert "found by  its Arabic" in result.out


@pytest.mark.parametrize(
    ("text", "by"),
    [("zorps", "english"), ("quux blargs", "wrong"), ("blarg", "in_wrong"), ("Zorp", "english")],
)
def test_lookup_by_english_and_by_wrong_rendering(tanqih: Command, text: str, by: str) -> None:
    house(line(note="Only a test."))
    answer = json.loads(tanqih("glossary", "lookup", *text.split(), "--format", "json").out)
    (entry,) = answer["entries"]
    assert (entry["found_by"], Path(entry["path"]).name, entry["line"], entry["note"]) == (
        by,
        "house.tsv",
        2,
        "Only a test.",
    )
    assert {row["when"]: row["confidence"] for row in entry["confidence"]}["the Arabic holds the term"] == 0.85


def test_lookup_says_what_would_be_reported_and_why(tanqih: Command) -> None:
    house(line())
    out = tanqih("glossary", "lookup", "He saw the quux blargs there").out
    assert "“quux blargs” → “zorps”  75% reported  house.tsv:2" in out
    assert "wrong wherever it stands (evidence alone)" in out


@pytest.mark.parametrize(
    ("cells", "text", "outcome", "reason"),
    [
        (
            {"evidence": "context", "near": "judge|court"},
            "a quux blarg",
            "30% not reported, below 50%",
            "none of its near words stands",
        ),
        ({"evidence": "context", "near": "judge|court"}, "a judge's quux blarg", "70% reported", "near words are there: judge"),
        ({"far": "moon"}, "a quux blarg of the moon", "not reported", "moon must not stand in the same sentence (far)"),
        ({"wrong": "Quux Blarg"}, "a quux blarg", "not reported", "a capital"),
        ({"english": "quux blarg"}, "a quux blarg", "not reported", "part of an English form that the entry accepts"),
        ({"evidence": "source"}, "a quux blarg", "20% not reported, below 50%", "only the Arabic can tell (evidence source)"),
        ({"evidence": "source", "wrong": "quux"}, "a quux", "not reported", "one word alone is not even hinted at"),
        ({"desk": "football"}, "a quux blarg", "30% not reported", "not recognised as one of the desk football"),
        ({"profile": "wire"}, "a quux blarg", "not reported: house style", "wrong wherever it stands"),
        ({"profile": "wire"}, "“A quux blarg,” he said.", "not reported", "house style leaves quotations alone"),
    ],
)
def test_lookup_says_why_not(tanqih: Command, cells: dict[str, str], text: str, outcome: str, reason: str) -> None:
    house(line(**cells))
    out = " ".join(tanqih("glossary", "lookup", text).out.split())
    assert outcome in out
    assert reason in out


def test_lookup_of_a_longer_pattern_that_wins(tanqih: Command) -> None:
    house(line(), line(arabic=ARABIC * 2, wrong="big quux blarg", english="zirp"))
    answer = json.loads(tanqih("glossary", "lookup", "the big quux blarg", "--format", "json").out)
    assert [(found["reported"], found["reasons"][0]) for found in answer["findings"]] == [
        (True, "the pattern is wrong wherever it stands (evidence alone)"),
        (False, "house.tsv:3 reaches further"),
    ]


def test_lookup_with_the_arabic(tanqih: Command) -> None:
    house(line(evidence="source"))
    answer = json.loads(tanqih("glossary", "lookup", "a quux blarg", "--arabic", f"x {ARABIC}", "--format", "json").out)
    (found,) = answer["findings"]
    assert (found["reported"], found["confidence"], found["reasons"]) == (True, 0.85, [f"the Arabic holds {ARABIC}"])


def test_lookup_with_profile_and_least_confidence(tanqih: Command) -> None:
    house(line(profile="wire", class_="term/file"))
    assert "75% reported" in tanqih("glossary", "lookup", "a quux blarg", "--profile", "wire").out
    assert (
        "not reported, below 80%"
        in tanqih("glossary", "lookup", "a quux blarg", "--profile", "wire", "--min-confidence", "0.8").out
    )


def test_lookup_of_what_is_not_there_names_the_nearest(tanqih: Command) -> None:
    result = tanqih("glossary", "lookup", "Kadhafy")
    assert result.code == 1
    assert "did you mean" in result.out
    assert "Gaddafi" in result.out
    house(line())
    assert "house.tsv:2" in tanqih("glossary", "lookup", ARABIC[:-1] + "\N{ARABIC LETTER DAD}").out
    assert tanqih("glossary", "lookup", "...").code == 2


# add


def test_add_makes_the_house_glossary_and_says_how_to_use_it(tanqih: Command) -> None:
    result = tanqih(*ADD, "--near", "Court|judge", "--note", "A  test.", "--class", "file", "--desk", "courts")
    assert (result.code, result.out) == (0, f"house.tsv:2: added {ARABIC}\n")
    assert 'glossaries = ["house.tsv"]' in result.err
    wanted = line(pos="phrase", evidence="context", near="court|judge", desk="courts", note="A test.")
    assert Path("house.tsv").read_text(encoding="utf8") == f"{HEADER}\n{wanted}\n"
    Path("tanqih.toml").write_text('glossaries = ["house.tsv"]\n')
    result = tanqih(*ADD[:-1], "blarg quux")
    assert (result.out, result.err) == (f"house.tsv:3: added {ARABIC}\n", "")


@pytest.mark.parametrize(("end", "closed"), [("\n", True), ("\n", False), ("\r\n", True), ("\r\n", False)])
def test_add_leaves_every_other_byte_alone(tanqih: Command, end: str, closed: bool) -> None:
    path = Path("house.tsv")
    before = f"\ufeff# ours{end}{HEADER}{end}{end}{line(wrong='blarg quux')}{end * closed}".encode()
    path.write_bytes(before)
    path.chmod(0o640)
    assert tanqih(*ADD, "--to", "house.tsv").out == f"house.tsv:5: added {ARABIC}\n"
    after = path.read_bytes()
    assert after == before + f"{'' if closed else end}{line(pos='phrase', class_='term/false-sense')}{end * closed}".encode()
    assert path.stat().st_mode & 0o777 == 0o640
    assert load_file(path)[-1].line == 5


def test_add_goes_to_the_first_configured_file_of_its_kind(tanqih: Command) -> None:
    Path("names.tsv").write_text("\t".join(NAME_COLUMNS) + "\n" + f"{ARABIC}\tZorp\t\t\tplace\talone\t\t\t\n", encoding="utf8")
    Path("more").mkdir()
    Path("tanqih.toml").write_text('glossaries = ["names.tsv", "more"]\n')
    assert tanqih(*ADD).out.startswith(str(Path("more", "house.tsv:2")))
    name = ("glossary", "add", "--arabic", ARABIC * 2, "--english", "Zirp|Zurp", "--variant", "Zyrp", "--kind", "club")
    assert tanqih(*name).out.startswith("names.tsv:3")
    assert Path("names.tsv").read_text(encoding="utf8").splitlines()[2] == f"{ARABIC * 2}\tZirp\tZurp|Zyrp\t\tclub\talone\t\t\t"


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--wrong", "the of"), "would match almost everywhere"),
        (("--english", "zorp\N{ZERO WIDTH SPACE}"), "which nobody sees"),
        (("--far", "blarg"), "holds a word of its own far column"),
        (("--class", "term/files"), "did you mean 'term/file'?"),
        (("--evidence", "context"), "name the words that must stand near"),
        (("--name",), "a name has a kind"),
        (("--kind", "clubs"), "did you mean 'club'?"),
        (("--kind", "club", "--pos", "noun"), "--pos is for terms"),
        (("--to", "names.tsv"), "names.tsv: holds names, and this is a term"),
        (("--to", "bad.tsv"), "bad.tsv:2: 1 cells where 11 belong"),
        (("--to", "none/house.tsv"), "cannot be written"),
    ],
)
def test_add_refuses_what_is_wrong_and_writes_nothing(tanqih: Command, more: tuple[str, ...], said: str) -> None:
    Path("names.tsv").write_text("\t".join(NAME_COLUMNS) + "\n" + f"{ARABIC}\tZorp\t\t\tplace\talone\t\t\t\n", encoding="utf8")
    Path("bad.tsv").write_text(f"{HEADER}\nx\n")
    before = {path: path.read_bytes() for path in Path().iterdir()}
    result = tanqih(*ADD, *more)
    assert (result.code, result.out) == (2, "")
    assert said in result.err
    assert {path: path.read_bytes() for path in Path().iterdir()} == before


def test_add_refuses_a_duplicate_and_says_where_it_is(tanqih: Command) -> None:
    path = house(line())
    result = tanqih(*ADD)
    assert result.code == 2
    assert "'quux blarg' for the same Arabic stands in house.tsv:2 too" in result.err
    assert load_file(path)[-1].line == 2
    assert tanqih(*ADD, "--force").out == f"house.tsv:3: added {ARABIC}\n"


def test_add_entry_needs_no_screen(tmp_path: Path) -> None:
    from tanqih.commands.glossary.adding import add_entry, plan

    cells = dict.fromkeys(TERM_COLUMNS, "") | {"arabic": ARABIC, "english": "zorp", "wrong": "quux blarg", "pos": "noun"}
    entry = term_from_cells(cells | {"class": "term/file", "desk": "nowhere", "evidence": "alone", "profile": "any"})
    planned = plan(tmp_path / "house.tsv", entry)
    assert [(problem.lint, problem.line) for problem in planned.problems] == [("unknown-desk", 2)]
    assert not (tmp_path / "house.tsv").exists()
    assert add_entry(tmp_path / "house.tsv", entry) == 2
    (written,) = load_file(tmp_path / "house.tsv")
    assert (written.arabic, written.english, written.wrong) == ((ARABIC,), ("zorp",), ("quux blarg",))


# convert


def test_convert_there_and_back(tanqih: Command) -> None:
    path = house(line(near="court", evidence="context", wrong="quux [blarg]|big/small [blarg] => zirp"))
    result = tanqih("glossary", "convert", "house.tsv", "house.tbx")
    assert (result.code, result.out) == (0, "")
    assert "house.tsv: 1 entry read, 1 written to house.tbx" in result.err
    assert (
        "kept in notes, which other programs show and do not act on: class 1, evidence 1, near 1, marks of patterns 1"
        in result.err
    )
    assert tanqih("glossary", "convert", "house.tbx", "back.csv", "-q").err == ""
    assert tanqih("glossary", "convert", "back.csv", "back.tsv", "-q").code == 0
    assert Path("back.tsv").read_bytes() == path.read_bytes()


def test_convert_reports_losses_and_returns_1(tanqih: Command) -> None:
    rows = [
        f"Quelle;Ziel;avoid;Client;Subject;{'x'}",
        f"{ARABIC};zorp;blarg quux;Acme;Courts;",
        ";tale;;;;",
        f"{ARABIC};tale;and/or;;;",
    ]
    Path("base.csv").write_text("\n".join(rows), encoding="windows-1256")
    named = ("--column", "arabic=Quelle", "--column", "english=Ziel", "--encoding", "windows-1256")
    result = tanqih("glossary", "convert", "base.csv", "base.tsv", *named)
    assert result.code == 1
    for said in (
        "base.csv: 2 entries read, 1 written to base.tsv",
        "lost, with the number of entries: column 'Client' 1",
        "put in, since the input does not say it: ",
        "skipped: 2 entries and 1 wrong rendering",
        "  base.csv:3: has no Arabic",
        "  base.csv:4: names no wrong rendering",
    ):
        assert said in result.err
    (entry,) = load_file(Path("base.tsv"))
    assert (entry.arabic, entry.wrong, entry.line) == ((ARABIC,), ("blarg quux",), 2)


def test_convert_of_terms_and_names(tanqih: Command) -> None:
    Path("both.csv").write_text(f"ar,en,wrong,kind\n{ARABIC},zorp,quux blarg,\n{ARABIC},Zirp,,club\n", encoding="utf8")
    assert "--only terms and --only names" in tanqih("glossary", "convert", "both.csv", "a.tsv").err
    result = tanqih("glossary", "convert", "both.csv", "a.tsv", "--only", "names")
    assert (result.code, "left out as --only asks: 1 entry" in result.err) == (0, True)
    assert Path("a.tsv").read_text(encoding="utf8").startswith("\t".join(NAME_COLUMNS))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("none.tbx", "a.tsv"), "none.tbx: no such file"),
        (("bad.tbx", "a.tsv"), "bad.tbx:1: not well-formed XML"),
        (("empty.csv", "a.tsv"), "empty.csv: holds no entry that tsv can take, nothing was written"),
        (("empty.csv", "a.doc"), "unknown extension '.doc'"),
        (("empty.csv", "a.tsv", "--to", "tbx4"), "no glossary format 'tbx4'"),
        (("empty.csv", "a.tsv", "--column", "arabisch=x"), "did you mean 'arabic'?"),
        (("empty.csv", "a.tsv", "--class", "files"), "--class must be one of"),
        (("empty.csv", "a.tsv", "--kind", "clubs"), "did you mean 'club'?"),
    ],
)
def test_convert_errors_leave_the_output_as_it_was(tanqih: Command, arguments: tuple[str, ...], said: str) -> None:
    Path("bad.tbx").write_text("<")
    Path("empty.csv").write_text("ar,en\n,\n")
    Path("a.tsv").write_text("as it was")
    result = tanqih("glossary", "convert", *arguments)
    assert result.code == 2
    assert said in result.err
    assert Path("a.tsv").read_text() == "as it was"


# stats


def test_stats_count_what_a_file_holds(tanqih: Command) -> None:
    house(
        line(wrong="big quux|quux/blarg cat-dog"),
        line(desk="courts|sport", profile="wire", evidence="source", class_="term/martyr"),
    )
    Path("names.tsv").write_text("\t".join(NAME_COLUMNS) + f"\n{ARABIC}\tZorp\tZirp|Zurp\t\tclub\talone\t\t\t\n", encoding="utf8")
    counts = json.loads(tanqih("glossary", "stats", "house.tsv", "names.tsv", "--format", "json").out)
    assert counts["totals"] == {
        "entries": 3, "terms": 2, "names": 1, "names_with_variants": 1, "variants": 2, "arabic_forms": 3, "patterns": 3,
    }  # fmt: skip
    assert counts["files"] == {"house.tsv": 2, "names.tsv": 1}
    assert counts["desks"] == {"any": 1, "courts": 1, "sport": 1}
    assert (counts["classes"], counts["kinds"]) == ({"term/file": 1, "term/martyr": 1}, {"club": 1})
    assert (counts["profiles"], counts["evidence"]) == ({"any": 1, "wire": 1}, {"alone": 2, "source": 1})
    out = tanqih("glossary", "stats").out
    assert "house.tsv" in out
    assert "politics.tsv" in out


# the rest


def test_a_rules_page_says_where_its_suggestions_come_from(tanqih: Command) -> None:
    out = " ".join(tanqih("rules", "term/false-sense").out.split())
    assert "entries of the shipped glossaries name the words that are wrong" in out
    assert "tanqih glossary lookup WORDS" in out
    assert "(evidence source): at most 35% sure without it" in out
    assert "Where it knows from" not in tanqih("rules", "punct/double-dot").out


def test_a_command_is_needed(tanqih: Command) -> None:
    assert tanqih("glossary").code == 2
    assert "did you mean 'lookup'?" in tanqih("glossary", "lokup", "x").err
    assert "did you mean '--evidence'?" in tanqih(*ADD, "--evidense", "alone").err


def test_the_documentation_names_every_lint_and_every_key_of_a_profile() -> None:
    text = (ROOT / "docs" / "glossary.md").read_text(encoding="utf8")
    rows = re.findall(r"^\| `([a-z-]+)` \| (error|warning) \| (.+) \|$", text, re.MULTILINE)
    assert {name: (severity, about) for name, severity, about in rows} == {name: tuple(lint) for name, lint in LINTS.items()}
    assert {key for key in KEYS if not re.search(rf"^(\[{key}\]|{key} =)", text, re.MULTILINE)} == set()


# names


def texts() -> None:
    """Three texts in a folder that spell two names two ways."""
    Path("news").mkdir()
    Path("news/a.txt").write_text("Moammar Gaddafi spoke. Ahmed Khateeb listened.\n")
    Path("news/b.txt").write_text("Then Qaddafi left. The striker Ahmed Khatib scored.\n")
    Path("news/c.jsonl").write_text('{"id": "1", "text": "Gaddafi fell."}\n')


def test_names_are_compared_across_texts(tanqih: Command) -> None:
    texts()
    result = tanqih("glossary", "names", "news")
    assert result.code == 1
    assert [line.split("  ")[0] for line in result.out.splitlines() if line[0] != " "] == ["Gaddafi", "Khateeb"]
    assert "Qaddafi  1 time in 1 text: news/b.txt" in result.out


def test_names_make_a_profile_that_mends_all_texts(tanqih: Command) -> None:
    texts()
    Path("house.toml").write_text(tanqih("glossary", "names", "news", "--format", "toml").out)
    tanqih("fix", "news", "--profile", "house.toml", "--unsafe", "--in-place")
    assert Path("news/b.txt").read_text() == "Then Gaddafi left. The striker Ahmed Khateeb scored.\n"
    again = tanqih("glossary", "names", "news")
    assert (again.code, again.out) == (0, "")


def test_names_as_json(tanqih: Command) -> None:
    texts()
    table = json.loads(tanqih("glossary", "names", "news", "--format", "json").out)
    first = table["names"][0]
    assert first["keep"] == {"text": "Gaddafi", "count": 2, "documents": {"news/a.txt": 1, "news/c.jsonl: 1": 1}}
    assert [other["text"] for other in first["others"]] == ["Qaddafi"]
