"""The reports at the end: figures that add up, and a page that nothing in a dump can break."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from pathlib import Path

import pytest
from tests.batch.support import Serial, cleaned, dump, side

from tanqih.batch.page import page
from tanqih.batch.statistics import MOST_REASONS, Statistics


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report")
    source = dump(folder / "dump.jsonl", 40)
    nasty = {"id": "<script>alert(1)</script>", "text": "He said \N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}<img src=x onerror=alert(1)>"
             "\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK} &#8217; \u202e ended .. then"}  # fmt: skip
    with source.open("ab") as stream:
        stream.write(json.dumps(nasty).encode() + b"\n" + b'{"text": "</style><script>"\n')
    cleaned(source, folder / "clean.jsonl")
    return folder / "clean.jsonl"


@pytest.fixture(scope="module")
def report(output: Path) -> dict[str, object]:
    found: dict[str, object] = json.loads(output.with_name("clean.jsonl.report.json").read_bytes())
    return found


def test_figures_add_up(output: Path, report: dict[str, object]) -> None:
    ledger = [line for line in side(output, "ledger")[1:] if "dead" not in line]
    assert report["changed"] == len(ledger)
    assert report["records"] == 42
    assert report["dead"] == 1
    edits = sum(len(line["edits"]) for line in ledger)
    assert sum(change["count"] for change in report["changes"]) == edits  # type: ignore[attr-defined]
    families = sum(report["families"].values())  # type: ignore[attr-defined]
    assert families == sum(rule["found"] for rule in report["rules"])  # type: ignore[attr-defined]


class Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in ("src", "href") or name.startswith("on")]


def test_the_page_holds_no_script_and_asks_for_nothing(output: Path) -> None:
    text = output.with_name("clean.jsonl.report.html").read_text(encoding="utf8")
    found = Page()
    found.feed(text)
    assert not {"script", "img", "link", "iframe"} & set(found.tags)
    assert found.links == []
    assert "default-src 'none'" in text
    assert "\u202e" not in text
    assert {"svg", "rect", "table", "del", "ins"} <= set(found.tags)


def test_the_page_shows_the_most_frequent_change_with_its_context(output: Path, report: dict[str, object]) -> None:
    text = output.with_name("clean.jsonl.report.html").read_text(encoding="utf8")
    first = report["changes"][0]  # type: ignore[index]
    assert f"{first['count']} times" in text
    assert f"first in {first['place']}" in text


def test_a_page_without_issues() -> None:
    facts: dict[str, object] = {
        **dict.fromkeys(("records", "changed", "dead", "duplicates", "bytes_in", "words", "processor_seconds"), 0),
        "output": "x",
        "input": None,
        "mode": "safe",
        "signature": "s",
        "skipped": {"image": 3},
        "score": {"before": 100.0, "after": 100.0},
        "rules": [],
        "changes": [],
        "failures": {},
        "dead_reasons": {},
        "dead_letters": [],
    }
    assert "Passed over: image" in page(facts)


def test_figures_survive_the_journal_and_add_up_in_any_cut(tmp_path: Path) -> None:
    source = dump(tmp_path / "dump.jsonl", 30)
    found = []
    for size in (4, 30):
        cleaned(source, tmp_path / f"clean{size}.jsonl", shard_size=size, engine=Serial)
        facts = json.loads((tmp_path / f"clean{size}.jsonl.report.json").read_bytes())
        found.append({key: value for key, value in facts.items() if key not in ("output", "seconds", "processor_seconds")})
    assert found[0] == found[1]
    again = Statistics.from_json(json.loads(json.dumps(Statistics().as_json())))
    assert again == Statistics()


def test_figures_stay_bounded() -> None:
    total = Statistics()
    for number in range(3000):
        one = Statistics()
        one.bad(f"reason {'x' * (number % 200)} {number}")
        one.changes[str(number)] = {
            "rule": "a/b", "before": str(number), "after": "", "count": 1, "place": "", "left": "", "right": ""
        }  # fmt: skip
        total.add(one)
    total.trim(100)
    assert len(total.changes) == 100
    assert len(total.reasons) <= MOST_REASONS
    assert sum(total.reasons.values()) == total.dead == 3000
