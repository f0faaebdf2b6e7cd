"""What hangs at the end of a sentence: a word that cannot be its last one, as far as nothing before it licenses the gap."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tanqih.english import DETERMINERS, FUNCTION_WORDS, PREPOSITIONS, SAYING, SUBJECT_PRONOUNS, tags
from tanqih.rules.fragment._clause import Verb, main_verb
from tanqih.rules.fragment._nouns import MOSTLY_NOUNS
from tanqih.text import Word

ARTICLES = frozenset("the a an every my our your their its".split())
_CONJUNCTIONS = frozenset("and or nor but because although whereas whether unless than if whose".split())
_OPENERS = frozenset("who whom which while where when".split())
_LINKS = frozenset("and or nor but because although whereas".split())
_NEVER_LAST = (
    ARTICLES | _CONJUNCTIONS | frozenset("despite during amid amidst towards toward among amongst onto until via".split())
)
_SUBJECTS = frozenset("he she they we".split())
_BEFORE_SUBJECT = frozenset("but and because while if when although though unless until whether that which where".split())
_NOUNS_BEFORE_IF = frozenset("what a as big".split())
_LABELLED = frozenset(
    "section article clause paragraph point item reference annex page figure table part group type class team plan grade".split()
)
_ALL = frozenset("anything nothing all none everything everyone nobody".split())
_THINGS = frozenset("something anything everything nothing someone anyone everyone one those".split())
_WHILES = frozenset("a the long short little all worth good".split())
_ELLIPTIC = frozenset(
    "want wants wanted wish wishes wished like liked need needs needed have has had used able going ought supposed plan plans planned "
    "intend intends intended hope hopes hoped try tries tried refuse refused agree agreed prefer expect expected allowed forced asked "
    "told willing ready love close next due used up similar".split()
)
_HOSTS = SAYING | frozenset(
    "fear fears feared hope hopes hoped believe believes believed think thinks thought know knows knew mean means meant show shows "
    "showed shown ensure expect expects expected suggest suggests suggested warn found hold holds".split()
)
_HANGING = frozenset("of to for from with at into between against after".split())
_TWO_WORDS = frozenset(
    [("such", "as"), ("according", "to"), ("due", "to"), ("order", "to"), ("because", "of"), ("instead", "of"), ("addition", "to"),
     ("so", "that"), ("light", "of"), ("behalf", "of"), ("front", "of"), ("terms", "of"), ("view", "of"), ("prior", "to"),
     ("owing", "to"), ("well", "as"), ("spite", "of"), ("regardless", "of"), ("along", "with"), ("result", "of")]
)  # fmt: skip
_SET_NOUNS = frozenset(
    "care fun rid advantage hold sight use track charge note kind sort lot heard day morning night evening afternoon week month year "
    "hour minute moment season decade century days weeks months years hours minutes moments seasons decades centuries line".split()
)
TRANSITIVE = frozenset(
    "take make include contain require reach cause provide enable ensure prevent allow bring put become mean constitute represent "
    "involve achieve obtain receive affect address create establish strengthen impose maintain seek encourage entail comprise appoint "
    "guarantee protect support implement announce adopt launch punish avoid rebuild restore replace preserve regulate finance host "
    "expel deploy deliver remove reduce introduce organise organize pursue defend destroy arrest release".split()
)
_TO_DO = frozenset(
    "right power powers authority ability decision intention attempt attempts effort efforts desire plan plans aims seeks decided agreed "
    "managed tried began continued intends wants refused failed sought".split()
)
_QUANTITIES = frozenset("most some many several each one two three dozens hundreds thousands".split())
_BY_ADVERB = frozenset("passed gone stood lived stopped dropped went came flew drove walked got sworn abided".split())
INCLUDES = frozenset("includes contains involves comprises constitutes enables ensures prevents entails".split())
_MODALS = frozenset("would will could can should must may might shall".split())
AUXILIARIES = frozenset("is are was were has have had will would could may should".split())
_LICENCE = frozenset(
    "who whom whose which what where when why how whatever whoever wherever however than as so neither nor like if whether until "
    "though although unlike to".split()
)
LASTS = sorted(
    _NEVER_LAST
    | _SUBJECTS
    | _OPENERS
    | _HANGING
    | TRANSITIVE
    | INCLUDES
    | AUXILIARIES
    | {second for _, second in _TWO_WORDS}
    | {"that", "it", "into", "by"}
)


class Hanging(NamedTuple):
    """What hangs at the end of a sentence: index of its first word, confidence, whether it can go without a loss."""

    first: int
    confidence: float
    empty: bool


def hanging_at_end(words: Sequence[Word], text: str) -> Hanging | None:
    """What hangs at the end of a sentence, or None when its last word can be its last.

    Args:
        words: the words of the sentence, three at least.
        text: the text that the words' offsets index.
    """
    if text[words[-2].end : words[-1].start].strip(" \n,"):
        return None
    last = words[-1].lower
    if last in _SUBJECTS | {"it"}:
        return _subject(words)
    if last == "that":
        return _reported(words)
    if last in _NEVER_LAST:
        return _closed(words, text)
    if last in _OPENERS:
        return _clause_opener(words, text)
    if last in TRANSITIVE or last in INCLUDES:
        return _without_object(words, text)
    return _without_verb(words, text) if last in AUXILIARIES else _preposition(words)


def _subject(words: Sequence[Word]) -> Hanging | None:
    last, before, n = words[-1].lower, words[-2].lower, len(words)
    if before == "then" and n > 3 and words[-3].lower in {"and", "but"}:
        return Hanging(n - 3, 0.8, True)
    if before not in _BEFORE_SUBJECT or (last == "it" and before in {"and", "where", "which"}):
        return None
    return Hanging(n - 3 if before == "that" and words[-3].lower in _CONJUNCTIONS else n - 2, 0.82, True)


def _reported(words: Sequence[Word]) -> Hanging | None:
    """A verb of stressing with its "that" and without what was stressed; "he said that" is a sentence."""
    before, n = words[-2].lower, len(words)
    if (before, "that") in _TWO_WORDS:
        return Hanging(n - 2, 0.78, False)
    stressed = before in SAYING and before not in {"said", "says", "say"}
    return Hanging(n - 1, 0.6, False) if stressed and n > 3 else None


def _closed(words: Sequence[Word], text: str) -> Hanging | None:
    """Articles, conjunctions and a few prepositions, which never end a sentence unless they name something."""
    last, before, n = words[-1].lower, words[-2].lower, len(words)
    if (
        before[-1:].isdigit()
        or before == "not"
        or (last == "if" and before in _NOUNS_BEFORE_IF)
        or (last == "but" and before in _ALL)
    ):
        return None
    if last == "a" and before not in FUNCTION_WORDS and (before in _LABELLED or "VB" not in tags(before)):
        return None
    if last in PREPOSITIONS and _licensed(words[:-1]):
        return None
    return Hanging(n - 1, 0.8, _can_go(words, text))


def _clause_opener(words: Sequence[Word], text: str) -> Hanging | None:
    last, before, n = words[-1].lower, words[-2].lower, len(words)
    apart = "," in text[words[-2].end : words[-1].start]
    if before in _WHILES or not (apart or (_is_noun(words, n - 2) and last not in {"when", "while"})):
        return None
    return Hanging(n - 1, 0.75, apart and last not in {"who", "whom"})


def _preposition(words: Sequence[Word]) -> Hanging | None:
    last, before, n = words[-1].lower, words[-2].lower, len(words)
    if (before, last) in _TWO_WORDS or (last == "of" and before in _QUANTITIES):
        return None if _licensed(words[:-2], infinitive=False) else Hanging(n - 2, 0.75, False)
    if _licensed(words[:-1]):
        return None
    if last == "by":
        return Hanging(n - 2, 0.6, False) if "VBD" in tags(before) and before not in _BY_ADVERB else None
    if last == "into":
        return Hanging(n - 1, 0.62, False) if "VB" in tags(before) else None
    if last == "to" and "VB" in tags(before) and before not in _ELLIPTIC and words[-3].lower in _MODALS | {"to"}:
        return Hanging(n - 1, 0.62, False)
    return Hanging(n - 1, 0.65, False) if last in _HANGING and _is_noun(words, n - 2) else None


def _without_object(words: Sequence[Word], text: str) -> Hanging | None:
    """A verb that cannot do without its object, behind a modal verb, or behind "to" where a noun such as "right" asks for it."""
    last, before, n = words[-1].lower, words[-2].lower, len(words)
    found = Hanging(n - 1, 0.6, False)
    if last in INCLUDES:
        return None if _licensed(words[:-1]) or _gap(words, text) else found
    if before == "to" and words[-3].lower in _TO_DO:
        return None if _licensed(words[:-3], infinitive=False) else found
    if before not in _MODALS | {"not"}:
        return None
    if words[-3].lower in {"that", "which"}:
        return None if _licensed(words[:-3], infinitive=False) else found
    return None if _licensed(words[:-2]) or _gap(words, text) else found


def _can_go(words: Sequence[Word], text: str) -> bool:
    """True for a conjunction that can be cut without a loss: a noun stands before it, and no list that it should end."""
    last = words[-1].lower
    if last not in _LINKS or not _is_noun(words, len(words) - 2):
        return False
    return last not in {"and", "or"} or "," not in text[words[max(0, len(words) - 6)].start : words[-2].start]


def _is_noun(words: Sequence[Word], i: int) -> bool:
    word, before = words[i], words[i - 1].lower if i else ""
    found = tags(word.lower)
    if word.lower in _SET_NOUNS or word.lower in FUNCTION_WORDS:
        return False
    if word.capitalised or word.lower in MOSTLY_NOUNS or before in DETERMINERS:
        return True
    if not found:  # a word that the table does not know: the plural of a noun, as far as its ending tells
        return word.lower.isalpha() and len(word.lower) > 4 and word.lower.endswith("s")
    return bool(found & {"NN", "NNS"}) and not found & {"VBD", "VBG", "VB", "VBZ"}


def _licensed(words: Sequence[Word], *, infinitive: bool = True) -> bool:
    """True when a word before it can have left the gap: a question word, a comparison, an infinitive, a relative "that".

    A "that" behind a verb of saying opens a clause and leaves no gap. An infinitive does ("nothing to worry about"), unless told otherwise.
    """
    for i, word in enumerate(words):
        if word.lower in _LICENCE - {"to"}:
            return True
        if infinitive and word.lower == "to" and i + 1 < len(words) and _infinitive(words[i + 1]):
            return True
        if word.lower.partition("'")[0] in SUBJECT_PRONOUNS and i and _names_a_thing(words[i - 1]):
            return True
        if word.lower == "that" and i and words[i - 1].lower not in _HOSTS:
            return True
    return False


def _infinitive(word: Word) -> bool:
    return word.text.islower() and "VB" in tags(word.lower) and word.lower not in DETERMINERS


def _names_a_thing(word: Word) -> bool:
    """True for a noun in lower case that is no verb of saying: a pronoun right behind it opens a relative clause."""
    return word.lower in _THINGS or (
        word.lower not in FUNCTION_WORDS | SAYING and word.text.islower() and bool(tags(word.lower) & {"NN", "NNS"})
    )


def _gap(words: Sequence[Word], text: str) -> bool:
    """True for "the damage the storm would cause": a noun directly before the subject of the last verb has left the gap."""
    i = len(words) - 2
    while i > 0 and words[i].lower in _MODALS | {"not"}:
        i -= 1
    while i > 0 and words[i].lower not in DETERMINERS | SUBJECT_PRONOUNS:
        if words[i].lower in PREPOSITIONS:
            return False
        i -= 1
    if i == 0:
        return False
    before = words[i - 1]
    if text[before.end : words[i].start].strip(" \n"):
        return False
    return (
        before.lower not in FUNCTION_WORDS
        and bool(before.capitalised or tags(before.lower) & {"NN", "NNS"})
        and before.lower not in SAYING
    )


def _without_verb(words: Sequence[Word], text: str) -> Hanging | None:
    """An auxiliary without its verb, at the end of a sentence that has no other verb outside what is reported."""
    last = words[-1].lower
    if last not in AUXILIARIES or not _is_noun(words, len(words) - 2) or _licensed(words[:-1]):
        return None
    reported = [i for i, word in enumerate(words[:-1]) if word.lower in _HOSTS]
    clause = words[reported[-1] + 1 : -1] if reported else words[:-1]
    if any(word.lower in {"and", "but", "or", "that"} for word in clause[1:]) or main_verb(clause, text) is not Verb.NO:
        return None
    return Hanging(len(words) - 1, 0.55 if reported else 0.45, False)
