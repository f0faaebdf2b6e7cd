"""What a suggestion may not change: values of numbers, names, negation, and who is quoted.

The English side only: facts are read off the text before and after the edits of one suggestion and compared. A rule may say that
it changes a kind of fact on purpose (`Rule.changes`); everything else that differs is an objection, and the suggestion is then
shown only.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from decimal import Decimal, InvalidOperation

from tanqih.english import FUNCTION_WORDS, MONTHS, NEGATIONS, SAYING_PAST, WEEKDAYS
from tanqih.quotation import DOUBLE_MARKS, RIGHT_SINGLE

DECIMAL, THOUSANDS = "\N{ARABIC DECIMAL SEPARATOR}", "\N{ARABIC THOUSANDS SEPARATOR}"
_NUMBER = re.compile(rf"\d+(?:[.,{DECIMAL}{THOUSANDS}]\d+)*")
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_NUMBER_WORDS = {word: n for n, word in enumerate(_UNITS) if n > 1} | {word: 10 * n for n, word in enumerate(_TENS, 2)}
Difference = Callable[[str, str], tuple[set[str], set[str]]]
_TOKEN = re.compile(rf"[^\W_]+(?:['{RIGHT_SINGLE}\-][^\W_]+|(?<=\d)[.,{DECIMAL}{THOUSANDS}]\d+)*")
_SENTENCE_START = re.compile(rf"(?:^|[.!?:\N{{HORIZONTAL ELLIPSIS}}\N{{ARABIC QUESTION MARK}}]|[\n{DOUBLE_MARKS}(])\W*$")
_SPEAKER = re.compile(
    rf"\b(?P<before>[A-Z][\w{RIGHT_SINGLE}'-]+) (?:{'|'.join(sorted(SAYING_PAST))})\b"
    rf"|\b(?:{'|'.join(sorted(SAYING_PAST))}) (?P<after>[A-Z][\w{RIGHT_SINGLE}'-]+)"
)
_DATE_WORDS = MONTHS | WEEKDAYS


def objection(before: str, after: str, changes: Iterable[str] = ()) -> str:
    """What differs in the facts of two versions of a text.

    Args:
        before: the text as it is (all segments that the edits touch, joined).
        after: the text as it would be.
        changes: kinds of facts that may change: "numbers", "names", "negation", "attribution" or "all".

    Returns:
        "" when nothing differs, else a phrase such as "numbers: 35 is lost".
    """
    allowed = set(changes)
    if "all" in allowed or before == after:
        return ""
    for kind, difference in FACTS.items():
        if kind in allowed:
            continue
        lost, gained = difference(before, after)
        if lost or gained:
            parts = [f"{fact} is lost" for fact in sorted(lost)] + [f"{fact} is new" for fact in sorted(gained)]
            return f"{kind}: {', '.join(parts)}"
    return ""


def _by_count(facts: Callable[[str], Counter[str]]) -> Difference:
    def difference(before: str, after: str) -> tuple[set[str], set[str]]:
        old, new = facts(before), facts(after)
        return set(old - new), set(new - old)

    return difference


def numbers(text: str) -> Counter[str]:
    """Values of the numbers in digits (any script) or words, with a scale word multiplied in."""
    found: Counter[str] = Counter()
    tokens = [m.group() for m in _TOKEN.finditer(text)]
    for i, token in enumerate(tokens):
        value = _value(token)
        if value is None:
            continue
        scale = _SCALES.get(tokens[i + 1].lower().rstrip("s"), 1) if i + 1 < len(tokens) else 1
        found[f"{(value * scale).normalize():f}"] += 1
    return found


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


def names(text: str) -> set[str]:
    """Capitalised words that do not start a sentence, in lower case, without hyphens, apostrophes and possessive endings."""
    found: set[str] = set()
    for m in _TOKEN.finditer(text):
        word = m.group()
        if not word[0].isupper() or word.lower() in FUNCTION_WORDS or word == "I":
            continue
        if _SENTENCE_START.search(text[max(0, m.start() - 6) : m.start()]) and not any(c.isupper() for c in word[1:]):
            continue
        found.add(_name_key(word))
    return found


def _name_key(word: str) -> str:
    return re.sub(rf"['{RIGHT_SINGLE}]s$|[\W_]", "", word).lower()


def _names_difference(before: str, after: str) -> tuple[set[str], set[str]]:
    """Names of one version that the other has in no case at all; a name that moves to the start of a sentence is still there."""
    old, new = ({_name_key(m.group()) for m in _TOKEN.finditer(text)} for text in (before, after))
    return names(before) - new, names(after) - old


def negation(text: str) -> Counter[str]:
    """How many negating words there are."""
    words = (m.group().lower() for m in _TOKEN.finditer(text))
    count = sum(word in NEGATIONS or word.endswith(("n't", f"n{RIGHT_SINGLE}t")) for word in words)
    return Counter({"a negation": count}) if count else Counter()


def attribution(text: str) -> Counter[str]:
    """Capitalised words that stand as the subject of a verb of saying."""
    found = (m["before"] or m["after"] for m in _SPEAKER.finditer(text))
    return Counter({name for name in found if name.lower() not in FUNCTION_WORDS | _DATE_WORDS})


FACTS: dict[str, Difference] = {
    "numbers": _by_count(numbers),
    "names": _names_difference,
    "negation": _by_count(negation),
    "attribution": _by_count(attribution),
}
