"""Dump-level knowledge: a first pass that marks duplicates, proposes boilerplate and counts mistakes, with its index on disk."""

from __future__ import annotations

from tanqih.batch.dump.blocks import LearnedBlocks, LearnedChecker, load_blocks
from tanqih.batch.dump.learning import Learned, learn, write_blocks, write_duplicates, write_mistakes
from tanqih.batch.dump.store import Duplicate, Index

__all__ = [
    "Duplicate",
    "Index",
    "Learned",
    "LearnedBlocks",
    "LearnedChecker",
    "learn",
    "load_blocks",
    "write_blocks",
    "write_duplicates",
    "write_mistakes",
]
