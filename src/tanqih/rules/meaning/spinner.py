"""Changes of meaning that English alone can show: what word spinners and find-and-replace leave behind."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tanqih.issue import Severity
from tanqih.lazy import regex
from tanqih.rules._rule import Finding, finding, replace, review, rule, safe
from tanqih.text import Block

_NOT_ENGLISH = {
    "once morest": "against",
    "as soon as morest": "against",
    "yet against": "against",
    "followingnoon": "afternoon",
    "followingwards": "afterwards",
    "followingward": "afterward",
    "followingmath": "aftermath",
    "therefollowing": "thereafter",
    "hereinfollowing": "hereinafter",
    "morningtime of": "morning of",
    "betweenst": "amongst",
}
"""Strings that are no English: a spinner replaced part of a word (again in against, after in afternoon)."""
_WRONG_SYNONYM = {
    r"(?P<w>White (?:Home|Residence|Dwelling))\b": "White House",
    r"\b(?P<w>(?:United|Joint|Combined) (?:Countries|International locations))\b": "United Nations",
    r"\bUnited Nations (?P<w>(?:Safety|Protection) Council)\b": "Security Council",
    r"\bU\.?N\.? (?P<w>(?:Safety|Protection) Council)\b": "Security Council",
    r"\b(?P<w>United Empire)\b": "United Kingdom",
    r"\b(?P<w>(?:Empire|empire)) of (?=Saudi Arabia|Bahrain|Morocco)": "Kingdom",
    r"\bSaudi (?P<w>empire|Empire)\b": "kingdom",
    r"\b(?P<w>[Tt]op minister)\b(?= [A-Z])": "prime minister",
    r"\b(?P<w>(?:Overseas|Abroad) [Mm]inister)\b(?= [A-Z])": "Foreign Minister",
    r"\b(?P<w>Ministry of (?:Overseas|Abroad) Affairs)\b": "Ministry of Foreign Affairs",
    r"\b(?P<w>Joined Together States|Joined States|United Says)\b": "United States",
    r"\b(?P<w>European Association)(?= (?:foreign policy|summit|sanctions|commissioner|member))": "European Union",
    r"(?:^|[.!?] )(?P<w>Following) (?=(?:he|she|they|it) (?:had|was|were|arrived|left|said|won|lost)\b)": "After",
    r"\b(?P<w>following) (?=(?:he|she|they|it) (?:had|was|were|arrived|left|won|lost)\b)": "after",
    r"\b(?:days?|weeks?|months?|years?|hours?|minutes?) (?P<w>following) (?=(?:he|she|they|it) )": "after",
    r"\b(?:an?|one|two|three|four|five|six|several|few|\d+) (?:days?|weeks?|months?|years?|hours?|minutes?) (?P<w>following) "
    r"(?=(?:the|a|an|his|her|its|their) (?:[a-z]+ )?[a-z]+s? (?:was|were|had|broke|began|fell|left|went|took|came|became|lost|won|rose)\b)": "after",
    r"\b(?P<w>following) (?=(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|half an|\d+) (?:minutes?|hours?|days?|weeks?|months?|years?)[,.])": "after",
    r"\b(?:shortly|immediately|soon|long|right|straight|just) (?P<w>following) (?=(?:he|she|they|it|that|midnight|noon)\b)": "after",
    r"(?<=one )(?P<w>following) (?=(?:the )?other\b)": "after",
    r"\b(?:day|hour|week|year|month|time|game|match) (?P<w>following) (?=(?:day|hour|week|year|month|time|game|match)\b)": "after",
}
_SPUN = regex("|".join(rf"\b{re.escape(words)}" for words in sorted(_NOT_ENGLISH, key=len, reverse=True)), re.IGNORECASE)
_SYNONYMS = [(regex(pattern), right) for pattern, right in _WRONG_SYNONYM.items()]
_SITE_AS_AGENCY = regex(
    r"\b[\w-]{1,60}+(?:\.[\w-]{1,60}+){0,4}?\.(?:com|net|org|info|news)(?: news)? (?:news )?agency\b", re.IGNORECASE
)


@rule(
    "accuracy/mistranslation",
    Severity.MAJOR,
    trigger=r"(?i)morest|yet against|following|morningtime|betweenst|white (?:home|residence|dwelling)|(?:united|joint|combined|joined together|joined) (?:countries|international|empire|states|says)|(?:safety|protection) council|empire|top minister|(?:overseas|abroad) (?:minister|affairs)|european association|(?:com|net|org|info|news) (?:news )?agency",
    changes={"names"},
)
def spinner(block: Block) -> Iterator[Finding]:
    """Output of a word spinner, or the name of the reposting site in the place of a news agency.

    Sites that repost rewrite the text by find-and-replace. Strings that are no English are restored without asking, a wrong synonym is for a
    person, and a site posing as an agency is only marked, since only the source names the agency.
    """
    text = block.text
    for m in _SPUN.finditer(text):
        right = _NOT_ENGLISH[m.group().lower()]
        right = right.capitalize() if m.group()[0].isupper() else right
        message = f"“{m.group()}” is what a word spinner makes of {right}."
        yield finding(block, *m.span(), message, 0.95, safe(f"restore {right}", replace(block, *m.span(), right)))
    for pattern, right in _SYNONYMS:
        for m in pattern.finditer(text):
            edit = replace(block, *m.span("w"), right)
            yield finding(
                block,
                *m.span("w"),
                f"{m['w']} looks like a spinner's synonym of {right}.",
                0.65,
                review(f"restore {right}", edit),
            )
    for m in _SITE_AS_AGENCY.finditer(text):
        yield finding(block, *m.span(), "A web site stands where the source names a news agency.", 0.7)
