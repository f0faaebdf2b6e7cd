"""XML read safely: no DTD, no entities but the five of XML, nothing fetched, bounded depth and size, every error with its line.

expat of the standard library does it: it is there in every Python, gives line numbers, reads as it goes, and by itself fetches
nothing. What it would still do, expand the entities that a document declares, is refused at the first internal declaration, so that
neither an entity bomb nor a reference to a local file gets anywhere (OWASP, "XML External Entity Prevention"; defusedxml does the same).
A DOCTYPE that only names an external DTD, as TBX 2 files have it, is taken and the DTD is not looked at.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from xml.parsers import expat

from tanqih.glossary.entries import GlossaryError

XML_LANG = "http://www.w3.org/XML/1998/namespace lang"
MAX_DEPTH, MAX_TEXT = 60, 1_000_000
"""Nested elements, and characters within one entry; terminology comes nowhere near them."""


@dataclass(slots=True)
class Node:
    """An element.

    Attributes:
        name: local name.
        namespace: URI, "" for none.
        attributes: by name; those with a namespace as "URI name".
        line: 1-based line of its start tag.
        parts: text and child elements, in order.
    """

    name: str
    namespace: str
    attributes: dict[str, str]
    line: int
    parts: list[Node | str] = field(default_factory=list)

    @property
    def children(self) -> list[Node]:
        """The child elements."""
        return [part for part in self.parts if isinstance(part, Node)]

    @property
    def text(self) -> str:
        """All text in it."""
        return "".join(part if isinstance(part, str) else part.text for part in self.parts)


def read(data: bytes, path: str, roots: frozenset[str], entries: frozenset[str], take: Callable[[Node], None]) -> Node:
    """Read a document, one entry at a time.

    Args:
        data: the document.
        path: how errors name it.
        roots: local names that its root may have.
        entries: local names of the elements that are handed on.
        take: called with each of them; they are then let go of.

    Returns:
        The root, without content.

    Raises:
        GlossaryError: not well-formed, a DTD in the document, an unknown root, nested too deeply, too much text; with the line.
    """
    return _Reader(path, roots, entries, take).read(data)


class _Reader:
    def __init__(self, path: str, roots: frozenset[str], entries: frozenset[str], take: Callable[[Node], None]) -> None:
        self.path, self.roots, self.entries, self.take = path, roots, entries, take
        self.root: Node | None = None
        self.stack: list[Node] = []
        self.depth = self.size = 0
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.SkippedEntityHandler = self._skipped
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text

    def read(self, data: bytes) -> Node:
        try:
            self.parser.Parse(data, True)
        except expat.ExpatError as error:
            what = f"not well-formed XML ({expat.ErrorString(error.code)}); mend the file or export it again"
            raise GlossaryError(what, path=self.path, line=error.lineno) from None
        except (LookupError, ValueError) as error:  # an encoding that nobody knows, or one of several bytes that expat does not
            raise GlossaryError(f"its encoding cannot be read ({error}); save it as UTF-8", path=self.path) from None
        assert self.root is not None  # noqa: S101 - well-formed XML has a root
        return self.root

    def _error(self, what: str) -> GlossaryError:
        return GlossaryError(what, path=self.path, line=self.parser.CurrentLineNumber)

    def _doctype(self, _name: str, _system: str | None, _public: str | None, internal: int) -> None:
        if internal:
            raise self._error("the DOCTYPE holds declarations, which may hide entities; remove what stands between [ and ]")

    def _skipped(self, name: str, _parameter: int) -> None:
        raise self._error(f"the entity &{name}; is declared in a DTD that is not read; write the character itself")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self._error(f"more than {MAX_DEPTH} elements inside one another; this is no terminology")
        namespace, _, local = name.rpartition(" ")
        node = Node(local, namespace, attributes, self.parser.CurrentLineNumber)
        if self.root is None:
            if local not in self.roots:
                raise self._error(f"the root element is {local}, not {' or '.join(sorted(self.roots))}; this is no such file")
            self.root = node
        elif self.stack or local in self.entries:
            if self.stack:
                self.stack[-1].parts.append(node)
            else:
                self.size = 0
            self.stack.append(node)

    def _end(self, _name: str) -> None:
        self.depth -= 1
        if self.stack:
            node = self.stack.pop()
            if not self.stack:
                self.take(node)

    def _text(self, text: str) -> None:
        if self.stack:
            self.size += len(text)
            if self.size > MAX_TEXT:
                raise self._error(f"more than {MAX_TEXT:,} characters in one entry; this is no terminology")
            self.stack[-1].parts.append(text)
