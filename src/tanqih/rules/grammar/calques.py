"""Prepositions taken from Arabic."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from tanqih.english import tags, verb_form
from tanqih.issue import Severity
from tanqih.lazy import regex
from tanqih.rules._rule import Finding, finding, replace, review, rule, safe
from tanqih.rules.grammar._calques import CALQUES, Calque
from tanqih.rules.grammar._phrasebook import ANY_PHRASE, DAY, MONTH, PHRASES
from tanqih.text import Block

_BY_WORDS: dict[tuple[str, str], list[Calque]] = {}
for _calque in CALQUES:
    for _head in _calque.heads.split("|"):
        for _wrong in _calque.wrong.split("|"):
            _BY_WORDS.setdefault((_head, _wrong), []).append(_calque)
_HEADS = sorted({head for head, _ in _BY_WORDS}, key=len, reverse=True)
_LAST_WORDS = frozenset((head.split()[-1].lower(), wrong.split()[0]) for head, wrong in _BY_WORDS)
_WRONGS = sorted({wrong for _, wrong in _BY_WORDS}, key=len, reverse=True)
_HEADED = regex(rf"\b(?P<head>{'|'.join(_HEADS)})(?P<gap>[ \n]+)(?P<wrong>{'|'.join(_WRONGS)})\b(?![\-'])", re.IGNORECASE)

_NUMBER = (
    r"(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|"
    r"fifty|sixty|a hundred)"
)
_ABOUT = (
    r"(?:(?:more|less|fewer) than |about |around |nearly |almost |over |at least |approximately |some |roughly |only |just )?"
)
_UNIT = r"(?:seconds?|minutes?|hours?|days?|nights?|weeks?|months?|years?|decades?|centuries|century)"
_ENDS = (
    r"(?=\s*(?:[,;:!?)\"\N{RIGHT DOUBLE QUOTATION MARK}]|\.(?:\s|$|\")|$)|\s+(?:and|but|because|due|amid|"
    r"despite|without|while|as|in|at|on|by|with|when|after|under|owing)\b)"
)
_DURATION = regex(
    rf"\bsince[ \n]+(?P<amount>{_ABOUT}(?P<number>{_NUMBER}|a|several|many|a few|some|a couple of|half a|few)[ \n]+|{_ABOUT}"
    rf")(?P<unit>{_UNIT})(?P<ago>[ \n]+ago)?{_ENDS}"
)
_BEFORE_AGO = regex(
    rf"\bbefore[ \n]+(?P<amount>{_ABOUT}(?:{_NUMBER}|a|several|a few|a couple of)[ \n]+{_UNIT})(?=\s*[,;.!?](?:\s|$)|"
    r"$|\s+(?:in|at|and|but|by|when)\b)"
)
_PERFECT = regex(
    r"\b(?:has|have|had|hasn't|haven't|hadn't|'ve|\N{RIGHT SINGLE QUOTATION MARK}ve)(?:[ \n]+[a-z]+){1,6}[^.;:!?]{0,80}$"
)
_POINTED = regex(
    (
        r"\b(?P<verb>pointed|pointing|points)[ \n]+out[ \n]+to[ \n]+(?P<rest>(?:the|a|an|his|her|its|their|this|these|"
        r"those|several|many|some|what|how)\b[^.;:]*)"
    ),
    re.IGNORECASE,
)
_HEARERS = regex(
    r"^(?:the |a |an |his |her |its |their |these |those )?(?:[\w-]+ ){0,2}(?:reporters?|journalists?|audience|"
    r"court|judges?|jury|committee|council|media|press|members?|people|public|world|president|minister|officials?|"
    r"delegates|lawmakers|parents|visitors|us|me|him|them)\b"
)
_ARRIVED = regex(
    r"\b(?P<verb>[Aa]rrived?|[Aa]rriving|[Aa]rrives)[ \n]+to[ \n]+(?P<place>(?:the|a|an|his|her|its|their)[ \n]"
    r"+(?:[\w'-]+[ \n]+)?[\w-]+|[A-Z][\w-]+(?:[ \n]+[A-Z][\w-]+)*)"
)
_IN_PLACES = frozenset(
    (
        "capital city country region province governorate kingdom area state republic south north east west island strip "
        "territory emirate continent middle"
    ).split()
)
_AT_PLACES = frozenset("airport airbase hospital palace stadium station port university hotel court embassy".split())
_TO_GERUND = regex(
    r"\b(?P<verb>[Ss]ucceeded|[Ss]ucceeds?|[Ss]ucceeding|[Ii]nsisted|[Ii]nsists|[Ii]nsisting)(?P<gap>[ \n]+)to[ \n]"
    r"+(?P<next>[a-z]+)\b"
)
_FROM_GERUND = regex(
    r"\b(?:prevent|prevented|prevents|preventing|banned|barred|prohibited|stopped)[ \n]+(?:him|them|her|us)[ \n]"
    r"+(?P<to>to)[ \n]+(?P<next>[a-z]+)\b"
)
_ACCUSED = regex(
    r"\b(?:accused|accuses|accusing)[ \n]+(?:him|them|her|it|[A-Z][\w-]+|the[ \n]+[\w-]+)[ \n]+(?P<wrong>by|with|"
    r"for)[ \n]+(?P<next>[a-z]+ing)\b"
)
_ASKED = regex(
    r"\b(?P<verb>asked|asking|asks|requested|requesting|urged|urging|demanded|demanding|begged|called)[ \n]"
    r"+(?P<wrong>from|to)[ \n]+(?P<whom>(?:the|all|his|its|their|both|[A-Z])[^.,;:]{2,60}?)[ \n]+to[ \n]"
    r"+(?P<next>[a-z]+)\b"
)
_REFUSED = regex(r"\b(?P<verb>[Rr]ejected|[Dd]enied|[Rr]ejects|[Dd]enies)(?P<gap>[ \n]+)to[ \n]+(?P<next>[a-z]+)\b")


def _trigger() -> str:
    headed = "|".join(
        f"(?:{'|'.join(c.heads.split('|'))})[ \\n]+(?:{c.wrong})[ \\n]".replace("co-operation", "co.operation") for c in CALQUES
    )
    return (
        r"(?i)since[ \n](?:[a-z]+ than[ \n]|[a-z]+[ \n])?(?:[0-9a-z.,]+[ \n])?(?:of[ \n])?(?:second|minute|hour|day|"
        r"night|week|month|year|decade|centur)"
        r"|before[ \n](?:[a-z]+ than[ \n]|[a-z]+[ \n])?(?:[0-9a-z.,]+[ \n])(?:of[ \n])?(?:second|minute|hour|day|"
        r"night|week|month|year|decade|centur)|point(?:ed|ing|s)[ \n]out[ \n]to[ \n]"
        r"|arriv(?:e|ed|ing|es)[ \n]+to[ \n]|succe(?:ed|eds|eded|eding)[ \n]to[ \n]|insist(?:s|ed|ing)[ \n]to[ \n]|"
        r"(?:him|them|her|us)[ \n]to[ \n][a-z]"
        r"|accus[a-z]+[ \n][A-Za-z \n-]+[ \n](?:by|with|for)[ \n][a-z]+ing|(?:asked|asking|asks|requested|"
        r"requesting|urged|urging|demanded|demanding|begged|called)[ \n](?:from|to)[ \n]"
        r"|(?:rejected|denied|rejects|denies)[ \n]to[ \n]|same[ \n]time|(?:beginning|end)[ \n]of|the[ \n]light[ \n]"
        r"of|other[ \n]hand|another[ \n]hand|in[ \n]average|occasion|this[ \n]regard"
        r"|the[ \n](?:request|invitation)[ \n]of|in[ \n](?:his|her|their|its|my|our)[ \n]way|the[ \n]age[ \n]of|"
        r"hands?[ \n]of|with[ \n]a[ \n](?:speed|rate|cost|price)|in[ \n]the[ \n](?:aim|purpose)"
        rf"|(?:in|at)[ \n]{DAY}|(?:on|in)[ \n]{MONTH}[ \n]|in[ \n]night|at[ \n]the[ \n](?:morning|afternoon|"
        r"evening)|(?:morning|afternoon|evening|night)[ \n]of|between[ \n][a-z]*[ \n]?[0-9]"
        rf"|in[ \n]front[ \n]the|(?:on|at)[ \n]front|sidelines|{headed}"
    )


@rule("linguistic-conventions/grammar", Severity.MINOR, trigger=_trigger())
def preposition_calque(block: Block) -> Iterator[Finding]:
    """A preposition taken from Arabic: "closed since two years", "discussed about the plan", "responsible of", "despite of".

    Each Arabic preposition has one usual English partner in the engine's tables, and English wants another one, or none, behind
    this verb or adjective. The right one is put in; without asking only in "has been … since two years" at the end of a clause.
    Left alone are the same words in a use that is English: "since two years before the war", "pointed out to reporters that",
    "discussed about 30 cases", "confirmed on Sunday".
    """
    for found in (_durations, _headed, _pointed, _phrases, _arrived, _patterns):
        for result in found(block):
            if not block.quoted(result.span.start, result.span.end) or result.confidence >= 0.85:
                yield result


def _found(block: Block, start: int, end: int, right: str, confidence: float) -> Finding:
    while right[-1:].isspace() and block.text[end - 1].isspace():
        right, end = right[:-1], end - 1
    wrong = block.text[start:end].strip()
    message = f"\N{LEFT DOUBLE QUOTATION MARK}{wrong}\N{RIGHT DOUBLE QUOTATION MARK} is an Arabic preposition in English words."
    label = f"use {right.strip()}" if right.strip() else "delete it"
    return finding(block, start, end, message, confidence, review(label, replace(block, start, end, right)))


def _durations(block: Block) -> Iterator[Finding]:
    text = block.text
    for m in _DURATION.finditer(text):
        if not m["number"] and m["unit"] in {
            "second",
            "minute",
            "hour",
            "day",
            "night",
            "week",
            "month",
            "year",
            "decade",
            "century",
        }:
            continue
        amount = m["amount"] + m["unit"]
        end = m.end("ago") if m["ago"] else m.end("unit")
        message = (
            f"\N{LEFT DOUBLE QUOTATION MARK}{text[m.start() : end]}\N{RIGHT DOUBLE QUOTATION MARK} names a "
            "length of time, which takes \N{LEFT DOUBLE QUOTATION MARK}for\N{RIGHT DOUBLE QUOTATION MARK}."
        )
        edit = replace(block, m.start(), end, f"for {amount}")
        perfect = _PERFECT.search(text[max(0, m.start() - 160) : m.start()]) is not None
        clause_end = re.match(r"\s*(?:[,;:!?)]|\.(?:\s|$)|$)", text[end : end + 40]) is not None
        if perfect and clause_end and not m["ago"] and m["number"] and re.fullmatch(_NUMBER, m["number"]):
            yield finding(block, m.start(), end, message, 0.95, safe("use for", edit))
            continue
        ago = review("say how long ago", replace(block, m.start(), end, f"{amount} ago"), score=0.4)
        yield finding(block, m.start(), end, message, 0.8 if m["number"] or perfect else 0.6, review("use for", edit), ago)
    for m in _BEFORE_AGO.finditer(text):
        yield _found(block, m.start(), m.end(), f"{m['amount']} ago", 0.7)


def _headed(block: Block) -> Iterator[Finding]:
    text = block.text
    if _LAST_WORDS.isdisjoint(itertools.pairwise(block.tokens)):
        return
    for m in _HEADED.finditer(text):
        for calque in _BY_WORDS.get((m["head"].lower(), m["wrong"].lower()), ()):
            space = regex(r"[ \n]+").match(text, m.end())
            if space is None:
                continue
            at = space.end()
            if calque.follow and not regex(calque.follow).match(text, at):
                continue
            if calque.avoid and regex(calque.avoid).match(text, at):
                continue
            if calque.before and re.search(calque.before, text[max(0, m.start() - 24) : m.start()], re.IGNORECASE):
                continue
            yield _mended(block, m, calque)
            break


def _mended(block: Block, m: re.Match[str], calque: Calque) -> Finding:
    head = m["head"]
    if calque.right == "{head}":
        return _found_head(block, m, m.end("head"), "", calque.confidence)
    if calque.right.startswith("{head} "):
        return _found_head(block, m, m.start("wrong"), calque.right.removeprefix("{head} "), calque.confidence)
    right = calque.right.capitalize() if head[0].isupper() else calque.right
    return _found(block, m.start(), m.end(), right, calque.confidence)


def _found_head(block: Block, m: re.Match[str], start: int, right: str, confidence: float) -> Finding:
    words = block.text[m.start() : m.end()]
    message = f"\N{LEFT DOUBLE QUOTATION MARK}{words}\N{RIGHT DOUBLE QUOTATION MARK}: the preposition is taken from Arabic."
    label = f"use {right}" if right else "delete the preposition"
    return finding(block, m.start(), m.end(), message, confidence, review(label, replace(block, start, m.end(), right)))


def _pointed(block: Block) -> Iterator[Finding]:
    """ "pointed out to the growth in trade"; but "pointed out to reporters that the growth was small"."""
    for m in _POINTED.finditer(block.text):
        if re.search(r"\bthat\b", m["rest"][:80]) or _HEARERS.match(m["rest"]):
            continue
        start, end = m.end("verb"), m.start("rest")
        message = f"\N{LEFT DOUBLE QUOTATION MARK}{m['verb']} out to\N{RIGHT DOUBLE QUOTATION MARK} mixes two English verbs."
        to = review("use point to", replace(block, start, end - 1, " to"))
        out = review("use point out", replace(block, start, end - 1, " out"), score=0.5)
        yield finding(block, m.start(), end - 1, message, 0.8, to, out)


def _phrases(block: Block) -> Iterator[Finding]:
    if ANY_PHRASE.search(block.text) is None:
        return
    for pattern, right, confidence in PHRASES:
        for m in pattern.finditer(block.text):
            fixed = m.expand(right)
            if m.group()[:1].isupper():
                fixed = fixed[:1].upper() + fixed[1:]
            yield _found(block, m.start(), m.end(), fixed, confidence)


def _arrived(block: Block) -> Iterator[Finding]:
    for m in _ARRIVED.finditer(block.text):
        words = m["place"].lower().split()
        if words[-1] in {"ovation", "cheers", "applause", "sound", "welcome", "reception", "find", "strains"} or {
            "hero's",
            "standing",
        } & set(words):
            continue
        if words[-1] in _AT_PLACES or (
            words[0] in {"the", "a", "an", "his", "her", "its", "their"} and not set(words) & _IN_PLACES
        ):
            right = "at"
        else:
            right = "in"
        start = m.start("place")
        to = block.text.rindex("to", m.end("verb"), start)
        message = f"\N{LEFT DOUBLE QUOTATION MARK}{m['verb']} to\N{RIGHT DOUBLE QUOTATION MARK}: one arrives {right} a place."
        yield finding(block, m.start(), to + 2, message, 0.85, review(f"use {right}", replace(block, to, to + 2, right)))


def _patterns(block: Block) -> Iterator[Finding]:
    """Prepositions that go with a change of the verb behind them."""
    text = block.text
    for m in _TO_GERUND.finditer(text):
        if ("VB" in (kinds := tags(m["next"])) and not kinds & {"NN", "NNS"}) or m["next"] in _PLAIN_VERBS:
            right = "in" if m["verb"].lower().startswith("succ") else "on"
            yield _found(block, m.end("gap"), m.end(), f"{right} {verb_form(m['next'], 'VBG')}", 0.75)
    for m in _FROM_GERUND.finditer(text):
        if "VB" in tags(m["next"]) and not re.search(r"stopped\b", m.group()):
            yield _found(block, m.start("to"), m.end(), f"from {verb_form(m['next'], 'VBG')}", 0.75)
    for m in _ACCUSED.finditer(text):
        yield _found(block, m.start("wrong"), m.end("wrong"), "of", 0.75)
    for m in _ASKED.finditer(text):
        if (
            "VB" not in tags(m["next"])
            or (m["wrong"] == "to") != (m["verb"] == "called")
            or re.search(r"\b(?:was|were|is|are|been|be)\s*$", text[max(0, m.start() - 24) : m.start()])
        ):
            continue
        verb = {
            "requested": "asked",
            "requesting": "asking",
            "demanded": "called on",
            "demanding": "calling on",
            "called": "called on",
        }.get(m["verb"], m["verb"])
        yield _found(block, m.start(), m.end("wrong"), verb, 0.8)
    for m in _REFUSED.finditer(text):
        if m["next"] in _PLAIN_VERBS or ("VB" in (kinds := tags(m["next"])) and not kinds & {"NN", "NNS"}):
            if re.search(r"\b(?:was|were|is|are|been|be|being)\s*$", text[max(0, m.start() - 24) : m.start()]):
                continue
            right = {"rejected": "refused", "denied": "declined", "rejects": "refuses", "denies": "declines"}[m["verb"].lower()]
            yield _found(block, m.start("verb"), m.end("verb"), right, 0.8)


_PLAIN_VERBS = frozenset(
    (
        "reach achieve control save rescue arrest convince comment sign meet attend hold answer reply release stop visit return "
        "stay leave take make play score win open close build enter give name join go pay"
    ).split()
)
