"""The model of a review comes later: the screen is there at once, the model's issues when it is loaded, and nothing breaks without it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tanqih.config import Config, load, merged
from tanqih.errors import ModelError
from tanqih.models import embedded
from tanqih.models.fake import FakeTagger, models
from tanqih.models.manifest import MANIFEST
from tanqih.models.registry import Models
from tanqih.models.words import words_of
from tanqih.review.late import with_embedded
from tanqih.review.opening import open_review
from tanqih.review.result import Result
from tanqih.review.tui.app import ReviewApp
from tests.review.screens import STABLE, ArticlePilot, said, session

PARAGRAPHS = ("The talks ended.. No date was set.", "The ministers signed of agreement on Sunday.")
AT = [word.text for word in words_of(PARAGRAPHS[1])].index("of")
WITH_MODEL = replace(STABLE, model="embedded", select=(*STABLE.select, "model"))


class Loading:
    """Stands for `registry.load`: waits until it may go on."""

    def __init__(self, tagger: FakeTagger) -> None:
        self.tagger, self.may = tagger, threading.Event()

    def __call__(self, name: str, config: Config) -> Models:
        assert name == config.model == "embedded"
        assert self.may.wait(10)
        return models(self.tagger)


@pytest.fixture
def loading(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Loading:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    (tmp_path / "a.txt").write_text("\n\n".join(PARAGRAPHS), encoding="utf8")
    found = Loading(FakeTagger({PARAGRAPHS[1]: {AT: "REP_an"}}))
    monkeypatch.setattr("tanqih.models.work.load", found)
    return found


def program() -> ReviewApp:
    opening = open_review(["a.txt"], WITH_MODEL, late=True)
    return ReviewApp(opening, Result(opening))


async def until(pilot: ArticlePilot, true: Callable[[], bool]) -> None:
    for _ in range(200):
        if true():
            return
        await pilot.pause(0.05)
    raise AssertionError("it never came")


async def test_the_issues_of_the_model_appear(loading: Loading) -> None:
    async with program().run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        assert [issue.rule for issue in session(pilot).article.issues] == ["punct/double-dot"]
        key = session(pilot).key
        loading.may.set()
        await until(pilot, lambda: len(session(pilot).article.issues) == 2)
        await until(pilot, lambda: "the model has read the text: 1 more issue" in said(pilot))
        assert session(pilot).key == key
        assert [issue.rule for issue in session(pilot).article.issues] == ["punct/double-dot", "model/word"]


async def test_decisions_made_meanwhile_stand(loading: Loading) -> None:
    async with program().run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        await pilot.press("a")
        assert session(pilot).finished
        loading.may.set()
        await until(pilot, lambda: not session(pilot).finished)
        issue = session(pilot).issue
        assert issue is not None
        assert issue.rule == "model/word"
        assert session(pilot).article.preview.segments[0].target == "The talks ended. No date was set."
        await pilot.press("a")
        assert session(pilot).article.preview.segments[1].target == PARAGRAPHS[1].replace("of", "an")


async def test_a_model_that_cannot_be_loaded_is_a_line(loading: Loading, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(name: str, config: Config) -> Models:
        raise ModelError("tagger.onnx: truncated or changed")

    monkeypatch.setattr("tanqih.models.work.load", refuse)
    async with program().run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: "rules and glossary only: tagger.onnx: truncated" in said(pilot))
        assert [issue.rule for issue in session(pilot).article.issues] == ["punct/double-dot"]


def test_without_a_screen_the_model_is_there_from_the_start(loading: Loading) -> None:
    loading.may.set()
    opening = open_review(["a.txt"], WITH_MODEL)
    assert opening.late is None
    assert [issue.rule for issue in opening.session.article.issues] == ["punct/double-dot", "model/word"]
    opening.session.queue.store.close()
    plain = open_review(["a.txt"], replace(WITH_MODEL, model="off"), late=True)
    assert plain.late is None
    plain.session.queue.store.close()


def test_which_model_a_review_takes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(embedded, "EMBEDDED_FOLDER", tmp_path)
    assert with_embedded(Config()) == (Config(), "this installation has no embedded model: rules and glossary only")
    (tmp_path / MANIFEST).write_text("{}", encoding="utf8")
    monkeypatch.setattr(embedded, "installed", lambda: False)
    assert with_embedded(Config())[1] == "rules and glossary only; for the model: pip install 'tanqih[embedded]'"
    monkeypatch.setattr(embedded, "installed", lambda: True)
    assert with_embedded(Config())[0].model == "embedded"
    off = merged(Config(), model="off")
    assert with_embedded(off) == (off, "")
    (tmp_path / "tanqih.toml").write_text('model = "off"\n', encoding="utf8")
    assert with_embedded(load())[0].model == "off"
