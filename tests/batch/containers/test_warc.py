"""Web archives, written by warcio: pages become lines, all else is counted."""

from __future__ import annotations

import gzip
import io
import json
from pathlib import Path

import pytest
from tests.batch.containers.driving import PACK, opened, parsed, run, run_with_kills, unpack
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tanqih.batch.records import Record
from tanqih.errors import ConfigError

pytestmark = pytest.mark.filterwarnings("ignore:Unclosed file <tempfile:ResourceWarning")  # warcio's writer leaves them open
SENTENCE = "The minister said on Sunday that the talks in the capital would go on for another week."
PAGE = "<html><head><title>T</title></head><body><nav>Home | Sport</nav><article><h1>Talks go on</h1>{}</article><footer>Imprint</footer></body></html>"
ARTICLE = PAGE.format("".join(f"<p>{number}: {SENTENCE}</p>" for number in range(6)))


class Archive:
    """An archive in the making."""

    def __init__(self, *, packed: bool = False) -> None:
        self.stream = io.BytesIO()
        self.writer = WARCWriter(self.stream, gzip=packed)
        self.writer.write_record(self.writer.create_warcinfo_record("a.warc", {"software": "a test"}))

    def add(
        self,
        body: bytes,
        status: str = "200 OK",
        kind: str = "text/html; charset=utf-8",
        more: tuple[tuple[str, str], ...] = (),
        number: int = 0,
    ) -> Archive:
        headers = StatusAndHeaders(status, [("Content-Type", kind), *more], protocol="HTTP/1.1")
        date = {"WARC-Date": "2024-05-01T00:00:00Z"}
        uri = f"http://a.example/{number}"
        self.writer.write_record(
            self.writer.create_warc_record(
                uri, "response", payload=io.BytesIO(body), http_headers=headers, warc_headers_dict=date
            )
        )
        return self

    @property
    def data(self) -> bytes:
        return self.stream.getvalue()


def lines(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in unpack(path.read_bytes()).splitlines()]


@pytest.mark.parametrize("packing", ["member", *PACK])
def test_pages_become_lines(tmp_path: Path, packing: str) -> None:
    archive = Archive(packed=packing == "member")
    archive.add(ARTICLE.encode(), number=1)
    archive.add(b"\xff\xd8", kind="image/jpeg")
    archive.add(b"gone", status="404 Not Found")
    archive.add(gzip.compress(ARTICLE.encode()), more=(("Content-Encoding", "gzip"),), number=2)
    archive.add(
        PAGE.format(f"<p>caf\N{LATIN SMALL LETTER E WITH ACUTE}: {SENTENCE * 5}</p>").encode("cp1252"),
        kind="text/html; charset=windows-1252",
        number=3,
    )
    archive.add(b"<html></html>", number=4)
    name = "a.warc.gz" if packing == "member" else f"a.warc{packing}"
    (tmp_path / name).write_bytes(archive.data if packing == "member" else PACK[packing](archive.data))
    container = opened(tmp_path / name, output="o.jsonl")
    run(container, tmp_path / "out", lambda fields: fields.text.replace("Sunday", "Monday"))
    found = lines(tmp_path / "out")
    assert [list(line) for line in found] == [["url", "date", "text"]] * 4
    assert [line["url"][-1] for line in found] == ["1", "2", "3", "4"]
    assert found[0]["date"] == "2024-05-01T00:00:00Z"
    assert found[0]["text"].count("said on Monday") == 6
    assert "Imprint" not in found[0]["text"]
    assert found[0]["text"] == found[1]["text"]
    assert (
        found[2]["text"].startswith("caf\N{LATIN SMALL LETTER E WITH ACUTE}")
        or "caf\N{LATIN SMALL LETTER E WITH ACUTE}" in found[2]["text"]
    )
    assert found[3]["text"] == ""
    assert container.skipped == {"WARC records: warcinfo": 1, "pages: not HTML": 1, "pages: status 4xx": 1}


def test_going_on_at_every_page(tmp_path: Path) -> None:
    archive = Archive()
    for number in range(8):
        archive.add(b"x", status="404 Not Found").add(ARTICLE.encode(), number=number)
    (tmp_path / "a.warc").write_bytes(archive.data)
    container = opened(tmp_path / "a.warc", output="o.jsonl")
    found: list[Record] = []
    tokens: list[tuple[str, dict[str, int]]] = []
    for record in container.records():
        found.append(record)
        tokens.append((container.token, dict(container.skipped)))
    assert len(found) == 8
    for number, (token, skipped) in enumerate(tokens, 1):
        again = container.records(number + 1, token)
        assert list(again) == found[number:]
        assert container.skipped == tokens[-1][1]
        assert skipped["pages: status 4xx"] == number
    run_with_kills(container, tmp_path / "out")
    run(container, tmp_path / "whole")
    assert (tmp_path / "out").read_bytes() == (tmp_path / "whole").read_bytes()
    assert lines(tmp_path / "out")[7]["url"] == "http://a.example/7"


def test_damage_costs_no_other_page(tmp_path: Path) -> None:
    good = Archive().add(ARTICLE.encode(), number=1).data
    start = good.index(b"WARC/1.0", 10)
    page = good[start:]
    wrong = page.replace(b"Content-Length: ", b"Content-Length: x", 1)
    broken = page.replace(b"text/html; charset=utf-8", b"text/html\r\nContent-Encoding: gzip", 1)
    shift = len(broken) - len(page)
    length = int(page.split(b"Content-Length: ")[1].split(b"\r")[0])
    broken = broken.replace(b"Content-Length: %d" % length, b"Content-Length: %d" % (length + shift))
    parts = (
        page,
        b"garbage\nmore\n",
        page,
        wrong,
        page,
        broken,
        page,
        b"WARC/1.0\r\nno end",
    )
    (tmp_path / "a.warc").write_bytes(b"".join(parts))
    container = opened(tmp_path / "a.warc")
    good_ones, bad = parsed(container)
    assert len(good_ones) == 5
    assert [reason for _, reason in bad] == [
        "bytes that are no WARC record",
        "a WARC record without Content-Length",
        "a WARC record that is cut off",
    ]


def test_pages_over_the_limit(tmp_path: Path) -> None:
    big = PAGE.format("x" * 300_000).encode()
    packed = gzip.compress(big)
    data = Archive().add(big).add(packed, more=(("Content-Encoding", "gzip"),)).add(ARTICLE.encode()).data
    (tmp_path / "a.warc").write_bytes(data)
    good, bad = parsed(opened(tmp_path / "a.warc", max_record=100_000))
    assert len(good) == 1
    assert bad[0][1].startswith("a record of 300,")
    assert "over the limit of 100,000" in bad[0][1]
    assert bad[1][1].startswith("a record of 100,001 bytes, over the limit")


def test_texts_that_were_taken_out_before(tmp_path: Path) -> None:
    body = SENTENCE.encode()
    head = b"WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: http://a.example/w\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n\r\n"
    (tmp_path / "a.warc").write_bytes(head % len(body) + body + b"\r\n\r\n")
    good, bad = parsed(opened(tmp_path / "a.warc"))
    assert ([(one.id, one.text) for one in good], bad) == ([("http://a.example/w", SENTENCE)], [])


def test_folders_are_mirrored_with_new_names(tmp_path: Path) -> None:
    (tmp_path / "in/b").mkdir(parents=True)
    (tmp_path / "in/a.warc.gz").write_bytes(Archive(packed=True).add(ARTICLE.encode()).data)
    (tmp_path / "in/b/c.warc").write_bytes(Archive().data)
    run_with_kills(opened(tmp_path / "in"), tmp_path / "out")
    assert len(lines(tmp_path / "out/a.jsonl.gz")) == 1
    assert (tmp_path / "out/b/c.jsonl").read_bytes() == b""
    with pytest.raises(ConfigError, match="the output of jsonl is jsonl, not warc"):
        opened(tmp_path / "in/b/c.warc", output="o.warc").sink()
