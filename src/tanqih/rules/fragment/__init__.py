"""Displaced, split and truncated text: what chunking by length and re-ordering leave of a sentence."""
