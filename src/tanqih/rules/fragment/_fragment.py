"""What a fragment is, and the questions that all kinds of fragments ask about words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from tanqih.english import DETERMINERS, FUNCTION_WORDS, tags
from tanqih.lazy import regex
from tanqih.rules.fragment._clause import Verb, main_verb
from tanqih.text import Sentence, Word


class Kind(Enum):
    """Kinds of fragments, by how they begin, with what is wrong with them."""

    VERB = "a verb has no subject"
    NEGATED = "a negation has no verb"
    AND = "a second part stands alone"
    ADJECTIVES = "adjectives have lost their noun"
    PHRASE = "a prepositional phrase stands alone"
    INFINITIVE = "an infinitive stands alone"
    PARTICIPLE = "a participle has no subject"
    RELATIVE = "a relative clause stands alone"
    CLAUSE = "a subordinate clause stands alone"
    ADDITION = "an addition stands alone"
    TIME = "a time stands alone"
    NOUNS = "a list stands alone"
    APPOSITION = "a noun stands alone"
    ADVERB = "an adverb stands alone"


@dataclass(frozen=True, slots=True)
class Fragment:
    """A sentence that is none.

    Attributes:
        sentence: where it stands.
        kind: how it begins.
        confidence: share of such fragments, unmarked otherwise, that are artefacts.
        comma: True when it is joined to the sentence before with a comma.
        content: True when it says more than a bare verb: a place, a time, an object.
    """

    sentence: Sentence
    kind: Kind
    confidence: float
    comma: bool = False
    content: bool = True


QUANTITIES = frozenset(
    "some most many all none both half several dozens hundreds thousands tens scores one two three four five six seven eight nine ten "
    "each few a".split()
)
SUBJECT_STARTS = DETERMINERS | frozenset("i he she it we they there".split())
_ADJECTIVE_ENDINGS = regex(r"(?:al|ive|ous|able|ible|ful|less|ic|ary|ern|ian|ent|ant|ish|ed|ing|ory|id|ular|ile)$")
_LIST_WORDS = frozenset("and or but very more".split())


def verbless(sentence: Sentence, words: list[Word], *, opener: bool = False) -> bool:
    """True when none of the words can be the finite verb of a main clause."""
    return main_verb(words, sentence.block.text, opener=opener) is Verb.NO


def looks_adjectival(word: str) -> bool:
    """True for a word that is an adjective rather than a noun or a verb, by its tags and its ending."""
    found = tags(word)
    if "JJ" not in found:
        return False
    return not found & {"NN", "NNS", "VB"} or _ADJECTIVE_ENDINGS.search(word) is not None


def adjective_list(words: list[Word]) -> bool:
    """True for adjectives joined by commas and "and"; a noun that can stand before a noun may be among several."""
    items = [word.lower for word in words if word.lower not in _LIST_WORDS]
    if not 0 < len(items) <= 5 or items[0] in QUANTITIES or any(item in FUNCTION_WORDS for item in items):
        return False
    fits = [bool(tags(item) & {"JJ", "VBD", "VBN"}) or item.endswith("ed") for item in items]
    if len(items) > 1 and all(fits):
        return any("JJ" in tags(item) or item.endswith("ed") for item in items)
    nouns = all(fit or "NN" in tags(item) for fit, item in zip(fits, items, strict=True))
    return nouns and any(map(looks_adjectival, items)) and sum(fits) * 2 >= len(items)
