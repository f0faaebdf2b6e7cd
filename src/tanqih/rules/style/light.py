"""Light verbs with a noun in the place of a full verb."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tanqih.english import tags, verb_form, verb_lemma
from tanqih.issue import Severity
from tanqih.lazy import regex
from tanqih.rules._rule import Finding, finding, replace, review, rule
from tanqih.text import Block

_BODIES = (
    "meeting|meetings|session|sessions|summit|conference|talks|visit|ceremony|celebration|event|match|game|market|markets|prices|city|cities|region|area|areas|province|governorate|village|town|street|streets|"
    "camp|capital|country|border|stadium|exchange|stock exchange|currency|dollar|sector|trade|relations|season|week|month|year|period|day|days|hours|crossing|road|roads|square|squares|neighbou?rhood|neighbou?rhoods|airport|port|institution|hospital|university|court|coast|coasts|country"
)
_WITNESSED = regex(
    rf"\b(?:{_BODIES}) (?:(?:has|have|had) )?(?P<w>witnessed|witnesses|witness|witnessing)(?P<discussion> (?:a )?discussions? (?:of|on|about))?(?= )"
)
_EXPOSED = regex(
    r"\b(?P<be>was|were|is|are|been|being) (?P<how>exposed|subjected) to (?:(?P<blaze>an? (?:[a-z]+ )?fire(?! from))|(?P<accident>an? (?:traffic |road |car |train |serious |severe |painful |tragic |work )*(?:accident|crash|collision))|(?P<suffer>(?:an? |his |her )?(?:(?:severe|serious|sudden|heart|muscle|knee|shoulder|minor|slight|strong|health|head) )*(?:injur(?:y|ies)|heart attack|stroke|health crisis|loss(?:es)?|defeat|setback|burns?|fractures?|concussion|illness|wounds?))"
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
    trigger=r"witness|(?:exposed|subjected) to|(?:carr(?:ied|y|ies|ying) out|undertook|performed|conducted|executed|did|proceeded with) |made a ",
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
        subjected = m["how"] == "subjected" and not (m["accident"] or m["suffer"] or m["blaze"])
        if not block.quoted(m.start()) and not subjected:
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
    if m["blaze"]:
        return f"{'caught' if past or m['be'] == 'been' else verb_form('catch', 'VBG' if m['be'] == 'being' else 'VBZ' if m['be'] == 'is' else 'VBP')} fire"
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
