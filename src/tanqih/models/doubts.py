"""Reasons not to believe a tagger, which reads one paragraph at a time and learned from prose: headings, and quotations over several paragraphs."""

from __future__ import annotations

import re

from tanqih.models.groups import Group
from tanqih.models.labels import APPEND, JOIN, JOIN_COMMA, LOWER, REPLACE
from tanqih.quotation import DOUBLE_MARKS
from tanqih.text import Block

_LONG_WORD = re.compile(r"[A-Za-z]{4,}")
_TITLE_SHARE = 0.6
_FINAL = tuple(".!?\N{HORIZONTAL ELLIPSIS}:" + DOUBLE_MARKS + "')")


def doubted(block: Block, group: Group) -> bool:
    """Whether what a group says of a block is to be left unsaid."""
    if block.is_heading:
        return True
    if group.rule == "model/truncated":
        return _is_like_heading(block)
    if LOWER in group.labels and _in_title_case(block.text):
        return True
    if {JOIN, JOIN_COMMA} & set(group.labels) and _joins_two_sentences(block, group):
        return True
    return _moves_quotation(block.text, group) and (block.continues_quotation or block.quotation_runs_on)


def _joins_two_sentences(block: Block, group: Group) -> bool:
    """True when both what stands before the full stop and what stands behind it have a verb and a subject of their own."""
    from tanqih.rules.fragment._clause import Verb, main_verb  # its tables are read only where a model joins

    sentence = block.sentence_at(group.end - 1)
    if sentence is None or sentence.previous is None:
        return False
    words = [word for word in sentence.words if word.end >= group.end]
    return main_verb(words, block.text) is Verb.YES and main_verb(sentence.previous.words, block.text) is not Verb.NO


def _is_like_heading(block: Block) -> bool:
    """True for a single sentence without a final stop: more often a heading that was not marked as one than a text that breaks off."""
    return len(block.sentences) < 2 and not block.text.rstrip().endswith(_FINAL)


def _in_title_case(text: str) -> bool:
    words = _LONG_WORD.findall(text)
    return bool(words) and sum(word[0].isupper() for word in words) >= _TITLE_SHARE * len(words)


def _moves_quotation(text: str, group: Group) -> bool:
    """True when a double quotation mark is taken away or put in."""
    put_in = (label.removeprefix(APPEND).removeprefix(REPLACE) for label in group.labels)
    return not set(DOUBLE_MARKS).isdisjoint(text[group.start : group.end]) or any(mark in DOUBLE_MARKS for mark in put_in)
