"""Damage to sentences: split, displaced, repeated, broken off, wrong capitals and stops."""

from __future__ import annotations

from random import Random

from tanqih.models.labels import DELETE, JOIN, JOIN_COMMA, LOWER, RIGHT, TRUNCATED, UPPER
from tanqih.training.damage.paragraph import Piece, Pieces, sentence_ends, undamaged

OPENERS = frozenset(
    "in after with which who while and because including saying adding where when before during despite as on at from under according "
    "for by through of that until since amid without against towards between".split()
)
"""Words that a torn-off modifier begins with."""
_AUXILIARIES = "Has Was Is Had Were Have Not".split()
_LOOSE_TAILS = ("Might be possible", "Not there", "As well", "In it", "This week", "On it", "For that", "Too", "Also", "And more")
_SAID = ("said", "added", "told", "noted", "stressed")


def split(pieces: Pieces, rng: Random) -> bool:
    """A modifier becomes a sentence of its own (fragment/split-modifier)."""
    places = [
        at
        for at in range(4, len(pieces) - 4)
        if pieces[at].is_plain
        and (pieces[at].text in OPENERS or (pieces[at].text.endswith("ing") and len(pieces[at].text) > 5))
        and pieces[at - 1].kept
        and (pieces[at - 1].text == "," or pieces[at - 1].is_word)
        and undamaged(pieces, at - 4, at)
        and not any(piece.text == "." for piece in pieces[at - 4 : at])
    ]
    if not places:
        return False
    at = rng.choice(places)
    comma = pieces[at - 1].text == ","
    word = pieces[at]
    word.text = word.text.capitalize()
    if comma:
        pieces[at - 1].text, pieces[at - 1].label = ".", DELETE
        word.label = JOIN_COMMA
    else:
        pieces.insert(at, Piece(".", space=False, label=DELETE))
        word.label = JOIN
    return True


def displaced_tail(pieces: Pieces, rng: Random) -> bool:
    """Words said again, or an auxiliary with a participle, behind a complete sentence (fragment/displaced-tail)."""
    ends = sentence_ends(pieces)
    if not ends:
        return False
    at = rng.choice(ends)
    if rng.random() < 0.4:
        verbs = [
            piece.text for piece in pieces[:at] if piece.text.endswith("ed") and piece.text.isalpha() and piece.text.islower()
        ]
        roll = rng.random()
        if roll < 0.6:
            tail = [rng.choice(_AUXILIARIES), rng.choice(verbs) if verbs else "there"]
        else:
            tail = rng.choice(_LOOSE_TAILS).split()
    else:
        count = rng.randint(1, 3)
        tail = [piece.text for piece in pieces[max(0, at - count - 3) : at] if piece.text.isalpha()][-count:]
    if not tail:
        return False
    tail = [tail[0][0].upper() + tail[0][1:], *tail[1:]]
    added = [Piece(RIGHT, space=True, label=DELETE)] if rng.random() < 0.5 else []
    added += [Piece(word, space=True, label=DELETE) for word in tail]
    added.append(Piece(".", space=False, label=DELETE))
    pieces[at + 1 : at + 1] = added
    return True


def orphan_attribution(pieces: Pieces, rng: Random) -> bool:
    """An attribution becomes a sentence: "…, he said." -> "…. He said." (fragment/orphan-attribution)."""
    places = [
        at
        for at in range(5, len(pieces) - 2)
        if pieces[at].text == ","
        and undamaged(pieces, at - 1, at + 3)
        and pieces[at + 1].text in ("he", "she", "they", "it")
        and pieces[at + 2].text in _SAID
    ]
    if not places:
        return False
    at = rng.choice(places)
    pieces[at].text, pieces[at].label = ".", DELETE
    pieces[at + 1].text, pieces[at + 1].label = pieces[at + 1].text.capitalize(), JOIN_COMMA
    return True


def repeat(pieces: Pieces, rng: Random) -> bool:
    """A passage stands twice (fragment/repeated-passage)."""
    count = rng.randint(3, 9)
    places = [
        at
        for at in range(1, len(pieces) - count)
        if undamaged(pieces, at, at + count) and pieces[at].is_word and pieces[at].space and pieces[at + count].space
    ]
    if not places:
        return False
    at = rng.choice(places)
    passage = pieces[at : at + count]
    if not passage[-1].is_word:
        return False
    pieces[at + count : at + count] = [Piece(piece.text, piece.space or not n, DELETE) for n, piece in enumerate(passage)]
    return True


def truncate(pieces: Pieces, rng: Random) -> bool:
    """The last sentence breaks off (fragment/truncated)."""
    if len(pieces) <= 16 or pieces[-1].text != "." or not undamaged(pieces, len(pieces) - 9, len(pieces)):
        return False
    count = rng.randint(2, 6)
    end = len(pieces) - 1 - count
    if not pieces[end - 1].is_word:
        return False
    if rng.random() < 0.5:
        del pieces[end:]
    else:
        del pieces[end:-1]
    pieces[-1].label = TRUNCATED
    return True


def double_stop(pieces: Pieces, rng: Random) -> bool:
    """A full stop stands twice (punct/double-dot)."""
    ends = sentence_ends(pieces, 2)
    if not ends:
        return False
    at = rng.choice(ends)
    pieces.insert(at + 1, Piece(".", space=rng.random() < 0.2, label=DELETE))
    return True


def lower_start(pieces: Pieces, rng: Random) -> bool:
    """A sentence begins in lower case (fragment/lowercase-start)."""
    places = [
        at
        for at in range(1, len(pieces) - 1)
        if pieces[at - 1].text == "."
        and pieces[at].text.istitle()
        and pieces[at].text.isalpha()
        and undamaged(pieces, at - 1, at + 1)
    ]
    if not places:
        return False
    at = rng.choice(places)
    pieces[at].text, pieces[at].label = pieces[at].text.lower(), UPPER
    return True


def capital_inside(pieces: Pieces, rng: Random) -> bool:
    """A word within a sentence has a capital (fragment/midsentence-capital)."""
    places = [at for at in range(2, len(pieces) - 1) if pieces[at].is_plain and pieces[at - 1].text.isalpha()]
    if not places:
        return False
    at = rng.choice(places)
    pieces[at].text, pieces[at].label = pieces[at].text.capitalize(), LOWER
    return True
