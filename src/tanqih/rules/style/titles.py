"""Stacked titles: honorifics of protocol, ranks with professions, words of praise."""

from __future__ import annotations

from collections.abc import Iterator

from tanqih.issue import Severity
from tanqih.lazy import regex
from tanqih.quotation import RIGHT_SINGLE
from tanqih.rules._rule import Finding, finding, replace, review, rule
from tanqih.text import Block

_HONORIFIC = r"(?:(?:His|Her|Their) (?:Excellency|Highness|Royal Highness|Majesty|Eminence|Holiness|Beatitude|Grace|Honou?r|Excellencies)|[Tt]he (?:Most )?Honou?rable)"
_DR = r"(?:(?:Dr|Eng|Prof|Engr|Arch|Mr|Maj\. Gen|Lt\. Gen)\.? ?|Doctor |Engineer |Professor )+"
_NAME = rf"[A-Z][\w{RIGHT_SINGLE}'-]+(?: (?:al-|bin |Al |abu )?[A-Z][\w{RIGHT_SINGLE}'-]+){{1,4}}"
_MINISTER = regex(
    rf"\b(?:{_HONORIFIC},? )(?:(?:the|The) )?(?P<deputy>Deputy )?(?P<rank>Minister|Minister of State) (?:of|for) (?P<field>[A-Z][\w]+(?:(?:,| and) [A-Z]\w+)*(?: [A-Z]\w+){{0,3}}),? (?P<dr>{_DR})?(?P<name>{_NAME})(?P<comma>,)?"
)
_EXCELLENCY = regex(rf"\b{_HONORIFIC},? (?:(?P<the>the|The) )?(?P<dr>{_DR})?(?=(?P<next>[A-Z]\w+))")
_TWO_DOCTORS = regex(rf"\b(?P<titles>(?:(?:Dr|Eng|Prof|Engr)\.? ?){{2,6}})(?P<name>{_NAME})")
_RANK = regex(
    r"(?<![\w-])(?P<rank>(?:Major |Brigadier |Lieutenant |First )?(?:General|Lieutenant|Colonel|Brigadier|Major|Captain|Admiral))(?P<more>(?:,? (?:Staff|Pilot|Engineer|Doctor|Professor|Counsell?or|Dr\.?|Eng\.?))+)"
    rf" (?P<name>{_NAME})"
)
_PROFESSOR = regex(
    rf"\b(?P<rank>Professor|Doctor)(?P<more>(?: (?:Dr|Prof|Eng)\.?|,? (?:Doctor|Engineer|Professor))+) (?P<name>{_NAME})"
)
_COUNSELLOR = regex(rf"\b(?P<w>(?:The |the )?Counsell?or|Chancellor|(?:The |the )?Mustashar)(?P<dr> Dr\.?)? (?P<name>{_NAME})")
_COURT = regex(
    r"(?i)\b(?:courts?|judges?|prosecut\w+|tribunal|judiciary|hearing|verdict|sentence[ds]?|trial|ruling|suspects?|defendants?|accused|detention|detained|custody|remanded|indictment|lawsuit|appeal|acquitt\w+|litigants?)\b|\b(?:State|Administrative) (?:Council|Prosecution)\b"
)
_STAR = regex(
    rf"\b(?P<all>(?P<the>[Tt]he )(?:(?:able|great|capable|big|brilliant|distinguished|late great|beloved|beautiful|young|super|shining|international) )*(?P<job>actor|actress|artist|singer|star|director|comedian|musician|composer),? (?:(?:and )?the (?:(?:able|great|big|capable|young) )?(?:star|artist|legend|icon|actress|actor|diva) )?)(?P<name>{_NAME})(?P<comma>,)?"
)
_ADJECTIVE = regex(
    r"\b(?:able|great|capable|big|brilliant|distinguished|late great|beloved|beautiful|super|shining|international)\b|, (?:and )?the (?:star|artist|legend|icon|diva|actress|actor)\b|(?:star|artist|actor|actress) the "
)


@rule(
    "style/organizational-style",
    Severity.MINOR,
    trigger=r"Excellenc|(?:General|Lieutenant|Colonel|Brigadier|Major|Captain|Admiral),? (?:Staff|Pilot|Engineer|Doctor|Professor|Counsel|Dr|Eng)|Professor,? (?:Dr|Doctor|Eng)|Doctor,? (?:Prof|Eng)|international |Highness|Majesty|Eminence|Holiness|Beatitude|Grace|Hono|ounsell?or|hancellor|Mustashar|(?:Dr|Eng|Prof|Engr)[. ]|(?:able|great|capable|big|brilliant|distinguished|beloved|beautiful|young|super|shining) (?:actor|actress|artist|singer|star|director|comedian|musician|composer)|, (?:and )?the (?:able |great |big |capable |young )?(?:star|artist|legend|icon|actress|actor|diva)",
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
    for pattern in (_RANK, _PROFESSOR):
        for m in pattern.finditer(text):
            edit = replace(block, *m.span("more"), "")
            yield finding(block, *m.span(), "Titles are stacked before the name.", 0.7, review(f"write only {m['rank']}", edit))
    for m in _STAR.finditer(text):
        if not _ADJECTIVE.search(m["all"]) or block.quoted(m.start()):
            continue
        edits = [replace(block, *m.span("all"), f"{m['the']}{m['job']} ")]
        if m["comma"] and ", " in m["all"]:
            edits.append(replace(block, *m.span("comma"), ""))
        yield finding(block, *m.span(), "Words of praise are stacked before the name.", 0.75, review("one plain word", *edits))
