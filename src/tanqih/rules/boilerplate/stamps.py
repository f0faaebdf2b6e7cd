"""Captions, bylines, time stamps, source tags, and headlines printed twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tanqih.english import MONTHS, WEEKDAYS
from tanqih.issue import Severity
from tanqih.lazy import regex
from tanqih.quotation import RIGHT_SINGLE
from tanqih.rules._rule import Finding, delete, finding, page_rule, replace, review, rule, safe
from tanqih.rules.boilerplate._lines import looks_like_headline, whole_line
from tanqih.text import Block, Page

ADDITION = "accuracy/addition"
_SUPERSEDES = {"fragment", "punct", "grammar", "style", "name", "number"}
_LETTER = regex("[A-Za-z]")
_FINAL_STOPS = (".", "!", "?")
_DASHES = "\\-\N{EN DASH}\N{EM DASH}"
_CREDIT = regex(
    r".{0,200}[(\[](?:(?:an? )?(?:archiv(?:e|al)|file|illustrative|expressive|photo|picture|image|stock)(?: (?:photo|image|picture|footage))?|"
    r"(?:photo|image|picture|source|credit)s?(?: by)? ?:? [^)\]]{2,40}|(?:Reuters|AFP|AP|EPA|Getty(?: Images)?|Anadolu|Xinhua|DPA|social media|agencies|internet|communication sites)(?: ?[/,-] ?[\w ]{2,30})?)[)\]]\.?"
    r"|(?:photo|image|picture|caption|photography|camera)(?: (?:credit|courtesy|by|source))? ?[:\N{EN DASH}-] .{2,120}"
    r"|(?:image|photo|picture) (?:source|copyright|caption|credit),? .{2,120}"
    r"|.{3,150} ?[\N{EN DASH}\N{EM DASH}-] ?(?:archive|archival|file) ?(?:photo|image|picture)?",
    re.IGNORECASE,
)
_MAX_CAPTION_WORDS = 28
_PLAYER = regex(
    r"(?:play|watch|pause|stop) (?:the )?(?:video|audio|clip)|(?:video|audio|clip) ?(?:duration|length|time)?.{0,3}\d+ ?(?:minutes?|min)?,? ?(?:and )?\d* ?(?:seconds?|sec)?(?: \d{1,2}:\d{2}(?::\d{2})?)?|"
    r"(?:video )?duration:? .{0,30}\d{1,2}:\d{2}|\d{1,2}:\d{2} ?/ ?\d{1,2}:\d{2}|loading (?:the )?(?:video|player|ad)\W*|your browser does not support .{0,40}|"
    r"listen to (?:the|this) (?:article|story|news)\.?|(?:mute|unmute|fullscreen|full screen)|(?:live|video) (?:player|broadcast)|video player is loading\.?",
    re.IGNORECASE,
)
_NAME = rf"[A-Z][\w{RIGHT_SINGLE}'.-]+(?: (?:al-|bin |abu |el-)?[A-Z][\w{RIGHT_SINGLE}'.-]*){{0,4}}"
_NAMES = rf"{_NAME}(?:(?:,| and| &) {_NAME}){{0,4}}"
_BYLINE = regex(
    rf"(?:[A-Z][\w-]+(?: [A-Z][\w-]+)? ?[{_DASHES}] ?)?(?P<wrote>[Bb]ooks?|[Ww]rote|I [Ww]rote|[Ss]he [Ww]rote|[Hh]e [Ww]rote|[Ww]rites|[Ww]ritings?|[Ww]rote by|[Ww]ritten|[Tt]hey [Ww]rote|[Ff]ollow-?up|[Ww]ritten and [Ff]ollow-?up)"
    rf" ?(?:[{_DASHES}:/|]+) ?(?P<names>{_NAMES})(?P<colon> ?:|\.)?"
)
_DAY = "|".join(sorted(WEEKDAYS))
_MONTH = "|".join(sorted(MONTHS)) + "|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
_TIME = r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})? ?(?:[ap]\. ?m\.?|[ap]m)?(?: ?(?:gmt|utc|local time|\([^)]{2,20}\)))?"
_DATE = rf"(?:(?:{_DAY}),? ?)?(?:\d{{1,2}}(?:st|nd|rd|th)?[ /-](?:{_MONTH})\.?,?(?:[ /-]\d{{4}})?|(?:{_MONTH})\.? \d{{1,2}}(?:st|nd|rd|th)?(?:,? \d{{4}})?|\d{{1,4}}[/.-]\d{{1,2}}[/.-]\d{{1,4}})|(?:{_DAY})"
_VIEWS = r"(?:number of )?(?:views?|visits?|readings?|reads|watched|seen) ?:? ?[\d,.]+k?|[\d,.]+k? (?:views?|reads?|visits?|times read)"
_SECTIONS = (
    "politics|political|local|locals|sports?|sports news|economy|economic|business|arab|international|arab and international|arab world|world|culture|art|arts|arts and culture|"
    "health|technology|science|accidents|incidents|opinion|reports?|news|egypt news|society|miscellaneous|variety|women|religion|investigations|security|provinces|governorates"
)
_LABELLED = rf"(?:published|posted|updated|last updated?|last modified|date of publication|publication date|publish(?:ed)? (?:on|at|date)|created|added|date|time|history of publication)(?: (?:on|at))? ?:? ?(?:{_DATE}|{_TIME})(?:[ ,|{_DASHES}]+(?:{_TIME}|{_DATE}))?"
_PART = rf"(?:{_LABELLED}|{_DATE}|{_TIME}|{_VIEWS}|{_SECTIONS})"
_STAMP = regex(rf"(?:{_PART})(?: ?[|,{_DASHES}/\N{{MIDDLE DOT}}] ?(?:{_PART})| (?:{_PART})){{0,4}}\.?", re.IGNORECASE)
_SECTION_ONLY = regex(rf"(?:{_SECTIONS}|{_DAY})", re.IGNORECASE)
_SHORTCODE = regex(
    r"\[/?(?:ad_?\d+|ads?|adsense|caption|embed|gallery|audio|video|playlist|vc_\w+|et_pb_\w+|rev_slider|post-?views|wp_\w+|fusion_\w+|su_\w+|toc|table)(?: [^\]\n]{0,200})?\]",
    re.IGNORECASE,
)
_COUNTER = regex(
    r"(?:source link|short (?:link|url)(?: ?:? .{0,120})?|perma-?link(?: ?: .{0,120})?|post views? ?:? ?[\d,.]*|(?:number of )?(?:page )?(?:views|visits|shares|hits) ?:? ?[\d,.]+|[\d,.]+ (?:views|shares|hits)|"
    r"shortened link(?: ?:.{0,100})?|print (?:article|version)|https?://\S+)",
    re.IGNORECASE,
)
_SOURCE = regex(r"\(?(?:source|sources|via|quoted from|the source) ?[:\N{EN DASH}-] ?(?:\+ ?)?[^.\n]{2,70}\.?\)?", re.IGNORECASE)
_HASHTAGS = regex(r"(?:#[\w-]+[ ,|]*){1,20}")
_TAGS = regex(r"(?:tags|keywords|key words|labels|topics|marks) ?: ?.{2,200}", re.IGNORECASE)


@page_rule(ADDITION, Severity.MINOR, trigger=_LETTER.pattern, changes={"all"}, supersedes={"fragment"})
def repeated_title(page: Page) -> Iterator[Finding]:
    """The headline printed two or three times, or run into the lead.

    Title, breadcrumb and alternative text of the picture were scraped together. One is kept: exact copies go without asking, a headline at the
    start of the lead is for a person. A lead that paraphrases the headline is left alone.
    """
    blocks = page.blocks[:8]
    for block in blocks[:2]:
        half = _second_half(block.text)
        if half is not None:
            edit = delete(block, half, len(block.text))
            yield finding(
                block, half, len(block.text), "The headline is printed twice in one line.", 0.92, safe("keep one", edit)
            )
    if len(blocks) < 2:
        return
    first = blocks[0]
    title = _folded(first.text)
    if len(title.split()) < 3 or not _LETTER.search(title) or not (first.is_heading or looks_like_headline(first)):
        return
    for block in blocks[1:6]:
        if _folded(block.text) == title:
            yield whole_line(block, "The headline is printed again.", 0.95, sure=True)
        elif block is blocks[1] or (len(blocks) > 2 and block is blocks[2]):
            end = len(first.text)
            rest = block.text[end:]
            if block.text.startswith(first.text) and rest[:1] == " " and rest[1:2].isupper() and len(title.split()) >= 4:
                edit = delete(block, 0, end + 1)
                yield finding(block, 0, end, "The headline runs into the lead.", 0.8, review("delete it from the lead", edit))


def _folded(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def _second_half(text: str) -> int | None:
    """Where a line that says the same thing two or three times goes on after the first, None for other lines."""
    if text[-1:] in _FINAL_STOPS or not _LETTER.search(text):
        return None
    words = text.split()
    for times in (2, 3):
        size, rest = divmod(len(words), times)
        if rest or size < 3:
            continue
        parts = [_folded(" ".join(words[i * size : (i + 1) * size])) for i in range(times)]
        if len(set(parts)) == 1:
            return len(re.match(rf"(?:\S+\s+){{{size - 1}}}\S+", text).group())  # type: ignore[union-attr]
    return None


@rule(
    ADDITION,
    Severity.MINOR,
    trigger=r"(?i)archiv|[(\[](?:file|photo|picture|image|stock|illustr|expressive|an? |source|credit|reuters|afp|ap|epa|getty|anadolu|xinhua|dpa|social|agencies|internet|comm)|^(?:photo|image|picture|caption|camera)|file photo|^(?:play|watch|pause|stop|video|audio|clip|duration|loading|your browser|listen|mute|unmute|full|live)|[0-9]:[0-9][0-9] ?/",
    changes={"all"},
    supersedes=_SUPERSEDES,
)
def caption_credit(block: Block) -> Iterator[Finding]:
    """A photo caption with its credit, or the text of a video player, in the body.

    Alternative texts and player widgets were scraped. Player text goes without asking; a caption is for a person, who may move it. A paragraph
    that describes a photograph as news is left alone.
    """
    if _PLAYER.fullmatch(block.text):
        yield whole_line(block, "This line belongs to a video player.", 0.93, sure=True)
    elif len(block.text.split()) <= _MAX_CAPTION_WORDS and len(block.page.blocks) > 1 and _CREDIT.fullmatch(block.text):
        yield whole_line(block, "This line is a photo caption.", 0.85, sure=False)


@rule(
    "accuracy/mistranslation",
    Severity.MINOR,
    trigger=r"(?i)books?|wrot|writ|follow-?up|[0-9][:.][0-9][0-9]|day|[0-9]|^(?:politic|local|sport|econom|business|arab|intern|world|culture|art|health|tech|scien|accid|incid|opinion|report|news|egypt|society|misc|variety|women|religion|investig|security|provinc|governor)",
    changes={"all"},
    supersedes=_SUPERSEDES | {"fragment/lowercase-start"},
)
def byline_dateline(block: Block) -> Iterator[Finding]:
    """A mangled author line ("Books –" for "By"), a time stamp, a section name or a view counter in the body.

    The Arabic for "wrote" reads as the plural of book. The author line becomes "By Name"; stamps are deleted, which a person confirms, because a
    stamp may be the page's only date. A real dateline and a sentence about books are left alone.
    """
    text = block.text
    if len(text) > 160:
        return
    if m := _BYLINE.fullmatch(text):
        edits = [replace(block, 0, m.start("names"), "By ")]
        if m["colon"]:
            edits.append(delete(block, *m.span("colon")))
        follow = m["wrote"].lower().startswith("follow")
        message = f"“{text[: m.start('names')].strip()}” stands for the author line."
        yield finding(block, 0, len(text), message, 0.6 if follow else 0.88, review("write By", *edits))
    elif len(block.page.blocks) > 1 and _STAMP.fullmatch(text):
        lone = _SECTION_ONLY.fullmatch(text)
        if not lone or block.position < 4:
            yield whole_line(
                block, "This line is a stamp of the page, not part of the article.", 0.5 if lone else 0.85, sure=False
            )


@rule(
    ADDITION,
    Severity.MINOR,
    trigger=r"(?i)\[/?[a-z]|^(?:source|short|perma|post view|number|page|views|visits|shares|hits|print|https?:|\(?source|\(?via|\(?quoted|\(?the source|tags|key|labels|topics|marks|#)|^[0-9][0-9,.]* (?:views|shares|hits)",
    changes={"all"},
    supersedes=_SUPERSEDES,
)
def source_tag(block: Block) -> Iterator[Finding]:
    """A shortcode, link, counter, source credit or row of hashtags that a syndication plug-in left.

    Shortcodes, link lines and counters go without asking; a source credit and hashtags are for a person, who keeps the credit elsewhere. "The
    source said" and a hashtag that is the news are left alone.
    """
    text = block.text
    if _COUNTER.fullmatch(text) or _SHORTCODE.fullmatch(text):
        yield whole_line(block, "This line was left by a plug-in of the page.", 0.95, sure=True)
        return
    for m in _SHORTCODE.finditer(text):
        start, end = m.span()
        end += text[end : end + 1] == " "
        yield finding(
            block, start, end, f"{m.group()} is a shortcode of the page.", 0.95, safe("delete it", delete(block, start, end))
        )
    if len(block.page.blocks) < 2 or len(text) > 220:
        return
    if _SOURCE.fullmatch(text):
        yield whole_line(block, "This line credits the source.", 0.85, sure=False)
    elif _HASHTAGS.fullmatch(text) or _TAGS.fullmatch(text):
        yield whole_line(block, "This line lists tags of the page.", 0.85, sure=False)
