"""Connectives and days of Arabic news prose."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tanqih.english import WEEKDAYS, capitalise
from tanqih.issue import Severity
from tanqih.lazy import regex
from tanqih.rules._rule import Finding, finding, replace, review, rule
from tanqih.text import Block, skip_back

_SENTENCE = r"(?:(?<=^)|(?<=[.!?;:] )|(?<=[.!?]\N{RIGHT DOUBLE QUOTATION MARK} )|(?<=[.!?]\" )|(?<=\n))"
_PART = regex(
    rf"{_SENTENCE}(?P<w>(?:[Ff]or|[Oo]n|[Ff]rom) (?:his|her|its|their|the other) (?:own )?(?:part|parts|side|sides)|[Ff]or (?:his|her|its) turn|[Oo]n the other hand|[Oo]n the other side|[Oo]n another hand|[Ii]n (?:his|her|its|their) turn|[Ii]n turn|[Oo]n (?:his|her|its) turn|[Oo]n (?:another|a different|a separate|a related) (?:note|matter|front|subject|level))(?P<mark>[,;:]) (?P<next>\S+)"
)
_PART_INSIDE = regex(
    r"(?<=[\w\)])(?P<w>, (?:for|on|from) (?:his|her|its|their) (?:own )?(?:part|side),|, in (?:his|her|its|their) turn,)(?= (?P<next>\w+))"
)
_FILLERS = (
    "it is noteworthy that", "it is worth noting that", "it is worth mentioning that", "it's worth noting that", "it is worth noting", "worth noting that", "worth mentioning that", "it is worth mentioning",
    "it is noteworthy", "it is noted that", "it is reminded that", "it is pointed out that", "it should be noted that", "it is to be noted that", "it is mentioned that", "it is worth remembering that", "it is worth pointing out that", "it is worth recalling that",
    "it must be noted that", "it is indicated that", "it is significant that", "noteworthy that", "it is known that", "the mention is worthy that", "it is reported that",
)  # fmt: skip
_CONTEXTS = (
    "in this context", "in this regard", "in the same context", "in the same regard", "in a related context", "in a similar context", "in a related regard", "in this framework", "within this framework",
    "in this respect", "in this connection", "in the context itself", "in a separate context", "in another context", "in a different context", "in a parallel context", "in details", "in the details", "and in details",
    "according to the details", "in the same vein", "in the same direction", "in this direction", "in this aspect", "in that context", "in that regard", "in a related matter", "on a related level", "in a related issue",
    "in a parallel line", "in a related subject", "from another angle", "from another side", "in another development", "on the same level",
)  # fmt: skip
_FILLER = regex(
    rf"{_SENTENCE}(?P<w>(?:and )?(?:{'|'.join(_FILLERS)}),?(?: that)? |(?:and )?(?:{'|'.join(_CONTEXTS)}), )(?P<next>\S+)",
    re.IGNORECASE,
)
_FRAMEWORK = regex(
    r"\b(?P<w>(?:within|in|as part of|under) the framework of)(?= (?:the|a|an|its|his|her|their|efforts|cooperation|preparations|[a-z]+ing)\b)",
    re.IGNORECASE,
)
_BACKGROUND = regex(
    r"\b(?P<w>(?:against|on) the (?:background|backdrop) of)(?= (?:(?:the|a|an|his|her|its|their|mutual|political|old|previous) )*"
    r"(?:accusations?|charges|allegations|disputes?|differences|disagreements?|quarrels?|accidents?|incidents?|crimes?|cases?|arrests?|clashes|killings?))",
    re.IGNORECASE,
)
_AMID = regex(
    r"\b(?P<w>(?:against|on) the (?:background|backdrop) of)(?= (?:(?:the|a|an|his|her|its|their|this|mutual|political|old|renewed|growing|"
    r"rising|ongoing|continuing|continued|escalating|increasing|mounting|worsening|heightened|high|great|regional|economic|security|global|deep|sharp) )*"
    r"(?:tensions?|escalation|fears?|concerns?|crisis|crises|unrest|protests?|demonstrations?|war|fighting|conflict|developments?|"
    r"uncertainty|pressure|calls|talks|reports|deterioration|decline|rise|increase|shortages?|inflation|anger|efforts|threats?|violence)\b)",
    re.IGNORECASE,
)
_LIGHT = regex(
    r"\b(?P<w>(?:in|under)(?: the)? (?:light|shadow) of)(?= (?:(?:the|a|an|this|these|current|political|renewed|growing|rising|ongoing|continuing|continued|escalating|"
    r"increasing|mounting|worsening|high|economic|security|deep|sharp|severe|difficult|tense|suffocating) )*(?:tensions?|escalation|unrest|war|fighting|conflict|"
    r"deterioration|decline|rise|increase|shortages?|scarcity|inflation|violence|absence|siege|blockade|clashes|continuation|bombing|bombardment|shelling|"
    r"cold|heat|conditions|circumstances)\b)",
    re.IGNORECASE,
)
"""Arabic has one phrase for "in light of" and "amid": conditions that only surround what happens."""
_DAYS = "|".join(day.capitalize() for day in sorted(WEEKDAYS))
_TODAY = regex(
    rf"(?P<comma>,)? ?\b(?P<when>[Tt]oday|[Yy]esterday|[Tt]omorrow|[Tt]his (?:morning|afternoon|evening)|[Ll]ast night|[Tt]onight|[Dd]awn today|(?:[Yy]esterday|[Tt]omorrow) (?:morning|evening|afternoon))(?P<gap>,? \(?|, on )(?P<day>{_DAYS})(?P<part> morning| afternoon| evening| night)?(?P<close>\))?(?P<end>,)?"
)


@rule(
    "style/unidiomatic-style",
    Severity.MINOR,
    trigger=r"(?i)(?:for|on|from) (?:his|her|its|their|the other|another) (?:own )?(?:part|side|hand|turn)|in (?:his |her |its |their )?turn|on (?:another|a different|a separate|a related) (?:note|matter|front|subject|level)",
    wire=True,
)
def his_part(block: Block) -> Iterator[Finding]:
    """For his part, from his side, in turn, on the other hand at every change of speaker.

    They translate set phrases that only mark the change. They are deleted. A real contrast ("on the one hand"), "which in turn" and quotations are left
    alone; in mid-paragraph, where two speakers may be contrasted, the confidence is low.
    """
    text = block.text
    contrasted = re.search(r"(?i)\bone (?:hand|side)\b", text) is not None
    for m in _PART.finditer(text):
        words = m["w"].lower()
        if block.quoted(m.start()) or (contrasted and ("other hand" in words or "other side" in words)):
            continue
        start, end = m.start("w"), m.end("next")
        idiom = words.startswith(("for ", "in ")) or words == "on the other hand"
        opens = not text[:start].strip()
        confidence = 0.8 if opens or not idiom else 0.62 if words.startswith("in turn") or "other hand" in words else 0.45
        new = capitalise(m["next"])
        if text[:start].rstrip().endswith((";", ":")):
            new = m["next"]
        message = f"“{m['w']}” only marks a change of speaker."
        yield finding(block, start, end, message, confidence, review("delete it", replace(block, start, end, new)))
    for m in _PART_INSIDE.finditer(text):
        if block.quoted(m.start()) or contrasted:
            continue
        message = f"“{m['w'].strip(' ,')}” only marks a change of speaker."
        yield finding(block, *m.span("w"), message, 0.62, review("delete it", replace(block, *m.span("w"), "")))


@rule(
    "style/awkward-style",
    Severity.MINOR,
    trigger=r"(?i)noteworthy|worth |(?:light|shadow) of|is noted|is reminded|is pointed|from another|should be noted|be noted|is mentioned|(?:in|within) (?:this|the same|a|another|that|the) (?:[a-z]+ )?(?:context|regard|framework|respect|connection|vein|direction|aspect|development|matter|level|issue|line|subject)|details,|the context itself|framework of|(?:background|backdrop) of|is known that|is reported|is indicated|is significant|mention is",
    wire=True,
)
def filler_connective(block: Block) -> Iterator[Finding]:
    """It is noteworthy that, in this context, within the framework of: connectives without content.

    They are deleted, or become a plain preposition. "In light of the evidence" and a literal framework or background are left alone.
    """
    text = block.text
    for m in _FILLER.finditer(text):
        if block.quoted(m.start("w")):
            continue
        start, end = m.start("w"), m.end("next")
        weak = m["w"].lower().strip(" ,") in (
            "in this regard",
            "in this respect",
            "it is known that",
            "it is reported that",
            "it should be noted that",
            "in the same vein",
            "in that regard",
            "it is significant that",
        )
        message = f"“{m['w'].strip(' ,')}” says nothing."
        yield finding(
            block,
            start,
            end,
            message,
            0.6 if weak else 0.85,
            review("delete it", replace(block, start, end, capitalise(m["next"]))),
        )
    for m in _FRAMEWORK.finditer(text):
        if not block.quoted(m.start()):
            new = "As part of" if m["w"][0].isupper() else "as part of"
            edit = replace(block, *m.span("w"), new)
            yield finding(block, *m.span("w"), f"“{m['w']}” is a calque.", 0.62, review(f"write {new}", edit))
    for pattern, confidence in ((_AMID, 0.55), (_LIGHT, 0.5)):
        for m in pattern.finditer(text):
            if not block.quoted(m.start()):
                new = "Amid" if m["w"][0].isupper() else "amid"
                edit = replace(block, *m.span("w"), new)
                yield finding(block, *m.span("w"), f"“{m['w']}” is a calque.", confidence, review(f"write {new}", edit))
    for m in _BACKGROUND.finditer(text):
        if not block.quoted(m.start()):
            new = "Over" if m["w"][0].isupper() else "over"
            confidence = 0.6 if m["w"].lower().startswith("on ") else 0.4
            yield finding(
                block,
                *m.span("w"),
                f"“{m['w']}” is a calque.",
                confidence,
                review(f"write {new}", replace(block, *m.span("w"), new)),
            )


@rule(
    "style/organizational-style",
    Severity.MINOR,
    trigger=rf"(?i)(?:today|yesterday|tomorrow|this morning|this afternoon|this evening|last night|tonight|morning|evening|afternoon),? (?:on )?\(?(?:{_DAYS})",
    wire=True,
)
def today_weekday(block: Block) -> Iterator[Finding]:
    """The day named twice: "today, Saturday".

    Arabic news does so by habit. It becomes "on Saturday", if the day fits the date of the article. Quotations and "today" alone are left alone.
    """
    text = block.text
    for m in _TODAY.finditer(text):
        if block.quoted(m.start("when")):
            continue
        when, lead = m["when"].lower(), skip_back(text, m.start("when"))
        part = m["part"] or next(
            (f" {p}" for p in ("morning", "afternoon", "evening") if p in when), " night" if "night" in when else ""
        )
        opens = not lead or text[lead - 1] in ".!?"
        on = ("On " if opens else "on ") + m["day"] + part
        lead_space = " " if text[m.start()] in " ," and not opens else ""
        tail = "," if opens and m["end"] else ""
        start = m.start() if not opens else m.start("when")
        new = lead_space + on + tail
        yield finding(
            block, start, m.end(), "The day is named twice.", 0.85, review(f"write {on}", replace(block, start, m.end(), new))
        )
