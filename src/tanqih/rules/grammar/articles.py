"""The definite article of Arabic generic nouns left in English."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tanqih.issue import Edit, Severity
from tanqih.lazy import regex
from tanqih.rules._rule import Finding, delete, finding, replace, review, rule
from tanqih.rules.grammar._entities import STATES
from tanqih.text import Block

_GENERIC = (
    "corruption terrorism extremism poverty unemployment illiteracy hunger democracy racism sectarianism capitalism communism "
    "socialism secularism nationalism colonialism imperialism patriotism feminism totalitarianism tourism agriculture mankind "
    "humankind smoking bribery nepotism malnutrition obesity globalisation globalization desertification pollution piracy "
    "slavery cybercrime favouritism cancer diabetes malaria cholera tuberculosis islam christianity judaism buddhism "
    "transparency accountability bureaucracy extortion inflation vandalism begging gambling alcoholism loneliness happiness "
    "selfishness hypocrisy ignorance despotism fanaticism intolerance coexistence diplomacy journalism privatisation "
    "urbanisation overcrowding"
).split()
_HALF_GENERIC = "freedom equality justice tolerance injustice".split()
_VALUES = (
    "education|peace|justice|freedom|security|violence|war|knowledge|health|unity|dialogue|patience|hope|"
    "love|culture|sport|science|work|stability|equality|trade|technology|art|reform"
)
_COMPOUNDS = (
    "human rights|international law|climate change|global warming|artificial intelligence|money laundering|human "
    "trafficking|drug trafficking|"
    "food security|public opinion|domestic violence|child labour|hate speech|organised crime|civil society|heart "
    "disease|breast cancer|"
    "common sense|mental health|freedom of expression|freedom of speech|social justice|gender equality"
)
_SUBJECTS = (
    "medicine engineering physics chemistry mathematics biology philosophy economics literature journalism pharmacy dentistry "
    "architecture sociology psychology theology linguistics accounting nursing geology astronomy geography anthropology "
    "archaeology agriculture politics law history music art english arabic french german spanish italian russian turkish "
    "persian hebrew chinese japanese"
).split()
_LANGUAGES = (
    "English|Arabic|French|German|Spanish|Italian|Russian|Turkish|Persian|Farsi|Hebrew|Chinese|Japanese|"
    "Kurdish|Urdu|Greek|Latin|Portuguese|Dutch"
)
_UNCOUNTED = (
    "information|advice|equipment|luggage|furniture|homework|progress|evidence|legislation|traffic|"
    "machinery|ammunition|weaponry|permission"
)
_FIGHT = (
    r"(?:fight|fights|fought|fighting|combat|combats|combated|combating|combatting|eradicate|eradicated|eradicating|"
    r"eliminate|eliminated|eliminating|"
    r"reduce|reduced|reducing|tackle|tackled|tackling|confront|confronted|confronting|counter|countered|countering|"
    r"curb|curbed|curbing|"
    r"promote|promoted|promoting|achieve|achieved|achieving|spread|spreading|encourage|encouraged|encouraging|"
    r"support|supported|supporting|"
    r"condemn|condemned|condemning|reject|rejected|rejecting|end|ended|ending|prevent|prevented|preventing|face|"
    r"faced|facing|embraced|"
    r"develop|developed|developing|establish|strengthen|strengthened|strengthening|revive|revived|reviving|fuel|"
    r"fuelled|fuelling|finance|financing|"
    r"renounce|renounced|renouncing|resist|resisted|resisting|oppose|opposed|opposing|practise|practised|defeat|"
    r"defeated|defeating|suffer from|suffering from)"
)
_STUDY = (
    r"(?:stud(?:y|ies|ied|ying)|teach|teaches|taught|teaching|learn|learns|learned|learnt|learning|practi[sc]"
    r"e[sd]?|practi[sc]ing|degree in|doctorate in|master's in|graduated in|speciali[sz]ed in|majored in|major "
    r"in|lectures? in)"
)
_VERBS = (
    r"(?:is|was|are|were|has|had|will|would|remains?|remained|continues|continued|threatens|threatened|kills|"
    r"leads|requires|needs|must|can|cannot|does|did|knows|affects|affected|costs|cost|destroys|destroyed|"
    r"spreads|hinders|undermines)"
)
_ENDS = (
    r"(?=\s*[.,;:!?)\"\N{RIGHT DOUBLE QUOTATION MARK}]|\s*$|[ \n](?:and|or|but|as|by|with|while|when|through|"
    r"because|among|despite|after|at|before|since|for|to)\b)"
)
_ENDS = rf"(?!,[ \n][a-z]+,?[ \n]and\b)(?![ \n](?:and|or)[ \n][^.;]{{0,40}}\b(?:of|that|which|between)\b){_ENDS}"
_ENDS_OR_IN = _ENDS.replace(r"(?:and", r"(?:in|across|and")
_PAIRED = f"{'|'.join(_HALF_GENERIC)}|education|peace|knowledge|health|unity|dialogue|patience|hope|love|culture|stability|poverty|unemployment"
_ANY = "|".join([*_GENERIC, *(word.title() for word in _GENERIC if word in {"islam", "christianity", "judaism", "buddhism"})])
_STATES = "|".join(
    [
        *sorted({word.title() for word in STATES} - {"Sudan", "Yemen", "Lebanon", "Ukraine", "Jordan", "Oman"}),
        "Europe",
        "Africa",
        "Asia",
    ]
)
_PATTERNS = tuple(
    (regex(pattern), confidence)
    for pattern, confidence in (
        (
            (
                r"\b(?:said|says|that|because|where|although|believes|believe|argued|warned|added|how|if|but|thinks|"
                rf"think)[ \n]+(?P<the>the[ \n]+)(?P<noun>{_ANY})(?=[ \n]+{_VERBS}\b)"
            ),
            0.75,
        ),
        (rf"(?:^|(?<=[.!?][ \n]))(?P<the>The[ \n]+)(?P<noun>{_ANY})(?=[ \n]+{_VERBS}\b)", 0.7),
        (
            (
                r"(?:\b(?:said|says|that|because|where|but|believes|added)[ \n]+|^|(?<=[.!?][ \n]))(?P<the>[Tt]he[ \n]+)"
                rf"(?P<noun>{_VALUES})(?=[ \n](?:is|was|are|were|remains)[ \n](?:the|a|an)[ \n](?:key|basis|foundation|"
                r"solution|best|main|only|root|right|duty|necessity|priority|goal|way|cornerstone|pillar|secret|gateway|"
                r"weapon|responsibility)\b)"
            ),
            0.7,
        ),
        (rf"\b{_FIGHT}[ \n]+(?P<the>the[ \n]+)(?P<noun>{_ANY}|{'|'.join(_HALF_GENERIC)}){_ENDS_OR_IN}", 0.75),
        (
            (
                r"\b(?:war on|fight against|struggle against|battle against|campaign against|against|victims of|forms "
                r"of|causes of|spread of|rate of|level of|levels of|problem of|issue of|phenomenon of|sources? of|"
                rf"effects of|such as|including|from)[ \n]+(?P<the>the[ \n]+)(?P<noun>{_ANY}){_ENDS}"
            ),
            0.7,
        ),
        (rf"\b(?P<the>the[ \n]+)(?P<noun>{_PAIRED})(?=[ \n]and[ \n]the[ \n](?:{_PAIRED})[.,;])", 0.7),
        (rf"\bthe[ \n]+(?:{_PAIRED})[ \n]and[ \n](?P<the>the[ \n]+)(?P<noun>{_PAIRED})(?=[.,;])", 0.7),
        (
            (
                r"\b(?:spread|spreading|achieve|achieved|achieving|promote|promoting)[ \n]+(?P<the>the[ \n]+)"
                rf"(?P<noun>peace|love|hope|culture of peace){_ENDS_OR_IN}"
            ),
            0.7,
        ),
        (
            (
                rf"\b{_STUDY}[ \n]+(?P<the>the[ \n]+)(?P<noun>(?i:{'|'.join(_SUBJECTS)}))(?=\s*[.,;:)]|\s*$|[ \n](?:in|"
                r"at|for|with|before|after|under|from|until|to|as)\b)"
            ),
            0.75,
        ),
        (
            (
                r"\b(?:speak|speaks|spoke|speaking|spoken|fluent in|translated into|written in)[ \n]+(?P<the>the[ \n]+)"
                rf"(?P<noun>{_LANGUAGES})(?=\s*[.,;:)]|\s*$|[ \n](?:well|fluently|at|to|as)\b)"
            ),
            0.75,
        ),
        (
            (
                r"\b(?:in|since|until|during|of|by|before|after)[ \n]+(?P<the>the[ \n]+)(?P<noun>(?:19|20)\d\d)(?=\s*[.;"
                r":)](?!\d)|\s*$|,[ \n](?!\d)|[ \n](?:but|when|after|while|he|she|it|they|by)\b)"
            ),
            0.75,
        ),
        (
            (
                rf"\b(?:in|to|from|of|with|between|for|by|and|that|into|across)[ \n]+(?P<the>the[ \n]+)(?P<noun>{_STATES}"
                r")(?=\s*[.;:)]|\s*$|,[ \n](?!\w+,? and)|[ \n](?:is|was|has|had|will|would|said|after|before|during|on|"
                r"in|at|to|for|as|by|since)\b)"
            ),
            0.75,
        ),
        (rf"(?:^|(?<=[.!?][ \n]))(?P<the>The[ \n]+)(?P<noun>{_STATES})(?=[ \n](?:is|was|has|had|will|would|said)\b)", 0.75),
        (
            (
                r"\b(?:of|for|on|under|to|against|protect|protecting|violate|violates|violated|violating|respect|"
                r"respects|respecting|with|in|defend|defending|fight|fighting|combat|combating|promote|promoting|about|"
                rf"from|by)[ \n]+(?P<the>the[ \n]+)(?P<noun>{_COMPOUNDS}){_ENDS}"
            ),
            0.75,
        ),
        (
            (
                r"\bat[ \n]+(?P<the>the[ \n]+)(?P<noun>night|noon|midnight)(?=\s*[.,;:)]|\s*$|[ \n](?:on|and|in|to|"
                r"because|when|local)\b)"
            ),
            0.75,
        ),
        (
            (
                r"\b(?P<the>[Tt]he[ \n]+)(?P<noun>both)(?=[ \n](?:sides|parties|countries|men|women|teams|leaders|"
                r"ministers|presidents|nations|governments|cases|houses|of)\b)"
            ),
            0.8,
        ),
        (
            (
                r"\b(?P<the>[Aa]n?[ \n]+)(?P<noun>(?:important |useful |valuable |great |significant |new |clear |"
                rf"strong )?(?:{_UNCOUNTED}))(?=\s*[.,;:)]|\s*$|[ \n](?:about|on|that|from|to|in|was|is|has|had|were|and|"
                r"of|against|for)\b)"
            ),
            0.7,
        ),
        (
            (
                r"(?<!\bto )(?<!\bof )(?<!\bby )\b(?P<the>[Tt]he[ \n]+)(?P<noun>(?:President|Prime Minister|(?:Mr|Mrs|Ms|Dr)\.?)[ \n][A-Z][a-z]+(?:"
                r"[ \n][A-Z][a-z]+)?)(?=[ \n](?:said|says|told|added|announced|stressed|met|visited|arrived|is|was|has|"
                r"had|will|would)\b)"
            ),
            0.65,
        ),
    )
)
_STUDYING = r"(?:stud|teach|taught|learn|practi|degree|doctorate|master's|graduated|speciali|major|lecture)[a-z ]*[ \n]+"
_TRIGGER = (
    rf"(?i)the[ \n]+(?:{'|'.join(_GENERIC)}|{'|'.join(_HALF_GENERIC)}|peace|love|hope|culture of peace|{_COMPOUNDS})[^a-z'-]"
    rf"|(?:the[ \n]+|^)(?:{'|'.join(_GENERIC)}|{'|'.join(_HALF_GENERIC)}|{_COMPOUNDS})$|the[ \n]+(?:{_VALUES})[ \n](?:is|was|are|were|remains)[ \n](?:the|an?)[ \n]"
    rf"|{_STUDYING}the[ \n]+(?:{'|'.join(_SUBJECTS)})|(?:sp[eo]a?ke?n?s?|speaking|fluent[ \n]in|translated[ \n]into|written[ \n]in)[ \n]+the[ \n]"
    rf"|the[ \n]+(?:{_STATES})(?:[ \n.;:),]|$)|at[ \n]+the[ \n]+(?:night|noon|midnight)|the[ \n]+both[ \n]"
    r"|(?:in|since|until|during|of|by|before|after)[ \n]+the[ \n]+(?:19|20)[0-9][0-9](?:[.;:),]|$|[ \n](?:but|when|after|while|he|she|it|they|by)[ \n])"
    rf"|the[ \n]+(?:President|Prime Minister|mrs?[.]?|ms[.]?|dr[.]?)[ \n][A-Z]|an?[ \n](?:[a-z]+[ \n])?(?:{_UNCOUNTED})[^a-z]"
    rf"|the[ \n]+(?:{_PAIRED})[ \n]and[ \n]the[ \n]+(?:{_PAIRED})[.,;]"
)


@rule("linguistic-conventions/grammar", Severity.MINOR, trigger=_TRIGGER)
def article_overuse(block: Block) -> Iterator[Finding]:
    """ "The" before an abstract or generic noun: "the corruption was the main obstacle", "she studied the medicine".

    The article is obligatory with generic nouns in Arabic; English has none there. It is dropped where the noun stands alone in
    a generic place (the subject of a general statement, the object of fighting or promoting, a subject of study, a language, a
    year). Left alone is a noun that was spoken of before or is closer defined ("the corruption case", "the terrorism of the
    1970s") and names that have the article (The Sudan, The Gambia).
    """
    if block.is_heading:
        return
    seen: set[int] = set()
    for pattern, confidence in _PATTERNS:
        for m in pattern.finditer(block.text):
            start, end = m.start("the"), m.end("noun")
            if start in seen or block.quoted(start, end) or _mentioned(block, start, m["noun"]) or _defined(block, end):
                continue
            seen.add(start)
            words = block.text[start:end]
            message = (
                f"\N{LEFT DOUBLE QUOTATION MARK}{words}\N{RIGHT DOUBLE QUOTATION MARK} speaks in general and takes no article."
            )
            edit = _without_article(block, m)
            yield finding(block, start, end, message, confidence, review("drop the article", *edit))


def _without_article(block: Block, m: re.Match[str]) -> tuple[Edit, ...]:
    start, stop = m.start("the"), m.end("the")
    if m["the"][0].islower():
        return (delete(block, start, stop),)
    return (replace(block, start, stop + 1, m["noun"][0].upper()),)


def _mentioned(block: Block, at: int, noun: str) -> bool:
    """True when the page has used the noun before, so that the article may point back to it."""
    if noun[0].isdigit() or noun[0].isupper() or noun in {"both", "night", "noon", "midnight"}:
        return False
    pattern = regex(rf"\b{re.escape(noun)}\b", re.IGNORECASE)
    other: Block | None = block
    text = block.text[max(0, at - 4000) : at]
    for _ in range(6):
        if pattern.search(text):
            return True
        other = other.previous if other is not None else None
        if other is None:
            return False
        text = other.text
    return False


def _defined(block: Block, end: int) -> bool:
    """True when a relative clause or a second noun defines it."""
    m = re.match(r",?[ \n]+(?:that|which|who|where|of|he|she|they)\b", block.text[end : end + 40])
    return m is not None
