"""Dump-level knowledge: a first pass that marks duplicates, proposes boilerplate and counts mistakes, with its index on disk."""
