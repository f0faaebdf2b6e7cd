"""`tanqih glossary add`: one entry for a house glossary."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from tanqih.commands.glossary.adding import plan
from tanqih.commands.glossary.common import configured, known_files, place, settings
from tanqih.commands.job import say
from tanqih.commands.terminal import one_line, standard_screen
from tanqih.config import Config
from tanqih.errors import ConfigError
from tanqih.glossary.entries import AnyEntry, Entry, GlossaryError, load_file, name_from_cells, term_from_cells

TERM_FILE, NAME_FILE = "house.tsv", "names-house.tsv"
_FOR_TERMS = ("pos", "rule", "desk", "profile")


def add(args: argparse.Namespace) -> int:
    """Add an entry; 0 when it was added."""
    config, entry = settings(args), _entry(args)
    path = Path(args.to) if args.to else _target(config, entry)
    others = [other for known in known_files(config) if known.resolve() != path.resolve() for other in load_file(known)]
    planned = plan(path, entry, others)
    line = planned.write(force=args.force)
    for problem in planned.problems:
        say(f"{problem.severity}: {f'{problem.column}: ' if problem.column else ''}{problem.message} ({problem.lint})")
    screen = standard_screen(args.color)
    screen.line(one_line(f"{place(str(path), line)}: added {entry.arabic[0]}"))
    if not args.quiet and not _is_known(path, config):
        _hint(path, config)
    return 0


def _entry(args: argparse.Namespace) -> AnyEntry:
    """The entry that the command line describes.

    Raises:
        ConfigError: options for a term with a name, or the other way round.
        GlossaryError: a value that no entry may have.
    """
    name = bool(args.name or args.kind or args.variant)
    if name and (given := [option for option in _FOR_TERMS if getattr(args, option)]):
        raise ConfigError(f"--{'class' if given[0] == 'rule' else given[0]} is for terms, and this is a name; leave it out")
    if name and not args.kind:
        raise ConfigError(
            "a name has a kind; give --kind person, place, club, outlet, party, group, institution, company or work"
        )
    cells = {
        "arabic": _bars(args.arabic),
        "wrong": _bars(args.wrong),
        "near": _bars(args.near).lower(),
        "far": _bars(args.far).lower(),
    }
    cells |= {"evidence": args.evidence or ("context" if args.near else "alone"), "note": " ".join(args.note.split())}
    try:
        if name:
            first, *others = [form for text in args.english for form in text.split("|")]
            cells |= {"english": first, "variants": _bars([*others, *args.variant]), "kind": args.kind}
            return name_from_cells(cells)
        rule = args.rule or "term/false-sense"
        cells |= {"english": _bars(args.english), "pos": args.pos or "phrase", "profile": args.profile or "any"}
        cells |= {"class": rule if "/" in rule else f"term/{rule}", "desk": _bars(args.desk or ["any"])}
        return term_from_cells(cells)
    except GlossaryError as error:
        raise ConfigError(f"--{(error.column or 'arabic').replace('variants', 'variant')}: {error.what}") from None


def _bars(texts: Sequence[str]) -> str:
    return "|".join(" ".join(text.split()) for text in texts)


def _target(config: Config, entry: AnyEntry) -> Path:
    """The first configured file that holds entries of this kind, or none yet; else the house's own beside the configuration."""
    own = TERM_FILE if isinstance(entry, Entry) else NAME_FILE
    for path in configured(config):
        for file in [*sorted(path.glob("*.tsv")), path / own] if path.is_dir() else [path]:
            if not file.exists() or _holds_kind(file, entry):
                return file
    return (config.folder or Path()) / own


def _holds_kind(path: Path, entry: AnyEntry) -> bool:
    held = load_file(path) if path.read_bytes().strip() else ()
    return not held or isinstance(held[0], Entry) == isinstance(entry, Entry)


def _is_known(path: Path, config: Config) -> bool:
    """Whether the configuration names a file, or its folder."""
    return any(path.resolve() in (known.resolve(), *known.resolve().glob("*.tsv")) for known in configured(config))


def _hint(path: Path, config: Config) -> None:
    folder = config.folder or Path.cwd()
    named = path.resolve().relative_to(folder.resolve()) if path.resolve().is_relative_to(folder.resolve()) else path
    values = ", ".join(f'"{value}"' for value in (*config.glossaries, str(named)))
    where = f"the configuration in {folder}" if config.folder else "a file tanqih.toml here"
    say(f"to use it, write into {where}: glossaries = [{values}]")
