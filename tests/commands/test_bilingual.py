"""The commands on bilingual files: what is read is said, edits go back in place, accepted work is exported."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.commands.conftest import Command

ARABIC = "انتهت المحادثات في جنيف أمس"
TABLE = f'id,source,mt\r\n1,{ARABIC},"The talks in Geneva ended yesterday.. Men left."\r\n2,{ARABIC},They ended.\r\n'
XLIFF = (
    '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="a" source-language="ar" target-language="en"><body>\n'
    f'<trans-unit id="1"><source>{ARABIC}</source><target>The talks in <g id="1">Geneva</g> ended yesterday.. Men left.</target></trans-unit>\n'
    "</body></file></xliff>\n"
)
MEMORY = (
    f'<tmx version="1.4"><body><tu><tuv xml:lang="ar"><seg>{ARABIC}</seg></tuv>'
    '<tuv xml:lang="en"><seg>The talks in Geneva ended yesterday.. Men left.</seg></tuv></tu></body></tmx>'
)
CATALOGUE = (
    f'msgid ""\nmsgstr "Language: en\\n"\n\nmsgid "{ARABIC}"\nmsgstr ""\n"The talks in Geneva ended "\n"yesterday.. Men left."\n'
)
FILES = {"a.csv": TABLE, "a.xlf": XLIFF, "a.tmx": MEMORY, "a.po": CATALOGUE}


@pytest.mark.parametrize("name", list(FILES))
def test_only_the_repaired_words_change(tanqih: Command, name: str) -> None:
    Path(name).write_bytes(FILES[name].encode())
    issue = json.loads(tanqih("check", name, "--format", "jsonl", "-q").out.splitlines()[0])
    assert (issue["rule"], issue["text"], issue["path"]) == ("punct/double-dot", "..", name)
    lines = FILES[name].splitlines()
    assert lines[issue["line"] - 1][issue["column"] - 1 :].startswith("..")
    assert tanqih("fix", name, "--in-place").code == 0
    assert Path(name).read_bytes().decode() == FILES[name].replace("..", ".")


def test_what_is_read_from_a_table_is_said_once(tanqih: Command) -> None:
    Path("a.csv").write_text(TABLE, encoding="utf8", newline="")
    said = tanqih("fix", "a.csv", "-o", "b.csv").err
    assert said.count("a.csv: English from 'mt', Arabic from 'source', id from 'id'") == 1
    assert tanqih("check", "a.csv", "-q").err == ""
    assert "English from 'source'" in tanqih("check", "a.csv", "--text-field", "source", "--source-field", "mt").err


def test_swapped_columns_are_refused(tanqih: Command) -> None:
    Path("a.csv").write_text(TABLE, encoding="utf8", newline="")
    swapped = tanqih("check", "a.csv", "--text-field", "source", "--source-field", "mt")
    assert swapped.code == 2
    assert "a.csv:2: the two sides are swapped: the text is Arabic, its source is not" in swapped.err


@pytest.mark.parametrize("name", ["work.tmx", "work.jsonl"])
def test_accepted_work_is_exported(tanqih: Command, name: str) -> None:
    Path("a.xlf").write_text(XLIFF, encoding="utf8")
    Path("a.csv").write_text(TABLE, encoding="utf8", newline="")
    result = tanqih("fix", "a.xlf", "a.csv", "-o", "out", "--export", name)
    assert result.code == 0
    assert f"{name}: 2 segments exported" in result.err
    text = Path(name).read_text(encoding="utf8")
    assert text.count("ended yesterday. Men left.") == text.count(ARABIC) == 2
    assert tanqih("check", name, "--text-field", "post_edit" if name.endswith("l") else "en").code == 0


def test_export_is_refused_where_nothing_is_written(tanqih: Command) -> None:
    Path("a.csv").write_text(TABLE, encoding="utf8", newline="")
    assert "leave out --export" in tanqih("fix", "a.csv", "--check", "--export", "w.tmx").err
    assert "w.xml: accepted work is exported as .tmx or .jsonl" in tanqih("fix", "a.csv", "--export", "w.xml").err
    Path("b.csv").write_text('id,mt\n1,"x\n', encoding="utf8")
    assert tanqih("fix", "b.csv", "--export", "w.tmx").code == 2
    assert not Path("w.tmx").exists()


def test_tables_and_catalogues_are_named_not_searched_for(tanqih: Command) -> None:
    for name in ("a.csv", "a.po", "a.xlf"):
        Path("in").mkdir(exist_ok=True)
        Path("in", name).write_text(FILES[name], encoding="utf8", newline="")
    out = tanqih("check", "in", "--format", "json").out
    assert {issue["path"] for issue in json.loads(out)["issues"]} == {"in/a.xlf"}
    assert len(json.loads(tanqih("check", "in", "--read-as", "csv", "--format", "json").out)["issues"]) == 1


def test_a_patch_of_a_table(tanqih: Command) -> None:
    Path("a.csv").write_bytes(TABLE.encode())
    patch = tanqih("fix", "a.csv", "--diff").out
    assert "-1," in patch
    assert "yesterday. Men left." in patch


def test_fields_of_records_are_found(tanqih: Command) -> None:
    Path("a.jsonl").write_text(
        json.dumps({"id": "x", "source": ARABIC, "target": "It ended.. Men left."}, ensure_ascii=False), encoding="utf8"
    )
    result = tanqih("check", "a.jsonl")
    assert "a.jsonl: English from 'target', Arabic from 'source'" in result.err
    Path("b.jsonl").write_text(json.dumps({"source": "BBC", "text": "It ended."}), encoding="utf8")
    assert tanqih("check", "b.jsonl").err == ""
