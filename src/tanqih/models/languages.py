"""Which Hugging Face models translate, from what into what, as their configuration and their tokenizer say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from tanqih.errors import ModelError

_CODES = (("arb_Arab", "eng_Latn"), ("ar_AR", "en_XX"), ("__ar__", "__en__"))
"""Arabic and English as NLLB, mBART-50 and M2M100 write them in their vocabularies."""
_ARABIC = frozenset({"ar", "ara", "arb", "sem", "afa", "mul"})
"""What Marian models that can read Arabic call their source: Arabic, its families (ISO 639-5), many languages."""
_ENGLISH = frozenset({"en", "eng"})


class Languages(NamedTuple):
    """Codes of a translation model; empty where the model has no codes and knows no other direction.

    Attributes:
        source, target: as the tokenizer wants them (`src_lang`, `tgt_lang`).
        first: the token that the output begins with, "" for none.
    """

    source: str = ""
    target: str = ""
    first: str = ""


def languages(kind: str, tokenizer: Any, vocabulary: Mapping[str, int]) -> Languages | None:
    """The languages of a model that translates Arabic into English; None for a model that does not translate.

    Args:
        kind: `model_type` of its configuration.
        tokenizer: of transformers.
        vocabulary: ids of its tokens.

    Raises:
        ModelError: a translation model for other languages.
    """
    for arabic, english in _CODES:
        if arabic in vocabulary and english in vocabulary:
            return Languages(arabic.strip("_"), english.strip("_"), english)
    if kind != "marian":
        return None
    source, target = (getattr(tokenizer, name, None) or "" for name in ("source_lang", "target_lang"))
    if source and source not in _ARABIC:
        raise ModelError(
            f"it translates from {source!r}, not from Arabic; when it rewrites English, say so with --model-prompt '{{text}}'"
        )
    if target and target not in _ENGLISH:
        raise ModelError(f"it translates into {target!r}, not into English")
    return Languages()
