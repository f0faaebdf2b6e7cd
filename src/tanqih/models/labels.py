"""What the edit tagger can say of a word: keep it, or one small edit that mends it.

`KEEP`; `DEL` delete it; `JOIN`, `JOINC` it goes on with the sentence before, whose full stop is deleted, without or with a comma, in
lower case; `UP`, `LOW` its first letter; `TRUNC` the text breaks off here; `SWAP` it changes places with the next word; `BAD` it is
wrong, and no small edit mends it; `APP_x` x is missing after it; `REP_x` x stands in its place; `VB` … `VBG`, `NN`, `NNS` the same word
in another form. After GECToR (Omelianchuk et al. 2020) and LaserTagger (Malmi et al. 2019).
"""

from __future__ import annotations

LEFT, RIGHT = "\N{LEFT DOUBLE QUOTATION MARK}", "\N{RIGHT DOUBLE QUOTATION MARK}"
KEEP, DELETE, JOIN, JOIN_COMMA, UPPER, LOWER, TRUNCATED, SWAP, BAD = (
    "KEEP",
    "DEL",
    "JOIN",
    "JOINC",
    "UP",
    "LOW",
    "TRUNC",
    "SWAP",
    "BAD",
)
APPEND, REPLACE = "APP_", "REP_"
FUNCTION_WORDS = tuple(
    "the a of in to and that for on with at by from was is were has have had be "
    "an as are been it its he his him she her they their them this these those which who whose not no or but than into about after "
    "before during over under between against through when while if because there also more out all so until since where will would "
    "may can could should being did do does one some we our i you".split()
)
MARKS = (",", ".", LEFT, RIGHT, "-", ":", ";", "?")
FORMS = ("VB", "VBZ", "VBD", "VBN", "VBG", "NN", "NNS")
INSERTED = (*FUNCTION_WORDS, *MARKS)
"""What `APP_x` and `REP_x` may put in: a closed list, so that the tagger never invents a content word."""
LABELS = (
    KEEP, DELETE, JOIN, JOIN_COMMA, UPPER, LOWER, TRUNCATED, SWAP, BAD, *FORMS,
    *(APPEND + x for x in INSERTED), *(REPLACE + x for x in INSERTED),
)  # fmt: skip
INDEX = {label: number for number, label in enumerate(LABELS)}
"""Number of each label, as the models have it. The order is part of the weights: append, never reorder."""
