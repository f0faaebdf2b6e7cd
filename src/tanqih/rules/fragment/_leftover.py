"""Leftovers of a verb: auxiliaries, negations and participles that stand without a subject."""

from __future__ import annotations

from tanqih.english import FINITE_AUXILIARIES, FUNCTION_WORDS, PREPOSITIONS, tags
from tanqih.rules.fragment._clause import Verb, main_verb
from tanqih.rules.fragment._fragment import Fragment, Kind, verbless
from tanqih.text import Sentence, Word

_MODALS = frozenset("can could may might must shall should will would".split())
_BE = frozenset("is are was were".split())
_HELPERS = frozenset(
    "not be been being have also already never now still just only soon yet again once then to even almost nearly fully finally "
    "recently later earlier actually really ever officially largely partly".split()
)
_PARTICLES = _HELPERS | frozenset("place part effect over out up back off down there here it them him her".split())
_BARE_NEGATIONS = frozenset("there here found available present existing exist possible".split())
_ANSWERS = frozenset("yet only everyone all surprisingly really quite exactly so just necessarily always".split())
_ECHOES = frozenset("there they he she it".split())


def verb_phrase(sentence: Sentence, words: list[Word], at: int = 0) -> Fragment | None:
    """`words[at]` is a finite auxiliary; it has no subject when the word after it goes on with the verb."""
    rest = words[at + 1 :]
    if words[at].lower in {"do", "don't", "can't"} or (rest and (rest[0].capitalised or rest[0].text[0].isdigit())):
        return None
    for n, word in enumerate(rest):
        if word.lower in _HELPERS or (word.lower.endswith("ly") and word.lower not in FUNCTION_WORDS):
            continue
        if word.lower in {"there", "here", "so", "one"} and n + 1 == len(rest):
            return Fragment(sentence, Kind.VERB, 0.6, content=False)
        if word.lower in PREPOSITIONS and words[at].lower in _BE and n + 1 != len(rest):
            break
        if word.lower in FUNCTION_WORDS or not tags(word.lower) & _wanted(words[at].lower, rest[n - 1].lower if n else ""):
            return None
        content = n + 1 < len(rest)
        if content and main_verb(rest[n + 1 :], sentence.block.text, opener=rest[n + 1].lower in {"that", "if"}) is Verb.YES:
            return None
        return Fragment(sentence, Kind.VERB, 0.72, content=content)
    if any(word.lower in PREPOSITIONS for word in rest):
        return Fragment(sentence, Kind.VERB, 0.6) if verbless(sentence, rest) else None
    return Fragment(sentence, Kind.VERB, 0.6, content=False)


def _wanted(auxiliary: str, before: str) -> set[str]:
    """Tags of the word that goes on an auxiliary; `before` is the word before it when that is not the auxiliary itself."""
    if before in {"be", "been", "being"}:
        return {"VBD", "VBN", "JJ", "VBG"}
    if auxiliary in _MODALS:
        return {"VB"}
    return {"VBD", "VBN", "JJ", "VBG"} if auxiliary in _BE else {"VBD", "VBN", "JJ"}


def negated(sentence: Sentence, words: list[Word]) -> Fragment | None:
    """A negation that has lost its verb ("Not there."); short answers are none."""
    if not 2 <= len(words) <= 5 or words[1].lower in _ANSWERS:
        return None
    bare = len(words) == 2 and words[1].lower in _BARE_NEGATIONS
    if not bare and not verbless(sentence, words):
        return None
    return Fragment(sentence, Kind.NEGATED, 0.6 if bare else 0.4, comma=True, content=not bare)


def echo(sentence: Sentence, words: list[Word]) -> Fragment | None:
    """A pronoun and an auxiliary ("There is not.") that say again what the sentence before said."""
    if len(words) not in {2, 3} or words[0].lower not in _ECHOES or words[1].lower not in FINITE_AUXILIARIES:
        return None
    if len(words) == 3 and words[2].lower not in {"not", "been", "also"}:
        return None
    denies = len(words) == 3 and words[2].lower == "not"
    return Fragment(sentence, Kind.NEGATED if denies else Kind.VERB, 0.4, content=False)


def leftover(sentence: Sentence, words: list[Word]) -> Fragment | None:
    """Verb forms of up to three words, and anything verbless that goes on in lower case."""
    first = words[0].lower
    found = tags(first)
    short = len(words) <= 3 and all(word.lower in _PARTICLES or word.lower.endswith("ly") for word in words[1:])
    if short and (first in {"be", "been", "being"} or first in _MODALS):
        return Fragment(sentence, Kind.VERB, 0.6, content=False)
    if short and "VBD" in found and not found & {"VB", "NN"}:
        return Fragment(sentence, Kind.VERB, 0.5, content=False)
    if len(words) == 1 and found == {"VBZ"} and first != "thanks":
        return Fragment(sentence, Kind.VERB, 0.5, content=False)
    if words[0].text[0].islower() and first != "etc" and verbless(sentence, words) and not found & {"VBZ", "VBD"}:
        return Fragment(sentence, Kind.NOUNS, 0.6)
    return None
