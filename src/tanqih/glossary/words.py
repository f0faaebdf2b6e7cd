"""Words of a text as the glossary compares them: what a word may be inflected from, too much rather than too little."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

_ENDINGS = (("ies", "y"), ("es", ""), ("s", ""), ("ied", "y"), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"))


@lru_cache(maxsize=8192)
def forms_of(token: str) -> tuple[str, ...]:
    """A token and what spelling alone says it may come from: "stopped" gives stopped, stopp, stoppe, stop."""
    found = [token]
    for ending, lemma in _ENDINGS:
        if token.endswith(ending) and len(token) > len(ending) + 2:
            stem = token[: -len(ending)]
            found.append(stem + lemma)
            if not lemma and len(stem) > 2 and stem[-1] == stem[-2]:
                found.append(stem[:-1])
    return tuple(found)


def dictionary_forms(tokens: Iterable[str]) -> frozenset[str]:
    """All that the tokens may be inflected from, and the tokens."""
    return frozenset(form for token in set(tokens) for form in forms_of(token))
