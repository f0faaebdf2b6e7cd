"""The shipped glossaries: every file loads, every pattern finds itself, and loading is quick."""

from __future__ import annotations

import pytest
from tests.glossary.support import found

from tanqih.folding import tokens_of
from tanqih.glossary import Entry, Glossary, load
from tanqih.glossary.index import patterns_of
from tanqih.glossary.lint import ERROR, check


@pytest.fixture(scope="module")
def glossary() -> Glossary:
    return load()


def test_every_entry_comes_back_as_it_was_read(glossary: Glossary) -> None:
    assert len(glossary.entries) == len(glossary) > 1_000
    assert {entry.file for entry in glossary.entries} == {path.stem for path in glossary.files}


def test_the_lint_finds_no_errors(glossary: Glossary) -> None:
    checked = check(glossary.files)
    assert not checked.unreadable
    assert checked.entries == len(glossary)
    errors = [problem for problem in checked.problems if problem.severity == ERROR]
    assert not [f"{problem.path}:{problem.line} {problem.lint}: {problem.message}" for problem in errors]


def test_every_pattern_finds_itself(glossary: Glossary) -> None:
    missed: list[str] = []
    for number, entry in enumerate(glossary.entries):
        for pattern in patterns_of(entry):
            body = pattern.text.partition("=>")[0].replace("[", " ").replace("]", " ")
            text = " ".join("word" if chunk == "*" else chunk.split("/")[0] for chunk in body.split())
            candidates = glossary.index.candidates(tokens_of(text), hints=True)
            if not any(compiled.entry == number for compiled, _ in candidates):
                missed.append(f"{entry.file}:{entry.line} {pattern.text}")
    assert not missed


def test_no_preferred_form_is_reported_by_its_own_entry(glossary: Glossary) -> None:
    wrong: list[str] = []
    for entry in glossary.entries:
        for form in entry.english if isinstance(entry, Entry) else (entry.english, *entry.variants):
            wrong.extend(f"{entry.file}:{entry.line} {form}" for match in found(glossary, f"{form}.") if match.entry is entry)
    assert not wrong
