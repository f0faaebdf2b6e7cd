"""Phrases and clauses that are cut off from their sentence."""

from __future__ import annotations

from tanqih.english import FINITE_AUXILIARIES, FUNCTION_WORDS, MONTHS, PREPOSITIONS, SAYING, WEEKDAYS, tags
from tanqih.lazy import regex
from tanqih.quotation import CLOSING
from tanqih.rules.fragment._clause import SAYING_PARTICIPLES, Verb, main_verb, verbness
from tanqih.rules.fragment._fragment import QUANTITIES, SUBJECT_STARTS, Fragment, Kind, adjective_list, looks_adjectival, verbless
from tanqih.rules.fragment._leftover import leftover, verb_phrase
from tanqih.text import Sentence, Word

_TIME_UNITS = frozenset(
    "minute minutes hour hours day days week weeks month months year years decade decades weekend morning evening night afternoon "
    "noon midnight spring summer autumn winter season today yesterday tomorrow tonight".split()
)
_TIME_WORDS = (
    _TIME_UNITS | WEEKDAYS | MONTHS | frozenset("this next last coming past early late earlier later the of on in".split())
)
_ADDITIONS = frozenset("including especially particularly notably namely mainly mostly chiefly primarily principally".split())
_ADDITION_PHRASES = (
    ("such", "as"), ("as", "well", "as"), ("along", "with"), ("together", "with"), ("in", "addition", "to"), ("rather", "than"),
    ("instead", "of"), ("among", "them"), ("in", "particular"), ("with", "the", "exception"), ("apart", "from"),
    ("regardless", "of"), ("contrary", "to"), ("due", "to"), ("owing", "to"), ("compared", "to"), ("compared", "with"), ("thanks", "to"),
)  # fmt: skip
_PHRASES_BY_FIRST = {first: [phrase for phrase in _ADDITION_PHRASES if phrase[0] == first] for first, *_ in _ADDITION_PHRASES}
_SET_PHRASES = frozenset(
    "for now|at least|in fact|of course|by the way|for example|for instance|in short|to be sure|on the contrary|in other words|"
    "at all|for sure|without doubt|without a doubt|no doubt|in a word|in sum|in conclusion|in brief|in summary|by no means|"
    "not at all|on the other hand|on the one hand|in any case|in part|at last|at first|at best|at worst|to be continued|"
    "for the record|with respect|with love|with pleasure|under construction|in memoriam|from our correspondents|after all|"
    "above all|as usual|as always|as expected|until then|until now|since then|for good|for free|on purpose|in theory|in practice".split(
        "|"
    )
)
_NO_PHRASE = frozenset("like concerning regarding off out up near past except via above below".split())
_FOR_READERS = frozenset("more further information example instance".split())
_ABOUTS = frozenset("about around over under at between".split())
_COMMA_PHRASES = frozenset("despite amid among besides".split())
_COMMENTED = frozenset("why how what where when exactly not".split())
_COMMENTS = frozenset("means brings makes leads explains".split())
_RESTRICTIVE = frozenset(
    "wanted accused suspected charged convicted linking leading connecting separating belonging containing overlooking bordering "
    "regarding concerning starting beginning pending".split()
)
MAX_APPOSITION = 12
_COMMENTING = frozenset(
    "finally unfortunately fortunately literally sadly seriously exactly absolutely certainly definitely probably possibly apparently "
    "obviously hopefully really clearly ironically surprisingly actually only early daily likely reportedly naturally precisely "
    "understandably importantly incredibly interestingly generally usually basically simply honestly frankly truly luckily eventually".split()
)
_OFFICES = frozenset(
    "mayor president minister king governor premier chancellor ambassador pope patriarch emir sultan director chairman chairwoman "
    "captain coach secretary speaker chief imam bishop judge queen prince".split()
)
_TELLING = SAYING | frozenset("informed assured reminded notified".split())
CLAUSE_COMMA = {
    "while": True,
    "whereas": True,
    "although": True,
    "though": True,
    "because": False,
    "unless": False,
    "until": False,
    "after": False,
    "before": False,
    "since": False,
}
"""Words that open a subordinate clause, and whether a comma stands before it."""
ONLY_CLAUSE = frozenset(CLAUSE_COMMA) - {"after", "before", "since", "until"}
LONG_OPENERS = PREPOSITIONS | _ADDITIONS | frozenset(_PHRASES_BY_FIRST) | frozenset("to not and or nor but following".split())
"""First words of fragments of any length, verb forms apart."""
ARTICLES = frozenset("a an the its his their".split())
"""First words of a noun that stands alone."""
_LIST_SPLIT = regex(r",\s+(?:and\s+)?|\s+and\s+")


def second_part(sentence: Sentence, words: list[Word]) -> Fragment | None:
    rest = words[1:]
    if not rest:
        return None
    first = rest[0].lower
    if words[0].lower == "but" and (first in {"not", "for", "in", "at"} or len(rest) < 3):
        return None
    if first in FINITE_AUXILIARIES:
        return Fragment(sentence, Kind.AND, 0.65) if verb_phrase(sentence, words, 1) else None
    found = tags(first)
    if (
        "VBD" in found
        and not found & {"VB", "NN", "JJ"}
        and len(rest) > 1
        and main_verb(rest[1:], sentence.block.text) is Verb.NO
    ):
        return Fragment(sentence, Kind.AND, 0.65 if not first.endswith("ed") or rest[1].lower in FUNCTION_WORDS else 0.5)
    if first in {"so", "yet", "now", "then", "still", "finally", "no", "yes", "again", "when", "if"} or not verbless(
        sentence, rest
    ):
        return None
    lower = words[0].text[0].islower()
    short = len(rest) == 1 and not lower and not looks_adjectival(first)
    return Fragment(sentence, Kind.AND, 0.9 if lower else 0.55 if short else 0.68)


def relative(sentence: Sentence, words: list[Word]) -> Fragment | None:
    first, text = words[0].lower, sentence.block.text
    second = words[1].lower if len(words) > 2 else ""
    own_subject = (
        first == "which" and verbness(words, 1, text) is Verb.YES and main_verb(words[2:], text, opener=True) is not Verb.YES
    )
    if not second or not (own_subject or _one_clause(sentence, words)):
        return None
    subject_follows = second in SUBJECT_STARTS or words[1].capitalised
    if first == "whose":
        starts = bool(tags(second) & {"NN", "NNS"})
    elif first == "where":
        starts = subject_follows
    else:
        starts = subject_follows or verbness(words, 1, text) is Verb.YES
    if not starts:
        return None
    comma = first not in {"who", "whom"} or _names_at_end(sentence.previous)
    if second in _COMMENTS or (second == "is" and words[2].lower in _COMMENTED):
        return None
    return Fragment(sentence, Kind.RELATIVE, 0.72 if first in {"which", "where", "whose"} else 0.6, comma=comma)


def _names_at_end(sentence: Sentence | None) -> bool:
    """True when a name or the title of somebody known ends the sentence: a relative clause adds to it rather than says which."""
    return (
        sentence is not None and bool(sentence.words) and (sentence.words[-1].capitalised or sentence.words[-1].lower in _OFFICES)
    )


def _one_clause(sentence: Sentence, words: list[Word]) -> bool:
    """True when the words after the first one have a verb of their own and no further main clause."""
    text = sentence.block.text
    return any(verbness(words, i, text) for i in range(1, len(words))) and main_verb(words, text) is Verb.NO


def clause(sentence: Sentence, words: list[Word]) -> Fragment | None:
    first = words[0].lower
    if first == "because" and len(words) > 2 and words[1].lower == "of":
        return Fragment(sentence, Kind.PHRASE, 0.65) if verbless(sentence, words[2:]) else None
    subject = words[1].lower in SUBJECT_STARTS | QUANTITIES or words[1].capitalised if len(words) > 3 else False
    if not subject or "," in sentence.text or not _one_clause(sentence, words):
        return None
    return Fragment(sentence, Kind.CLAUSE, 0.6 if first in {"while", "whereas"} else 0.52, comma=CLAUSE_COMMA[first])


def that_clause(sentence: Sentence, words: list[Word]) -> Fragment | None:
    """What is said, cut off from the verb of saying."""
    before = [word.lower for word in sentence.previous.words[-4:]] if sentence.previous else []
    if len(words) < 4 or not _TELLING & set(before) or verbness(words, 1, sentence.block.text) is not Verb.NO:
        return None
    return Fragment(sentence, Kind.CLAUSE, 0.75)


def addition(sentence: Sentence, words: list[Word]) -> Fragment | None:
    first = words[0].lower
    opens = first in _ADDITIONS or any(
        len(words) > len(phrase) and all(word.lower == p for word, p in zip(words, phrase, strict=False))
        for phrase in _PHRASES_BY_FIRST.get(first, ())
    )
    if (
        len(words) > 4
        and any(word.lower in {"whom", "which"} for word in words[2:4])
        and "of" in {words[1].lower, words[2].lower}
    ):
        return Fragment(sentence, Kind.RELATIVE, 0.75, comma=True) if verbless(sentence, words) else None
    if not opens and len(words) > 2 and words[1].lower == "of" and first in QUANTITIES:
        opens = words[2].lower in {"them", "whom", "which", "these", "those"}
    if not opens or len(words) < 3 or not verbless(sentence, words[1:] if first == "thanks" else words):
        return None
    well = first == "as" and words[0].text.islower()
    return Fragment(sentence, Kind.ADDITION, 0.7, comma=not well and first not in {"rather", "instead", "due", "owing", "thanks"})


def phrase(sentence: Sentence, words: list[Word]) -> Fragment | None:
    first, second = words[0].lower, words[1].lower if len(words) > 1 else ""
    plain = sentence.text.strip('."' + CLOSING).lower()
    if not second or _is_set(plain) or (first == "by" and words[1].capitalised):
        return None
    if first == "to" and "VB" in tags(second) and second not in FUNCTION_WORDS:
        text = sentence.block.text
        if len(words) < 3 or "," in sentence.text or any(verbness(words, i, text) is Verb.YES for i in range(2, len(words))):
            return None
        return Fragment(sentence, Kind.INFINITIVE, 0.55) if verbless(sentence, words) else None
    if first not in PREPOSITIONS or first in _NO_PHRASE or (first == "for" and second in _FOR_READERS):
        return None
    if first == "according" or not verbless(sentence, words) or (first in _ABOUTS and _is_number(words, 1)):
        return None
    if "," in sentence.text and main_verb(words, sentence.block.text, strict=True) is not Verb.NO:
        return None
    if first in {"since", "after", "before", "until", "till", "as"} and main_verb(words[1:], sentence.block.text) is not Verb.NO:
        return None
    with_clause = first == "with" and any(word.lower.endswith("ing") for word in words[2:])
    confidence = 0.62 if len(words) > 2 else 0.55
    if "," in sentence.text and len(sentence.text.split(",", 1)[1].split()) > 5:
        confidence = 0.45
    return Fragment(sentence, Kind.PHRASE, confidence, comma=first in _COMMA_PHRASES or with_clause)


def _is_set(plain: str) -> bool:
    """True for a set phrase, alone or with a word or two behind it ("at least for now")."""
    words = plain.split()
    return any(" ".join(words[:n]) in _SET_PHRASES and len(words) - n <= 2 for n in (2, 3, 4) if n <= len(words))


def _is_number(words: list[Word], i: int) -> bool:
    if words[i].lower in {"least", "most"} and i + 1 < len(words):
        i += 1
    return words[i].text[0].isdigit() or words[i].lower in QUANTITIES


def other(sentence: Sentence, words: list[Word]) -> Fragment | None:
    first, text = words[0].lower, sentence.block.text
    if all(word.lower in _TIME_WORDS for word in words) and any(word.lower in _TIME_UNITS | WEEKDAYS for word in words):
        return Fragment(sentence, Kind.TIME, 0.5)
    found = tags(first)
    if _noun_list(sentence, words):
        return Fragment(sentence, Kind.NOUNS, 0.55, comma=True)
    if adjective_list(words) and (len(words) > 1 or "VBD" not in found or _wants_adjective(sentence)):
        return Fragment(sentence, Kind.ADJECTIVES, 0.7 if len(words) > 1 else 0.5)
    if (
        len(words) > 1
        and "VBG" in found
        and not found & {"JJ"}
        and first not in {"according", "following", "breaking", "developing"}
    ):
        titled = all(word.capitalised for word in words if len(word.text) > 3)
        if (
            titled
            or not verbless(sentence, words)
            or ("," in sentence.text and main_verb(words, text, strict=True) is not Verb.NO)
        ):
            return None
        return Fragment(sentence, Kind.PARTICIPLE, 0.75 if first in SAYING_PARTICIPLES else 0.65, comma=first not in _RESTRICTIVE)
    if len(words) > 2 and found & {"VBD", "VBN"} and words[1].lower in PREPOSITIONS and verbless(sentence, words):
        return Fragment(sentence, Kind.PARTICIPLE, 0.6, comma=first not in _RESTRICTIVE)
    if first == "following" and len(words) > 1 and verbless(sentence, words):
        return Fragment(sentence, Kind.PHRASE, 0.6)
    return leftover(sentence, words) or _apposition(sentence, words)


def _apposition(sentence: Sentence, words: list[Word]) -> Fragment | None:
    """A noun with its article that says again who or what, and an adverb of manner by itself."""
    first = words[0].lower
    if len(words) == 1:
        manner = first.endswith("ly") and "RB" in tags(first) and first not in _COMMENTING
        return Fragment(sentence, Kind.ADVERB, 0.5) if manner else None
    if first not in ARTICLES or not 2 < len(words) <= MAX_APPOSITION or "," in sentence.text:
        return None
    if main_verb(words, sentence.block.text, strict=True) is not Verb.NO or any(word.capitalised for word in words[1:2]):
        return None
    return Fragment(sentence, Kind.APPOSITION, 0.55, comma=True)


def _wants_adjective(sentence: Sentence) -> bool:
    """True when a single "-ed" word rather qualifies the noun before it than repeats a verb of the sentence before."""
    before = sentence.previous.words if sentence.previous else []
    stem = sentence.words[0].lower[:4]
    return (
        bool(before) and bool(tags(before[-1].lower) & {"NN", "NNS"}) and not any(word.lower.startswith(stem) for word in before)
    )


def _noun_list(sentence: Sentence, words: list[Word]) -> bool:
    """True for three or more things, behind a sentence that ends in the plural noun they are."""
    items = [item.split() for item in _LIST_SPLIT.split(sentence.text.rstrip(' ."' + CLOSING))]
    before = sentence.previous.words[-1].lower if sentence.previous and sentence.previous.words else ""
    if len(items) < 3 or any(not 0 < len(item) <= 4 for item in items) or " and " not in sentence.text:
        return False
    if "NNS" not in tags(before) or not before.endswith("s") or adjective_list(words):
        return False
    return all(word.lower not in FUNCTION_WORDS or word.lower in {"and", "the", "of", "a"} for word in words) and verbless(
        sentence, words
    )
