"""Damage to grammar: function words lost, doubled, added or wrong, word order, pronouns, number and verb forms."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from tanqih.models.labels import APPEND, DELETE, FUNCTION_WORDS, REPLACE, SWAP, UPPER
from tanqih.models.mend import in_form
from tanqih.training.damage.paragraph import Piece, Pieces, sentence_ends
from tanqih.word_forms import inflections, lemmas

LOST = frozenset(FUNCTION_WORDS[:22])
_LISTED = frozenset(FUNCTION_WORDS)
PREPOSITIONS = "of in to for on with at by from into about after before during over between against through".split()
_PRONOUNS = {
    "he": ("she", "it"), "she": ("he", "it"), "it": ("she", "he"), "his": ("her", "its"), "her": ("his", "its"), "its": ("her", "his"),
    "him": ("her", "it"),
}  # fmt: skip
_NUMBER = {
    "is": "are",
    "are": "is",
    "was": "were",
    "were": "was",
    "has": "have",
    "have": "has",
    "this": "these",
    "these": "this",
    "those": "that",
}
_ARTICLES = {"a": ("the", "an"), "an": ("a", "the"), "the": ("a",)}
_RELATIVES = frozenset("which who that whom".split())


def lost_word(pieces: Pieces, rng: Random) -> bool:
    """A function word is missing."""
    places = [
        at
        for at in range(1, len(pieces) - 1)
        if pieces[at].text in LOST and pieces[at].kept and pieces[at].space and pieces[at - 1].kept and pieces[at + 1].space
    ]
    if not places:
        return False
    at = rng.choice(places)
    pieces[at - 1].label = APPEND + pieces[at].text
    del pieces[at]
    return True


def lost_comma(pieces: Pieces, rng: Random) -> bool:
    """A comma is missing."""
    places = [
        at
        for at in range(1, len(pieces) - 1)
        if pieces[at].text == "," and pieces[at].kept and pieces[at - 1].kept and pieces[at - 1].is_word
    ]
    if not places:
        return False
    at = rng.choice(places)
    pieces[at - 1].label = APPEND + ","
    del pieces[at]
    return True


def doubled_word(pieces: Pieces, rng: Random) -> bool:
    """A word stands twice (grammar/duplicate-word)."""
    at = rng.randrange(1, len(pieces) - 1)
    if not (pieces[at].text.isalpha() and pieces[at].space):
        return False
    pieces.insert(at, Piece(pieces[at].text, space=True, label=DELETE))
    return True


def needless_the(pieces: Pieces, rng: Random) -> bool:
    """An article too many (grammar/article-overuse)."""
    places = [
        at
        for at in range(2, len(pieces) - 1)
        if pieces[at].text.isalpha() and pieces[at].kept and pieces[at].space and pieces[at - 1].text.lower() not in _ARTICLES
        and pieces[at].text.lower() not in _LISTED
    ]  # fmt: skip
    if not places:
        return False
    pieces.insert(rng.choice(places), Piece("the", space=True, label=DELETE))
    return True


def needless_word(pieces: Pieces, rng: Random) -> bool:
    """A function word too many."""
    places = [at for at in range(2, len(pieces) - 1) if pieces[at].is_plain and pieces[at].space and pieces[at - 1].is_word]
    if not places:
        return False
    at = rng.choice(places)
    word = rng.choice(FUNCTION_WORDS[:40])
    if word in (pieces[at].text, pieces[at - 1].text):
        return False
    pieces.insert(at, Piece(word, space=True, label=DELETE))
    return True


def needless_comma(pieces: Pieces, rng: Random) -> bool:
    """A comma between subject and verb, or elsewhere in a clause (grammar/subject-comma)."""
    places = [at for at in range(2, len(pieces) - 1) if pieces[at].is_plain and pieces[at].space and pieces[at - 1].is_word]
    if not places:
        return False
    pieces.insert(rng.choice(places), Piece(",", space=False, label=DELETE))
    return True


def _replaced(pieces: Pieces, rng: Random, table: Mapping[str, tuple[str, ...]]) -> bool:
    places = [at for at, piece in enumerate(pieces) if piece.is_plain and piece.text in table]
    if not places:
        return False
    piece = pieces[rng.choice(places)]
    piece.label = REPLACE + piece.text
    piece.text = rng.choice(table[piece.text])
    return True


def wrong_preposition(pieces: Pieces, rng: Random) -> bool:
    """Another preposition (grammar/preposition-calque)."""
    return _replaced(pieces, rng, {word: tuple(other for other in PREPOSITIONS[:9] if other != word) for word in PREPOSITIONS})


def wrong_pronoun(pieces: Pieces, rng: Random) -> bool:
    """A pronoun of another gender (grammar/pronoun-gender)."""
    return _replaced(pieces, rng, _PRONOUNS)


def wrong_article(pieces: Pieces, rng: Random) -> bool:
    """Another article."""
    return _replaced(pieces, rng, _ARTICLES)


def wrong_number(pieces: Pieces, rng: Random) -> bool:
    """A verb or demonstrative of the other number (grammar/number-agreement)."""
    return _replaced(pieces, rng, {word: (other,) for word, other in _NUMBER.items()})


def wrong_form(pieces: Pieces, rng: Random) -> bool:
    """A noun of the other number, or a verb in another form."""
    places = [
        at for at in range(1, len(pieces)) if pieces[at].is_plain and len(pieces[at].text) > 3 and pieces[at].text not in _LISTED
    ]
    rng.shuffle(places)
    for at in places[:6]:
        piece = pieces[at]
        options = [(tag, forms) for tag, forms in forms_of(piece.text).items() if forms != piece.text]
        right = next((tag for tag, form in forms_of(piece.text).items() if form == piece.text), None)
        if options and right:
            kind = "N" if right.startswith("N") else "V"
            same = [form for tag, form in options if tag.startswith(kind) and in_form(form, right) == piece.text]
            if same:
                piece.label, piece.text = right, rng.choice(same)
                return True
    return False


_TAGS = {"NOUN": ("NN", "NNS"), "VERB": ("VB", "VBZ", "VBD", "VBN", "VBG")}


def forms_of(word: str) -> dict[str, str]:
    """Forms of a word by tag, where only one lemma and part of speech fits it; empty otherwise."""
    found = [(part, lemma) for part, known in lemmas(word).items() if part in _TAGS for lemma in known]
    if len(found) != 1:
        return {}
    part, lemma = found[0]
    known = inflections(lemma)
    forms = {tag: known[tag][0] for tag in _TAGS[part] if known.get(tag)}
    if "VBD" in forms:
        forms.setdefault("VBN", forms["VBD"])
    return forms if word in forms.values() else {}


def swapped(pieces: Pieces, rng: Random) -> bool:
    """Two words have changed places (grammar/vso-order and scrambled sentences)."""
    if len(pieces) < 4:
        return False
    at = rng.randrange(1, len(pieces) - 2)
    first, second = pieces[at], pieces[at + 1]
    if (
        not (first.text.isalpha() and second.text.isalpha() and first.kept and second.kept and second.space)
        or first.text == second.text
    ):
        return False
    first.text, second.text, first.label = second.text, first.text, SWAP
    return True


def initial_and(pieces: Pieces, rng: Random) -> bool:
    """A sentence begins with And (grammar/initial-and)."""
    starts = [
        end + 1
        for end in sentence_ends(pieces, 3)
        if end + 2 < len(pieces) and pieces[end + 1].text.istitle() and pieces[end + 1].kept
    ]
    if not starts:
        return False
    at = rng.choice(starts)
    if pieces[at].text.lower() in _LISTED:
        pieces[at].text, pieces[at].label = pieces[at].text.lower(), UPPER
    pieces.insert(at, Piece("And", space=True, label=DELETE))
    return True


def and_chain(pieces: Pieces, rng: Random) -> bool:
    """Commas of an enumeration become "and" (grammar/wa-chain)."""
    places = [
        at
        for at in range(2, len(pieces) - 2)
        if pieces[at].text == ","
        and pieces[at].kept
        and pieces[at - 1].is_word
        and pieces[at + 1].is_plain
        and pieces[at - 1].kept
    ]
    if not places:
        return False
    at = rng.choice(places)
    pieces[at].text, pieces[at].space, pieces[at].label = "and", True, REPLACE + ","
    return True


def resumptive_pronoun(pieces: Pieces, rng: Random) -> bool:
    """A pronoun repeats what the relative said (grammar/resumptive-pronoun)."""
    places = [at for at in range(2, len(pieces) - 5) if pieces[at].text in _RELATIVES and pieces[at].kept]
    if not places:
        return False
    at = rng.choice(places) + rng.randint(2, 4)
    if not (pieces[at].is_word and pieces[at].kept and pieces[at - 1].is_word and pieces[at].space):
        return False
    pieces.insert(at, Piece(rng.choice(("it", "him", "them", "her")), space=True, label=DELETE))
    return True
