"""What the readers of XML formats share: walking through the elements, and what an element passes on to those inside."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from tanqih.document import Document
from tanqih.formats.xmlsplice import with_tail
from tanqih.formats.xmltext import Content, Inline
from tanqih.formats.xmltokens import Token, XmlSource

XML = "http://www.w3.org/XML/1998/namespace"
ENGLISH, ARABIC = frozenset(("en", "eng")), frozenset(("ar", "ara", "arb"))


class Inherited(NamedTuple):
    """An element's name ("" in a foreign namespace), and what it passes on: is its text translated, is its white space kept?"""

    name: str
    translate: bool = True
    preserve: bool = False

    def inside(self, name: str, attributes: Mapping[str, str]) -> Inherited:
        """The same for an element inside."""
        translate, space = attributes.get("translate"), attributes.get(f"{XML} space")
        return Inherited(
            name,
            self.translate if translate is None else translate != "no",
            self.preserve if space is None else space == "preserve",
        )


class Step(NamedTuple):
    """Something on the way through a file.

    Attributes:
        kind: "start" and "end" of an element, "text" for a whole element with text, "comment".
        name: of the element, without its namespace; "" for one of a foreign namespace.
        token: the start or end tag, or the comment; for "text" the end tag.
        attributes: of the start tag, for "text" too.
        here: what the element passes on.
        parent: name of the element around it.
        content: the text, for "text".
    """

    kind: str
    name: str
    token: Token
    attributes: Mapping[str, str]
    here: Inherited
    parent: str = ""
    content: Content | None = None


def walk(source: XmlSource, inline: Inline, root: str, texts: frozenset[str]) -> Iterator[Step]:
    """The elements of a file in order; those named in `texts` come as a whole.

    Raises:
        InputError: as `XmlSource.tokens`; another root element.
    """
    stack = [Inherited("")]
    content: Content | None = None
    begun, depth = Token("start", 0, 0), 0  # the start tag of the element with text, and how many elements are open inside
    for token in source.tokens():
        if content is not None:
            depth += (token.kind == "start") - (token.kind == "end")
            if depth >= 0:
                content.feed(token)
                continue
            here = stack.pop()
            yield Step("text", here.name, token, begun.attributes, here, stack[-1].name, content)
            content = None
        elif token.kind == "start":
            name = inline.local(token.name)
            if len(stack) == 1 and name != root:
                what = f"the root element is <{token.name.rpartition(' ')[2]}>, not <{root}>"
                raise source.error(what, "say what the file is with --read-as", line=source.line_of(token.start))
            stack.append(stack[-1].inside(name, token.attributes))
            if name in texts:
                content, begun, depth = Content(inline, preserve=stack[-1].preserve), token, 0
            else:
                yield Step("start", name, token, token.attributes, stack[-1], stack[-2].name)
        elif token.kind == "end":
            here = stack.pop()
            yield Step("end", here.name, token, {}, here, stack[-1].name)
        elif token.kind == "comment":
            yield Step("comment", "", token, {}, stack[-1], stack[-1].name)


def closed(documents: Iterable[Document], source: XmlSource, empty: Callable[[], Document]) -> Iterator[Document]:
    """The documents, the last one with what is left of the file; what `empty` gives where there are none."""
    ready: Document | None = None
    for document in documents:
        if ready:
            yield ready
        ready = document
    yield with_tail(ready or empty(), source.rest())


def is_language(tag: str, wanted: str | None, language: frozenset[str]) -> bool:
    """True when a BCP 47 tag is the one that was asked for, or, when none was, belongs to a language (`en-US` to `en`)."""
    plain = tag.strip().replace("_", "-").lower()
    return plain == wanted.strip().replace("_", "-").lower() if wanted is not None else plain.partition("-")[0] in language
