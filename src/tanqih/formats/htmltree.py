"""Which blocks are open at a place of a page, as browsers build their tree (WHATWG 13.2.6), as far as it decides about text.

Formatting elements (`b`, `a`, `span` and all unknown names) are not tracked: they never begin or end a block.
"""

from __future__ import annotations

from collections import Counter

from tanqih.document import Role

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
VOID = frozenset("area base br col embed frame hr img input link meta param source track wbr".split())
HIDDEN = frozenset(
    "audio canvas datalist iframe noembed noframes noscript object pre listing script select style svg math template textarea title video "
    "xmp plaintext".split()
)
"""Elements whose text is not the article's."""
CODE = frozenset({"code", "kbd", "samp", "tt"})
"""Inline elements whose text is shown and protected."""

_TABLE = frozenset("caption col colgroup table tbody td tfoot th thead tr".split())
# Elements that end an open paragraph when they start.
_CLOSES_P = HEADINGS | frozenset(
    "address article aside blockquote center details dialog dir div dl dt dd fieldset figcaption figure footer form header hgroup hr li "
    "listing main menu nav ol p plaintext pre search section summary ul xmp".split()
)
BLOCKS = _CLOSES_P | _TABLE | frozenset("body button frameset head html legend optgroup option".split())
_SCOPE = frozenset("applet caption html marquee object table td template th".split())
# What a start tag ends first, and what shields an element from being ended.
_REPLACES = {
    "li": (("li",), frozenset({"ol", "ul", "menu", "dir", "table", "td", "th", "blockquote", "section", "article", "template"})),
    **dict.fromkeys(
        ("dt", "dd"), (("dt", "dd"), frozenset({"dl", "table", "td", "th", "blockquote", "section", "article", "template"}))
    ),
    **dict.fromkeys(("td", "th"), (("td", "th", "caption"), frozenset({"table", "template"}))),
    "tr": (("tr", "caption"), frozenset({"table", "template"})),
    **dict.fromkeys(("tbody", "thead", "tfoot"), (("tbody", "thead", "tfoot", "caption"), frozenset({"table", "template"}))),
    **dict.fromkeys(("option", "optgroup"), (("option",), frozenset({"select", "datalist"}))),
}
_ROLES = {
    "h1": Role.HEADLINE,
    **dict.fromkeys(HEADINGS - {"h1"}, Role.SUBHEADING),
    "li": Role.LIST_ITEM,
    "figcaption": Role.CAPTION,
    "caption": Role.CAPTION,
}
_DEEPEST = 512  # as in Blink and WebKit: deeper elements become siblings


class OpenBlocks:
    """Stack of open blocks, hidden elements and code elements."""

    def __init__(self) -> None:
        self._stack: list[str] = []
        self._open: Counter[str] = Counter()
        self.hidden = 0
        self.code = 0

    @property
    def role(self) -> Role:
        """Role of text that stands here: that of the innermost block which has one."""
        return next((_ROLES[name] for name in reversed(self._stack) if name in _ROLES), Role.PARAGRAPH)

    def start(self, name: str) -> bool:
        """Take in a start tag; True when it begins a new block."""
        if name not in BLOCKS and name not in HIDDEN and name not in CODE:
            return False
        is_block = name in BLOCKS
        if is_block and not self.hidden:
            if name in _CLOSES_P:
                self._close(("p",), _SCOPE | {"button"})
            if name in HEADINGS and self._stack and self._stack[-1] in HEADINGS:
                self._pop()
        if name in _REPLACES:
            self._close(*_REPLACES[name])
        if name not in VOID and len(self._stack) < _DEEPEST:
            self._stack.append(name)
            self._open[name] += 1
            self.hidden += name in HIDDEN
            self.code += name in CODE
        return is_block

    def end(self, name: str) -> bool:
        """Take in an end tag; True when it ends a block. One that matches nothing is ignored, except `</p>`."""
        names: tuple[str, ...] = (name,)
        if name in HEADINGS:
            names = tuple(HEADINGS)
        scope = frozenset({"table", "template"}) if name in _TABLE else _SCOPE
        if name == "li":
            scope |= {"ol", "ul"}
        elif name == "p":
            scope |= {"button"}
        elif name in ("body", "html") or name in HIDDEN:
            scope = frozenset()
        closed = self._close(names, scope - {name})
        return closed or name == "p"

    def _close(self, names: tuple[str, ...], shields: frozenset[str]) -> bool:
        """Pop through the innermost of the named elements unless a shield is nearer; True when a block was among what went."""
        if not any(self._open[name] for name in names):
            return False
        for depth in range(len(self._stack) - 1, -1, -1):
            if self._stack[depth] in names:
                gone = [self._pop() for _ in range(len(self._stack) - depth)]
                return any(gone)
            if self._stack[depth] in shields:
                return False
        return False

    def _pop(self) -> bool:
        """Close the innermost element; True when it was a block, and not one in a hidden element."""
        name = self._stack.pop()
        self._open[name] -= 1
        self.hidden -= name in HIDDEN
        self.code -= name in CODE
        return name in BLOCKS and not self.hidden
