"""Connectives, days and light verbs of Arabic news prose."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tanqih.english import WEEKDAYS, capitalise, tags, verb_form, verb_lemma
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
    "it is noteworthy", "it should be noted that", "it is to be noted that", "it is mentioned that", "it is worth remembering that", "it is worth pointing out that", "it is worth recalling that",
    "it must be noted that", "it is indicated that", "it is significant that", "noteworthy that", "it is known that", "the mention is worthy that", "it is reported that",
)  # fmt: skip
_CONTEXTS = (
    "in this context", "in this regard", "in the same context", "in the same regard", "in a related context", "in a similar context", "in a related regard", "in this framework", "within this framework",
    "in this respect", "in this connection", "in the context itself", "in a separate context", "in another context", "in a different context", "in a parallel context", "in details", "in the details", "and in details",
    "according to the details", "in the same vein", "in the same direction", "in this direction", "in this aspect", "in that context", "in that regard", "in a related matter", "on a related level", "in a related issue",
    "in a parallel line", "in a related subject",
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
_DAYS = "|".join(day.capitalize() for day in sorted(WEEKDAYS))
_TODAY = regex(
    rf"(?P<comma>,)? ?\b(?P<when>[Tt]oday|[Yy]esterday|[Tt]omorrow|[Tt]his (?:morning|afternoon|evening)|[Ll]ast night|[Tt]onight|[Dd]awn today|(?:[Yy]esterday|[Tt]omorrow) (?:morning|evening|afternoon))(?P<gap>,? \(?|, on )(?P<day>{_DAYS})(?P<part> morning| afternoon| evening| night)?(?P<close>\))?(?P<end>,)?"
)
_BODIES = (
    "meeting|meetings|session|sessions|summit|conference|talks|visit|ceremony|celebration|event|match|game|market|markets|prices|city|cities|region|area|areas|province|governorate|village|town|street|streets|"
    "camp|capital|country|border|stadium|exchange|stock exchange|currency|dollar|sector|trade|relations|season|week|month|year|period|day|days|hours|crossing|road|roads|square|squares|neighbou?rhood|neighbou?rhoods|airport|port|institution|hospital|university|court|coast|coasts|country"
)
_WITNESSED = regex(
    rf"\b(?:{_BODIES}) (?:(?:has|have|had) )?(?P<w>witnessed|witnesses|witness|witnessing)(?P<discussion> (?:a )?discussions? (?:of|on|about))?(?= )"
)
_EXPOSED = regex(
    r"\b(?P<be>was|were|is|are|been|being) exposed to (?:(?P<accident>an? (?:traffic |road |car |train |serious |severe |painful |tragic |work )*(?:accident|crash|collision))|(?P<suffer>(?:an? |his |her )?(?:(?:severe|serious|sudden|heart|muscle|knee|shoulder|minor|slight|strong|health|head) )*(?:injur(?:y|ies)|heart attack|stroke|health crisis|loss(?:es)?|defeat|setback|burns?|fractures?|concussion|illness|wounds?))"
    r"|(?P<under>(?:an? |the )?(?:(?:heavy|missile|air|artillery|violent|intense|armed|terrorist|Israeli|Russian|Turkish|drone|cyber|rocket|electronic) )*(?:shelling|bombing|bombardment|attacks?|fire|gunfire|air ?strikes?|raids?|shooting))|(?P<gerund>overturning|colliding|drowning|crashing|capsizing|burning|collapsing|sinking|falling)|(?P<arrest>arrest|kidnapping|assassination|torture|beatings?|theft|robbery|fraud|extortion|blackmail|harassment))\b"
)
_ARREST = {"arrest": "arrested", "kidnapping": "kidnapped", "assassination": "assassinated", "torture": "tortured", "beating": "beaten", "beatings": "beaten", "theft": "robbed", "robbery": "robbed",
           "fraud": "defrauded", "extortion": "blackmailed", "blackmail": "blackmailed", "harassment": "harassed"}  # fmt: skip
_DID_THE = regex(
    r"\b(?P<did>carried out|carry out|carries out|carrying out|undertook|performed|conducted|executed|did|proceeded with) (?:the |an? )?(?:operation of |process of )?(?P<doing>[a-z]{3,}ing|evacuation|arrest|closure|destruction|demolition|bombing|removal|seizure|inspection|discussion|repair|restoration|"
    r"renovation|construction|distribution|installation|burial|transfer|rescue|recovery|release|deportation) of (?=the |a |an |[a-z0-9])"
)
_NOUN_VERBS = {
    "evacuation": "evacuate",
    "arrest": "arrest",
    "closure": "close",
    "destruction": "destroy",
    "demolition": "demolish",
    "bombing": "bomb",
    "removal": "remove",
    "seizure": "seize",
    "inspection": "inspect",
    "discussion": "discuss",
    "repair": "repair",
    "restoration": "restore",
    "renovation": "renovate",
    "construction": "build",
    "distribution": "distribute",
    "installation": "install",
    "burial": "bury",
    "transfer": "transfer",
    "rescue": "rescue",
    "recovery": "recover",
    "release": "release",
    "deportation": "deport",
}
_VISIT = regex(
    r"\b(?P<did>made|carried out|conducted|performed|did) a (?:(?:field|inspection|surprise|official) )?(?P<what>visit|tour|inspection) (?:to|of|in|at) (?=the |[A-Z])"
)
_TENSE = {"carried out": "VBD", "carry out": "VB", "carries out": "VBZ", "carrying out": "VBG"}


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
    trigger=r"(?i)noteworthy|worth |should be noted|be noted|is mentioned|(?:in|within) (?:this|the same|a|another|that|the) (?:[a-z]+ )?(?:context|regard|framework|respect|connection|vein|direction|aspect|matter|level|issue|line|subject)|details,|the context itself|framework of|(?:background|backdrop) of|is known that|is reported|is indicated|is significant|mention is",
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
    for m in _AMID.finditer(text):
        if not block.quoted(m.start()):
            new = "Amid" if m["w"][0].isupper() else "amid"
            edit = replace(block, *m.span("w"), new)
            yield finding(block, *m.span("w"), f"“{m['w']}” is a calque.", 0.55, review(f"write {new}", edit))
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


@rule(
    "style/unidiomatic-style",
    Severity.MINOR,
    trigger=r"witness|exposed to|(?:carr(?:ied|y|ies|ying) out|undertook|performed|conducted|executed|did|proceeded with) |made a ",
    wire=True,
    changes={"names"},
)
def light_verb(block: Block) -> Iterator[Finding]:
    """A light verb with a noun in the place of a full verb: the meeting witnessed, was exposed to, carried out the extinguishing of.

    The full verb takes its place. A person who witnessed something and exposure to a substance are left alone.
    """
    text = block.text
    for m in _WITNESSED.finditer(text):
        if block.quoted(m.start()):
            continue
        form = m["w"].lower()
        tag = {"witnessed": "VBD", "witnesses": "VBZ", "witness": "VBP", "witnessing": "VBG"}[form]
        perfect = text.endswith((" has ", " have ", " had "), 0, m.start("w"))
        if m["discussion"]:
            new = verb_form("cover", "VBN" if perfect else tag)
            end = m.end("discussion")
        else:
            new, end = "seen" if perfect else verb_form("see", tag), m.end("w")
        edit = replace(block, m.start("w"), end, new)
        yield finding(block, m.start("w"), end, f"“{m['w']}” is a light verb here.", 0.7, review(f"write {new}", edit))
    for m in _EXPOSED.finditer(text):
        if not block.quoted(m.start()):
            new = _for_exposed(m)
            yield finding(
                block, *m.span(), f"“{m.group()}” is a calque.", 0.75, review(f"write {new}", replace(block, *m.span(), new))
            )
    for pattern in (_DID_THE, _VISIT):
        for m in pattern.finditer(text):
            if block.quoted(m.start()) or (lemma := _full_verb(m)) is None:
                continue
            new = verb_form(lemma, _TENSE.get(m["did"].lower(), "VBD")) + " "
            yield finding(
                block,
                *m.span(),
                f"“{m.group().strip()}” hides the verb {lemma}.",
                0.65,
                review(f"write {new.strip()}", replace(block, *m.span(), new)),
            )


def _for_exposed(m: re.Match[str]) -> str:
    if m["accident"]:
        return f"{m['be']} involved in {m['accident']}"
    if m["arrest"]:
        return f"{m['be']} {_ARREST[m['arrest']]}"
    past = m["be"] in ("was", "were")
    if m["gerund"]:
        tag = (
            "VBD" if past else "VBZ" if m["be"] == "is" else "VBP" if m["be"] == "are" else "VBG" if m["be"] == "being" else "VBN"
        )
        return verb_form(verb_lemma(m["gerund"]), tag)
    if m["suffer"]:
        return f"{'suffered' if past or m['be'] == 'been' else 'suffers' if m['be'] == 'is' else 'suffer' if m['be'] == 'are' else 'suffering'} {m['suffer']}"
    under = re.sub(r"^(?:an?|the) ", "", m["under"])
    return (
        f"{'came' if past else 'come' if m['be'] in ('been', 'are') else 'comes' if m['be'] == 'is' else 'coming'} under {under}"
    )


def _full_verb(m: re.Match[str]) -> str | None:
    groups = m.groupdict()
    if groups.get("what"):
        return {"visit": "visit", "tour": "tour", "inspection": "inspect"}[groups["what"]]
    doing = groups["doing"]
    if doing in _NOUN_VERBS:
        return _NOUN_VERBS[doing]
    lemma = verb_lemma(doing)
    return lemma if lemma != doing and "VB" in tags(lemma) else None
