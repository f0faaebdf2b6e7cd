"""Writing Markdown: splices edits into the raw text, and reads the outcome again to see that it says what it should."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from tanqih.document import Document, Segment
from tanqih.formats.markdown import MarkdownBlock, MarkdownText, document_from_text
from tanqih.formats.plain import newline_of
from tanqih.formats.splice import spliced

_LIGHT = re.compile(r"[\\`*<]|(?<!\w)_|_(?!\w)|&(?=#?\w+;)|\[(?=[^\]]{0,200}\][(\[:])")
_STRONG = re.compile(r"[!-/:-@\[-`{-~]")
_TRAILING_SPACE = re.compile(r"[ \t]+\Z")


def text_of(document: Document) -> str:
    """The Markdown text with the edits of the segments.

    New text is escaped where it would become markup; where the outcome, read again, does not show the targets, the edited stretches
    are escaped throughout. A block that lost all its text goes with its lines and one run of blank lines, unless its first line holds
    the marker of a list item that has more in it. A blank line in a target becomes one in the file.
    """
    skeleton: MarkdownText = document.skeleton
    edited = [segment for segment in document.segments if segment.target != skeleton.blocks[segment.index].block.target]
    if not edited:
        return skeleton.raw
    light = _written(skeleton, edited, frozenset())
    wrong = _misread(light, document, skeleton)
    if not wrong:
        return light
    strong = _written(skeleton, edited, wrong)
    return light if _misread(strong, document, skeleton) else strong


def _misread(raw: str, document: Document, skeleton: MarkdownText) -> frozenset[int]:
    """Numbers of the segments whose target is not what the raw text shows when it is read again."""
    expected = [(part, segment.index) for segment in document.segments for part in _parts(segment, skeleton)]
    shown = [" ".join(segment.target.split()) for segment in document_from_text(raw).segments]
    texts = [text for text, _ in expected]
    if texts == shown:
        return frozenset()
    equal = {
        number
        for verb, first, last, _, _ in SequenceMatcher(None, texts, shown, autojunk=False).get_opcodes()
        if verb == "equal"
        for number in range(first, last)
    }
    # Where more was read than expected, any edit may be the cause.
    return frozenset(index for number, (_, index) in enumerate(expected) if number not in equal or len(equal) == len(expected))


def _parts(segment: Segment, skeleton: MarkdownText) -> list[str]:
    """The segments that a target makes when it is read again, white space folded."""
    is_cell = skeleton.blocks[segment.index].cell
    parts = [segment.target] if is_cell else segment.target.split("\n\n")
    return [" ".join(part.split()) for part in parts if part.strip()]


def _written(skeleton: MarkdownText, edited: list[Segment], strong: frozenset[int]) -> str:
    newline = newline_of(skeleton.raw)
    replaced: list[tuple[int, int, str]] = []
    dropped: list[int] = []
    for segment in edited:
        block = skeleton.blocks[segment.index]
        if block.drops and not segment.target.strip():
            dropped.append(segment.index)
        else:
            replaced.append(
                (block.block.start, block.block.end, _body(skeleton.raw, block, segment, newline, segment.index in strong))
            )
    replaced += [(start, end, "") for start, end in _deletions(skeleton, dropped)]
    parts: list[str] = []
    at = 0
    for start, end, text in sorted(replaced):
        parts += (skeleton.raw[at:start], text)
        at = end
    return "".join((*parts, skeleton.raw[at:]))


def _body(raw: str, block: MarkdownBlock, segment: Segment, newline: str, strong: bool) -> str:
    """Raw text of an edited block."""

    def escape(text: str) -> str:
        text = (_STRONG if strong else _LIGHT).sub(lambda found: "\\" + found.group(), text)
        if block.cell:
            return " ".join(text.split("\n")).replace("|", "\\|" if not strong else "|")
        empty = newline + _TRAILING_SPACE.sub("", block.prefix)
        return text.replace("\n\n", "\0").replace("\n", newline + block.prefix).replace("\0", empty + newline + block.prefix)

    return spliced(raw, block.block, segment, escape, lambda _raw, _text: not strong)


def _is_blank(skeleton: MarkdownText, line: int) -> bool:
    """True for a line that holds nothing but the prefix of a quotation."""
    return not skeleton.raw[slice(*skeleton.lines[line])].strip(" \t>")


def _deletions(skeleton: MarkdownText, dropped: list[int]) -> list[tuple[int, int]]:
    """Raw ranges that go with dropped blocks: each run of them, all blank lines around it but one group."""
    found: list[tuple[int, int]] = []
    blocks = skeleton.blocks
    runs: list[list[tuple[int, int]]] = []  # lines of the blocks of each run
    for index in sorted(dropped):
        first, last = blocks[index].first, blocks[index].last
        if runs and all(_is_blank(skeleton, line) for line in range(runs[-1][-1][1], first)):
            runs[-1].append((first, last))
        else:
            runs.append([(first, last)])
    for run in runs:
        found += _run_deletions(skeleton, run)
    return found


def _run_deletions(skeleton: MarkdownText, run: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The same for one run: the longest group of blank lines stays (the last among equals), at the file's end the last one."""
    lines = skeleton.lines
    top, bottom = run[0][0], run[-1][1]
    while top and _is_blank(skeleton, top - 1):
        top -= 1
    while bottom < len(lines) and _is_blank(skeleton, bottom):
        bottom += 1
    edges = [top, *(edge for block in run for edge in block), bottom]
    groups = list(zip(edges[::2], edges[1::2], strict=True))  # half-open lines of the groups of blank lines
    if bottom == len(lines):
        kept = groups[-1]
    elif not top:
        kept = groups[0]
    else:
        kept = max(reversed(groups), key=lambda group: group[1] - group[0])

    def start_of(line: int) -> int:
        return lines[line][0] if line < len(lines) else len(skeleton.raw)

    start, end = start_of(top), start_of(kept[0])
    if kept[0] == len(lines) and top:  # the file has no final line end, and gets none
        start = lines[top - 1][1]
    return [(a, b) for a, b in ((start, end), (start_of(kept[1]), start_of(bottom))) if a < b]
