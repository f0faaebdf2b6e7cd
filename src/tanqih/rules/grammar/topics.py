"""A comma that cuts the subject off its verb, and a topic that a pronoun takes up again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tanqih.english import DETERMINERS, FINITE_AUXILIARIES, PREPOSITIONS, SAYING, SUBJECT_PRONOUNS, can_be_verb_only, tags
from tanqih.issue import Severity
from tanqih.lazy import regex
from tanqih.rules._rule import Finding, delete, finding, replace, review, rule
from tanqih.rules.grammar._nominal import is_plural
from tanqih.rules.grammar._phrases import is_time, long_phrase_end
from tanqih.text import Block, Word

_STARTS = (
    "[A-Z][a-z]+s (?:of|from|in|at|who)|The|This|That|These|Those|His|Her|Its|Their|Our|Some|Most|Many|"
    "Several|All|Both|Any|Every|Each|A|An|One|What"
)
_AUXILIARIES = "|".join(sorted(word for word in FINITE_AUXILIARIES if "'" not in word and word != "am"))
_PAST = (
    "came went took began rose fell led held met won lost broke became made gave brought caught fought found left stood drew "
    "grew showed saw ran cost hit spread got kept put set sent said told"
).replace(" ", "|")
_CANDIDATE = regex(
    rf"(?:^|(?<=[.!?])\s+|(?<=[.!?][\"\N{{RIGHT DOUBLE QUOTATION MARK}}])\s+)(?P<subject>(?:{_STARTS})[ \n][^,;:()"
    r"\"\N{LEFT DOUBLE QUOTATION MARK}"
    rf"\N{{RIGHT DOUBLE QUOTATION MARK}}\N{{EN DASH}}\N{{EM DASH}}]{{2,240}}),\s+(?P<verb>it|they|he|she|{_AUXILIARIES}"
    rf"|{_PAST}|[a-z]+(?:ed|s))\b(?!-|,)"
)
_TRIGGER = (
    rf"(?:^|[.!?][^A-Za-z]{{1,4}})(?:{_STARTS})[ \n][^,;:()]+,[ \n]+(?:it|they|he|she|{_AUXILIARIES}|{_PAST}|"
    r"[a-z]+(?:ed|s))[^a-z,]|,[ \n](?:which|who|whose|where)[ \n][^,;:().]+,[ \n]+(?:it|they|he|she)[ \n]"
)
_RELATIVES = frozenset("that which who whom whose where".split())
_RANKING = frozenset(
    "first second third fourth last next latest only same best worst youngest eldest oldest more less bigger higher longer "
    "sooner better former other most largest biggest son daughter father mother author founder owner brainchild result problem "
    "trouble question fact truth answer idea point thing upshot bottom moral".split()
)
_HUMAN = frozenset(
    "president minister governor mayor king prince sheikh ambassador spokesman spokeswoman director general colonel captain "
    "judge lawyer doctor professor coach manager player striker goalkeeper driver suspect accused defendant victim man woman "
    "boy girl singer actor actress writer poet deputy leader commander chairman secretary premier teacher farmer worker "
    "engineer".split()
)
_HANGING = frozenset("of in between to on at from with for".split())
_RESUMED = regex(
    r"(?:^|(?<=[.!?])\s+)(?P<subject>(?:The|This|These|Those|His|Its|Their)[ \n][^,;:().]{2,60}, (?:which|who|whose|"
    r"where)[ \n][^,;:().]{4,160}),"
    r"(?P<pronoun>\s+(?:it|they|he|she))\s+(?P<verb>[a-z]+)\b(?!,)"
)
_NAMING = frozenset(
    (
        "called named dubbed known titled entitled based located founded led headed backed owned chaired nicknamed codenamed held"
    ).split()
)
_HEDGES = frozenset("seems seemed appears appeared turns turned emerged transpired is was says said thinks believes".split())
_CLAUSE_WORDS = frozenset("when while if because although though since after before until as once whether".split())


@rule("linguistic-conventions/punctuation", Severity.MINOR, trigger=_TRIGGER)
def subject_comma(block: Block) -> Iterator[Finding]:
    """A comma between a subject and its verb, or a topic that a pronoun takes up again ("The road, it …").

    Arabic sets a comma after a long subject, and names the topic first to take it up with a pronoun. The comma goes, with the
    pronoun where there is one. Left alone are pairs of commas (round a relative clause or an apposition), "As for the road, it
    …", times and ranks at the start ("The next day, it …", "The first of its kind, it …"), inverted attributions (", said the
    mayor") and what stands in quotations.
    """
    if block.is_heading:
        return
    for m in _CANDIDATE.finditer(block.text):
        words = block.words[block.word_index(m.start("subject")) : block.word_index(m.start("verb"))]
        sentence = block.sentence_at(m.start("verb"))
        if len(words) < 2 or sentence is None or sentence.start != m.start("subject") or block.quoted(sentence.start):
            continue
        if not _opens_subject(words[0].lower):
            continue
        result = _topic(block, m, words) if m["verb"] in {"it", "they", "he", "she"} else _cut_off(block, m, words)
        if result is not None:
            yield result
    for m in _RESUMED.finditer(block.text):
        if (
            (m["verb"] in FINITE_AUXILIARIES or tags(m["verb"]) & {"VBD", "VBZ"})
            and m["verb"] not in SAYING
            and not block.quoted(m.start("subject"))
        ):
            message = (
                f"\N{LEFT DOUBLE QUOTATION MARK}{m['pronoun'].strip()}\N{RIGHT DOUBLE QUOTATION MARK} takes up the subject again."
            )
            edit = delete(block, m.start("pronoun"), m.end("pronoun"))
            yield finding(block, m.start("pronoun"), m.end("verb"), message, 0.7, review("delete the pronoun", edit))


def _opens_subject(lower: str) -> bool:
    """True for a determiner, "what" or a plural noun."""
    return lower in DETERMINERS | {"what", "some", "most", "many", "several", "all", "both", "any", "one"} or is_plural(lower)


def _topic(block: Block, m: re.Match[str], words: Sequence[Word]) -> Finding | None:
    """ "The eastern road, it has been closed": the pronoun goes with the comma."""
    text, lowers = block.text, [word.lower for word in words]
    after = re.match(r"\s+([a-z]+)\b([^,.;]{0,20}[,])?", text[m.end() : m.end() + 80])
    pronoun = m["verb"]
    finite = {"VBD", "VBP"} if pronoun == "they" else {"VBD", "VBZ"}
    if after is None or not (after[1] in FINITE_AUXILIARIES or tags(after[1]) & finite):
        return None
    if after[1] in SAYING and not text.startswith("that ", m.end() + after.end(1) + 1):
        return None
    if after[1] in _HEDGES and after[2]:
        return None
    if lowers[0] in {"a", "an", "one", "what", "any", "each", "every", "some", "that"} or set(lowers) & _RANKING:
        return None
    whole = long_phrase_end(words, 0, text, prepositions=_HANGING) == len(words)
    if not whole and not _subject_confidence(words, m["verb"], relative_only=True):
        return None
    if is_time(words, 0, len(words)) or any(word.endswith("est") for word in lowers):
        return None
    head = _head(lowers)
    if pronoun in {"he", "she"} and (head not in _HUMAN or "of" in lowers):
        return None
    if pronoun in {"it", "they"} and (is_plural(head) != (pronoun == "they") or head in _HUMAN):
        return None
    message = f"\N{LEFT DOUBLE QUOTATION MARK}{pronoun}\N{RIGHT DOUBLE QUOTATION MARK} takes up the subject again."
    edit = delete(block, words[-1].end, m.end())
    aside = replace(block, words[0].start, words[0].start + 1, f"As for {text[words[0].start].lower()}")
    end = m.end() + after.end(1)
    best = review("fold the topic into the subject", edit)
    return finding(block, m.start("subject"), end, message, 0.75, best, review("begin with As for", aside, score=0.4))


def _head(lowers: Sequence[str]) -> str:
    for i, word in enumerate(lowers):
        if word in PREPOSITIONS or word in _RELATIVES:
            return lowers[i - 1] if i else word
    return lowers[-1]


def _cut_off(block: Block, m: re.Match[str], words: Sequence[Word]) -> Finding | None:
    """ "The video that the company released, shows": the comma goes."""
    text, verb = block.text, m["verb"]
    rest = text[m.end() : m.end() + 600]
    following = re.match(r"\s+([\w'-]+)", rest)
    follows = following[1].lower() if following else ""
    if not _is_verb_here(verb, follows, rest, bool({word.lower for word in words[2:]} & _RELATIVES)):
        return None
    confidence = _subject_confidence(words, verb)
    sentence = block.sentence_at(m.end())
    if not confidence or (sentence is not None and "?" in sentence.text[-2:]):
        return None
    message = (
        f"A comma stands between the subject and its verb \N{LEFT DOUBLE QUOTATION MARK}{verb}\N{RIGHT DOUBLE QUOTATION MARK}."
    )
    comma = text.index(",", words[-1].end)
    edit = delete(block, comma, comma + 1)
    return finding(block, words[-1].start, m.end(), message, confidence, review("remove the comma", edit))


def _is_verb_here(verb: str, follows: str, rest: str, relative: bool) -> bool:
    """True when the word after the comma is the finite verb of a main clause, not a participle or an inverted attribution."""
    if (
        verb in SAYING
        and follows != "that"
        and not (relative and any(word in FINITE_AUXILIARIES for word in re.findall(r"[a-z]+", rest)[1:]))
    ):
        return False
    if verb in {"came", "went", "stood", "said"} and follows in {"the", "a", "an"}:
        return False
    if verb in FINITE_AUXILIARIES:
        return follows not in SUBJECT_PRONOUNS | {"that", "this", "the"}
    sentence = re.split(r"[.!?](?:\s|$)", rest, maxsplit=1)[0]
    if verb.endswith("ed") or tags(verb) & {"VBN"}:
        if not can_be_verb_only(verb) or verb in _NAMING or "," in sentence or follows in {"by", "and", "or", "as"}:
            return False
        if follows not in {"in", "on", "at", "from", "for", "with", "to", "of"}:
            return True
        return relative and not any(can_be_verb_only(word) for word in re.findall(r"[a-z]+", sentence))
    if verb.endswith("s"):
        return bool(tags(verb) & {"VBZ"}) and follows not in {"and", "or"} and "," not in sentence
    if verb in {"rose", "fell", "left", "saw"}:
        return follows in PREPOSITIONS | {"the", "a", "sharply", "slightly"}
    return can_be_verb_only(verb) and not tags(verb) & {"NN", "JJ"}


def _subject_confidence(words: Sequence[Word], verb: str, *, relative_only: bool = False) -> float:
    """How sure it is that the words are one subject: a phrase without a verb, or with verbs only in a relative clause."""
    lowers = [word.lower for word in words]
    if set(lowers) & _CLAUSE_WORDS:
        return 0.0
    if lowers[0] == "what":
        return 0.6 if any(can_be_verb_only(word) for word in lowers[1:]) and len(lowers) <= 8 and "more" not in lowers else 0.0
    relative = next((i for i, word in enumerate(lowers) if i >= 2 and word in _RELATIVES), None)
    if relative is None and relative_only:
        return 0.0
    if relative is None:
        verbs = [i for i, word in enumerate(lowers) if can_be_verb_only(word)]
        reduced = verb in FINITE_AUXILIARIES and all(lowers[i].endswith("ed") and _next(lowers, i) in PREPOSITIONS for i in verbs)
        if len(lowers) < 4 or not set(lowers) & PREPOSITIONS or (verbs and not reduced):
            return 0.0
        if verb.endswith("s") and verb not in FINITE_AUXILIARIES and not can_be_verb_only(verb):
            return 0.0
        return 0.6 if verbs else 0.7
    if any(can_be_verb_only(word) for word in lowers[:relative]) or (
        lowers[relative] == "that" and tags(lowers[relative - 1]) & {"VBZ", "VBD"}
    ):
        return 0.0
    inside = lowers[relative + 1 :]
    return 0.8 if any(can_be_verb_only(word) or tags(word) & {"VBD", "VBZ"} for word in inside) else 0.0


def _next(lowers: Sequence[str], i: int) -> str:
    return lowers[i + 1] if i + 1 < len(lowers) else ""
