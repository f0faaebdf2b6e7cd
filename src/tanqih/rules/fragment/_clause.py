"""Which words of a sentence can be finite verbs, and whether any of them belongs to a main clause.

There is no tagger: tables tell what a form can be, and the neighbours tell what it is. Doubt counts as a verb, so that a sentence is
called verbless only when it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import IntEnum

from tanqih.english import (
    COORDINATORS,
    DETERMINERS,
    FINITE_AUXILIARIES,
    FUNCTION_WORDS,
    MONTHS,
    PREPOSITIONS,
    SUBJECT_PRONOUNS,
    WEEKDAYS,
    tags,
)
from tanqih.lazy import regex
from tanqih.quotation import OPENING
from tanqih.rules.fragment._nouns import MOSTLY_NOUNS
from tanqih.text import Word

RELATIVES = frozenset("which who whom whose where when why how what that".split())
CLAUSE_OPENERS = RELATIVES | frozenset(
    "because although though while whereas whilst if unless until till since after before as than whether once lest wherever "
    "whenever whoever whatever".split()
)
SAYING_PARTICIPLES = frozenset(
    "saying adding noting stressing insisting claiming confirming affirming explaining arguing warning asserting alleging announcing "
    "declaring emphasising emphasizing underlining indicating pointing revealing suggesting believing hoping fearing knowing "
    "considering stating reiterating recalling acknowledging admitting predicting expecting ensuring showing meaning thinking "
    "concluding assuring denying reporting promising vowing telling highlighting".split()
)
CLITICS = ("'s", "'re", "'ve", "'ll", "'d", "'m")
_CLITIC_HOSTS = frozenset("it he she that there who what where here let how this everyone everything nothing".split())
_NEVER_VERBS = frozenset(
    "people police women children men man child woman near past inside outside north south east west northern southern first second "
    "third last next back about more most less own same many much such only just even also well still ever yet then there here now "
    "home mass key long high low early late hard fast far wide full free ago away together forward abroad today tomorrow yesterday "
    "human former current main prime vice chief deputy senior general military civil foreign public private national official "
    "president minister mister sheikh king prince doctor colonel captain secretary spokesman spokeswoman million billion thousand "
    "hundred dozen half quarter percent cent dollar dollars yen pounds euros square cubic index appendix baby body city town "
    "village hand hands eye eyes face head side sides part parts case cases way time times year years month months week weeks day "
    "days hour hours minute minutes night morning evening afternoon century decade decades season weather water air land sea "
    "ocean river island forest state nation parliament government army navy force".split()
)
_CLAUSE_OR_PHRASE = frozenset("after before since until till as than".split())
_SUBJECTS = frozenset("i you he she it we they who which that there this these those".split())
_NAME = "sunday"
_BY_HOW_MUCH = frozenset("failed passed increased decreased dropped jumped climbed declined lost won approved".split())
_RARELY_VERBS = frozenset("last home hand face head time land water force state part side back own".split())
_SINGULAR = frozenset("this that another each every either".split())
_VERB_ADVERBS = frozenset(
    "also now still never often always already again soon then usually later once ever earlier together".split()
)
_COLLECTIVE = frozenset(
    "people police women men children staff cattle public majority minority team press media data crew".split()
)
_COUNTERS = frozenset("some many most several others all both another these those few none each either any two three".split())
_OWNERS = frozenset("my your his her its our their".split())
_LINKS = frozenset("be been being is are was were am has have had having get gets got getting".split())
_CALENDAR = frozenset(word.capitalize() for word in WEEKDAYS | MONTHS)
_NONFINITE_BEFORE = frozenset(
    "to not can could will would shall should may might must cannot help helped let lets make made makes do does did "
    "don't doesn't didn't won't wouldn't can't couldn't".split()
)
_OBJECT_STARTS = DETERMINERS | frozenset("him them us me that to how what whether up down out off away back".split())
# Each begins with a space, so that the search leaps from word to word instead of trying every letter.
_QUICK = regex(
    r"[ \n](?<!\bto[ \n])(?:is|are|was|were|has|had|says?|said|will|would|could|should|must|does|did|cannot|told|added|have|can)\b"
)
_QUICK_NEGATION = regex(r"n['\N{RIGHT SINGLE QUOTATION MARK}]t\b")
_QUICK_CLAUSE = regex(
    rf"[ \n][\"({OPENING}]?(?:which|who|whom|whose|where|when|why|how|what|that|because|although|though|while|whereas|if|unless|until|"
    r"since|after|before|as|than|whether|once)\b",
    re.IGNORECASE,
)
_QUICK_PARTICIPLE = regex(r"ing\b")


class Verb(IntEnum):
    """How sure it is that a word is a finite verb."""

    NO = 0
    MAYBE = 1
    YES = 2


def surely_complete(text: str) -> bool:
    """A quick look at a sentence: True when it has a common finite verb with nothing before it that could have subordinated it."""
    text = f" {text}"
    verb = _QUICK.search(text) or _QUICK_NEGATION.search(text)
    if verb is None or _QUICK_CLAUSE.search(text, 0, verb.start() + 1):
        return False
    return _QUICK_PARTICIPLE.search(text, 0, verb.start() + 1) is None


def verbness(words: Sequence[Word], i: int, text: str, *, strict: bool = False) -> Verb:
    """How sure it is that word `i` of a sentence is a finite verb.

    Args:
        words: the words of the sentence.
        i: index of the word.
        text: the text that the words' offsets index.
        strict: True when forms that are mostly nouns may be verbs too.
    """
    word, lower = words[i], words[i].lower
    if lower in FINITE_AUXILIARIES:
        return _auxiliary(words, i)
    if lower.endswith("n't"):
        return Verb.YES
    after = words[i + 1].lower if i + 1 < len(words) else ""
    if lower.endswith(CLITICS):
        host, _, clitic = lower.rpartition("'")
        return Verb.YES if clitic != "s" or host in _CLITIC_HOSTS or after in DETERMINERS | {"not"} else Verb.NO
    if (word.capitalised and i) or lower in FUNCTION_WORDS or not lower[:1].isalpha():
        return Verb.NO
    found = tags(lower.rpartition("-")[2])
    if not found & ({"VBD"} if "-" in lower else {"VBD", "VBZ", "VB", "VBP"}):
        return Verb.NO
    before = _word_before(words, i)
    if _surely_verb(found, before, after):
        return Verb.YES
    if strict and lower in _RARELY_VERBS and "NNS" in tags(before) and before.endswith("s"):
        return Verb.MAYBE
    if lower in _NEVER_VERBS or (lower in MOSTLY_NOUNS and not strict) or word.text in _CALENDAR:
        return Verb.NO
    if "VBD" in found:
        return _past(words, i, text, found)
    if i > 1 and words[i - 2].lower in _NONFINITE_BEFORE and "VB" in tags(before):
        return Verb.NO
    if before.endswith("ing") and "VBG" in tags(before) and not (i > 1 and words[i - 2].lower in DETERMINERS):
        return Verb.NO
    if not _agrees(words, i, "VBZ" in found) and (not after or after in PREPOSITIONS | COORDINATORS):
        return Verb.NO
    return _present(found, before, after)


def _word_before(words: Sequence[Word], i: int) -> str:
    """The word before word `i` in lower case; any name stands for names that look like function words (May, WHO)."""
    if not i:
        return ""
    named = words[i - 1].text in _CALENDAR or (i > 1 and len(words[i - 1].text) > 1 and words[i - 1].text.isupper())
    return _NAME if named else words[i - 1].lower


def _surely_verb(found: frozenset[str], before: str, after: str) -> bool:
    """True behind a subject pronoun, and for an -s form behind "this", an adverb, or a clause that is its subject ("to expire raises")."""
    if before in _SUBJECTS and not (before in DETERMINERS and found & {"NN", "NNS", "JJ"} and after not in _OBJECT_STARTS):
        return True
    if "VBZ" not in found:
        return False
    if before in _SINGULAR:
        return after not in FINITE_AUXILIARIES
    clause = bool(before) and before not in FUNCTION_WORDS and tags(before) == {"VB", "VBP"} and after in _OBJECT_STARTS
    return before in _VERB_ADVERBS or clause


def _auxiliary(words: Sequence[Word], i: int) -> Verb:
    lower, before = words[i].lower, words[i - 1].lower if i else ""
    if words[i].capitalised and i and lower in {"may", "will", "must", "can", "might"}:
        return Verb.NO
    if lower in {"will", "can", "might", "must"} and (
        before in {"a", "an", "the", "no"} or before in _OWNERS or before.endswith("'s")
    ):
        return Verb.NO
    if lower in {"have", "do", "am"} and before in _NONFINITE_BEFORE:
        return Verb.NO
    return Verb.YES


def _past(words: Sequence[Word], i: int, text: str, found: frozenset[str]) -> Verb:
    word = words[i]
    before = words[i - 1] if i else None
    after = words[i + 1].lower if i + 1 < len(words) else ""
    only_past = not word.lower.endswith("ed") and not found & {"VBN", "VB", "NN", "JJ"}
    if before is None:
        return Verb.YES if only_past else Verb.NO
    if only_past:
        return Verb.YES
    measured = word.lower in _BY_HOW_MUCH or (i + 2 < len(words) and words[i + 2].text[0].isdigit())
    by_whom = after == "by" and not measured
    if before.lower in _LINKS or by_whom:
        return Verb.NO
    if text[before.end : word.start].strip(" \n"):
        return Verb.MAYBE
    noun_follows = bool(after) and after not in FUNCTION_WORDS and not words[i + 1].capitalised
    if before.lower in _VERB_ADVERBS:
        return Verb.MAYBE
    if before.lower in _COUNTERS:
        return Verb.NO if noun_follows else Verb.MAYBE
    if before.lower.endswith("ly") and before.lower not in FUNCTION_WORDS:
        head = words[i - 2].lower if i > 1 else ""
        return Verb.NO if noun_follows and (not head or _introduces_noun(head) or head in PREPOSITIONS) else Verb.MAYBE
    if before.lower in DETERMINERS or before.lower.endswith("'s") or (noun_follows and _introduces_noun(before.lower)):
        return Verb.NO
    if before.lower in COORDINATORS:
        return Verb.MAYBE if after in _OBJECT_STARTS else Verb.NO
    if before.lower in PREPOSITIONS:
        return Verb.NO if noun_follows else Verb.MAYBE
    return Verb.MAYBE


def _present(found: frozenset[str], before: str, after: str) -> Verb:
    if not before:
        return Verb.NO if found & {"NN", "NNS", "JJ"} else Verb.MAYBE
    if before in _NONFINITE_BEFORE or before in DETERMINERS or before.endswith("'s") or before[:1].isdigit():
        return Verb.NO
    if before in PREPOSITIONS | _LINKS | _COUNTERS or (before in COORDINATORS and "VBZ" not in found):
        return Verb.NO
    if not found & {"NN", "NNS", "JJ"}:
        return Verb.YES
    if before in COORDINATORS or ("JJ" in tags(before) and "NN" not in tags(before)):
        return Verb.MAYBE if after in _OBJECT_STARTS else Verb.NO
    return Verb.MAYBE


def _agrees(words: Sequence[Word], i: int, singular: bool) -> bool:
    """True when the noun before a present form can be its subject: no plain form behind a singular noun, no -s form behind a plural one.

    A noun that hangs on a preposition, or the last of several, need not be the subject and always passes.
    """
    before = words[i - 1].lower if i else ""
    if any(word.lower in PREPOSITIONS | COORDINATORS for word in words[max(1, i - 5) : i]):
        return True
    if before in _COLLECTIVE or not tags(before) & {"NN", "NNS"}:
        return True
    plural_noun = before.endswith("s") and not before.endswith(("ss", "us", "is")) and "NNS" in tags(before)
    return plural_noun != singular


def _introduces_noun(before: str) -> bool:
    found = tags(before)
    return before in DETERMINERS or before[:1].isdigit() or ("JJ" in found and not found & {"NN", "NNS"})


def main_verb(words: Sequence[Word], text: str, *, opener: bool = False, strict: bool = False) -> Verb:
    """How sure it is that the words have a finite verb outside subordinate clauses.

    Args:
        words: the words of a sentence or of its part.
        text: the text that the words' offsets index.
        opener: True when the words follow a word that opens a subordinate clause, whose own verb does not count.
        strict: True when forms that are mostly nouns may be verbs too.
    """
    waiting, within, best = (len(words) if opener else -1), False, Verb.NO
    for i, word in enumerate(words):
        if i and "," in text[words[i - 1].end : word.start]:
            waiting, within = -1, False
        reach = _opens_clause(words, i, text)
        if reach:
            waiting, within = i + reach, False
            if "'" not in word.lower:
                continue
        sure = verbness(words, i, text, strict=strict)
        if sure is Verb.NO:
            continue
        if i <= waiting:
            waiting, within = -1, True
        elif within and COORDINATORS & {words[i - 1].lower, words[i - 2].lower if i > 1 else ""}:
            continue
        else:
            best = max(best, sure)
        if best is Verb.YES:
            break
    return best


def _opens_clause(words: Sequence[Word], i: int, text: str) -> int:
    """Within how many words the verb of a clause that word `i` opens must follow; 0 when it opens none."""
    lower = words[i].lower
    before = words[i - 1].lower if i else ""
    after = words[i + 1].lower if i + 1 < len(words) else ""
    if i and words[i].text.isupper():
        return 0
    if lower in _CLAUSE_OR_PHRASE:
        return 0 if after[:1].isdigit() else 4
    stem = lower.partition("'")[0]
    if stem == "that" and (not i or before in PREPOSITIONS or "," in text[words[i - 1].end : words[i].start]):
        return 0
    if lower in SAYING_PARTICIPLES:
        return len(words) if takes_clause(words, i) else 0
    return len(words) if lower in CLAUSE_OPENERS or stem in {"who", "that", "what"} else 0


def takes_clause(words: Sequence[Word], i: int) -> bool:
    """True when a participle of saying is followed by what is said: by "that", a pronoun, or, after "saying", any subject."""
    after = words[i + 1].lower if i + 1 < len(words) else ""
    return after == "that" or after in SUBJECT_PRONOUNS or (words[i].lower == "saying" and after in DETERMINERS)
