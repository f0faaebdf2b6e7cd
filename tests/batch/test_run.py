"""One run from end to end: going on, refusing, stopping. The engine is in this process; processes are tested in test_local.py."""

from __future__ import annotations

import errno
import json
import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.batch.support import KilledError, Serial, Silent, cleaned, dump, lines, side

from tanqih.batch.assembly import Assembly
from tanqih.batch.containers.sinks import StreamSink
from tanqih.batch.engine import Bench
from tanqih.batch.feed import cut
from tanqih.batch.journal import DiskFullError, Journal
from tanqih.batch.lock import Lock
from tanqih.batch.parts import Done
from tanqih.batch.records import Record
from tanqih.batch.run import TooManyBadError
from tanqih.batch.work import Task
from tanqih.config import Config
from tanqih.errors import ConfigError, InputError


def killed_after(shards: int) -> Callable[[Bench], Serial]:
    return lambda bench: Serial(bench, shards)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return dump(tmp_path / "dump.jsonl", 42)


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "clean.jsonl"


def beside(output: Path) -> dict[str, bytes]:
    """The output and its side files, but for the reports, which tell times."""
    return {
        path.name: path.read_bytes()
        for path in output.parent.glob(f"{output.name}*")
        if path.is_file() and "report" not in path.name
    }


@pytest.fixture
def undisturbed(tmp_path: Path, source: Path) -> dict[str, bytes]:
    """What a run without trouble writes."""
    folder = tmp_path / "undisturbed"
    folder.mkdir()
    cleaned(source, folder / "clean.jsonl")
    return beside(folder / "clean.jsonl")


def test_all_fields_and_the_order_are_kept(source: Path, output: Path) -> None:
    outcome = cleaned(source, output)
    before, after = ([json.loads(line) for line in path.read_bytes().splitlines()] for path in (source, output))
    assert [(one["id"], one["n"]) for one in after] == [(one["id"], one["n"]) for one in before]
    assert sum(one["text"] != two["text"] for one, two in zip(before, after, strict=True)) == outcome.statistics.changed > 10


def test_unchanged_lines_are_the_same_to_the_byte(source: Path, output: Path) -> None:
    cleaned(source, output)
    changed = {line["record"] for line in side(output, "ledger")[1:]}
    pairs = zip(source.read_bytes().splitlines(), output.read_bytes().splitlines(), strict=True)
    assert all((one == two) is (number not in changed) for number, (one, two) in enumerate(pairs, 1))


@pytest.mark.parametrize("shards", [0, 1, 4, 8])
def test_a_run_that_ended_in_the_middle_goes_on(source: Path, output: Path, undisturbed: dict[str, bytes], shards: int) -> None:
    with pytest.raises(KilledError):
        cleaned(source, output, engine=killed_after(shards))
    assert not output.exists()
    watcher = Silent()
    cleaned(source, output, watcher=watcher)
    assert watcher.before == 5 * shards
    assert beside(output) == undisturbed


@pytest.mark.parametrize("appendable", [True, False])
def test_every_step_of_putting_together_can_be_the_last(
    source: Path, output: Path, undisturbed: dict[str, bytes], monkeypatch: pytest.MonkeyPatch, appendable: bool
) -> None:
    """Ends the run at each call of what brings something to the disk, one after the other, and goes on each time."""
    monkeypatch.setattr("tanqih.batch.assembly.PAUSE", 0.0)
    monkeypatch.setattr(StreamSink, "appendable", appendable)
    calls = [(os, "fsync"), (Path, "replace"), (Path, "unlink"), (Journal, "advance"), (Journal, "done"), (Journal, "note")]
    count = {"now": 0, "stop": 1}

    def ending(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **given: Any) -> Any:
            count["now"] += 1
            if count["now"] != count["stop"]:
                return real(*args, **given)
            if count["stop"] % 2:  # as well right after it as right before
                real(*args, **given)
            raise KilledError

        return call

    for owner, name in calls:
        monkeypatch.setattr(owner, name, ending(getattr(owner, name)))
    ends = 0
    while True:
        count.update(now=0, stop=1 + ends % 23 + ends // 7)
        try:
            cleaned(source, output)
        except KilledError:
            ends += 1
            continue
        break
    assert ends > 10
    assert beside(output) == undisturbed


def test_parts_that_are_gone_are_made_again_and_strange_ones_go(
    source: Path, output: Path, undisturbed: dict[str, bytes]
) -> None:
    with pytest.raises(KilledError):
        cleaned(source, output, engine=killed_after(6))
    parts = output.with_name("clean.jsonl.tanqih") / "parts"
    for path in sorted(parts.iterdir())[2:4]:
        path.unlink()
    (parts / "dead-000000003.part").write_bytes(b"of a worker that outlived its run")
    cleaned(source, output)
    assert beside(output) == undisturbed
    assert list(parts.iterdir()) == []


def test_a_finished_run_has_nothing_to_do(source: Path, output: Path, undisturbed: dict[str, bytes]) -> None:
    cleaned(source, output)
    outcome = cleaned(source, output)
    assert outcome.already
    assert outcome.statistics.records == 42
    assert beside(output) == undisturbed


def test_shards_of_any_size_give_the_same_output(source: Path, output: Path, undisturbed: dict[str, bytes]) -> None:
    cleaned(source, output, shard_size=17)
    assert beside(output) == undisturbed


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"mode": "review"}, r"--mode \(safe, now review\)"),
        ({"time_limit": 3.0}, "--time-limit"),
        ({"shard_size": 7}, "--shard-size"),
        ({"config": Config(ignore=("quotes",))}, r"the rules ignored \(none, now quotes\)"),
        ({"config": Config(profile="wire")}, "the profile"),
    ],
)
def test_other_options_are_refused_with_a_way_out(source: Path, output: Path, changed: dict[str, Any], said: str) -> None:
    with pytest.raises(KilledError):
        cleaned(source, output, engine=killed_after(2))
    with pytest.raises(ConfigError, match=f"{said}.*--fresh"):
        cleaned(source, output, **changed)
    cleaned(source, output, fresh=True, **changed)
    assert len(output.read_bytes().splitlines()) == 42


def test_another_program_is_refused(source: Path, output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(KilledError):
        cleaned(source, output, engine=killed_after(2))
    monkeypatch.setattr("tanqih.batch.identity.program_hash", lambda: "another")
    with pytest.raises(ConfigError, match="the program"):
        cleaned(source, output)


@pytest.mark.parametrize("shards", [2, 9])
def test_another_input_is_refused(source: Path, output: Path, shards: int) -> None:
    if shards == 9:
        cleaned(source, output)
    else:
        with pytest.raises(KilledError):
            cleaned(source, output, engine=killed_after(shards))
    dump(source, 42, seed=8)
    with pytest.raises(InputError, match=r"the input has changed.*--fresh"):
        cleaned(source, output)


def test_an_output_that_is_there_is_not_overwritten(source: Path, output: Path) -> None:
    output.write_text("precious")
    with pytest.raises(InputError, match=r"there already.*--fresh"):
        cleaned(source, output)
    assert output.read_text() == "precious"
    cleaned(source, output, fresh=True)
    assert len(output.read_bytes().splitlines()) == 42


def test_an_output_that_was_edited_is_not_called_finished(source: Path, output: Path) -> None:
    cleaned(source, output)
    output.write_bytes(output.read_bytes() + b"\n")
    with pytest.raises(InputError, match="has changed since"):
        cleaned(source, output)


def test_the_output_cannot_be_the_input(source: Path) -> None:
    with pytest.raises(ConfigError, match="part of the input"):
        cleaned(source, source, fresh=True)
    with pytest.raises(ConfigError, match="part of the input"):
        cleaned(source.parent, source.parent / "x.jsonl")


def test_two_runs_on_one_output_at_once(source: Path, output: Path) -> None:
    with pytest.raises(KilledError):
        cleaned(source, output, engine=killed_after(1))
    lock = Lock(output.with_name("clean.jsonl.tanqih") / "lock", str(output))
    with pytest.raises(InputError, match="another run is at work"):
        cleaned(source, output)
    lock.release()
    cleaned(source, output)


def test_a_missing_folder_is_said(source: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such folder"):
        cleaned(source, tmp_path / "nowhere" / "clean.jsonl")


@pytest.fixture
def bad_source(tmp_path: Path) -> Path:
    path = tmp_path / "bad.jsonl"
    good = lines(200)
    for number in (3, 90, 91, 150):
        good[number] = b"{torn\n"
    path.write_bytes(b"".join(good))
    return path


def test_bad_records_are_counted_and_told(bad_source: Path, output: Path) -> None:
    outcome = cleaned(bad_source, output, shard_size=40)
    assert outcome.statistics.dead == 4
    assert [letter["place"] for letter in side(output, "dead")] == [f"bad.jsonl:{number}" for number in (4, 91, 92, 151)]
    assert len(output.read_bytes().splitlines()) == 196
    report = json.loads(output.with_name("clean.jsonl.report.json").read_bytes())
    assert report["dead"] == 4
    assert len(report["dead_letters"]) == 4


@pytest.mark.parametrize("appendable", [True, False])
def test_max_bad_stops_the_run_and_a_higher_limit_goes_on(
    bad_source: Path, output: Path, monkeypatch: pytest.MonkeyPatch, appendable: bool
) -> None:
    monkeypatch.setattr(StreamSink, "appendable", appendable)
    with pytest.raises(TooManyBadError, match=r"3 bad records, more than --max-bad 2"):
        cleaned(bad_source, output, shard_size=40, max_bad=2)
    assert len((output.with_name("clean.jsonl.tanqih") / "dead.jsonl").read_bytes().splitlines()) == 3
    with pytest.raises(TooManyBadError):
        cleaned(bad_source, output, shard_size=40, max_bad=2)
    assert cleaned(bad_source, output, shard_size=40, max_bad=4).statistics.dead == 4


def test_dead_letters_of_an_earlier_run_do_not_stay(bad_source: Path, source: Path, output: Path) -> None:
    cleaned(bad_source, output)
    cleaned(source, output, fresh=True)
    assert side(output, "dead") == []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_first_interrupt_finishes_what_is_in_hand(
    source: Path, output: Path, undisturbed: dict[str, bytes], number: int
) -> None:
    class Interrupted(Serial):
        def run(self, tasks: Iterator[Task]) -> Iterator[Done | None]:
            for at, done in enumerate(super().run(tasks)):
                if at == 3:
                    os.kill(os.getpid(), number)
                yield done

    watcher = Silent()
    outcome = cleaned(source, output, engine=Interrupted, watcher=watcher)
    assert outcome.stopped == number
    assert outcome.records == 20
    assert "ctrl-c again" in watcher.notes[0]
    assert not output.exists()
    assert not cleaned(source, output).stopped
    assert beside(output) == undisturbed


def test_the_second_interrupt_ends_at_once(source: Path, output: Path, undisturbed: dict[str, bytes]) -> None:
    class Twice(Serial):
        def run(self, tasks: Iterator[Task]) -> Iterator[Done | None]:
            for done in super().run(tasks):
                yield done
                os.kill(os.getpid(), signal.SIGINT)
                os.kill(os.getpid(), signal.SIGINT)

    assert cleaned(source, output, engine=Twice).stopped == signal.SIGINT
    cleaned(source, output)
    assert beside(output) == undisturbed


def test_a_full_disk_is_said_and_what_is_done_is_kept(
    source: Path, output: Path, undisturbed: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: Assembly, done: Done) -> Path:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("tanqih.batch.assembly.PAUSE", 1e9)  # all shards are done before the output is put together
        patched.setattr(Assembly, "_take", full)
        with pytest.raises(DiskFullError, match="no space left on the disk; what is done is kept"):
            cleaned(source, output)
    watcher = Silent()
    cleaned(source, output, watcher=watcher)
    assert watcher.before == 42
    assert beside(output) == undisturbed


def test_output_that_cannot_be_appended_to_is_put_together_at_the_end(
    source: Path, output: Path, undisturbed: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(StreamSink, "appendable", False)
    with pytest.raises(KilledError):
        cleaned(source, output, engine=killed_after(6))
    assert len(list((output.with_name("clean.jsonl.tanqih") / "parts").iterdir())) == 6
    cleaned(source, output)
    assert beside(output) == undisturbed


def test_shards_are_cut_by_number_and_by_bytes() -> None:
    records = [Record(number, "x", b"1" * (3_000_000 if number == 3 else 10)) for number in range(1, 12)]
    big = [Record(number, "x", b"1" * 3_000_000) for number in range(1, 4)]
    assert [len(shard) for shard in cut(iter(records), 4)] == [4, 4, 3]
    assert [len(shard) for shard in cut(iter(big), 4)] == [2, 1]


def test_a_journal_of_another_version_is_refused(source: Path, output: Path) -> None:
    with pytest.raises(KilledError):
        cleaned(source, output, engine=killed_after(1))
    journal = Journal(output.with_name("clean.jsonl.tanqih") / "journal.db")
    journal.note(format=99)
    journal.close()
    with pytest.raises(InputError, match=r"another version.*--fresh"):
        cleaned(source, output)


def test_a_damaged_journal_is_said(source: Path, output: Path) -> None:
    with pytest.raises(KilledError):
        cleaned(source, output, engine=killed_after(1))
    (output.with_name("clean.jsonl.tanqih") / "journal.db").write_bytes(b"no database" * 1000)
    with pytest.raises(InputError, match=r"journal failed.*--fresh"):
        cleaned(source, output)
