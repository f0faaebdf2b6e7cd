"""Pronouns that repeat the head of a relative clause."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tanqih.english import COORDINATORS, FINITE_AUXILIARIES, PREPOSITIONS, SAYING, SUBJECT_PRONOUNS, can_be_verb_only, tags
from tanqih.issue import Severity
from tanqih.lazy import regex
from tanqih.rules._rule import Finding, delete, finding, replace, review, rule
from tanqih.rules.grammar._phrases import phrase_end
from tanqih.text import Block

_OWNER = regex(
    r"(?<![\w'\N{RIGHT SINGLE QUOTATION MARK}-])(?P<head>[\w'\N{RIGHT SINGLE QUOTATION MARK}-]+)(?P<comma>,?)[ \n]+(?P<relative>which|who|that)[ \n]"
    r"+(?P<owner>its|their|his|her)[ \n]+"
    r"(?P<thing>(?:[a-z-]+[ \n]+){0,2}?[a-z-]+)[ \n]+(?P<verb>[a-z]+)\b"
)
_OBJECT = regex(
    r"(?P<comma>,?)(?<![ \n])[ \n]+(?P<relative>which|that|whom|who)[ \n]+(?P<subject>(?:[\w'-]+[ \n]+){1,4}?)(?P<verb>[a-z]+)"
    r"(?P<preposition>[ \n]+"
    r"(?:in|on|at|to|from|for|with|about|by|of|into|through|under|over))?(?P<pronoun>[ \n]+(?:it|them|him|her))"
    r"\b(?![-'\N{RIGHT SINGLE QUOTATION MARK}])"
    r"(?P<after>[ \n]+[a-z]+)?"
)
_PLACE = regex(
    r"\b(?P<head>[a-z]+),?[ \n]+where[ \n]+(?P<inside>(?:[\w'-]+[ \n]+){2,6}?)(?P<there>there)(?=[.,;]|[ \n]+(?:in|"
    r"since|for|on|until|during|with|by|before|after|has|have|was|were|is|are|will)\b)"
)
_AGAIN = regex(
    r"\b(?P<head>[a-z]+),?[ \n]+(?P<relative>which|who)(?P<pronoun>[ \n]+(?:it|he|she|they))[ \n]+(?P<verb>(?:was|"
    r"were|is|are|has been|have been|had been)[ \n]+[a-z]+)"
    r"(?=[ \n]+(?:in|by|on|at|after|during|last|for|from|since|two|yesterday)\b|[,.])"
)
_INTRANSITIVE = frozenset(
    "is are was were has have had will would collapsed died fell rose broke burned burnt sank caught overturned crashed "
    "exploded disappeared dropped increased decreased doubled reached exceeded includes included contains belongs exceeds began "
    "started ended dates goes went came remains remained became lost suffered carried stopped failed consists consisted extends "
    "extended covers covered amounts amounted".split()
)
_FACTS = frozenset(
    "fact claim claims news report reports statement idea belief evidence hope fear fears sign signs possibility proof view "
    "decision warning conclusion impression rumour rumours rumor rumors suggestion allegation allegations announcement "
    "assurance guarantee condition promise pledge threat suspicion accusation notion theory feeling opinion probability "
    "likelihood indication indications argument so such now given provided assuming ensure".split()
)
_EMBEDDING = SAYING | frozenset(
    "think thinks thought believe believes believed hope hopes hoped know knows knew feel feels felt want wants wanted expect "
    "expects expected consider considers considered see sees saw make makes made let lets help helps helped call calls called "
    "find finds found give gives gave show shows showed tell ask allow allows allowed enable enables enabled force forces "
    "forced cause causes caused require requires required accord accorded send sends sent offer offers offered pay pays paid "
    "owe owes owed lend lent teach taught grant grants granted award awarded promise promised hand handed wish wished deny "
    "denied cost costs keep keeps kept leave leaves left get gets got render renders rendered deem deems deemed likes like is "
    "are was were be do does did".split()
)


@rule(
    "linguistic-conventions/grammar",
    Severity.MAJOR,
    trigger=(
        r"which[ \n](?:its|their|his|her)[ \n]|who[ \n](?:his|her|their)[ \n]|that[ \n](?:its|their|his|her)"
        r"[ \n]|(?:which|that|whom|who)[ \n][^,.;:]+[ \n](?:it|them|him|her)[^a-z]|where[ \n][^,.;:]+[ \n]"
        r"there[^a-z]|(?:which|who)[ \n](?:it|he|she|they)[ \n](?:was|were|is|are|ha[a-z]+ been)[ \n]"
    ),
)
def resumptive_pronoun(block: Block) -> Iterator[Finding]:
    """A pronoun that repeats the head of a relative clause ("the bridge that they inspected it", "which its roof fell in").

    Arabic relative clauses need such a pronoun. The pronoun is deleted; with a possessive, "which its" becomes "whose". Left
    alone are clauses that say what somebody said ("said that engineers inspected it"), relative clauses whose object is missing
    as it should be ("which its owners sold in May") and pronouns that stand for something else ("which gave it strength").
    """
    for m in _OWNER.finditer(block.text):
        result = _whose(block, m)
        if result is not None:
            yield result
    for m in _OBJECT.finditer(block.text):
        result = _repeated_object(block, m)
        if result is not None:
            yield result
    for m in _AGAIN.finditer(block.text):
        participle = m["verb"].split()[-1]
        if (
            tags(participle) & {"VBN", "VBD"}
            and participle not in _EMBEDDING | {"given", "shown", "granted"}
            and not tags(m["head"]) & {"VBD"}
            and m["head"] not in PREPOSITIONS
            and not block.quoted(m.start())
        ):
            message = (
                f"\N{LEFT DOUBLE QUOTATION MARK}{m['relative']}{m['pronoun']}\N{RIGHT DOUBLE QUOTATION MARK} "
                "names the subject twice."
            )
            edit = delete(block, m.start("pronoun"), m.end("pronoun"))
            yield finding(block, m.start("relative"), m.end("pronoun"), message, 0.7, review("delete the pronoun", edit))
    for m in _PLACE.finditer(block.text):
        result = _there(block, m)
        if result is not None:
            yield result


def _whose(block: Block, m: re.Match[str]) -> Finding | None:
    relative, verb = m["relative"], m["verb"]
    known = verb in _INTRANSITIVE
    if not known and (relative != "who" or verb in _EMBEDDING or not tags(verb) & {"VBZ", "VBD"} or tags(verb) & {"NN"}):
        return None
    if m["head"].lower() in PREPOSITIONS or block.quoted(m.start("relative")):
        return None
    if relative == "that" and (m["comma"] or not _is_subject_head(block, m.start("head"), m["head"])):
        return None
    if relative == "who" and m["owner"] == "its":
        return None
    thing = m["thing"].split()
    if any(word in FINITE_AUXILIARIES or can_be_verb_only(word) or word in PREPOSITIONS for word in thing):
        return None
    message = (
        f"\N{LEFT DOUBLE QUOTATION MARK}{relative} {m['owner']}\N{RIGHT DOUBLE QUOTATION MARK} is "
        "\N{LEFT DOUBLE QUOTATION MARK}whose\N{RIGHT DOUBLE QUOTATION MARK} in English."
    )
    edit = replace(block, m.start("relative"), m.end("owner"), "whose")
    confidence = 0.85 if relative == "which" else 0.75 if known else 0.6
    return finding(block, m.start("relative"), m.end("thing"), message, confidence, review("use whose", edit))


def _is_subject_head(block: Block, at: int, head: str) -> bool:
    """True when the noun here is the head of the phrase that opens its sentence, and takes no that-clause."""
    if head.lower() in _FACTS or tags(head.lower()) & {"VBD"}:
        return False
    sentence = block.sentence_at(at)
    if sentence is None:
        return False
    words = sentence.words
    end = phrase_end(words, 0, block.text)
    return (
        end > 1
        and words[end - 1].start == at
        and words[0].lower in {"the", "a", "an", "this", "these", "those", "his", "her", "their", "its"}
    )


def _repeated_object(block: Block, m: re.Match[str]) -> Finding | None:
    text, verb, relative = block.text, m["verb"], m["relative"]
    before = re.search(r"([\w'-]+)$", text[max(0, m.start() - 60) : m.start()])
    if before is None or verb in _EMBEDDING or block.quoted(m.start("relative")) or not tags(verb) & {"VBD", "VBZ", "VBP"}:
        return None
    head = before[1]
    if head.lower() in PREPOSITIONS or head.lower() in _FACTS or tags(head.lower()) & {"VBD", "VBG"}:
        return None
    if relative == "that" and (m["comma"] or not _is_subject_head(block, before.start(), head)):
        return None
    if not _is_subject(m["subject"], relative) or not _can_stand_for(m, head):
        return None
    after = (m["after"] or "").strip()
    if (
        after in FINITE_AUXILIARIES - _AFTER_CLAUSE
        or after in {"to", "as", "not", "and", "or", "that", "be"}
        or (after in {"up", "out", "off"})
    ):
        return None
    sentence = block.sentence_at(m.start())
    if (
        relative == "that"
        and sentence is not None
        and not re.search(r"\b[a-z]+(?:s|ed|ve|d|ll|n't|as|re)\b", text[m.end("pronoun") : sentence.end])
    ):
        return None
    message = (
        f"\N{LEFT DOUBLE QUOTATION MARK}{m['pronoun'].strip()}\N{RIGHT DOUBLE QUOTATION MARK} repeats "
        f"\N{LEFT DOUBLE QUOTATION MARK}{head}\N{RIGHT DOUBLE QUOTATION MARK}, which the relative clause "
        "already stands for."
    )
    edit = delete(block, m.start("pronoun"), m.end("pronoun"))
    confidence = 0.75 if relative != "who" else 0.65
    return finding(block, m.start("verb"), m.end("pronoun"), message, confidence, review("delete the pronoun", edit))


def _can_stand_for(m: re.Match[str], head: str) -> bool:
    """True when the pronoun agrees with the head: a thing with it, a person with him or her, more than one with them."""
    pronoun, after = m["pronoun"].strip(), (m["after"] or "").strip()
    kinds = tags(head.lower())
    plural = "NNS" in kinds and "NN" not in kinds
    if pronoun == "her" and after and after not in FINITE_AUXILIARIES | PREPOSITIONS:
        return False
    if pronoun == "them":
        return plural and not m["preposition"]
    if pronoun in {"him", "her"}:
        return m["relative"] != "which" and not plural and not m["preposition"]
    return m["relative"] in {"which", "that"} and not plural


_AFTER_CLAUSE = frozenset("has have had is are was were will would can could may might must should".split())


_BEFORE_PARTICIPLE = frozenset("had has have was were been recently also previously later already".split())


def _is_subject(text: str, relative: str) -> bool:
    """True for a phrase that can be the subject of the relative clause, so that the clause's object is the head."""
    words = [word.lower() for word in text.split()]
    capital = text.rsplit(maxsplit=1)[-1][0].isupper()
    if any(
        word in PREPOSITIONS or word in FINITE_AUXILIARIES - _BEFORE_PARTICIPLE or word in {"that", "which", "not", "and"}
        for word in words
    ):
        return False
    if words[0] in SUBJECT_PRONOUNS - {"it", "there"}:
        return set(words[1:]) <= _BEFORE_PARTICIPLE
    if any(can_be_verb_only(word) for word in words):
        return False
    if words[0] in {"the", "a", "his", "her", "their", "its", "this", "these", "two", "several", "many"}:
        return len(words) > 1
    last = tags(words[-1])
    return relative != "who" and (capital or words[-1] in {"police", "people", "troops"} or ("NNS" in last and "NN" not in last))


def _there(block: Block, m: re.Match[str]) -> Finding | None:
    words = m["inside"].lower().split()
    if (
        words[-1] in PREPOSITIONS | COORDINATORS
        or words[-1] in SAYING
        or m["head"] in {"point", "from", "know", "that", "is", "was"}
        or block.quoted(m.start())
    ):
        return None
    if not any(word in FINITE_AUXILIARIES or tags(word) & {"VBD", "VBZ"} for word in words) or set(words) & {
        "said",
        "says",
        "that",
        "if",
        "when",
        "believed",
    }:
        return None
    message = (
        "\N{LEFT DOUBLE QUOTATION MARK}there\N{RIGHT DOUBLE QUOTATION MARK} repeats "
        "\N{LEFT DOUBLE QUOTATION MARK}where\N{RIGHT DOUBLE QUOTATION MARK}."
    )
    start = m.start("there")
    space = m.start("there") - len(block.text[m.start() : start]) + len(block.text[m.start() : start].rstrip())
    edit = delete(block, space, m.end("there"))
    return finding(block, start, m.end("there"), message, 0.6, review("delete the word", edit))
