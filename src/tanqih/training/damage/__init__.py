"""Damage: clean prose broken the way machine translation and republishing sites break it, with the labels that mend it."""

from tanqih.training.damage.paragraph import Piece, labelled, pieces_of, text_of
from tanqih.training.damage.recipe import OPERATORS, damage

__all__ = ["OPERATORS", "Piece", "damage", "labelled", "pieces_of", "text_of"]
