"""Words of a paragraph that a model must leave as they are: names, and the English of the glossary for what stands in the Arabic."""

from __future__ import annotations

from tanqih.document import Segment
from tanqih.glossary import Glossary
from tanqih.guards.facts import TOKEN, name_key, names

SHORTEST = 3


def required_terms(segment: Segment, glossary: Glossary | None) -> tuple[str, ...]:
    """The terms of a segment as they are written in it, each once, in the order of the text.

    Args:
        segment: with its source, if there is one.
        glossary: whose renderings of the source's terms must survive; None for names alone.
    """
    text = segment.target
    inside = names(text)
    words = (m.group() for m in TOKEN.finditer(text))
    terms = [word for word in words if len(word) >= SHORTEST and word[0].isupper() and name_key(word) in inside]
    if segment.source and glossary is not None:
        from tanqih.glossary.arabicside import find_terms
        from tanqih.glossary.lookup import forms_of_entry

        for entry, _ in find_terms(segment.source, glossary):
            terms += [form for form in forms_of_entry(entry) if len(form) >= SHORTEST and form in text]
    return tuple(sorted(dict.fromkeys(terms), key=text.index))
