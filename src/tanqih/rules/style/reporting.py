"""Who said it and how: verbs of saying, split attributions, "so-called", stacked titles."""

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
_EVIDENCE = frozenset(
    "test tests result results analysis analyses data study studies figure figures report reports examination examinations investigation investigations document documents "
    "sample samples survey surveys poll polls image images footage autopsy x-ray x-rays scan scans record records evidence research statistics review probe audit "
    "experiment experiments findings letter letters emails email map maps census photograph photographs photos video videos readings measurements".split()
)
_NO_SPEAKER = frozenset("not never to and i we".split())
_PASSIVE = frozenset("be been being is was were are it's get".split())
_STATEMENT = regex(
    r"\b(?P<said>said|added|announced|explained|stated|confirmed|stressed|affirmed|noted|indicated)(?P<open>,) (?P<middle>in (?:an? |his |her |its |their )?(?:[\w-]+ ){0,2}?(?:statements?|remarks?|speech|press release|interview|tweet|post|press conference|communiqu[e\N{LATIN SMALL LETTER E WITH ACUTE}]|comments?)(?P<rest>[^,.;]{0,90}))(?P<close>,) (?P<that>that)\b"
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
_HONORIFIC = (
    r"(?:His|Her|Their) (?:Excellency|Highness|Royal Highness|Majesty|Eminence|Holiness|Beatitude|Grace|Honou?r|Excellencies)"
)
_DR = r"(?:(?:Dr|Eng|Prof|Engr|Arch|Mr|Maj\. Gen|Lt\. Gen)\.? ?|Doctor |Engineer |Professor )+"
_NAME = rf"[A-Z][\w{RIGHT_SINGLE}'-]+(?: (?:al-|bin |Al |abu )?[A-Z][\w{RIGHT_SINGLE}'-]+){{1,4}}"
_MINISTER = regex(
    rf"\b(?:{_HONORIFIC},? )(?:(?:the|The) )?(?P<deputy>Deputy )?(?P<rank>Minister|Minister of State) (?:of|for) (?P<field>[A-Z][\w]+(?:(?:,| and) [A-Z]\w+)*(?: [A-Z]\w+){{0,3}}),? (?P<dr>{_DR})?(?P<name>{_NAME})(?P<comma>,)?"
)
_EXCELLENCY = regex(rf"\b{_HONORIFIC},? (?:(?P<the>the|The) )?(?P<dr>{_DR})?(?=(?P<next>[A-Z]\w+))")
_TWO_DOCTORS = regex(rf"\b(?P<titles>(?:(?:Dr|Eng|Prof|Engr)\.? ?){{2,6}})(?P<name>{_NAME})")
_COUNSELLOR = regex(rf"\b(?P<w>(?:The |the )?Counsell?or|Chancellor|(?:The |the )?Mustashar)(?P<dr> Dr\.?)? (?P<name>{_NAME})")
_COURT = regex(
    r"(?i)\b(?:courts?|judges?|prosecut\w+|tribunal|judiciary|hearing|verdict|sentence[ds]?|trial|ruling|suspects?|defendants?|accused|detention|detained|custody|remanded|indictment|lawsuit|appeal|acquitt\w+|litigants?)\b|\b(?:State|Administrative) (?:Council|Prosecution)\b"
)
_STAR = regex(
    rf"\b(?P<all>(?P<the>[Tt]he )(?:(?:able|great|capable|big|brilliant|distinguished|late great|beloved|beautiful|young|super|shining) )*(?P<job>actor|actress|artist|singer|star|director|comedian|musician|composer),? (?:(?:and )?the (?:(?:able|great|big|capable|young) )?(?:star|artist|legend|icon|actress|actor|diva) )?)(?P<name>{_NAME})(?P<comma>,)?"
)
_ADJECTIVE = regex(
    r"\b(?:able|great|capable|big|brilliant|distinguished|late great|beloved|beautiful|super|shining)\b|, (?:and )?the (?:star|artist|legend|icon|diva|actress|actor)\b|(?:star|artist|actor|actress) the "
)


@rule(
    "accuracy/mistranslation",
    Severity.MAJOR,
    trigger=rf"(?:{_LOADED})[ .,;\n]|pointed out that",
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
    trigger=r"(?:said|added|announced|explained|stated|confirmed|stressed|affirmed|noted|indicated), in ",
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


@rule(
    "style/organizational-style",
    Severity.MINOR,
    trigger=r"Excellenc|Highness|Majesty|Eminence|Holiness|Beatitude|Grace|Hono|ounsell?or|hancellor|Mustashar|(?:Dr|Eng|Prof|Engr)[. ]|(?:able|great|capable|big|brilliant|distinguished|beloved|beautiful|young|super|shining) (?:actor|actress|artist|singer|star|director|comedian|musician|composer)|, (?:and )?the (?:able |great |big |capable |young )?(?:star|artist|legend|icon|actress|actor|diva)",
    wire=True,
    changes={"names", "attribution"},
)
def title_overload(block: Block) -> Iterator[Finding]:
    """Stacked honorifics: His Excellency the Minister, Dr. Eng., the able artist, the star.

    Protocol asks for them in Arabic. One title is kept before the name; a counsellor of a court is a judge. A medical doctor in a health story and the
    title of a work are left alone.
    """
    text = block.text
    taken: list[tuple[int, int]] = []
    for m in _MINISTER.finditer(text):
        taken.append(m.span())
        rank = f"{m['deputy'] or ''}{m['field']} Minister" if len(m["field"].split()) < 3 else f"Minister of {m['field']}"
        edit = replace(block, *m.span(), f"{rank} {m['name']}")
        yield finding(block, *m.span(), "Titles are stacked before the name.", 0.85, review("one title", edit))
    for m in _EXCELLENCY.finditer(text):
        if any(a <= m.start() < b for a, b in taken):
            continue
        taken.append(m.span())
        the = f"{'The' if m.start() == 0 else 'the'} " if m["the"] else ""
        edit = replace(block, m.start(), m.start("next"), the)
        yield finding(
            block,
            m.start(),
            m.start("next"),
            "An honorific of protocol stands before the title.",
            0.7,
            review("drop the honorific", edit),
        )
    for m in _COUNSELLOR.finditer(text):
        if _COURT.search(text) or any(_COURT.search(b.text) for b in block.page.blocks[:3]):
            edit = replace(block, m.start(), m.start("name"), "Judge ")
            yield finding(block, *m.span(), f"“{m['w']}” is a judge's title in Arabic.", 0.7, review("write Judge", edit))
    for m in _TWO_DOCTORS.finditer(text):
        if not any(a <= m.start() < b for a, b in taken):
            edit = replace(block, *m.span("titles"), "")
            yield finding(block, *m.span(), "Two academic titles stand before the name.", 0.65, review("drop the titles", edit))
    for m in _STAR.finditer(text):
        if not _ADJECTIVE.search(m["all"]) or block.quoted(m.start()):
            continue
        edits = [replace(block, *m.span("all"), f"{m['the']}{m['job']} ")]
        if m["comma"] and ", " in m["all"]:
            edits.append(replace(block, *m.span("comma"), ""))
        yield finding(block, *m.span(), "Words of praise are stacked before the name.", 0.75, review("one plain word", *edits))
