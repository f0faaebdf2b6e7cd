"""Quotation marks and brackets round ordinary proper names (house style)."""

from __future__ import annotations

from collections.abc import Iterator

from tanqih.issue import Severity
from tanqih.lazy import regex
from tanqih.quotation import LEFT, RIGHT
from tanqih.rules._rule import Finding, delete, finding, review, rule, safe
from tanqih.text import Block

BRANDS = (
    "Facebook|Twitter|X|YouTube|Instagram|WhatsApp|Telegram|TikTok|Snapchat|LinkedIn|Google|Netflix|Amazon|Apple|Microsoft|Reuters|"
    "Associated Press|Agence France-Presse|AFP|BBC|CNN|Al Jazeera|Al-Jazeera|Al Arabiya|Al-Arabiya|Sky News|Sky News Arabia|NBC|CBS|ABC|"
    "Fox News|Bloomberg|The New York Times|New York Times|The Washington Post|Washington Post|The Guardian|Guardian|Financial Times|"
    "The Times|Le Monde|Haaretz|Yedioth Ahronoth|Anadolu|Xinhua|TASS|RIA Novosti|Sputnik|DPA|MBC|Al Mayadeen|Al-Mayadeen|Asharq Al-Awsat|"
    "Al-Ahram|Al Ahram|Wall Street Journal|The Wall Street Journal|Axios|Politico|Newsweek|Time"
)
_WELL_KNOWN = (
    "Hamas|Hezbollah|Hizbullah|Fatah|Taliban|the Taliban|Islamic Jihad|Ansar Allah|Ansarullah|Al-Qaeda|Boko Haram|ISIS|Daesh|PKK|UNRWA|UNICEF|UNESCO|"
    "NATO|OPEC|FIFA|UEFA|Aramco|Saudi Aramco|SABIC|ADNOC|Etisalat|Vodafone|EgyptAir|Emirates|Etihad|Boeing|Airbus|Tesla|Uber|Careem|"
    "Huawei|Samsung|Nokia|Siemens|Toyota|Hyundai|Pfizer|Moderna|AstraZeneca|Sinopharm|TotalEnergies|ExxonMobil|Chevron|Lukoil|"
    "Gazprom|Rosneft|OpenAI|Intel|Sony|Nissan|Volkswagen|Maersk|Al-Ahly|Al Ahly|Zamalek|Al-Hilal|Al-Nassr|Al-Ittihad|Real Madrid|"
    "Barcelona|Liverpool|Manchester City|Manchester United|Chelsea|Arsenal|Juventus|Bayern Munich|Paris Saint-Germain|Spotify"
)
"""Movements, bodies, companies and clubs: their marks go too, but for a person, since some show distance."""
_BODIES = (
    "company|group|club|team|newspaper|magazine|channel|television|agency|website|site|platform|network|movement|party|front|organization|"
    "organisation|association|foundation|bank|airline|airlines|university|institute|hospital|hotel|firm|application|app|corporation|brigade|"
    "brigades|battalion|militia|coalition|bloc|union|federation|league|radio|stadium|factory|mall|port"
)
_WORKS = (
    "film|movie|series|book|novel|song|play|album|programme|program|show|poem|exhibition|titled|entitled|called|named|dubbed|operation|campaign|"
    "hashtag|slogan|episode|documentary|video|article|report|initiative|title|role|category|theme|phrase|word|term"
)
_NAME = (
    r"[A-Z][\w'\N{RIGHT SINGLE QUOTATION MARK}-]*(?: (?:of the |of |al-|and )?[A-Z][\w'\N{RIGHT SINGLE QUOTATION MARK}-]*){0,3}"
)
_QUOTED_BRAND = regex(rf"(?P<before>\b\w+ )?[\"{LEFT}](?P<name>{BRANDS}|{_WELL_KNOWN})[\"{RIGHT}]")
_QUOTED_BODY = regex(rf"(?:(?P<noun>{_BODIES}) )?[\"{LEFT}](?P<name>{_NAME})[\"{RIGHT}](?: (?P<after>{_BODIES})\b)?")
_BRACKETED = regex(
    rf"\b(?:the|a|an|The|A|An|of|by|for|from|in|with|to) \((?P<name>{_NAME})\) (?:{_BODIES})\b"
    rf"|\b(?:{_BODIES}) \((?P<second>[A-Z][a-z][\w'-]*(?: [A-Z][\w'-]+){{0,3}})\) (?=[a-z])"
    rf"|(?<![A-Z])\((?P<third>[A-Z][a-z][\w'-]*(?: [A-Z][\w'-]+){{1,3}})\) (?:said|announced|denied|added)\b"
)
_FIRM = "Cement|Bank|Group|Films|Oil|Steel|Airlines|Airways|Telecom|Petroleum|Holding|Holdings|Insurance|Pharma|Motors|Foods|Media|Energy|Gas|Properties|Developments?|Industries|Capital|Investments?"
_QUOTED_FIRM = regex(rf"[\"{LEFT}](?P<name>[A-Z][\w-]+(?: [A-Z][\w-]+){{0,2}} (?:{_FIRM}))[\"{RIGHT}]")
_SAFE_BEFORE = frozenset("on told by via through to".split())
_OUTLETS = frozenset(BRANDS.split("|"))


@rule(
    "linguistic-conventions/punctuation",
    Severity.MINOR,
    trigger=f'(?:["{LEFT}][A-Z]|[(][A-Z])',
    wire=True,
    changes={"attribution"},
    supersedes={"quotes/wrong-side", "quotes/guillemets"},
)
def scare_name(block: Block) -> Iterator[Finding]:
    """Quotation marks or round brackets round an ordinary proper name.

    Arabic has no capitals, so newspapers mark names with quotation marks or brackets. The marks go; round a well-known outlet or platform
    after on, told, by and the like without asking. Titles of works, operation names, disputed terms and acronyms in brackets are left
    alone.
    """
    text = block.text
    seen: set[int] = set()
    for m in _QUOTED_BRAND.finditer(text):
        start, end = m.start("name") - 1, m.end("name") + 1
        before = (m["before"] or "").strip().lower()
        if before in _WORKS.split("|") or block.quotations.inside_pair(start):
            continue
        seen.add(start)
        edits = (delete(block, start, start + 1), delete(block, end - 1, end))
        sure = before in _SAFE_BEFORE and len(m["name"]) > 1 and m["name"] in _OUTLETS
        make = safe if sure else review
        yield _found(block, start, end, 0.85 if sure else 0.65, make("drop the marks", *edits))
    for m in _QUOTED_BODY.finditer(text):
        start, end = m.start("name") - 1, m.end("name") + 1
        if start in seen or not (m["noun"] or m["after"]) or block.quotations.inside_pair(start):
            continue
        edits = (delete(block, start, start + 1), delete(block, end - 1, end))
        yield _found(block, start, end, 0.6, review("drop the marks", *edits))
    for m in _QUOTED_FIRM.finditer(text):
        start, end = m.start("name") - 1, m.end("name") + 1
        lead = text[max(0, start - 24) : start].split()[-1:]
        if (
            start not in seen
            and not block.quotations.inside_pair(start)
            and (not lead or lead[0].lower().strip(",") not in _WORKS.split("|"))
        ):
            seen.add(start)
            edits = (delete(block, start, start + 1), delete(block, end - 1, end))
            yield _found(block, start, end, 0.6, review("drop the marks", *edits))
    for m in _BRACKETED.finditer(text):
        group = next(name for name in ("name", "second", "third") if m[name])
        if group == "third" and _after_name(text, m.start()):
            continue  # a party in brackets after its candidate
        start, end = m.start(group) - 1, m.end(group) + 1
        edits = (delete(block, start, start + 1), delete(block, end - 1, end))
        yield _found(block, start, end, {"name": 0.7, "second": 0.55, "third": 0.6}[group], review("drop the brackets", *edits))


def _after_name(text: str, at: int) -> bool:
    """True when the word before an offset has a capital."""
    before = text[max(0, at - 40) : at].split()
    return bool(before) and before[-1][0].isupper()


def _found(block: Block, start: int, end: int, confidence: float, suggestion: object) -> Finding:
    name = block.text[start + 1 : end - 1]
    return finding(block, start, end, f"Marks stand round the ordinary name {name}.", confidence, suggestion)  # type: ignore[arg-type]
