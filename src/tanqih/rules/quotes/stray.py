"""Closing quotation marks without an opening mark in their paragraph."""

from __future__ import annotations

from collections.abc import Iterator

from tanqih.english import SAYING_PAST
from tanqih.issue import Severity, Suggestion
from tanqih.lazy import regex
from tanqih.quotation import CLOSING, LEFT, LEFT_GUILLEMETS, RIGHT, RIGHT_GUILLEMETS, QuoteMark
from tanqih.rules._rule import Finding, delete, finding, insert, review, rule, safe
from tanqih.rules.quotes._attribution import attribution_at, closed_early
from tanqih.rules.quotes._source import is_open_in_source
from tanqih.text import Block, skip_back, skip_spaces

PUNCTUATION = "linguistic-conventions/punctuation"
_STOPS = ".!?"
_SAID = "|".join(sorted(SAYING_PAST))
_SPEAKER_SELF = frozenset("i we my our us me you your i'm we're i've we've it's don't".split())
_SPOKEN_FIRST = "I|We|You|It|This|That|There|They|Our|My|The|If|When|What|In|As|But|And|Not|No|Yes|These|Those|He|She"
_ANNOUNCED = regex(rf"\b(?:{_SAID})(?: [\w-]+){{0,4}}(?:: (?=[A-Z])|, (?=(?:{_SPOKEN_FIRST})\b))")


@rule(PUNCTUATION, Severity.MINOR, trigger=f'["{CLOSING}]', changes={"quotation"})
def stray_closing(block: Block) -> Iterator[Finding]:
    """A closing quotation mark with no opening mark in its paragraph.

    The engine copies the closing mark of a quotation whose opening mark was in another segment, or invents one. A mark set apart by a
    space is deleted without asking when no quotation is open; a mark glued to a word may end a quotation whose opening mark was
    lost, so that is for a person. The last paragraph of a quotation that runs over several paragraphs is left alone, and so are
    apostrophes, inch marks and a quotation of which the Arabic beside it has one mark only as well.
    """
    if is_open_in_source(block):
        return
    quotations = block.quotations
    for i, mark in enumerate(quotations.stray):
        if mark.char == '"' and (mark.glued or block.is_heading):
            continue
        if i == 0 and block.continues_quotation:
            continue
        if closed_early(block, mark) is None and not _may_run_on(block, mark):
            yield _stray(block, mark)


def _may_run_on(block: Block, mark: QuoteMark) -> bool:
    """True for a straight mark behind a word in a text of one paragraph, unless its speaker follows: it may end a running quotation."""
    if mark.char != '"' or len(block.page.blocks) > 1 or mark.at == 0 or block.text[mark.at - 1].isspace():
        return False
    return attribution_at(block.text, skip_spaces(block.text, mark.at + 1)) is None


def _stray(block: Block, mark: QuoteMark) -> Finding:
    text, at = block.text, mark.at
    start, end = at, at + 1
    apart = at == 0 or text[at - 1].isspace()
    if at == 0:
        end = skip_spaces(text, 1)
    elif apart:
        start = skip_back(text, at)
    message = f"A closing mark {mark.char} has no opening mark in its paragraph."
    drop = delete(block, start, end)
    if apart and (at == 0 or end == len(text) or text[end].isspace() or text[end] in ".,;:!?"):
        if start < at and text[start - 1] in _STOPS and text[end : end + 1] == ".":
            end += 1  # a full stop on either side of it
            drop = delete(block, start, end)
        clean = not (block.quotations.unclosed or block.quoted(at)) and (mark.char != '"' or len(block.quotations.marks) == 1)
        chosen = safe("delete the mark", drop) if clean else review("delete the mark", drop)
        return finding(block, start, end, message, 0.92 if clean else 0.75, chosen)
    return finding(block, start, end, message, _glued_confidence(block, mark), *_glued_repairs(block, mark))


def _glued_confidence(block: Block, mark: QuoteMark) -> float:
    """Lower where the paragraph may be the last one of a running quotation that is not before us."""
    if len(block.quotations.marks) > 1 or skip_spaces(block.text, mark.at + 1) < len(block.text):
        return 0.72 if mark.char in CLOSING else 0.45
    sentence = block.sentence_at(mark.at)
    words = [word.lower for word in sentence.words] if sentence else []
    if _SPEAKER_SELF & set(words):
        return 0.4
    narrated = bool(SAYING_PAST & set(words))
    return (0.7 if narrated else 0.6 if len(block.page.blocks) > 1 else 0.45) - (0.15 if mark.char == '"' else 0)


def _glued_repairs(block: Block, mark: QuoteMark) -> list[Suggestion]:
    """Delete a mark glued to a word, or give it back its opening mark; before an attribution the latter comes first."""
    text, at = block.text, mark.at
    opener = LEFT if mark.char == RIGHT else '"' if mark.char == '"' else LEFT_GUILLEMETS[RIGHT_GUILLEMETS.index(mark.char)]
    doubled = text[at - 1] in _STOPS and text[at + 1 : at + 2] == "."
    drop = review("delete the mark", delete(block, at, at + 1 + doubled), score=0.6)
    sentence = block.sentence_at(at)
    if sentence is None:
        return [drop]
    earlier = block.quotations.before(at)
    introduced = _introduced(text, earlier.at + 1 if earlier else 0, at)
    if introduced is not None:
        return [review("open the quotation here", insert(block, introduced, opener), score=0.7), drop]
    begin = skip_spaces(text, max(sentence.start, earlier.at + 1 if earlier else 0), at)
    open_it = review("open the quotation here", insert(block, begin, opener), score=0.5)
    following = skip_spaces(text, at + 1)
    if text[at - 1] in ",?!" and attribution_at(text, following) and earlier is None:
        return [open_it, drop]
    if begin != sentence.start:
        return [drop]
    return [drop, open_it]


def _introduced(text: str, start: int, end: int) -> int | None:
    """Where speech begins that a verb of saying announces and no mark opens: "said: Here …", "said, We …"; the last such place."""
    places = [m.end() for m in _ANNOUNCED.finditer(text, start, end)]
    return places[-1] if places else None
