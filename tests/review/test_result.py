"""Where the result goes, and that it is whole."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tanqih.config import Config
from tanqih.errors import ConfigError, InputError
from tanqih.review.opening import Opening, open_review
from tanqih.review.result import Result

STABLE = Config(select=("punct/arabic-marks", "punct/double-dot", "quotes/stray-closing"), prefilter="re")
BROKEN = b"\xef\xbb\xbfThe talks ended.. No date was set.\r\n\r\nThe minister left. \xe2\x80\x9d She said nothing.\r\n"
MENDED = b"\xef\xbb\xbfThe talks ended. No date was set.\r\n\r\nThe minister left. She said nothing.\r\n"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def opened(*paths: str) -> Opening:
    return open_review(paths or ["a.txt"], STABLE)


def accept_all(opening: Opening) -> Opening:
    while opening.session.issue:
        opening.session.accept()
    return opening


def test_the_result_lies_beside_the_input_which_stays() -> None:
    Path("a.txt").write_bytes(BROKEN)
    opening = accept_all(opened())
    assert [written.line for written in Result(opening).write()] == ["a.edited.txt: written (2 edits)"]
    assert Path("a.edited.txt").read_bytes() == MENDED
    assert Path("a.txt").read_bytes() == BROKEN
    assert [written.line for written in Result(opening).write()] == ["a.edited.txt: up to date (2 edits)"]
    assert {path.name for path in Path().iterdir()} == {"a.txt", "a.edited.txt", "state"}
    opening.session.undo()
    opening.session.undo()
    Result(opening).write()
    assert Path("a.edited.txt").read_bytes() == BROKEN


def test_without_edits_nothing_is_written() -> None:
    Path("a.txt").write_bytes(BROKEN)
    opening = opened()
    opening.session.reject()
    assert Result(opening).write()[0][1:] == (None, "a.txt: no edits, nothing written")
    assert not Path("a.edited.txt").exists()


def test_a_result_that_someone_else_has_edited_is_left_alone() -> None:
    Path("a.txt").write_bytes(BROKEN)
    Result(accept_all(opened())).write()
    Path("a.edited.txt").write_text("polished by hand")
    assert Result(accept_all(opened())).write()[0].target == "a.edited.2.txt"
    assert Path("a.edited.txt").read_text() == "polished by hand"
    assert Path("a.edited.2.txt").read_bytes() == MENDED


def test_in_place_remembers_what_was_rejected() -> None:
    Path("a.txt").write_bytes(BROKEN)
    opening = opened()
    opening.session.accept()
    opening.session.reject()
    Result(opening, in_place=True).write()
    assert Path("a.txt").read_bytes() == BROKEN.replace(b"..", b".")
    again = opened()
    assert again.session.issue is None
    assert again.session.queue.notes == []
    again.session.undo()
    assert again.session.issue is not None
    assert again.session.issue.rule == "quotes/stray-closing"


def test_decisions_made_after_saving_in_place_survive_a_crash() -> None:
    Path("a.txt").write_bytes(BROKEN)
    opening = opened()
    opening.session.accept()
    Result(opening, in_place=True).write()
    opening.session.reject()
    assert opened().session.issue is None


def test_in_place_refuses_a_file_that_changed_meanwhile() -> None:
    Path("a.txt").write_bytes(BROKEN)
    opening = accept_all(opened())
    Path("a.txt").write_bytes(BROKEN + b"A new line.\r\n")
    with pytest.raises(InputError, match="changed on disk since it was read"):
        Result(opening, in_place=True).write()
    assert Path("a.txt").read_bytes() == BROKEN + b"A new line.\r\n"
    again = opened()
    assert again.session.issue is None
    Result(again, in_place=True).write()
    assert Path("a.txt").read_bytes() == MENDED + b"A new line.\r\n"


def test_output_file_and_folder() -> None:
    Path("a.txt").write_bytes(BROKEN)
    Path("b.md").write_text("# Fine\n\nThe talks ended.. No date was set.\n")
    Path("out").mkdir()
    assert Result(accept_all(opened()), "c.txt").write()[0].target == "c.txt"
    with pytest.raises(ConfigError, match="need a folder that exists"):
        Result(opened("a.txt", "b.md"), "c.txt")
    with pytest.raises(ConfigError, match="not both"):
        Result(opened(), "c.txt", in_place=True)
    Result(accept_all(opened("a.txt", "b.md")), "out").write()
    assert Path("out/a.txt").read_bytes() == MENDED
    assert Path("out/b.md").read_text() == "# Fine\n\nThe talks ended. No date was set.\n"


def test_a_container_of_many_documents_comes_back_whole() -> None:
    lines = [{"id": n, "text": text} for n, text in enumerate(("Fine.", "It ended.. She left.", "Fine."))]
    Path("d.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    opening = accept_all(opened("d.jsonl"))
    assert opening.session.progress.documents == 3
    Result(opening).write()
    texts = [json.loads(line)["text"] for line in Path("d.edited.jsonl").read_text().splitlines()]
    assert texts == ["Fine.", "It ended. She left.", "Fine."]


def test_what_cannot_be_reviewed_is_an_error_in_words() -> None:
    with pytest.raises(InputError, match="no such file"):
        opened("missing.txt")
    with pytest.raises(InputError, match="needs the keyboard"):
        opened("-")
    assert not Path("state").exists()


def test_a_text_that_changed_meanwhile_is_written_as_it_was_reviewed_and_that_is_said() -> None:
    Path("a.txt").write_bytes(BROKEN)
    opening = accept_all(opened())
    Path("a.txt").write_bytes(BROKEN + b"More.\r\n")
    assert Result(opening).write()[0].line == "a.edited.txt: written (2 edits; a.txt itself has changed since it was read)"
    assert Path("a.edited.txt").read_bytes() == MENDED
