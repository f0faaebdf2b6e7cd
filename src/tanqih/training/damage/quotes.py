"""Damage to quotation marks: stray, missing, closed early or late, turned round, with a doubled stop."""

from __future__ import annotations

from random import Random

from tanqih.models.labels import APPEND, DELETE, JOIN, LEFT, REPLACE, RIGHT
from tanqih.training.damage.paragraph import Piece, Pieces, sentence_ends, undamaged

_STRAY = (RIGHT, RIGHT, '"', LEFT)


def stray_mark(pieces: Pieces, rng: Random) -> bool:
    """A quotation mark from nowhere (quotes/stray-closing)."""
    places = [
        at
        for at in range(3, len(pieces) + 1)
        if pieces[at - 1].kept and (at == len(pieces) or pieces[at].space) and (pieces[at - 1].text in ".," or rng.random() < 0.1)
    ]
    if not places:
        return False
    at = rng.choice(places)
    pieces.insert(at, Piece(rng.choice(_STRAY), space=rng.random() < 0.6, label=DELETE))
    return True


def stray_tail(pieces: Pieces, rng: Random) -> bool:
    """A mark, set apart, and a full stop behind the end of a sentence: "said. ”." (quotes/stray-closing)."""
    ends = sentence_ends(pieces, 3)
    if not ends:
        return False
    at = rng.choice(ends)
    pieces[at + 1 : at + 1] = [Piece(RIGHT, space=True, label=DELETE), Piece(".", space=False, label=DELETE)]
    return True


def _closing(pieces: Pieces) -> list[int]:
    return [at for at in range(3, len(pieces)) if pieces[at].text == RIGHT and pieces[at].kept and not pieces[at].space]


def _opening(pieces: Pieces) -> list[int]:
    return [at for at in range(1, len(pieces) - 2) if pieces[at].text == LEFT and pieces[at].kept and pieces[at].space]


def lost_closing(pieces: Pieces, rng: Random) -> bool:
    """The closing mark is missing (quotes/unclosed)."""
    places = [at for at in _closing(pieces) if pieces[at - 1].kept]
    if not places:
        return False
    at = rng.choice(places)
    pieces[at - 1].label = APPEND + RIGHT
    del pieces[at]
    return True


def lost_opening(pieces: Pieces, rng: Random) -> bool:
    """The opening mark is missing."""
    places = [at for at in _opening(pieces) if pieces[at - 1].kept]
    if not places:
        return False
    at = rng.choice(places)
    pieces[at - 1].label = APPEND + LEFT
    pieces[at + 1].space = True
    del pieces[at]
    return True


def early_close(pieces: Pieces, rng: Random) -> bool:
    """A quotation is closed some words too early, with a stop and a capital (quotes/early-close)."""
    places = [at for at in _closing(pieces) if at > 12 and undamaged(pieces, at - 8, at + 1)]
    if not places:
        return False
    end = rng.choice(places)
    inner = [
        at
        for at in range(end - 7, end - 2)
        if pieces[at].is_plain
        and pieces[at - 1].is_word
        and not any(piece.text in (LEFT, RIGHT) for piece in pieces[at - 1 : end])
    ]
    if not inner:
        return False
    at = rng.choice(inner)
    word = pieces[at]
    word.text, word.label = word.text.capitalize(), JOIN
    pieces[at:at] = [Piece(".", space=False, label=DELETE), Piece(RIGHT, space=rng.random() < 0.4, label=DELETE)]
    if rng.random() < 0.5:
        end += 2
        if pieces[end - 1].kept:
            pieces[end - 1].label = APPEND + RIGHT
            del pieces[end]
    return True


def late_close(pieces: Pieces, rng: Random) -> bool:
    """A quotation is closed too late, at the end of the sentence (quotes/late-close)."""
    places = [at for at in _closing(pieces) if pieces[at - 1].kept]
    rng.shuffle(places)
    for at in places:
        later = next((end for end in range(at + 3, min(len(pieces), at + 25)) if pieces[end].text == "."), None)
        if (
            later is not None
            and undamaged(pieces, at, later + 1)
            and not any(p.text in (LEFT, RIGHT) for p in pieces[at + 1 : later])
        ):
            pieces.insert(later + rng.randint(0, 1), Piece(RIGHT, space=False, label=DELETE))
            pieces[at - 1].label = APPEND + RIGHT
            del pieces[at]
            return True
    return False


def turned(pieces: Pieces, rng: Random) -> bool:
    """A mark faces the wrong way (quotes/wrong-side)."""
    places = [at for at, piece in enumerate(pieces) if piece.text in (LEFT, RIGHT) and piece.kept]
    if not places:
        return False
    piece = pieces[rng.choice(places)]
    piece.label = REPLACE + piece.text
    piece.text = LEFT if piece.text == RIGHT else RIGHT
    return True


def stop_doubled(pieces: Pieces, rng: Random) -> bool:
    """A stop on both sides of the closing mark: ".”." (quotes/doubled-stop)."""
    places = [at for at in _closing(pieces) if pieces[at - 1].text == "." and pieces[at - 1].kept]
    if not places:
        return False
    pieces.insert(rng.choice(places) + 1, Piece(".", space=False, label=DELETE))
    return True


def scare_name(pieces: Pieces, rng: Random) -> bool:
    """Quotation marks round a name (quotes/scare-name)."""
    places = [
        at
        for at in range(1, len(pieces) - 1)
        if pieces[at].text.istitle() and pieces[at].is_word and pieces[at].space and pieces[at - 1].is_word and pieces[at].kept
    ]
    if not places:
        return False
    at = rng.choice(places)
    end = at + 1
    while end < len(pieces) and pieces[end].text.istitle() and pieces[end].kept and end - at < 4:
        end += 1
    marks = (LEFT, RIGHT) if rng.random() < 0.7 else ('"', '"')
    pieces.insert(end, Piece(marks[1], space=False, label=DELETE))
    pieces[at].space = False
    pieces.insert(at, Piece(marks[0], space=True, label=DELETE))
    return True
