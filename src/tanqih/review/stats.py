"""The command `stats`: from its arguments to the figures of a store."""

from __future__ import annotations

import argparse
import os
from datetime import datetime
from pathlib import Path

from tanqih.commands.job import Job
from tanqih.commands.output import as_json
from tanqih.commands.paths import relative
from tanqih.commands.terminal import writable
from tanqih.document import Document
from tanqih.errors import ConfigError, InputError
from tanqih.review.database import default_store, text_of
from tanqih.review.figures import as_csv, as_object, show_tables
from tanqih.review.files import known
from tanqih.review.log import Name, versions_of
from tanqih.review.opening import documents_of, read_bytes
from tanqih.review.snapshot import snapshot
from tanqih.review.statistics import Statistics, measure
from tanqih.review.store import Store


def show(args: argparse.Namespace) -> int:
    """Run `stats`; returns 0.

    Raises:
        TanqihError: no store, or a wrong setting, path or date.
    """
    path, since = args.store or default_store(), _moment(args.since)
    with snapshot(path) as store:
        named = bool(args.paths)
        if not named:  # the files that were reviewed, as far as they are still there
            args.paths = sorted({name.path for name in versions_of(store) if name.path and Path(name.path).is_file()})
        with Job(args) as job:
            texts = _texts(job, store, needed=named)
            found = measure(store, texts, only=texts if named else None, since=since)
            counted = {work.name.path for work in found.documents}
            for item in job.inputs if named else ():
                if _place(item.path) not in counted:
                    job.note(f"{item.path}: no decisions{' since then' if since else ''}")
            _write(job, str(path), found)
    return 0


def _write(job: Job, path: str, found: Statistics) -> None:
    args, stream = job.args, job.screen.stream
    if args.format == "json":
        writable(stream, "utf-8").write(as_json(as_object(found, path, args.since)) + "\n")
    elif args.format == "csv":
        writable(stream, "utf-8").write(as_csv(found, args.by))
    else:
        show_tables(job.screen, found)


def _moment(text: str | None) -> float | None:
    """Seconds since the epoch of a date or time, by the clock of this machine."""
    if text is None:
        return None
    try:
        return datetime.fromisoformat(text).timestamp()
    except (ValueError, OverflowError):
        raise ConfigError(f"--since takes a date such as 2026-11-30, or a time such as 2026-11-30T09:00, not {text!r}") from None


def _texts(job: Job, store: Store, *, needed: bool) -> dict[Name, Document]:
    """The documents of the job's files, as they were reviewed. A file that cannot be read is an error only when it is `needed`."""
    found: dict[Name, Document] = {}
    options = {option: value for option, value in job.read_options.items() if value is not None}
    base = job.config.folder or Path.cwd()
    for item in job.inputs:
        try:
            data = read_bytes(item.path)
            file = known(store, item.path, data, relative(item.path, base))
            documents = documents_of(data if file.base is None else file.base, item.path, {"id": file.name, **options})
        except InputError:
            if needed:
                raise
            continue
        found.update((Name(_place(item.path), text_of(document.id)), document) for document in documents)
    return found


def _place(path: str) -> str:
    return text_of(os.path.realpath(path))
