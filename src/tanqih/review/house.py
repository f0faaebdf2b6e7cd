"""The reviewer's own glossary: one TSV file that a review adds wordings to, and that every later review reads."""

from __future__ import annotations

from pathlib import Path

from tanqih.config import Config, merged, own_folder
from tanqih.errors import InputError

FILE_NAME = "glossary.tsv"


def glossary_file(config: Config) -> Path:
    """The file: the first TSV file that the configuration names, else one in the user's own settings folder."""
    for name in config.glossaries:
        path = (config.folder or Path()) / name
        if path.suffix.lower() == ".tsv":
            return path
    return own_folder() / FILE_NAME


def with_own_glossary(config: Config) -> Config:
    """The configuration with the reviewer's own glossary among the others, when there is one."""
    path = glossary_file(config)
    named = {(config.folder or Path()) / name for name in config.glossaries}
    return (
        config if path in named or not path.is_file() else merged(config, glossaries=(*config.glossaries, str(path.absolute())))
    )


def add_term(path: Path, *, arabic: str, english: str, wrong: str, note: str = "") -> None:
    """Add a wording to a glossary file, which is made when it is missing; what is wrong with it is found before that.

    Args:
        path: of the file.
        arabic: the Arabic term.
        english: what it is in English.
        wrong: what machine translation makes of it, a pattern (docs/glossary.md).
        note: one sentence for the person who sees the report.

    Raises:
        InputError: the file cannot be read or written. GlossaryError: the wording is no entry; says why.
    """
    from tanqih.commands.glossary.adding import add_entry
    from tanqih.glossary.entries import term_from_cells

    given = {"arabic": arabic, "english": english, "wrong": wrong, "note": note or f"House wording: {english.partition('|')[0]}."}
    usual = {
        "pos": "phrase",
        "class": "term/false-sense",
        "desk": "any",
        "evidence": "alone",
        "near": "",
        "far": "",
        "profile": "any",
    }
    entry = term_from_cells({**usual, **{column: " ".join(text.split()) for column, text in given.items()}}, str(path))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"cannot be made ({error.strerror})", "check the folder", path=str(path.parent)) from None
    add_entry(path, entry)
