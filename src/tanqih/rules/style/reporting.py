"""Who said it and how: verbs of saying, split attributions, "so-called"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tanqih.english import capitalise, verb_lemma
from tanqih.issue import Applicability, Edit, Severity, Suggestion
from tanqih.lazy import regex
from tanqih.quotation import LEFT, RIGHT, RIGHT_SINGLE
from tanqih.rules._rule import Finding, finding, replace, review, rule
from tanqih.text import Block

_LOADED = "confirmed|stressed|affirmed|revealed|considered|indicated|underlined|underscored|asserted|emphasi[sz]ed|disclosed|clarified|reaffirmed|reiterated"
_SAID_THAT = regex(
    rf"\b(?P<verb>{_LOADED})(?P<more>(?: (?:[\w{RIGHT_SINGLE}'-]+ ){{0,7}}?|, [^,.;]{{3,60}}, ?| ))(?P<that>that)\b"
)
_POINTED_OUT = regex(r"\b(?P<verb>pointed out) (?P<that>that)\b")
_TAG = regex(
    rf"(?:,|[.?!])[\"{RIGHT}] (?:(?:he|she|they|it) |the (?:[\w-]+ ){{1,3}}|[A-Z][\w{RIGHT_SINGLE}'-]+(?: [A-Z][\w-]+)? )?(?P<verb>confirmed|stressed|affirmed|emphasi[sz]ed|underlined|considered)(?=[.,;]|$| (?:in|at|to|during|after|on)\b)"
)
_SAID_PRONOUN = regex(
    r"\b(?P<verb>affirmed|considered|stressed|asserted) (?=(?:he|she|it|they|there|his|her|their|its) (?:is|was|are|were|will|would|has|had|have|can|could)\b)"
)
_NEED_TO = regex(
    r"\b(?P<verb>stressed|affirmed|emphasi[sz]ed|underlined|underscored|confirmed|reiterated) (?:on )?(?:the )?(?P<what>necessity|need|importance|urgency) (?:of|for) (?P<doing>[a-z]{3,}ing)\b"
)
_ESSENTIAL = {"necessity": "essential", "need": "necessary", "importance": "important", "urgency": "urgent"}
_CONSIDERED_AS = regex(
    r"(?<!be )(?<!been )(?<!is )(?<!was )(?<!are )(?<!were )\b(?P<verb>considered) (?P<what>(?:the|this|his|her|its|their) (?:(?!(?:for|in|at|on|with|by|to|from|during|after|before|until|over|and|or|as) )[a-z-]+ ){1,4}?)"
    r"(?:as |to be )?(?=an? (?!(?:second|minute|moment|day|week|month|year|while|few|number|lot|bit) )[a-z])"
)
_NOUN_PHRASE_SAYING = regex(
    rf"\b(?:(?P<on>continued|went on|concluded|added|began) by saying(?P<on_comma>,)?(?= that)|(?:expressed|conveyed|voiced) (?P<hoper>his|her|its|their) (?P<feeling>hope|belief|conviction|regret|fear) that"
    rf"|(?:expressed|announced|confirmed|affirmed|stressed|declared) (?P<who>his|her|its|their) (?:complete |total |categorical |absolute |full |strong |firm )?(?P<act>rejection|condemnation|denunciation) of"
    rf"|(?:affirmed|stressed|confirmed|expressed|emphasi[sz]ed) (?P<keen>his|her|its|their)(?P<whose> (?:country|government|party|ministry|organi[sz]ation)['{RIGHT_SINGLE}]s)? keenness (?P<keen_on>to|on)"
    r"|(?:indicated|pointed)(?: out)?(?: to)? the (?P<there>existence|presence|possibility|need|necessity) (?P<there_of>of|to|for))\b"
)
"""Verbs of saying with a noun for the clause."""
_FEELING = {"hope": "hoped", "belief": "believed", "conviction": "was convinced", "regret": "regretted", "fear": "feared"}
_ACT = {"rejection": "rejected", "condemnation": "condemned", "denunciation": "denounced"}
_SUBJECT = {"his": "he", "her": "she", "its": "it", "their": "they"}
_EVIDENCE = frozenset(
    "test tests result results analysis analyses data study studies figure figures report reports examination examinations investigation investigations document documents "
    "sample samples survey surveys poll polls image images footage autopsy x-ray x-rays scan scans record records evidence research statistics review probe audit "
    "experiment experiments findings letter letters emails email map maps census photograph photographs photos video videos readings measurements".split()
)
_NO_SPEAKER = frozenset("not never to and i we".split())
_PASSIVE = frozenset("be been being is was were are it's get".split())
_STATEMENT = regex(
    r"\b(?P<said>said|added|announced|explained|stated|confirmed|stressed|affirmed|noted|indicated)(?P<open>,) (?P<middle>(?:in|during|through|via|on) (?:an? |the |his |her |its |their )?(?:[\w-]+ ){0,2}?(?:statements?|remarks?|speech|press release|interview|tweet|post|press conference|communiqu[e\N{LATIN SMALL LETTER E WITH ACUTE}]|comments?|report|letter|call|meeting|session|conference|message|briefing|circular|page|account|sidelines)(?P<rest>[^,.;]{0,90}))(?P<close>,) (?P<that>that)\b"
)
_TO_PRESS = regex(
    r"^in (?:his |her |its |their )?(?:press |exclusive |special )?(?:statements?|remarks?|comments?) to (?P<who>(?:the )?(?:reporters|journalists|press|media)|[A-Z][\w-]+(?: [A-Z][\w-]+)*)"
)
_COPY = regex(r",? (?:a copy of which was (?:received|obtained) by|received by|obtained by|seen by|of which|which)\b.*$")
_KNOWN_AS = regex(
    r"\b(?P<drop>[Ww]hat (?:is|are|was|were) (?:known as|called|so-called|named|dubbed) )(?P<next>the |a |an )?(?=[A-Z\""
    + LEFT
    + "])"
)
_SO_CALLED = regex(
    rf"\b(?P<w>the so-called|the so called|so-called|so called) (?=[\"{LEFT}]?(?P<name>[^\W\d][^\"{RIGHT}]{{1,50}}))"
)


@rule(
    "accuracy/mistranslation",
    Severity.MAJOR,
    trigger=rf"(?:{_LOADED})[ .,;\n]|pointed out |pointed to the|by saying|(?:expressed|conveyed|voiced|announced|declared) (?:his|her|its|their)",
    wire=True,
    changes={"attribution"},
)
def reporting_verb(block: Block) -> Iterator[Finding]:
    """A verb of confirming, stressing or revealing where the speaker only said it.

    The Arabic verbs are neutral verbs of saying. They become "said". Whether "confirmed" is true needs the source, so a person decides; tests that
    confirm, a parliament that confirms somebody, prosecutors who reveal papers and quotations are left alone.
    """
    text = block.text
    taken: set[int] = set()
    for m in _NEED_TO.finditer(text):
        taken.add(m.start("verb"))
        if block.quoted(m.start()):
            continue
        do = verb_lemma(m["doing"])
        edit = replace(block, *m.span(), f"said it was {_ESSENTIAL[m['what']]} to {do}")
        yield finding(block, *m.span(), f"“{m['verb']}” is a plain verb of saying in Arabic.", 0.72, review("use said", edit))
    for m in _TAG.finditer(text):
        taken.add(m.start("verb"))
        edit = replace(block, *m.span("verb"), "said")
        yield finding(
            block, *m.span("verb"), f"“{m['verb']}” is a plain verb of saying in Arabic.", 0.6, review("use said", edit)
        )
    for m in _CONSIDERED_AS.finditer(text):
        if not block.quoted(m.start()) and _by_a_speaker(block, m.start("verb")):
            taken.add(m.start("verb"))
            edit = replace(block, *m.span(), f"called {m['what']}")
            message = "“considered” is a plain verb of saying in Arabic."
            yield finding(block, *m.span("verb"), message, 0.6, review("use called", edit))
    for m in _NOUN_PHRASE_SAYING.finditer(text):
        if not block.quoted(m.start()) and (plain := _plainly(m)):
            taken.add(m.start())
            message = "A noun stands where English has a clause after “said”."
            yield finding(block, *m.span(), message, 0.6, review(f"write {plain}", replace(block, *m.span(), plain)))
    for pattern in (_SAID_THAT, _SAID_PRONOUN, _POINTED_OUT):
        for m in pattern.finditer(text):
            if m.start("verb") in taken or block.quoted(m.start()) or not _by_a_speaker(block, m.start("verb")):
                continue
            taken.add(m.start("verb"))
            direct = len(m.groupdict().get("more") or " ") <= 1
            verb = m["verb"]
            confidence = {"considered": 0.75, "affirmed": 0.75, "stressed": 0.65, "confirmed": 0.62}.get(verb, 0.56) - (
                0 if direct else 0.05
            )
            edit = replace(block, *m.span("verb"), "said")
            yield finding(
                block, *m.span("verb"), f"“{verb}” is a plain verb of saying in Arabic.", confidence, review("use said", edit)
            )


def _plainly(m: re.Match[str]) -> str:
    """The plain verb for a verb of saying with a noun; "" when there is none."""
    if m["on"]:
        return "added" if m["on"] != "began" else "said"
    if m["feeling"]:
        he, verb = _SUBJECT[m["hoper"]], _FEELING[m["feeling"]]
        return f"said {he} {'were convinced' if he == 'they' and verb == 'was convinced' else verb} that"
    if m["act"]:
        return _ACT[m["act"]]
    if m["keen"]:
        subject = f"{m['keen']}{m['whose'][:-2]}" if m["whose"] else _SUBJECT[m["keen"]]
        return f"said {subject} {'were' if subject == 'they' else 'was'} keen {m['keen_on']}"
    there = m["there"]
    if there in ("need", "necessity"):
        return f"said there was a need {m['there_of'] if m['there_of'] != 'of' else 'for'}"
    if m["there_of"] != "of":
        return ""
    return "said there was a possibility of" if there == "possibility" else "said there was"


def _by_a_speaker(block: Block, at: int) -> bool:
    """True when the subject before the verb can speak, and the verb is active."""
    i = block.word_index(at)
    before = [word.lower for word in block.words[max(0, i - 5) : i]]
    if not before or before[-1] in _PASSIVE | _NO_SPEAKER:
        return False
    return not _EVIDENCE & set(before[-4:])


@rule(
    "style/awkward-style",
    Severity.MINOR,
    trigger=r"(?:said|added|announced|explained|stated|confirmed|stressed|affirmed|noted|indicated), (?:in|during|through|via|on) ",
    wire=True,
    changes={"names", "attribution"},
)
def split_attribution(block: Block) -> Iterator[Finding]:
    """A verb of saying cut off from its clause by commas: "said, in a statement received by the site, that".

    The commas go, and "in statements to reporters" becomes "told reporters". The day and the kind of statement are kept. An attribution that matters
    (said under oath) is left alone.
    """
    for m in _STATEMENT.finditer(block.text):
        if block.quoted(m.start()):
            continue
        middle = _COPY.sub("", m["middle"])
        if press := _TO_PRESS.match(middle):
            who = (
                "reporters"
                if press["who"].lower()
                in ("the press", "press", "the media", "media", "the journalists", "the reporters", "reporters")
                else press["who"]
            )
            new = f"told {who}{middle[press.end() :]} that"
        else:
            new = f"{m['said']} {middle} that"
        yield finding(
            block,
            *m.span(),
            "The verb of saying is cut off from its clause.",
            0.8,
            review(f"write “{new}”", replace(block, *m.span(), new)),
        )


@rule(
    "accuracy/mistranslation",
    Severity.MAJOR,
    trigger=r"[Ss]o.called|[Ww]hat (?:is|are|was|were) (?:known|called|so|named|dubbed)",
    wire=True,
)
def so_called(block: Block) -> Iterator[Finding]:
    """Distance that may not be there: "so-called" or "what is known as" where the Arabic may only name the thing.

    The Arabic phrase is neutral or hostile; only the source tells. "What is known as" before a name is dropped for a person to confirm; "so-called" is
    only marked. Technical terms, explanations and justified scepticism are left alone.
    """
    text = block.text
    for m in _KNOWN_AS.finditer(text):
        if block.quoted(m.start()):
            continue
        article = "" if m["next"] else "the "
        if text[m.end("drop") : m.end("drop") + 1] in '"' + LEFT:
            article = ""
        drop = review("drop it", _dropped(block, m, article))
        yield finding(block, m.start(), m.end(), "“what is known as” may only name the thing.", 0.6, drop)
    for m in _SO_CALLED.finditer(text):
        if block.quoted(m.start()) or re.match(
            r"Islamic State|IS\b|ISIS|ISIL|Daesh", text[m.end() : m.end() + 30].lstrip('"' + LEFT)
        ):
            continue
        called = Suggestion(
            (replace(block, *m.span("w"), "what it called"),), "attribute it", applicability=Applicability.FLAG, score=0.4
        )
        named, marked = m["name"][:1].isupper(), text[m.end()] in '"' + LEFT
        if not named and not marked:
            continue
        confidence = 0.55 if named and (marked or m["w"].startswith("the")) else 0.4
        yield finding(block, *m.span("w"), "“so-called” may only name the thing; the source tells.", confidence, called)


def _dropped(block: Block, m: re.Match[str], article: str) -> Edit:
    """The edit that drops the phrase; what follows opens the sentence where the phrase did."""
    start, end = m.span("drop")
    if not m["drop"][0].isupper():
        return replace(block, start, end, article)
    if article:
        return replace(block, start, end, capitalise(article))
    return replace(block, start, end + 1, block.text[end].upper())
