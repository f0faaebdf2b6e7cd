"""Reporters of a score, one module per format; each is imported when it is asked for.

A reporter is a function from a `CorpusScore` to the pieces of its report, which are written as UTF-8. It goes through the documents
once or twice and keeps none of them, so that memory is flat. Columns are in the unit of the format; text of articles, file names and
rule messages never reach a report raw: see `common`.
"""

from __future__ import annotations

from importlib import import_module
from typing import NamedTuple

from tanqih.errors import ConfigError, nearest
from tanqih.score.result import Reporter


class Format(NamedTuple):
    """A report format.

    Attributes:
        about: a few words for the help text.
        placed: True when it shows suggestions, or columns in bytes, by their exact places in the file (`Scorer(placed=True)`).
    """

    about: str
    placed: bool = False


FORMATS = {
    "text": Format("for people"),
    "json": Format("one object"),
    "jsonl": Format("an object per document"),
    "sarif": Format("SARIF 2.1.0", placed=True),
    "junit": Format("JUnit XML"),
    "checkstyle": Format("Checkstyle XML"),
    "rdjson": Format("reviewdog", placed=True),
    "github": Format("GitHub workflow annotations"),
    "gitlab": Format("GitLab code quality"),
    "csv": Format("a row per issue"),
    "markdown": Format("a summary for a job page"),
    "badge": Format("an SVG badge"),
    "html": Format("a page with charts"),
}


def reporter(name: str) -> Reporter:
    """The reporter of a format.

    Raises:
        ConfigError: no such format; lists those there are.
    """
    if name not in FORMATS:
        raise ConfigError(f"no report format {name!r}{nearest(name, FORMATS)}; there are: {', '.join(FORMATS)}")
    write: Reporter = import_module("tanqih.score.text" if name == "text" else f"{__name__}.{name}").write
    return write
