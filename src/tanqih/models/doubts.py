"""Reasons not to believe a tagger, which reads one paragraph at a time and learned from prose: headings, and quotations over several paragraphs."""

from __future__ import annotations

import re

from tanqih.models.groups import Group
from tanqih.models.labels import APPEND, DELETE, FUNCTION_WORDS, JOIN, JOIN_COMMA, LOWER, REPLACE
from tanqih.quotation import DOUBLE_MARKS
from tanqih.text import Block

_LONG_WORD = re.compile(r"[A-Za-z]{4,}")
_TITLE_SHARE = 0.6
_BEFORE_CLOSING = re.compile(r"[^\w\s]|s")
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
    if DELETE in group.labels and _drops_content(block, group):
        return True
    if not _moves_quotation(block.text, group):
        return False
    return block.continues_quotation or block.quotation_runs_on or _may_close_another(block, group)


def _may_close_another(block: Block, group: Group) -> bool:
    """True for a straight mark behind a sentence in a text of one paragraph: what it closes may stand in a paragraph that is not before us.

    So too behind an s, where it may be meant as an apostrophe.
    """
    if len(block.page.blocks) > 1:
        return False
    here = [mark for mark in block.quotations.marks if group.start <= mark.at < group.end]
    return any(
        mark.char == '"'
        and mark.partner is None
        and not (mark.opens or mark.apart)
        and _BEFORE_CLOSING.match(block.text, mark.at - 1)
        for mark in here
        if mark.at
    )


def _joins_two_sentences(block: Block, group: Group) -> bool:
    """True when both what stands before the full stop and what stands behind it have a verb and a subject of their own."""
    from tanqih.rules.fragment._clause import Verb, main_verb  # its tables are read only where a model joins

    sentence = block.sentence_at(group.end - 1)
    if sentence is None or sentence.previous is None:
        return False
    words = [word for word in sentence.words if word.end >= group.end]
    return main_verb(words, block.text) is Verb.YES and main_verb(sentence.previous.words, block.text) is not Verb.NO


def _drops_content(block: Block, group: Group) -> bool:
    """True when a deletion inside a sentence takes the only mention of something: words too many are small words, or said elsewhere as well."""
    from tanqih.rules.fragment._mend import stems

    if group.change is None or block.text[: group.change.start].rstrip(DOUBLE_MARKS + " ").endswith(_FINAL):
        return False
    reach = range(group.change.start, group.change.end)
    if block.text[reach.start : reach.stop].lstrip().startswith(_FINAL):
        return False
    gone = [word for word in block.words if word.start in reach and word.lower not in FUNCTION_WORDS]
    return not stems(gone) <= stems([word for word in block.words if word.start not in reach])


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
