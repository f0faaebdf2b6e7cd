"""She for a ministry, his for an actress, he after she: pronouns whose gender the engine guessed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tanqih.english import FINITE_AUXILIARIES, SAYING, SAYING_PAST, can_be_verb_only, tags
from tanqih.issue import Severity
from tanqih.lazy import regex
from tanqih.rules._rule import Finding, finding, replace, review, rule
from tanqih.rules.grammar._entities import (
    ACRONYMS,
    BODIES,
    CAPITALISED_PAIR,
    FEMALE,
    FEMALE_NAMES,
    MALE,
    MALE_NAMES,
    PERSONS,
    STATES,
    names_person,
)
from tanqih.rules.grammar._phrases import LONGEST
from tanqih.text import Block, Sentence

_BODIES = "|".join(sorted(BODIES))
_STATES = "|".join(sorted(word.title() for word in STATES))
_GENDERED = "|".join(sorted((FEMALE | MALE) - {"mr", "sir", "mrs", "ms", "miss"}))
_NAMES = "|".join(sorted(name.title() for name in FEMALE_NAMES | MALE_NAMES))
_LEAD = r"(?:^|, |\bthat |\bbut |\band |\bwhile )"
_BODY = regex(
    rf"{_LEAD}(?P<body>(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]hat|[Tt]his)\s+(?:[\w'\N{{RIGHT SINGLE QUOTATION MARK}}-]+\s+){{"
    rf"0,4}}?(?:{_BODIES})|(?:[A-Z][\w'-]+\s+){{1,4}}(?:{_BODIES.title()})"
    r"|(?:[Tt]he\s+)?(?:[A-Z][\w'-]+\s+)?(?:Ministry|Directorate|Authority|Agency|Organi[sz]ation|Department|"
    r"Committee|Council|Commission|Bureau|Board|Union|Association) "
    rf"(?:of|for)\s+(?:the\s+)?[A-Z][\w'-]+(?:\s+(?:and\s+)?(?:the\s+)?[A-Z][\w'-]+)*|"
    rf"(?:[Tt]he\s+)?(?:{'|'.join(sorted(ACRONYMS))})|(?:{_STATES}))\b"
)
_PRONOUN = regex(r"\b(?P<pronoun>she|her|herself|he|his|himself)\b(?:\s+(?P<next>[a-z]+))?")
_OPENS = regex(
    rf"(?P<pronoun>She|He)\s+(?:also\s+|has\s+|had\s+)?"
    rf"(?P<verb>{'|'.join(sorted(SAYING_PAST | {'pointed', 'called', 'expressed', 'continued'}))}"
    r")\b"
)
_SAID_THAT = regex(rf"\b(?:{'|'.join(sorted(SAYING))})\s+(?:that\s+)?$")
_ITS = {"she": "it", "he": "it", "her": "its", "his": "its", "herself": "itself", "himself": "itself"}
_TO_FEMALE = {"he": "she", "his": "her", "himself": "herself"}
_TO_MALE = {"she": "he", "her": "his", "herself": "himself"}
_MARKS = {"she": FEMALE | {"she", "her", "hers", "herself"}, "he": MALE | {"he", "his", "him", "himself"}}
_OWNED_BY_BODIES = frozenset(
    "team teams engineers forces crews crew staff employees workers officers units unit inspectors spokesman spokeswoman "
    "spokesperson website statement statements members branches headquarters budget agents troops personnel plan plans decision "
    "account page position support readiness keenness commitment services operations work report reports rejection condemnation "
    "readiness efforts duties role projects project production exports fleet aircraft ships vehicles experts observers "
    "investigators ambassador envoy delegation representatives candidates lawmakers supporters leader leaders president "
    "director manager players coach squad fans matches match league stadium stock shares profits losses revenues revenue sales "
    "customers clients competitors products plants factories stores offices office network students teachers allies neighbours "
    "borders territory sovereignty people citizens army security economy policy policies stance interests editorial pages issue "
    "edition verdict ruling rulings flights clients firefighters ambulances rescuers doctors hospitals schools partners "
    "subsidiaries subsidiary fighters militants militia weapons call appeal concern satisfaction confidence pledge obligations "
    "responsibility responsibilities decision meeting session first second third own new annual monthly latest".split()
)
_PERSONAL = frozenset(
    "husband wife son daughter sons daughters father mother brother sister parents family body death life condition lawyer "
    "lawyers client case injuries injury wounds home house car arrest release trial age name face hand hands head heart killer "
    "attacker child children fiance uncle cousin friend friends boyfriend girlfriend nephew niece relatives remains health "
    "illness sentence conviction appeal bail innocence guilt".split()
)
_REFLEXIVE = frozenset(
    "account post page career fans followers statement interview speech remarks comments role roles film films song songs album "
    "series new latest first official own personal resignation retirement team teams office husband wife accounts social "
    "instagram facebook twitter channel website home mother father family colleagues health experience participation appearance "
    "book novel candidacy desire intention happiness love sadness pride regret concern support work life".split()
)
_WHO = f"(?:{_BODIES}|{'|'.join(sorted(ACRONYMS))}|{_STATES})"
_TITLES = {"mr", "sir", "mrs", "ms", "miss"}
_TRIGGER = (
    rf"(?:She|He)[ \n](?:also[ \n]|has[ \n]|had[ \n])?(?:{'|'.join(sorted(SAYING_PAST | {'pointed', 'called', 'expressed'}))})[^a-z]"
    rf"|(?i:{_WHO})[^a-z.!?][^.!?]*[^a-z](?:she|her|his|he)[^a-z]"
    rf"|(?:{'|'.join(sorted(FEMALE - _TITLES))}|{'|'.join(sorted(name.title() for name in FEMALE_NAMES))})[^a-z.!?][^.!?]*[^a-z](?:he|his|himself)[^a-z]"
    rf"|(?:{'|'.join(sorted(MALE - _TITLES))}|{'|'.join(sorted(name.title() for name in MALE_NAMES))})[^a-z.!?][^.!?]*[^a-z](?:she|her|herself)[^a-z]"
)


@rule("linguistic-conventions/grammar", Severity.MAJOR, trigger=_TRIGGER)
def pronoun_gender(block: Block) -> Iterator[Finding]:
    """She or her for a ministry, he or his for a woman, or one person who is she in one sentence and he in the next.

    Feminine nouns such as ministry and directorate agree with "she" in Arabic, and verbs carry a gender that the engine
    guesses. Bodies get it and its; a person gets the pronoun that the word for her or him asks for ("actress", "spokesman").
    Left alone is everything where another person has been spoken of, a female minister named before, ships, and what stands in
    quotations.
    """
    for sentence in block.sentences:
        if block.text.count(" ", sentence.start, sentence.end) > 2 * LONGEST:
            continue
        found = _opening(block, sentence) or _of_body(block, sentence) or _of_person(block, sentence)
        if found and len(sentence.words) <= LONGEST and not block.quoted(sentence.words[0].start, sentence.words[-1].end):
            yield from found


def _earlier(block: Block, sentence: Sentence) -> str:
    """The text of the page before a sentence: its own block, and the three blocks before."""
    parts, other = [block.text[max(0, sentence.start - 4000) : sentence.start]], block.previous
    for _ in range(3):
        if other is None:
            break
        parts.append(other.text)
        other = other.previous
    return "\n".join(reversed(parts))


def _opening(block: Block, sentence: Sentence) -> list[Finding]:
    """ "She added" after a sentence whose subject is a body, or after one about a person of the other gender."""
    m = _OPENS.match(sentence.text)
    if m is None:
        return []
    pronoun, start = m["pronoun"], sentence.start
    before = sentence.previous
    while before is not None and before.previous is not None and not _subject_body(before.text) and not names_person(before.text):
        before = before.previous
    text = before.text if before is not None else ""
    if before is None and block.previous is not None and block.previous.sentences and not block.previous.is_heading:
        text = block.previous.text
    if not text:
        return []
    body = _subject_body(text)
    if (
        body
        and not names_person(_without(text, body))
        and not (pronoun == "He" and names_person(_earlier(block, before or sentence)))
    ):
        message = f"\N{LEFT DOUBLE QUOTATION MARK}{pronoun}\N{RIGHT DOUBLE QUOTATION MARK} stands for {body}."
        edit = replace(block, start, start + len(pronoun), "It")
        return [finding(block, start, start + len(pronoun), message, 0.75 if pronoun == "She" else 0.65, review("use It", edit))]
    gender = "" if re.match(r"(?:He|She)\b", text) else _sole_gender(text)
    seen = set(re.findall(r"[a-z]+", _earlier(block, sentence).lower()))
    rest = set(re.findall(r"[a-z]+", sentence.text[m.end() :].lower()))
    if gender and gender != pronoun.lower() and not (seen | rest) & _MARKS[pronoun.lower()] and not rest & _MARKS[gender]:
        right = gender.capitalize()
        message = (
            f"\N{LEFT DOUBLE QUOTATION MARK}{pronoun}\N{RIGHT DOUBLE QUOTATION MARK} goes on about the person "
            f"who was {gender} in the sentence before."
        )
        edit = replace(block, start, start + len(pronoun), right)
        return [finding(block, start, start + len(pronoun), message, 0.65, review(f"use {right}", edit))]
    return []


def _subject_body(text: str) -> str:
    """The body that is the subject of one of the sentences, the first words of the text preferred; "" when there is none."""
    for m in _BODY.finditer(text):
        after = text[m.end() :]
        verb = re.match(r"(?:\s+(?:of|for|in)\s+(?:the\s+)?[\w'-]+(?:\s+[A-Z][\w'-]+)*)?(?:,[^,]{2,60},)?\s+([a-z]+)", after)
        if verb and (verb[1] in FINITE_AUXILIARIES or "VBD" in tags(verb[1]) or can_be_verb_only(verb[1])):
            return m["body"]
    return ""


def _without(text: str, body: str) -> str:
    return text.replace(body, " ", 1)


def _sole_gender(text: str) -> str:
    """ "she" or "he" when the text speaks of one person of that gender, named at most once, and of nobody else; else ""."""
    words = re.findall(r"[a-z]+", text.lower())
    female = sum(word in {"she", "her", "herself"} or word in FEMALE for word in words)
    male = sum(word in {"he", "his", "him", "himself"} or word in MALE for word in words)
    pronouns = {"she", "her", "hers", "herself", "he", "his", "him", "himself", "who"}
    persons = sum(word in PERSONS - pronouns for word in words)
    plurals = sum(word.removesuffix("s") in PERSONS for word in words if word.endswith("s"))
    if len(CAPITALISED_PAIR.findall(text)) > 1 or persons > 1 or plurals or ("she" not in words and "he" not in words):
        return ""
    if female and not male:
        return "she"
    return "he" if male and not female else ""


def _of_body(block: Block, sentence: Sentence) -> list[Finding]:
    """ "The directorate said her teams had cleared the road"."""
    text = sentence.text
    for m in _BODY.finditer(text):
        if _PRONOUN.search(text, m.end()) is None:
            return []
        verb = re.match(
            r"(?:\s+(?:of|for|in)\s+(?:the\s+)?[\w'-]+(?:\s+[A-Z][\w'-]+)*)?(?:,[^,]{2,60},)?\s+([a-z]+)", text[m.end() :]
        )
        comma = re.match(r",\s+in\s+", text[m.end() :])
        if not comma and not (verb and (verb[1] in FINITE_AUXILIARIES or tags(verb[1]) & {"VBD", "VBZ"})):
            continue
        found = _PRONOUN.search(text, m.end())
        if found is None or names_person(m["body"]) or set(m["body"].lower().split()) & {"for", "in", "from", "by", "that"}:
            return []
        between = text[m.end() : found.start()]
        lone = found["pronoun"] != "her" or found["next"] not in _OWNED_BY_BODIES
        if (
            names_person(text[: m.start("body")])
            or names_person(between, lone=lone)
            or re.search(r"\b(?:I|we|you|they)\b", between)
        ):
            return []
        if found["pronoun"] == "he" and not _SAID_THAT.search(between):
            return []
        if found["pronoun"] in {"she", "he"} and (verb is None or verb[1] not in SAYING or len(between.split()) > 9):
            return []
        confidence = _body_confidence(block, sentence, found)
        start = sentence.start + found.start()
        if not confidence or block.quoted(start):
            return []
        pronoun = found["pronoun"]
        message = f"\N{LEFT DOUBLE QUOTATION MARK}{pronoun}\N{RIGHT DOUBLE QUOTATION MARK} stands for {m['body']}."
        edit = replace(block, start, start + len(pronoun), _ITS[pronoun])
        return [finding(block, start, start + len(pronoun), message, confidence, review(f"use {_ITS[pronoun]}", edit))]
    return []


def _body_confidence(block: Block, sentence: Sentence, found: re.Match[str]) -> float:
    pronoun, following = found["pronoun"], found["next"] or ""
    persons = names_person(_earlier(block, sentence))
    if pronoun in {"her", "his"}:
        if following in _OWNED_BY_BODIES:
            return 0.55 if persons else 0.85
        kinds = tags(following)
        if following in _PERSONAL or "NNS" not in kinds or "NN" in kinds or persons or pronoun == "his":
            return 0.0
        return 0.55
    if pronoun in {"herself", "himself"}:
        return 0.0
    return 0.0 if persons or sentence.index or block.index else 0.6


def _of_person(block: Block, sentence: Sentence) -> list[Finding]:
    """ "The actress said in a post on his account"."""
    text = sentence.text
    subject = _GENDERED_SUBJECT.match(text)
    if subject is None:
        return []
    word = (subject["noun"] or subject["name"]).lower()
    female = word in FEMALE or word in FEMALE_NAMES
    wrong = _TO_FEMALE if female else _TO_MALE
    found = _PRONOUN.search(text, subject.end())
    while found is not None and found["pronoun"] not in wrong:
        return []
    if found is None or names_person(text[subject.end() : found.start()], lone=True):
        return []
    confidence = _person_confidence(block, sentence, found, text[subject.end() : found.start()], female, bool(subject["noun"]))
    start = sentence.start + found.start()
    if not confidence or block.quoted(start):
        return []
    pronoun = found["pronoun"]
    message = f"\N{LEFT DOUBLE QUOTATION MARK}{pronoun}\N{RIGHT DOUBLE QUOTATION MARK} stands for {subject.group().strip()}."
    edit = replace(block, start, start + len(pronoun), wrong[pronoun])
    return [finding(block, start, start + len(pronoun), message, confidence, review(f"use {wrong[pronoun]}", edit))]


_NEUTRAL = (
    "singer|player|minister|writer|poet|journalist|artist|presenter|broadcaster|lawyer|doctor|novelist|lawmaker|"
    "activist|director|professor|coach|"
    "engineer|athlete|champion|star|swimmer|runner|deputy|teacher|judge|ambassador|striker|mp|candidate|author|"
    "analyst|researcher|student"
)
_GENDERED_SUBJECT = regex(
    rf"(?:In [^,]{{3,40}}, |On \w+, )?(?:(?:The|the|A|a|An|an)\s+(?:[\w'-]+\s+){{0,3}}?(?P<noun>{_GENDERED})"
    rf"(?:\s+(?:of|for)\s+(?:the\s+)?[\w'-]+)?|(?:(?:The|the|A)\s+)?(?:\w+\s+)?(?:(?i:{_NEUTRAL})\s+)?(?P<name>{_NAMES}"
    r"))"
    r"(?:,?(?:\s+(?:al-|Al-|el-|El-)?[A-Z][\w'-]+){1,3},?)?(?=[\s,])"
)


def _person_confidence(
    block: Block, sentence: Sentence, found: re.Match[str], between: str, female: bool, by_noun: bool
) -> float:
    pronoun, following = found["pronoun"], found["next"] or ""
    earlier = _earlier(block, sentence).lower()
    others = MALE | {"he", "his", "him"} if female else FEMALE | {"she", "her"}
    if set(re.findall(r"[a-z]+", earlier)) & others or (earlier and names_person(earlier) and not by_noun):
        return 0.0
    if pronoun in {"his", "her"}:
        if following in _REFLEXIVE:
            return 0.8 if by_noun else 0.65
        near = not earlier and len(between.split()) <= 8 and "," not in between
        return 0.55 if by_noun and near and tags(following) & {"NN", "NNS"} else 0.0
    if earlier or pronoun not in {"he", "she"}:
        return 0.0
    return 0.6 if by_noun else 0.55 if len(between.split()) <= 3 and "," not in between else 0.0
