"""Corpora for the tests of the reporters: real files in every kind of container, checked and scored as the commands do it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from tanqih import formats
from tanqih.commands.ignores import Ignores
from tanqih.config import Config
from tanqih.document import Span
from tanqih.issue import Applicability, Edit, Issue, Severity, Suggestion
from tanqih.score.corpus import Judge, gather, signature, total
from tanqih.score.points import Scale
from tanqih.score.reporters import reporter
from tanqih.score.result import CorpusScore, Counts, DocumentScore, Place, PlacedEdit, ScoredIssue
from tanqih.score.settings import Settings
from tanqih.score.spool import Spool
from tanqih.score.work import Item, Scorer

FILES = {
    "news/a.txt": "Talks go on\n\nCaf\u00e9 \U0001f600 talks went on ..\nThe minister said the the talks \u201cgo on.\n",
    "news/b.md": "# Talks\n\n> Na\u00efve *the* talks \U0001f600 went on .. and\n> the the caf\u00e9 goes on.\n\n- one &amp; the the two\n",
    "news/c.html": "<h1>Talks</h1>\n<p>Caf\u00e9 <b>talks</b> &amp; more \U0001f600 .. and the\n  the end &quot;goes on.</p>\n",
    "dump.jsonl": '{"id": "x1", "text": "He said \\"so\\" \\u00e9 \u00e9 .. and the the talks."}\n\n{"id": "x2", "text": "Calm.\\nThe the end."}\n',
    "d.xliff": '<xliff version="1.2"><file source-language="ar" target-language="en" original="x" datatype="plaintext"><body>\n'
    '<trans-unit id="1"><source>a</source><target>\u00e9 <g id="1">caf&#233;</g> &amp; talks went on .. and the the end.</target></trans-unit>\n'
    "</body></file></xliff>\n",
    "clean.txt": "The minister spoke on Sunday.\n",
}
"""Each has issues behind characters of two and four bytes, behind references or escapes, and over line ends; the last one has none."""


def write_files(folder: Path, files: Mapping[str, str] = FILES) -> list[str]:
    """Write the files; returns their names."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf8", newline="")
    return list(files)


def corpus_of(folder: Path, files: Mapping[str, str] = FILES, ignores: Ignores | None = None, **more: Any) -> CorpusScore:
    """The score of files in the folder that is the working directory; `more` replaces fields of it."""
    scale = Scale()
    scorer = Scorer(Config(), ignores or Ignores(), scale, placed=True)
    with Spool(0.5) as spool:
        items = (
            Item(document, name) for name in write_files(folder, files) for document in formats.read(folder / name, path=name)
        )
        failures = gather(map(scorer, items), spool)
        corpus = total(
            spool, Judge(Settings(), folder, judges_new=False), scale, signature(scorer.checker, scale), failures=failures
        )
        return replace(corpus, documents=tuple(corpus.documents), **more)


def report(name: str, corpus: CorpusScore) -> str:
    """The whole report."""
    return "".join(reporter(name)(corpus))


def hostile(text: str, *, path: str = "a.txt", rule: str = "punct/double-dot", **more: Any) -> CorpusScore:
    """A corpus of one issue in which every text is `text`."""
    suggestion = Suggestion((Edit(0, Span(0, 1), text),), label=text, origin=f"rule:{rule}", applicability=Applicability.REVIEW)
    issue = Issue(
        rule, "linguistic-conventions/punctuation", Severity.MINOR, 0.9, 0, Span(0, 1), text or "?", (suggestion,), "0" * 16, text, text,
        line=3, column=5,
    )  # fmt: skip
    fixes = ((PlacedEdit(Place(3, 5), Place(3, 6), text, (5, 6)),),)
    scored = ScoredIssue(
        issue, path, fingerprint="1" * 16, end=Place(3, 6), fixes=fixes, before=text, after=text, utf8=(5, 6), **more
    )
    document = DocumentScore(path, text, 10, 1, 1.0, 90.0, (scored,))
    counts = Counts({rule: 1}, {rule.partition("/")[0]: 1}, {"minor": 1})
    return CorpusScore((document,), 10, 1.0, 90.0, None, counts, f"tanqih:0|{text}", failures=((rule, text, text),))
