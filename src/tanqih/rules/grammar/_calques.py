"""Prepositions taken from Arabic: heads, the wrong prepositions behind them, what is right, and what must or must not follow.

The Arabic behind them: `min` (from, of), `ila` (to), `ala` (on), `an` (about, from), `bi` (with, by), `fi` (in), `mundhu`
(since, for).
"""

from __future__ import annotations

from typing import NamedTuple


class Calque(NamedTuple):
    """One line of the table.

    Attributes:
        heads: words before the preposition, separated by bars; a head may be several words.
        wrong: wrong prepositions, separated by bars.
        right: what stands instead of head and preposition; `{head}` is the head as written.
        follow: regular expression that must match behind the preposition and white space; "" for anything.
        avoid: regular expression that must not match there.
        confidence: share of such findings that an editor would agree with.
        before: regular expression that must not match at the end of the text before the head.
    """

    heads: str
    wrong: str
    right: str
    follow: str = ""
    avoid: str = ""
    confidence: float = 0.85
    before: str = ""


_NP = r"(?:the|a|an|his|her|its|their|this|these|those|our|my|all|any|some|several|many|[A-Z])\b"
_DET = r"(?:the|a|an|his|her|its|their|this|these|those|our|my|that)\b"
_TIME = (
    r"(?:the (?:same|eve|day|first|second|third|last|night|morning|evening|sidelines|ground|grounds|basis|spot|way|"
    r"radio|phone|issue of)\b|the \d+(?:st|nd|rd|th)|an? (?:[a-z]+ ){0,2}(?:basis|visit|call|trip|day)\b"
    r"|\d|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:January|February|March|April|May|June|July|August|September|"
    r"October|November|December)\b)"
)
_PASSIVE = r"(?:\b(?:was|were|is|are|been|be|being|and|or|little|much|what|nothing|that|information|details)|,)\s*$"
_ATTRIBUTES = (
    r"(?:leading|competing|rising|opposing|neighbouring|visiting|ruling|sitting|existing|warring|"
    r"surviving|remaining|governing|striking|protesting)\b"
)
_GERUND = r"[a-z]+ing\b"
_NUM = r"(?:\d|(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|life|death|several|a)\b)"

CALQUES = (
    # The verb takes its object without a preposition.
    Calque("discuss|discussed|discusses|discussing", "about", "{head}", "", r"(?:\d|half\b|one\b|two\b|a dozen|how many)", 0.9),
    Calque("discussed|discussing", "on", "{head}", _DET, _TIME, 0.65),
    Calque("mentioned|mentions|mentioning", "about", "{head}", _DET, "", 0.75),
    Calque(
        (
            "stressed|stressing|affirmed|affirming|affirms|emphasised|emphasized|emphasising|emphasizing|emphasises|"
            "emphasizes|underlined|underscored|underlining"
        ),
        "on|upon",
        "{head}",
        rf"(?:{_DET}|not\b|importance|respect)",
        _TIME,
        0.85,
    ),
    Calque("confirmed|confirming|reiterated|asserted", "on", "{head}", _DET, _TIME, 0.75),
    Calque(
        "reached",
        "to",
        "{head}",
        r"(?:the|a|an|its|their|more|about|nearly|over|\d|[A-Z])",
        r"(?:the (?:sky|shelf|floor|heavens)|[a-z]+ her\b)",
        0.75,
        r"\bout\s*$",
    ),
    Calque("entered", "to", "{head}", rf"(?:{_DET}|[A-Z])", "", 0.8, rf"{_PASSIVE}|reservations?\s*$"),
    Calque(
        "entered",
        "into|inside",
        "{head}",
        (
            r"the (?:[a-z]+ )?(?:room|building|house|city|country|camp|territory|hospital|area|village|stadium|prison|"
            r"Strip|town|mosque|church|hall|courtroom|office|compound)\b"
        ),
        "",
        0.7,
    ),
    Calque("contacted|contacting|phoned|phoning", "with|to", "{head}", _NP, "", 0.85),
    Calque(
        "answered|answering",
        "on|to",
        "{head}",
        (
            r"(?:the|a|his|her|this|these|all|some|journalists|reporters)\b[ \n](?:[a-z']+[ \n])?(?:questions?|calls?|"
            r"requests?|letters?|inquiries|enquiries|queries)\b"
        ),
        "",
        0.8,
    ),
    Calque("announced|announcing|announces", "about", "{head}", rf"(?:{_DET}|[a-z]+ing\b)", "", 0.85, _PASSIVE),
    Calque("revealed|revealing|disclosed|disclosing", "about", "{head}", _DET, "", 0.7, _PASSIVE),
    Calque(
        "expressed|expressing|expresses|voiced|voicing",
        "about|from|on",
        "{head}",
        r"(?:his|her|its|their|deep|great|strong|grave|serious)\b",
        "",
        0.8,
        _PASSIVE,
    ),
    Calque("described|describing|denied|denying", "about", "{head}", _DET, "", 0.8, _PASSIVE),
    Calque("abandoned|abandoning", "about|from", "{head}", _DET, "", 0.8, _PASSIVE),
    Calque("defended|defending|defends", "about", "{head}", "", "", 0.85),
    Calque("lacked|lacks|lacking", "of|from|to", "{head}", "", r"[A-Z]", 0.8),
    Calque("affected|affecting|affects|influenced|influencing|influences", "on", "{head}", _DET, _TIME, 0.85, _PASSIVE),
    Calque(
        "controlled|controlling|dominated|dominating|dominates",
        "on|over",
        "{head}",
        _DET,
        _TIME,
        0.8,
        r"\b(?:price|gun|export|capital|border|arms|import|immigration|travel|tighter|strict|new|the|and|of|parental)\s*$",
    ),
    Calque(
        "obtained|obtaining|obtains", "on|upon", "{head}", r"(?:the|a|an|his|her|its|their|new|more|\d)", _TIME, 0.85, _PASSIVE
    ),
    Calque(
        "caused|causing|causes",
        "in",
        "{head}",
        (
            r"(?:the )?(?:death|deaths|injury|injuries|killing|collapse|displacement|destruction|loss|losses|closure|"
            r"delay|spread|failure|cancellation|outbreak)\b"
        ),
        "",
        0.8,
        _PASSIVE,
    ),
    Calque("supervised|supervising|supervises|oversaw|overseeing|oversees", "on|over", "{head}", _NP, _TIME, 0.85),
    Calque("violated|violating|violates", "on|to|of", "{head}", _DET, _TIME, 0.8),
    Calque("defeated|defeating|beat|beating", "over|against", "{head}", rf"(?:{_DET}|Al-|[A-Z])", "", 0.7, _PASSIVE),
    Calque(
        "informed|informing|assured|reminded|thanked|thanking|congratulated|congratulating|visited|visiting",
        "to",
        "{head}",
        rf"(?:{_DET}|reporters|journalists|him|them|us|[A-Z])",
        "",
        0.85,
    ),
    Calque(
        "told|telling",
        "to",
        "{head}",
        (
            r"(?:reporters|journalists|him|them|us|me|(?:the|a|state|local|official) (?:[A-Za-z]+ )?(?:agency|newspaper|"
            r"channel|press|media|television|radio|reporters|journalists|court|council|committee|paper|network|station|"
            r"website)|[A-Z])\b"
        ),
        "",
        0.9,
        r"\b(?:is|are|was|were|be|been|being)\s*$",
    ),
    Calque(
        "joined|joining|joins",
        "to|into",
        "{head}",
        r"(?:the|a|his|their|its)\b",
        "",
        0.75,
        r"\b(?:is|are|was|were|be|been|being|and|hands|forces)\s*$",
    ),
    Calque(
        "attended|attending|attends",
        "in|at|to",
        "{head}",
        (
            r"(?:the|a|an|his|this)\b[ \n](?:[\w-]+[ \n]){0,2}?(?:ceremony|meeting|conference|session|summit|funeral|"
            r"talks|match|event|opening|festival|exhibition|hearing)\b"
        ),
        "",
        0.8,
    ),
    Calque("reflected|reflects|reflecting", "about", "{head}", _DET, "", 0.6),
    Calque("sought|seeking|seeks", "for", "{head}", _DET, "", 0.6, r"\b(?:much|long|most|widely|highly)[- ]?\s*$"),
    # Another preposition belongs behind the verb.
    Calque("replied|replying|replies", "on|about", "{head} to", _DET, _TIME, 0.8),
    Calque(
        "responded|responding|responds",
        "on|for|about",
        "{head} to",
        (
            r"(?:the|a|his|her|this|these|that)\b[ \n](?:[\w-]+[ \n])?(?:questions?|calls?|requests?|letters?|offers?|"
            r"accusations?|statements?|remarks|attacks?|criticism|proposals?|appeals?|demands?)\b"
        ),
        "",
        0.85,
    ),
    Calque("married", "from", "{head} to", r"(?:a|an|the|his|her|[A-Z])", "", 0.75),
    Calque("accused|accusing", "with|by|for", "{head} of", _GERUND, rf"(?:{_ATTRIBUTES})", 0.8),
    Calque(
        "accused",
        "with|in",
        "{head} of",
        (
            r"(?:murder|theft|fraud|treason|corruption|espionage|bribery|arson|rape|terrorism|complicity|embezzlement|"
            r"manslaughter|forgery|assault|spying|smuggling)\b"
        ),
        "",
        0.8,
    ),
    Calque(
        "charged",
        "of|for",
        "{head} with",
        rf"(?:{_GERUND}|murder|theft|fraud|treason|corruption|espionage|bribery|arson|rape|terrorism|embezzlement|manslaughter)",
        "",
        0.85,
    ),
    Calque(
        "convicted",
        "with|by|for|in",
        "{head} of",
        rf"(?:{_GERUND}|murder|theft|fraud|treason|corruption|espionage|bribery|arson|rape|terrorism|embezzlement|manslaughter)",
        r"(?:absentia|being)\b",
        0.75,
    ),
    Calque("suspected", "with|by|for", "{head} of", _GERUND, _ATTRIBUTES, 0.85),
    Calque("acquitted", "from", "{head} of", "", "", 0.9),
    Calque(
        "found guilty|convicted guilty",
        "for|with|in",
        "found guilty of",
        rf"(?:{_GERUND}|murder|theft|fraud|treason|corruption|the)",
        "",
        0.75,
    ),
    Calque(
        "depend|depends|depended|depending|dependent",
        "from|of|at",
        "{head} on",
        "",
        r"(?:part|large|the (?:past|first|end))\b",
        0.85,
    ),
    Calque("relied|relying|relies|rely", "to|at|in", "{head} on", _DET, r"(?:the past)", 0.8),
    Calque("consist|consists|consisted|consisting", "from|by", "{head} of", "", "", 0.9),
    Calque("benefited|benefitted|benefiting|benefitting", "of", "{head} from", _DET, "", 0.85),
    Calque("suffered|suffers", "of", "{head} from", r"[a-z]", r"(?:the|his|her|its|their|[a-z]+ers)\b", 0.85),
    Calque(
        "participate|participated|participates|participating",
        "to|at",
        "{head} in",
        rf"(?:{_DET}|[A-Z])",
        r"(?:the (?:same|highest|level|start|end|time|request|invitation|expense|beginning|moment)|all)\b",
        0.7,
    ),
    Calque("took part|take part|taking part|takes part", "at|to|on", "{head} in", _DET, _TIME, 0.8),
    Calque(
        "resulted|resulting",
        "to|into|with",
        "{head} in",
        rf"(?:{_DET}|[a-z]+ing\b|death|many|several|\d)",
        "",
        0.75,
        r"\b(?:the|of|these|election|test|final|good|better|initial|and|their|its|exam|first)\s*$",
    ),
    Calque("searched|searching|search|searches", "about", "{head} for", _NP, "", 0.85),
    Calque(
        "warned|warns",
        "from|about of",
        "{head} of",
        r"(?:the|a|an|any|further|possible|serious|its|their|this|such|more|new)\b",
        r"(?:the (?:start|beginning|outset|pulpit|podium|stage|sidelines))\b",
        0.75,
        _PASSIVE,
    ),
    Calque(
        "warned|warns",
        "from|of",
        "{head} against",
        _GERUND,
        (
            r"(?:looming|impending|growing|rising|worsening|ongoing|escalating|coming|mounting|increasing|continuing|"
            r"spreading|lasting|spiralling|flooding|anything|nothing|everything|something)\b"
        ),
        0.7,
        _PASSIVE,
    ),
    Calque(
        "objected|objecting|objects",
        "on|against|at|about",
        "{head} to",
        _DET,
        r"(?:the (?:ground|grounds|basis|time)|this (?:ground|point)|that (?:time|point))",
        0.75,
        r"\b(?:the|of|these|and|other|several)\s*$",
    ),
    Calque("opposed", "against|on", "{head} to", r"(?:the|this|any|a|such|these|his|its)\b", _TIME, 0.75),
    Calque(
        "qualified|qualify|qualifies",
        "to|into",
        "{head} for",
        r"(?:the|round|semi|final|World|Africa|Asia|Champions|next)\b",
        "",
        0.85,
    ),
    Calque(
        "recovered|recovering|graduated|resigned|withdrew|withdrawn|retreated",
        "of|about",
        "{head} from",
        rf"(?:{_DET}|[A-Z])",
        "",
        0.8,
    ),
    Calque(
        "died",
        "by|with",
        "{head} of",
        (
            r"(?:his|her|their|a|the)\b[ \n](?:wounds|injuries|heart|stroke|cancer|disease|virus|cold|illness)\b|"
            r"(?:cancer|cholera|hunger|thirst|malaria)\b"
        ),
        "",
        0.8,
    ),
    Calque("contribute|contributed|contributes|contributing", "in|at|for", "{head} to", _GERUND, r"(?:being|addition)", 0.85),
    Calque(
        "contribute|contributed|contributes|contributing",
        "in|at",
        "{head} to",
        (
            r"(?:the|a|its|their|this|his) (?:[a-z]+ )?(?:development|success|growth|rise|fall|spread|decline|increase|"
            r"decrease|improvement|reduction|construction|crisis|victory|collapse|process|effort|efforts|stability|"
            r"peace|solution|fight|release|reform|economy)\b"
        ),
        "",
        0.8,
    ),
    Calque(
        "sentenced",
        "with|by|for|of",
        "{head} to",
        rf"{_NUM}",
        r"(?:a (?:court|judge|jury|military|criminal|special|panel|tribunal|crime|number|second)|two (?:judges|courts))",
        0.8,
    ),
    Calque("fined", "with|by", "{head}", r"[\d$\N{EURO SIGN}\N{POUND SIGN}]", "", 0.85),
    Calque(
        "rose|increased|fell|dropped|declined|decreased|grew|jumped|climbed|rises|falls|surged|soared|shrank",
        "with|of",
        "{head} by",
        r"[\d.,]+(?: ?%| per ?cent| percent| points)",
        "",
        0.85,
        r"\b(?:increased|rose)\s*of$",
    ),
    Calque("abide|abides|abided|abiding", "to|with", "{head} by", "", "", 0.8),
    Calque("comply|complies|complied|complying", "to|by", "{head} with", _NP, "", 0.85),
    Calque("adhere|adhered|adheres|adhering", "with|by", "{head} to", rf"(?:{_DET})", "", 0.85),
    Calque(
        "refrained|refraining|refrain|abstained|abstaining",
        "of|about|to",
        "{head} from",
        "",
        "",
        0.8,
        r"\b(?:the|a|this|familiar|common)\s*$",
    ),
    Calque("escaped|escaping", "of", "{head} from", r"(?:the|a|his|prison|death)\b", "", 0.85),
    Calque(
        "apologised|apologized|apologising|apologizing", "about|on|from", "{head} for", rf"(?:{_DET}|[a-z]+ing\b)", _TIME, 0.75
    ),
    Calque("prevented|banned|prohibited|barred|excluded|prevent", "of|to|about", "{head} from", _GERUND, "", 0.85),
    Calque("deprived|depriving|stripped", "from|off", "{head} of", _NP, "", 0.85),
    Calque("exempted|exempt", "of", "{head} from", "", "", 0.85),
    Calque(
        "agreed|agreeing",
        "about|in",
        "{head} on",
        r"(?:the|a) (?:need|necessity|importance|establishment|formation|terms|date|ceasefire|truce|draft|plan|mechanism)\b",
        "",
        0.75,
    ),
    Calque(
        "concentrated|concentrating|focused|focusing|focuses|focussed", "about|at", "{head} on", rf"(?:{_DET}|ways)", "", 0.75
    ),
    Calque(
        "insisted|insisting|insists",
        "about|in",
        "{head} on",
        rf"(?:{_GERUND}|{_DET})",
        (
            r"(?:the|a|an|his|her|this|that) (?:interview|statement|speech|letter|post|press|video|television|televised|"
            r"radio|tweet|court|past)"
        ),
        0.75,
    ),
    Calque("succeeded", "at|by", "{head} in", _GERUND, "", 0.75, r"\b(?:was|be|been|is)\s*$"),
    Calque("congratulated|congratulating", "by|about|with", "{head} on", r"(?:the|his|her|their)\b", "", 0.7),
    # Adjectives, participles and prepositions.
    Calque("responsible", "of|about|on|from", "{head} for", "", r"(?:the (?:part|side))\b", 0.9),
    Calque("capable", "to|for", "able to", r"[a-z]+\b", r"(?:the|a|an|his|her|any|[a-z]+ing|such|its|their)\b", 0.8),
    Calque("interested", "with|about|on|to", "{head} in", rf"(?:{_DET}|[a-z]+ing\b)", "", 0.8),
    Calque("afraid|scared|frightened", "from", "{head} of", "", "", 0.85),
    Calque("worried|anxious", "from|of", "{head} about", rf"(?:{_DET}|[a-z]+ing\b)", "", 0.75),
    Calque("famous|renowned", "with|by", "{head} for", _NP, "", 0.8),
    Calque("known", "with", "{head} for", r"(?:his|her|its|their)\b", "", 0.75),
    Calque("proud|ashamed", "with|from|by|about", "{head} of", _NP, "", 0.8),
    Calque("satisfied|pleased", "from|of", "{head} with", "", "", 0.85, r"\b(?:the|and|of)\s*$"),
    Calque("aware", "about|from|with|to", "{head} of", "", "", 0.8),
    Calque("convinced", "with|about", "{head} of", rf"(?:{_DET})", r"(?:the (?:past|end))", 0.75),
    Calque("angry|annoyed", "from|of", "{head} at", "", "", 0.75),
    Calque("surprised|shocked|impressed|inspired", "from|of", "{head} by", rf"(?:{_DET})", "", 0.8),
    Calque(
        "full",
        "with|by|from",
        "{head} of",
        r"(?:[a-z]|\d)",
        r"(?:time|respect|an? eye|the (?:support|knowledge|backing|exception|help))\b",
        0.7,
    ),
    Calque("similar|related", "with", "{head} to", _NP, r"(?:the (?:exception|same))", 0.75),
    Calque("different", "with|of", "{head} from", _DET, r"(?:the same)", 0.7),
    Calque(
        "close",
        "from",
        "{head} to",
        rf"(?:{_DET}|[A-Z])",
        (
            r"(?:the (?:day|year|season|week|meeting|session|war|campaign|month|market|market|decade|century|\w+ "
            r"(?:session|day|season|year)))|[A-Z]\w+ (?:session|trading|trade)"
        ),
        0.75,
        r"\b(?:the|a|at|its|their|his|up|to|by|of|before|near)\s*$",
    ),
    Calque("near", "from|of", "{head}", _NP, "", 0.85, r"\b(?:the|from)\s*$"),
    Calque("away", "of", "{head} from", _NP, "", 0.85),
    Calque("instead", "from|for|than|to", "{head} of", rf"(?:{_DET}|[a-z]+ing\b)", r"(?:the (?:first|moment|start))", 0.75),
    Calque("regardless", "to|from|about|on", "{head} of", r"[a-z]", "", 0.85),
    Calque("due|owing", "of", "{head} to", "", r"(?:course)\b", 0.9),
    Calque("despite", "of|from|to", "{head}", "", "", 0.95),
    Calque("according", "with|of|for", "{head} to", "", "", 0.9),
    Calque("prior", "of|from", "{head} to", rf"(?:{_DET}|[A-Z])", "", 0.85),
    Calque("behind|among|during|against|towards|beside|besides|beyond", "of", "{head}", _DET, "", 0.85, r"\bfrom\s*$"),
    Calque(
        "since",
        "from",
        "{head}",
        r"(?:the|last|\d{4}|Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)",
        r"(?:the (?:fact|point of view))",
        0.85,
    ),
    Calque("until", "to", "{head}", _DET, "", 0.8),
    Calque(
        "loyal|committed|opposed|accustomed", "for|with", "{head} to", _DET, "", 0.7, r"\b(?:was|were|been|crimes?|is|are)\s*$"
    ),
    Calque("keen", "about|for|to", "{head} on", _GERUND, "", 0.85),
    Calque("specialised|specialized|specialising|specializing", "by|for|with", "{head} in", _NP, "", 0.75),
    # Phrases.
    Calque(
        "in accordance|in compliance|in coordination|in cooperation|in co-operation|in partnership|in conformity",
        "to|of|by",
        "{head} with",
        _NP,
        "",
        0.9,
    ),
    Calque(
        "in response|in reply|in reaction|in addition|in contrast|as a response|as a reaction",
        "for|on|about",
        "{head} to",
        _NP,
        _TIME,
        0.85,
    ),
    Calque("in protest", "on|for|about|from|to", "{head} at", _DET, _TIME, 0.8),
    Calque("in connection", "to|of", "{head} with", _NP, "", 0.8),
    Calque(
        "in relation|with regard|with regards|in regard|with respect|with relation", "of|with|about", "{head} to", _NP, "", 0.85
    ),
    Calque("in preparation", "to", "{head} for", r"(?:the|a|his|its|their)\b", "", 0.8),
    Calque(
        (
            "in support|in favour|in favor|in honour|in honor|in search|in charge|in light|in the light|in need|in "
            "defence|on behalf|in pursuit"
        ),
        "to|for|about|from",
        "{head} of",
        _NP,
        r"(?:the (?:first|past|last|time)|a (?:while|time|moment))",
        0.8,
    ),
    Calque("as a result|as a consequence", "from|to|for", "{head} of", _NP, "", 0.9),
    Calque("in exchange", "of|to|with", "{head} for", _NP, "", 0.8),
    Calque("thanks", "of|from", "{head} to", r"the\b", "", 0.7),
    Calque("in front", "from|to", "{head} of", _NP, "", 0.85),
)
