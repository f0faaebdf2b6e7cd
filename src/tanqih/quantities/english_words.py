"""English words of number, by value."""

from __future__ import annotations

from fractions import Fraction

UNITS = {w: n for n, w in enumerate("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
                                     "seventeen eighteen nineteen".split())}  # fmt: skip
TENS = {word: 10 * n for n, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12}
SHORT_SCALES = {"k": 1000, "m": 10**6, "mn": 10**6, "mln": 10**6, "bn": 10**9, "b": 10**9, "tn": 10**12, "trn": 10**12}
ORDINAL_UNITS = {w: n for n, w in enumerate("zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
                                             "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth".split())}  # fmt: skip
ORDINAL_TENS = {word[:-1] + "ieth": n for word, n in TENS.items()}
ORDINAL_SCALES = {word + "th": n for word, n in SCALES.items()}
DECADES = {word[:-1] + "ies": n for word, n in TENS.items()} | {"teens": 10}
SHARES = {"half": Fraction(1, 2), "halves": Fraction(1, 2), "quarter": Fraction(1, 4), "quarters": Fraction(1, 4)}
LOOSE: dict[str, tuple[int, ...]] = {
    "once": (1,), "single": (1,), "sole": (1,), "solo": (1,), "alone": (1,), "another": (1, 2), "twice": (2,), "both": (2,),
    "couple": (2,), "pair": (2,), "pairs": (2,), "duo": (2,), "twin": (2,), "twins": (2,), "double": (2,), "doubled": (2,),
    "doubles": (2,), "doubling": (2,), "twofold": (2,), "dual": (2,), "either": (2,), "neither": (2,), "brace": (2,),
    "bilateral": (2,), "fortnight": (2, 14), "biennial": (2,), "semi": (2,), "biannual": (2,), "bimonthly": (2,), "thrice": (3,),
    "triple": (3,), "tripled": (3,), "treble": (3,), "trio": (3,), "threefold": (3,), "triplets": (3,), "trilateral": (3,),
    "tripartite": (3,), "trilogy": (3,), "triad": (3,), "hat-trick": (3,), "quartet": (4,), "quadruple": (4,), "quadrupled": (4,), "fourfold": (4,),
    "quad": (4,), "quarterly": (4, 3), "tetra": (4,), "fivefold": (5,), "quintet": (5,), "pentagon": (5,), "tenfold": (10,),
    "decade": (10,), "decades": (10,), "dozen": (12,), "dozens": (10, 12), "noon": (12,), "midday": (12,), "midnight": (12, 0, 24),
    "score": (20,), "daily": (24, 1), "century": (100,), "centuries": (100,), "centennial": (100,), "centenary": (100,), "percent": (100,),
    "hundreds": (100,), "thousands": (1000,), "millennium": (1000,), "millions": (10**6,), "billions": (10**9,), "trillions": (10**12,),
    "nil": (0,), "none": (0,), "tens": (10,), "teenage": (10,), "teenager": (10,), "weekly": (1, 7), "week": (7,), "weeks": (7,),
    "half": (30, 50), "quarter": (4, 15, 25, 45), "quarterback": (4,), "year": (12,), "first": (1,), "second": (2,), "secondly": (2,), "firstly": (1,), "thirdly": (3,),
    "primary": (1,), "secondary": (2,), "tertiary": (3,), "binary": (2,), "trimester": (3,), "trimesters": (3,), "fourball": (4,), "fourballs": (4,), "foursomes": (4,), "months": (30,), "foursome": (4,), "trillionaire": (10**12,),
    "billionaire": (10**9,), "millionaire": (10**6,), "millionaires": (10**6,), "billionaires": (10**9,),
}  # fmt: skip
"""Words that may render a number of the source, though they need not."""
ROMAN = {"II": 2, "III": 3, "IV": 4, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "XI": 11, "XII": 12, "XIII": 13, "XIV": 14, "XV": 15,
          "XVI": 16, "XVII": 17, "XVIII": 18, "XIX": 19, "XX": 20, "XXI": 21, "XXII": 22, "XXIII": 23, "V": 5, "X": 10, "I": 1}  # fmt: skip
