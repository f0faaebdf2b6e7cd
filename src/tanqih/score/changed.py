"""Which files changed since a commit, as git tells it."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

from tanqih.commands.paths import Input
from tanqih.errors import InputError


def changed_since(reference: str, inputs: Sequence[Input]) -> list[Input]:
    """The inputs that differ from a commit in the working tree, with new files that git does not ignore.

    Args:
        reference: a commit, branch or tag; what a branch gained since this one left it does not count (its merge base).
        inputs: files, in order; each is looked up in the work tree that it lies in.

    Raises:
        InputError: git is missing, no work tree, no such commit, or standard input among the inputs.
    """
    trees: dict[str, frozenset[str]] = {}
    kept: list[Input] = []
    for item in inputs:
        if item.is_stdin:
            raise InputError("--changed-since is about files, not standard input", "name the files")
        path = os.path.realpath(item.path)
        folder = str(Path(path).parent)
        if folder not in trees:
            root = _git(folder, "rev-parse", "--show-toplevel").removesuffix("\n")
            trees[folder] = trees.get(root) or _changed(root, reference)
            trees[root] = trees[folder]
        if path in trees[folder]:
            kept.append(item)
    return kept


def _changed(root: str, reference: str) -> frozenset[str]:
    commit = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{reference}^{{commit}}", what=reference).strip()
    base = _git(root, "merge-base", commit, "HEAD", what=reference).strip()
    named = _git(root, "diff", "--name-only", "--no-ext-diff", "--no-renames", "--diff-filter=d", "-z", base, "--")
    named += _git(root, "ls-files", "--others", "--exclude-standard", "-z")
    return frozenset(os.path.realpath(Path(root) / name) for name in named.split("\0") if name)


def _git(folder: str, *arguments: str, what: str = "") -> str:
    """What a git command prints. Arguments are passed as they are, never through a shell; no file name begins with a dash."""
    command = ["git", "-C", folder, "-c", "core.fsmonitor=false", *arguments]
    try:
        done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - fixed verbs
    except OSError:
        raise InputError("git is not installed", "--changed-since needs it") from None
    if done.returncode:
        said = done.stderr.decode("utf8", "replace").strip().splitlines()
        reason = said[-1] if said else "no such commit" if what else "git failed"
        raise InputError(f"{f'{what!r}: ' if what else ''}{reason}", "check --changed-since", path=folder)
    return os.fsdecode(done.stdout)
