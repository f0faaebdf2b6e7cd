"""Navigation, comment forms, sharing and related stories."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tanqih.issue import Severity
from tanqih.lazy import regex
from tanqih.rules._rule import Finding, delete, finding, page_rule, review, rule
from tanqih.rules.boilerplate._lines import looks_like_headline, whole_line
from tanqih.text import Block, Page

ADDITION = "accuracy/addition"
_NAV = "|".join(
    (
        r"(?:read|go to) (?:the )?(?:previous|next)(?: (?:article|post|story|news))?|(?:previous|next|prev) (?:article|post|story|news|page|topic)",
        r"leave a (?:reply|comment)(?: cancel reply)?|cancel reply|post (?:a )?comment|add (?:a |your )?comment|write a comment",
        r"(?:log|sign) in to (?:leave a )?(?:comment|reply)|submit(?: a)? comment|(?:no|0|\d+) (?:comments?|replies|responses)",
        r"join the (?:conversation|discussion)|be the first to comment|comments are closed|leave your comment(?: here)?",
        r"your e-?mail address will not be published\.?(?: required fields are marked ?\*?\.?)?|required fields are marked ?\*?",
        r"save my name,? e-?mail,?(?: and website)? in this browser.{0,60}|notify me of (?:follow-?up comments|new posts).{0,30}",
        r"please enter your (?:comment|name|e-?mail address|e-?mail)(?: here)? ?!?|you have entered an incorrect e-?mail address ?!?|(?:name|e-?mail|website|comment) ?\*(?: ?:)?",
        r"back to (?:the )?top|scroll to top|go to top|skip to (?:main )?content|(?:main|toggle) (?:menu|navigation)",
        r"load more|show more|view all|see all|more from (?:the )?author|all rights reserved.{0,60}|(?:copyright )?\N{COPYRIGHT SIGN} ?\d{4}.{0,80}",
        r"privacy policy|terms (?:of (?:use|service)|and conditions)|about us|contact us|advertise with us|advertisement|advertising|sponsored(?: content)?",
        r"(?:this (?:web)?site|we) uses? cookies.{0,120}|accept (?:all )?cookies|cookie (?:policy|settings|preferences)|by continuing to (?:use|browse).{0,100}cookies.{0,40}",
    )
)
_LIST_HEADS = (
    r"most (?:popular|read|viewed|watched|commented|shared|visited)(?: (?:articles|news|stories|topics|posts))?|"
    r"(?:related|similar|recommended|suggested) (?:articles?|posts?|news|stories|topics|content|links)|related|trending(?: now)?|"
    r"you (?:may|might) (?:also )?(?:like|be interested in)|(?:recommended|selected) for you|(?:editor[\N{RIGHT SINGLE QUOTATION MARK}']?s?|our) (?:picks?|choice)|"
    r"latest (?:news|articles|posts|stories|videos)|more (?:news|stories|articles|from this section)|other (?:news|articles|topics)|don[\N{RIGHT SINGLE QUOTATION MARK}']t miss"
)
_NAV_LINE = regex(_NAV, re.IGNORECASE)
_LIST_HEAD = regex(rf"(?:{_LIST_HEADS}) ?:?", re.IGNORECASE)
_NEIGHBOUR = regex(
    r"(?:read|go to)? ?(?:the )?(?:previous|next|prev)(?: (?:article|post|story|news|topic))?|read (?:previous|next)",
    re.IGNORECASE,
)
_NAV_WITH_HEADLINE = regex(
    r"(?:(?:read )?(?:previous|next) (?:article|post|story)|read (?:previous|next)) ?: .{5,150}", re.IGNORECASE
)
_SHARE = regex(
    r"(?:(?:please )?(?:subscribe|sign up|sign in|log in|register|follow|join|download|get|receive|activate|click here|to follow|to subscribe|to receive|stay (?:tuned|informed|up to date)|don[\N{RIGHT SINGLE QUOTATION MARK}']t miss)\b"
    r"[^.!?\"\N{RIGHT DOUBLE QUOTATION MARK}]{0,90}?\b(?:newsletters?|channels?|telegram|whatsapp|facebook|twitter|instagram|youtube|tiktok|google news|our (?:news|page|site|app|application|account|group)|"
    r"us on|us|notifications|latest news|most important news|breaking news|e-?mail|mailing list|viber|snapchat|nabd|the app|your account)\b[^.!?\"]{0,60}[.!]?)"
    r"|(?:share|tweet|retweet|print|pin|e-?mail)(?: (?:it|this)(?: (?:article|story|post|page|news|topic))?)?(?: (?:on|via|with|by|to) [\w ,/&]{2,60})?[.!]?"
    r"|(?:share|sharing) (?:the )?(?:article|story|post|news|topic|link)(?: (?:on|via|with) [\w ,/&]{2,60})?|copy (?:the )?link|link copied!?|follow us ?:?|follow|subscribe(?: now)?!?|sign in|log in",
    re.IGNORECASE,
)
_MAX_SHARE_WORDS = 18
_MAX_BUTTON = 60
_LABEL = regex(
    r"(?:read|see|watch|look) (?:also|more|too|it also)|also (?:read|see|watch)|read more about|learn more|more details|see more|(?:more|read|more on (?:this|the) (?:story|topic|subject))(?= ?:)|related(?: (?:story|stories|article|topic|news|coverage|reading)s?)?|you may also like|in pictures|also on (?:our|the) site",
    re.IGNORECASE,
)
_LABEL_LINE = regex(
    rf"[^\w\"\N{{LEFT DOUBLE QUOTATION MARK}}]*(?:{_LABEL.pattern}) ?(?:[:.|>\N{{HORIZONTAL ELLIPSIS}}\N{{EN DASH}}-]+ ?(?P<title>.{{0,160}}))?",
    re.IGNORECASE,
)
_LABEL_INSIDE = regex(
    r"(?<=[.!?\"\N{RIGHT DOUBLE QUOTATION MARK}]) (?:Read|See|Watch) (?:also|more) ?: [A-Z0-9\"\N{LEFT DOUBLE QUOTATION MARK}].{5,160}$|(?<=[.!?]) \((?:Read|See|Watch) (?:also|more)[^)]{0,150}\)"
)
_MAX_LIST = 10
_CRUMBS = regex(
    r"(?:home(?: ?page)?|main(?: page)?|front page|you are here:?|start) ?(?:[>/|\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}\N{RIGHTWARDS ARROW}]+ ?[^>/|\n]{2,120}){1,5}",
    re.IGNORECASE,
)
_PLATFORM = regex(
    r"(?:facebook|twitter|x|whats ?app|telegram|linked ?in|pinterest|reddit|tumblr|messenger|viber|e-?mail|print|copy link|instagram|you ?tube|tik ?tok|snapchat|"
    r"share|tweet|threads|vk|skype|line|more)(?:[ ,|\N{MIDDLE DOT}]+(?:facebook|twitter|x|whats ?app|telegram|linked ?in|pinterest|reddit|tumblr|messenger|viber|e-?mail|print|"
    r"copy link|instagram|you ?tube|tik ?tok|snapchat|share|tweet|threads|skype))*",
    re.IGNORECASE,
)


@page_rule(
    ADDITION,
    Severity.MINOR,
    trigger=r"(?i)^(?:read|go to|prev|next|leave|cancel|post|add|write|log in|sign in|submit|no |[0-9]+ |join|be the|comment|your e|required|save my|notify|please enter|you |name|e-?mail|web|back|scroll|skip|main|toggle|load|show|view|see all|more|all rights|copyright|©|privacy|terms|about|contact|advert|sponsor|this |we use|accept|cookie|by cont|most|related|similar|recommended|suggested|trending|editor|our |selected|latest|other|don|home|front|start)",
    changes={"all"},
    supersedes={"fragment", "punct", "grammar", "style", "quotes"},
)
def nav_comment(page: Page) -> Iterator[Finding]:
    """Navigation, comment-form and cookie lines of the page, and the headlines of other articles between them.

    The page template was scraped with the article. Whole lines that fit the fixed template are deleted without asking; the foreign headlines
    under "Read Next" or "Most Popular" are for a person. A sentence about a comment form is left alone.
    """
    blocks = [block for block in page.blocks if block.text]
    for i, block in enumerate(blocks):
        text = block.text.strip(
            " \N{BULLET}>|\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}"
        )
        if _CRUMBS.fullmatch(text) and len(blocks) > 1:
            yield whole_line(block, "This line is the path to the page, not part of the article.", 0.85, sure=False)
        elif _NAV_LINE.fullmatch(text):
            yield whole_line(block, "This line belongs to the page, not to the article.", 0.95, sure=True)
            if _NEIGHBOUR.fullmatch(text):
                yield from _headlines(blocks[i + 1 : i + 2], 0.85)
        elif _NAV_WITH_HEADLINE.fullmatch(text):
            yield whole_line(block, "This line leads to another article.", 0.85, sure=False)
        elif _LIST_HEAD.fullmatch(text) and (i or len(blocks) > 1):
            sure = text.lower().startswith(("most ", "related ", "you m"))
            yield whole_line(block, "This line heads a list of other articles.", 0.9 if sure else 0.6, sure=sure and i > 0)
            yield from _headlines(blocks[i + 1 : i + 1 + _MAX_LIST], 0.7)


def _headlines(blocks: list[Block], confidence: float) -> Iterator[Finding]:
    for block in blocks:
        if not looks_like_headline(block) or _NAV_LINE.fullmatch(block.text) or _LIST_HEAD.fullmatch(block.text):
            return
        yield whole_line(block, "This is the headline of another article.", confidence, sure=False)


@rule(
    ADDITION,
    Severity.MINOR,
    trigger=r"(?i)^(?:please )?(?:subscribe|sign|log in|register|follow|join|download|get|receive|activate|click|to follow|to subscribe|to receive|stay|don|share|sharing|tweet|retweet|print|pin|e-?mail|copy|link|facebook|twitter|(?:x|vk|line|more)(?:$|[^a-z])|whats ?app|telegram|reddit|tumblr|messenger|viber|instagram|you ?tube|tik|snapchat|threads|skype)",
    changes={"all"},
    supersedes={"fragment", "punct", "grammar", "style"},
)
def share_follow(block: Block) -> Iterator[Finding]:
    """A line that asks to subscribe, sign in, follow or share.

    It comes from the page template and is deleted without asking where the whole line fits. "Follow us" in a quotation and share as a noun in
    a sentence are left alone.
    """
    if len(block.text.split()) <= _MAX_SHARE_WORDS and _SHARE.fullmatch(block.text):
        several = len(block.text.split()) > 1 or (_PLATFORM.fullmatch(block.text) is not None and _in_a_row(block))
        yield whole_line(block, "This line asks to subscribe, follow or share.", 0.93 if several else 0.6, sure=several)
    elif _PLATFORM.fullmatch(block.text) and _in_a_row(block):
        yield whole_line(block, "This line is a button for sharing.", 0.9, sure=True)


def _in_a_row(block: Block) -> bool:
    """True when the line names several platforms, or a line next to it does or asks to share."""
    if len(block.text.split()) > 2:
        return True
    beside = [other.text for other in (block.previous, block.next) if other is not None]
    return any(len(text) <= _MAX_BUTTON and (_PLATFORM.fullmatch(text) or _SHARE.fullmatch(text)) for text in beside)


@page_rule(
    ADDITION,
    Severity.MINOR,
    trigger=r"(?i)(?:read|see|watch|look) (?:also|more|too|it)|also (?:read|see|watch|on)|learn more|more details|^[^a-z0-9]*(?:related|more|read ?:)|in pictures|you may",
    changes={"all"},
    supersedes={"fragment", "punct", "grammar", "style"},
)
def see_also(page: Page) -> Iterator[Finding]:
    """A link to a related story inside the body: its label, its headline, or both.

    In-body link widgets lose their formatting. The lines are deleted once a person has seen that they are no subheading. "See also" in a list
    of references is left alone.
    """
    blocks = [block for block in page.blocks if block.text]
    references = any(re.fullmatch(r"(?i)references|sources|notes|bibliography", block.text) for block in blocks)
    for i, block in enumerate(blocks):
        m = _LABEL_LINE.fullmatch(block.text)
        if m and not references and len(blocks) > 1:
            yield whole_line(block, "This line links to another story.", 0.9, sure=False)
            if not (m["title"] or "").strip() and i + 2 < len(blocks):
                yield from _headlines(blocks[i + 1 : i + 2], 0.75)
        elif m := _LABEL_INSIDE.search(block.text):
            edit = delete(block, m.start(), m.end())
            yield finding(
                block, m.start(), m.end(), "A link to another story stands in the text.", 0.7, review("delete the link", edit)
            )
