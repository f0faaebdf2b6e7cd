"""How often which damage is done, and how much of it to one paragraph."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from tanqih.models.labels import BAD, FUNCTION_WORDS
from tanqih.training.damage import grammar, quotes, sentences
from tanqih.training.damage.paragraph import Piece, Pieces

MAX_DAMAGES, SHORTEST, ROOM = 8, 12, 10
"""Most damages of a paragraph; pieces of the shortest that is damaged; pieces that each damage needs."""
Operator = Callable[[Pieces, Random], bool]


def wrong_word(vocabulary: list[str]) -> Operator:
    """An operator that puts another word in the place of a content word, which no small edit mends (term/*, meaning/*)."""

    def operator(pieces: Pieces, rng: Random) -> bool:
        places = [
            at for at, piece in enumerate(pieces) if piece.is_plain and len(piece.text) > 3 and piece.text not in FUNCTION_WORDS
        ]
        if not places or not vocabulary:
            return False
        piece = pieces[rng.choice(places)]
        piece.text, piece.label = rng.choice(vocabulary), BAD
        return True

    return operator


OPERATORS: dict[str, tuple[Operator, float]] = {
    "split": (sentences.split, 4.0),
    "displaced-tail": (sentences.displaced_tail, 2.0),
    "orphan-attribution": (sentences.orphan_attribution, 1.0),
    "repeat": (sentences.repeat, 0.7),
    "truncate": (sentences.truncate, 0.8),
    "double-stop": (sentences.double_stop, 0.5),
    "lower-start": (sentences.lower_start, 1.0),
    "capital-inside": (sentences.capital_inside, 1.2),
    "stray-mark": (quotes.stray_mark, 2.0),
    "stray-tail": (quotes.stray_tail, 0.4),
    "lost-closing": (quotes.lost_closing, 1.0),
    "lost-opening": (quotes.lost_opening, 0.5),
    "early-close": (quotes.early_close, 1.5),
    "late-close": (quotes.late_close, 0.5),
    "turned": (quotes.turned, 0.5),
    "stop-doubled": (quotes.stop_doubled, 0.4),
    "scare-name": (quotes.scare_name, 0.5),
    "lost-word": (grammar.lost_word, 7.0),
    "lost-comma": (grammar.lost_comma, 0.7),
    "doubled-word": (grammar.doubled_word, 1.0),
    "needless-the": (grammar.needless_the, 1.2),
    "needless-word": (grammar.needless_word, 0.8),
    "needless-comma": (grammar.needless_comma, 0.8),
    "wrong-preposition": (grammar.wrong_preposition, 1.0),
    "wrong-pronoun": (grammar.wrong_pronoun, 0.7),
    "wrong-article": (grammar.wrong_article, 0.4),
    "wrong-number": (grammar.wrong_number, 0.7),
    "wrong-form": (grammar.wrong_form, 1.0),
    "swapped": (grammar.swapped, 2.0),
    "initial-and": (grammar.initial_and, 0.4),
    "and-chain": (grammar.and_chain, 0.4),
    "resumptive-pronoun": (grammar.resumptive_pronoun, 0.4),
}
"""Operators and how often each is drawn: the taxonomy's rates, levelled so that rare classes are learned as well."""


def damage(pieces: Pieces, rng: Random, rate: float = 1.2, more: dict[str, tuple[Operator, float]] | None = None) -> list[str]:
    """Damage a paragraph in place.

    Args:
        pieces: a clean paragraph.
        rng: draws; the same state gives the same damage.
        rate: mean number of damages, before the limit.
        more: further operators with their weights.

    Returns:
        Names of the operators that did something.
    """
    count = 0
    most = min(MAX_DAMAGES, max(1, len(pieces) // ROOM))
    while rng.random() < rate / (1 + rate) and count < most:
        count += 1
    table = OPERATORS | (more or {})
    names, weights = list(table), [weight for _, weight in table.values()]
    done = []
    for _ in range(count):
        if len(pieces) < SHORTEST:
            break
        name = rng.choices(names, weights)[0]
        if table[name][0](pieces, rng):
            done.append(name)
    return done


def copied(pieces: Pieces) -> Pieces:
    """A copy that can be damaged."""
    return [Piece(piece.text, piece.space, piece.label) for piece in pieces]
