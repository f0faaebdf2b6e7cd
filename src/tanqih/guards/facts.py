"""The facts of an English text that a repair may not change: what there is of each kind, and how two versions differ.

Every kind compares a text before and after; what it gives are facts that only one of them has, as words for a message.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from decimal import Decimal, InvalidOperation

from tanqih.english import FUNCTION_WORDS, MONTHS, NEGATIONS, SAYING_PAST, WEEKDAYS
from tanqih.quotation import DOUBLE_MARKS, RIGHT_SINGLE, find_quotations

DECIMAL, THOUSANDS = "\N{ARABIC DECIMAL SEPARATOR}", "\N{ARABIC THOUSANDS SEPARATOR}"
Difference = Callable[[str, str], tuple[set[str], set[str]]]
"""From the text before and the text after to the facts that are lost and those that are new."""
TOKEN = re.compile(rf"[^\W_]+(?:['{RIGHT_SINGLE}\-][^\W_]+|(?<=\d)[.,{DECIMAL}{THOUSANDS}]\d+)*")
_NUMBER = re.compile(rf"\d+(?:[.,{DECIMAL}{THOUSANDS}]\d+)*")
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_NUMBER_WORDS = {word: n for n, word in enumerate(_UNITS) if n > 1} | {word: 10 * n for n, word in enumerate(_TENS, 2)}
_SENTENCE_START = re.compile(rf"(?:^|[.!?:\N{{HORIZONTAL ELLIPSIS}}\N{{ARABIC QUESTION MARK}}]|[\n{DOUBLE_MARKS}(])\W*$")
_SAYING = "|".join(sorted(SAYING_PAST))
_SAYING_OF = "|".join(sorted(SAYING_PAST - frozenset("told asked urged reminded promised warned reported".split())))
"""Verbs of saying behind which the speaker may stand: the others have somebody there whom it is said to."""
_NAME = rf"[A-Z][\w{RIGHT_SINGLE}'-]+"
_SPEAKER = re.compile(rf"\b(?P<before>{_NAME}) (?:{_SAYING})\b|\b(?:{_SAYING_OF}) (?P<after>{_NAME})")
_DIGIT = re.compile(r"\d")
_NOT = ("n't", f"n{RIGHT_SINGLE}t")
_MAY = "may"
"""A month that is far more often a verb: it counts with a capital inside a sentence, or beside a number."""
DATE_WORDS = MONTHS | WEEKDAYS
_MARKS = frozenset(DOUBLE_MARKS)


def numbers(text: str) -> Counter[str]:
    """Values of the numbers in digits (any script) or words, with a scale word multiplied in."""
    found: Counter[str] = Counter()
    tokens = [m.group() for m in TOKEN.finditer(text)]
    for i, token in enumerate(tokens):
        value = _value(token)
        if value is None:
            continue
        scale = _SCALES.get(tokens[i + 1].lower().rstrip("s"), 1) if i + 1 < len(tokens) else 1
        found[f"{(value * scale).normalize():f}"] += 1
    return found


def is_number(word: str) -> bool:
    """Whether a word in lower case may be a number."""
    return word in _NUMBER_WORDS or _DIGIT.search(word) is not None


def _value(token: str) -> Decimal | None:
    word = token.lower()
    if word in _NUMBER_WORDS:
        return Decimal(_NUMBER_WORDS[word])
    m = _NUMBER.match(token)
    if not m:
        return None
    digits = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in m.group())
    digits = digits.replace(DECIMAL, ".").replace(THOUSANDS, ",")
    plain = re.sub(r",(?=\d{3}(?!\d))", "", digits).replace(",", ".")
    try:
        return Decimal(plain)
    except InvalidOperation:
        return Decimal(re.sub(r"\D", "", plain))


def dates(text: str) -> Counter[str]:
    """Months and weekdays written with a capital, by their English names."""
    found: Counter[str] = Counter()
    for m in TOKEN.finditer(text):
        word = m.group().lower().removesuffix("'s").removesuffix(f"{RIGHT_SINGLE}s")
        if word in DATE_WORDS and m.group()[0].isupper() and not (word == _MAY and _starts_sentence(text, m.start())):
            found[word.capitalize()] += 1
    return found


def names(text: str) -> set[str]:
    """Capitalised words that do not start a sentence, in lower case, without hyphens, apostrophes and possessive endings."""
    found: set[str] = set()
    for m in TOKEN.finditer(text):
        word = m.group()
        if not word[0].isupper() or word.lower() in FUNCTION_WORDS or word == "I":
            continue
        if _starts_sentence(text, m.start()) and not any(c.isupper() for c in word[1:]):
            continue
        found.add(name_key(word))
    return found


def _starts_sentence(text: str, at: int) -> bool:
    return _SENTENCE_START.search(text[max(0, at - 6) : at]) is not None


def name_key(word: str) -> str:
    """A name as `names` gives it: in lower case, without hyphens, apostrophes and a possessive ending."""
    return re.sub(rf"['{RIGHT_SINGLE}]s$|[\W_]", "", word).lower()


def is_negation(word: str) -> bool:
    """Whether a word in lower case denies."""
    return word in NEGATIONS or word.endswith(_NOT)


def negation(text: str) -> Counter[str]:
    """How many negating words there are."""
    count = sum(is_negation(m.group().lower()) for m in TOKEN.finditer(text))
    return Counter({"a negation": count}) if count else Counter()


def attribution(text: str) -> Counter[str]:
    """Capitalised words that stand as the subject of a verb of saying."""
    found = (m["before"] or m["after"] for m in _SPEAKER.finditer(text))
    return Counter({name for name in found if name.lower() not in FUNCTION_WORDS | DATE_WORDS})


def _attribution_difference(before: str, after: str) -> tuple[set[str], set[str]]:
    """Speakers of one version only; one that the other has without its capital is no other speaker."""
    old, new = attribution(before), attribution(after)
    return {name for name in old - new if not _speaks(name, after)}, {name for name in new - old if not _speaks(name, before)}


def _speaks(name: str, text: str) -> bool:
    small = name[0].lower() + name[1:]
    return re.search(rf"\b{re.escape(small)} (?:{_SAYING})\b|\b(?:{_SAYING_OF}) {re.escape(small)}\b", text) is not None


def _by_count(facts: Callable[[str], Counter[str]]) -> Difference:
    def difference(before: str, after: str) -> tuple[set[str], set[str]]:
        old, new = facts(before), facts(after)
        return set(old - new), set(new - old)

    return difference


def _names_difference(before: str, after: str) -> tuple[set[str], set[str]]:
    """Names of one version that the other has in no case at all; a name that moves to the start of a sentence is still there."""
    old, new = ({name_key(m.group()) for m in TOKEN.finditer(text)} for text in (before, after))
    return (names(before) | _opening_names(before, new)) - new, (names(after) | _opening_names(after, old)) - old


def _opening_names(text: str, other: set[str]) -> set[str]:
    """Words that open a sentence and that another version does not have, where they can be nothing but names: there any word has a capital."""
    words = [
        m.group()
        for m in TOKEN.finditer(text)
        if m.group()[0].isupper() and name_key(m.group()) not in other and _starts_sentence(text, m.start())
    ]
    if all(word.lower() in FUNCTION_WORDS for word in words):
        return set()
    from tanqih.anchors.nameless import is_misspelt, is_name  # 20 ms, for the few changes that touch a first word

    return {name_key(word) for word in words if is_name(word) and not is_misspelt(word.lower())}


def _quotation_difference(before: str, after: str) -> tuple[set[str], set[str]]:
    """Words that both versions have and that only one of them quotes, as the first few of each.

    A mark that goes away without a partner, or that comes to stand on the other side of a comma, takes no word along.
    """
    if not (_MARKS & set(before) or _MARKS & set(after)):
        return set(), set()
    old, new = _quoted_words(before), _quoted_words(after)
    both = old[0] & new[0]
    out, taken_in = (old[1] - new[1]) & both, (new[1] - old[1]) & both
    return {f"the quotation of {_few(out)}"} if out else set(), {f"a quotation of {_few(taken_in)}"} if taken_in else set()


def _quoted_words(text: str) -> tuple[Counter[str], Counter[str]]:
    """All words of a text in lower case, and those inside closed quotations."""
    quotations = find_quotations(text)
    words: Counter[str] = Counter()
    inside: Counter[str] = Counter()
    for m in TOKEN.finditer(text):
        word = m.group().lower()
        words[word] += 1
        if quotations.inside_pair(m.start()):
            inside[word] += 1
    return words, inside


def _few(words: Counter[str]) -> str:
    return ", ".join(sorted(words)[:3])


FACTS: dict[str, Difference] = {
    "numbers": _by_count(numbers),
    "dates": _by_count(dates),
    "names": _names_difference,
    "negation": _by_count(negation),
    "attribution": _attribution_difference,
    "quotation": _quotation_difference,
}
"""The kinds of facts, in the order in which they are looked at."""
