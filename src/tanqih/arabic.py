"""Arabic characters by name, and text in one spelling: what rules, the glossary and the source checks share."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from tanqih.document import Span

COMMA, SEMICOLON, QUESTION_MARK = "\N{ARABIC COMMA}", "\N{ARABIC SEMICOLON}", "\N{ARABIC QUESTION MARK}"
PERCENT_SIGN, TATWEEL = "\N{ARABIC PERCENT SIGN}", "\N{ARABIC TATWEEL}"
LATIN_MARKS = {COMMA: ",", SEMICOLON: ";", QUESTION_MARK: "?"}
ARABIC_INDIC_DIGITS = "\N{ARABIC-INDIC DIGIT ZERO}-\N{ARABIC-INDIC DIGIT NINE}"
PERSIAN_DIGITS = "\N{EXTENDED ARABIC-INDIC DIGIT ZERO}-\N{EXTENDED ARABIC-INDIC DIGIT NINE}"
ARABIC_LETTER = re.compile("[\N{ARABIC LETTER HAMZA}-\N{ARABIC LETTER YEH}\N{ARABIC LETTER TTEH}-\N{ARABIC LETTER AE}]")
"""One Arabic letter, Persian and Urdu additions included; no digits, marks or tatweel."""
BIDI_CONTROLS = (
    "\N{LEFT-TO-RIGHT MARK}\N{RIGHT-TO-LEFT MARK}\N{ARABIC LETTER MARK}"
    "\N{LEFT-TO-RIGHT EMBEDDING}\N{RIGHT-TO-LEFT EMBEDDING}\N{POP DIRECTIONAL FORMATTING}"
    "\N{LEFT-TO-RIGHT OVERRIDE}\N{RIGHT-TO-LEFT OVERRIDE}"
    "\N{LEFT-TO-RIGHT ISOLATE}\N{RIGHT-TO-LEFT ISOLATE}\N{FIRST STRONG ISOLATE}\N{POP DIRECTIONAL ISOLATE}"
)
JOINERS = "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"
LETTERS = "\N{ARABIC LETTER HAMZA}-\N{ARABIC LETTER YEH}"
"""The letters of folded text, as a range for a character class."""
# Letters, for words and endings that code spells out.
ALEF, ALEF_ABOVE, ALEF_BELOW = (
    "\N{ARABIC LETTER ALEF}",
    "\N{ARABIC LETTER ALEF WITH HAMZA ABOVE}",
    "\N{ARABIC LETTER ALEF WITH HAMZA BELOW}",
)
ALEF_MADDA, ALEF_WASLA = "\N{ARABIC LETTER ALEF WITH MADDA ABOVE}", "\N{ARABIC LETTER ALEF WASLA}"
HAMZA, WAW_HAMZA, YEH_HAMZA = (
    "\N{ARABIC LETTER HAMZA}",
    "\N{ARABIC LETTER WAW WITH HAMZA ABOVE}",
    "\N{ARABIC LETTER YEH WITH HAMZA ABOVE}",
)
YEH, MAQSURA, FARSI_YEH = "\N{ARABIC LETTER YEH}", "\N{ARABIC LETTER ALEF MAKSURA}", "\N{ARABIC LETTER FARSI YEH}"
HEH, MARBUTA, TEH, WAW = (
    "\N{ARABIC LETTER HEH}",
    "\N{ARABIC LETTER TEH MARBUTA}",
    "\N{ARABIC LETTER TEH}",
    "\N{ARABIC LETTER WAW}",
)
LAM, BEH, KAF, FEH = "\N{ARABIC LETTER LAM}", "\N{ARABIC LETTER BEH}", "\N{ARABIC LETTER KAF}", "\N{ARABIC LETTER FEH}"
SEEN, NOON, MEEM, KEHEH = "\N{ARABIC LETTER SEEN}", "\N{ARABIC LETTER NOON}", "\N{ARABIC LETTER MEEM}", "\N{ARABIC LETTER KEHEH}"
FATHATAN = "\N{ARABIC FATHATAN}"
ARTICLE = ALEF + LAM
WESTERN_DIGITS = {chr(zero + value): str(value) for zero in (0x660, 0x6F0) for value in range(10)}
"""Arabic-Indic and Persian digits, each with the Western one."""
ONE_SPELLING = str.maketrans(
    {
        **dict.fromkeys((ALEF_ABOVE, ALEF_BELOW, ALEF_MADDA, ALEF_WASLA), ALEF),
        **dict.fromkeys((WAW_HAMZA, YEH_HAMZA), HAMZA),
        **dict.fromkeys((MAQSURA, FARSI_YEH), YEH),
        KEHEH: KAF,
        MARBUTA: HEH,
    }
    | WESTERN_DIGITS
)
"""What writers mix, and folding makes one: alefs, seats of hamza, final ya, ta marbuta and ha, Persian letters and digits."""
_SILENT = re.compile(
    "[\N{ARABIC SIGN SALLALLAHOU ALAYHE WASSALLAM}-\N{ARABIC SMALL KASRA}\N{ARABIC FATHATAN}-\N{ARABIC WAVY HAMZA BELOW}"
    "\N{ARABIC SMALL HIGH LIGATURE SAD WITH LAM WITH ALEF MAKSURA}-\N{ARABIC SMALL LOW MEEM}"
    f"\N{ARABIC LETTER SUPERSCRIPT ALEF}{TATWEEL}{JOINERS}{BIDI_CONTROLS}\N{ZERO WIDTH NO-BREAK SPACE}\N{ZERO WIDTH SPACE}]"
)
_SHAPED = re.compile(
    "[\N{ARABIC LETTER ALEF WASLA ISOLATED FORM}-\N{ARABIC LIGATURE BISMILLAH AR-RAHMAN AR-RAHEEM}\N{ARABIC FATHATAN ISOLATED FORM}-\N{ARABIC LIGATURE LAM WITH ALEF FINAL FORM}]"
)


class Folded(NamedTuple):
    """A text in one spelling, and where its characters stood.

    Attributes:
        text: without vowel marks, tatweel, joiners and direction marks; one alef, one hamza, one ya, ha for ta marbuta; Western digits.
        offsets: for each character its offset in the text as written, and the length of that at the end; None where they are the same.
    """

    text: str
    offsets: tuple[int, ...] | None

    def span(self, start: int, end: int) -> Span:
        """The span in the text as written of a span in the folded one; marks on its last letter belong to it."""
        if self.offsets is None:
            return Span(start, end)
        return Span(self.offsets[start], max(self.offsets[start], self.offsets[end]))


@lru_cache(maxsize=8)
def folded(text: str) -> Folded:
    """Arabic text in one spelling, for looking words up. Presentation forms become letters; other scripts stay as they are."""
    if not _SILENT.search(text) and not _SHAPED.search(text):
        return Folded(text.translate(ONE_SPELLING), None)
    if not _SHAPED.search(text):
        offsets: list[int] = []
        at = 0
        for m in _SILENT.finditer(text):
            offsets += range(at, m.start())
            at = m.end()
        return Folded(_SILENT.sub("", text).translate(ONE_SPELLING), (*offsets, *range(at, len(text) + 1)))
    letters = [(letter, i) for i, char in enumerate(text) for letter in _letters(char)]
    return Folded("".join(letter for letter, _ in letters).translate(ONE_SPELLING), (*(i for _, i in letters), len(text)))


def _letters(char: str) -> str:
    """The letters that a character stands for: several for a ligature, none for a mark."""
    spelled = unicodedata.normalize("NFKC", char) if _SHAPED.match(char) else char
    return _SILENT.sub("", spelled).strip(" ") if len(spelled) > 1 else "" if _SILENT.match(spelled) else spelled
