"""Runs a container as the batch does, in one process: parse, render, write."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import zstandard

from tanqih.batch.containers import open_container
from tanqih.batch.containers.sinks import StreamSink
from tanqih.batch.records import BadRecord, Container, Fields, Opening, Record

Change = Callable[[Fields], str]
PACK: dict[str, Callable[[bytes], bytes]] = {
    "": bytes,
    ".gz": gzip.compress,
    ".zst": lambda data: zstandard.ZstdCompressor().compress(data),
}


def unpack(data: bytes) -> bytes:
    """Content of a file, packed or not."""
    if data.startswith(b"\x1f\x8b"):
        return gzip.decompress(data)
    if data.startswith(b"\x28\xb5\x2f\xfd"):
        return zstandard.ZstdDecompressor().stream_reader(data, read_across_frames=True).read()
    return data


def same(fields: Fields) -> str:
    """No change."""
    return fields.text


def opened(path: Path | str, **said: Any) -> Container:
    """A container."""
    return open_container([str(path)], Opening(**said))


def parsed(container: Container) -> tuple[list[Fields], list[tuple[str, str]]]:
    """The fields of the good records; place and reason of the bad ones."""
    good: list[Fields] = []
    bad: list[tuple[str, str]] = []
    codec = container.codec()
    for record in container.records():
        try:
            if record.bad:
                raise BadRecord(record.bad)
            if not record.header:
                good.append(codec.parse(record))
        except BadRecord as error:
            bad.append((record.place, str(error)))
    return good, bad


def rendered(
    container: Container, records: Iterator[Record], change: Change, extra: dict[str, Any] | None
) -> Iterator[tuple[str, bytes]]:
    """Place and bytes of the records that go to the output."""
    codec = container.codec()
    for record in records:
        if record.header:
            yield record.place, codec.header(record, annotated=bool(extra))
            continue
        try:
            if record.bad:
                raise BadRecord(record.bad)
            text = change(codec.parse(record))
            yield record.place, codec.render(record, text, extra)
        except BadRecord:
            continue


def run(container: Container, output: Path, change: Change = same, extra: dict[str, Any] | None = None, shard: int = 3) -> None:
    """Clean a dump, with a checkpoint after every few records."""
    sink = container.sink()
    sink.open(output)
    for number, (place, data) in enumerate(rendered(container, container.records(), change, extra), 1):
        sink.write(place, data)
        if number % shard == 0:
            sink.checkpoint()
    sink.close()


def run_with_kills(container: Container, output: Path, shard: int = 3) -> None:
    """As `run`, but after every shard the writing goes on further, is given up, and begun again at the last checkpoint."""
    number, token, offset = 1, "", None
    while True:
        sink = container.sink()
        sink.open(output, offset)
        records = container.records(number, token)
        done = 0
        for done, record in enumerate(records, 1):
            for place, data in rendered(container, iter([record]), same, None):
                sink.write(place, data)
            if done == shard:
                number, token, offset = record.number + 1, container.token, sink.checkpoint()
                sink.sync()
            elif done > shard + 2:
                break
        else:
            if done <= shard:
                sink.close()
                return
        records.close()  # type: ignore[attr-defined]
        if isinstance(sink, StreamSink) and sink._file:
            sink._file.close()  # a killed process would leave that to the system
