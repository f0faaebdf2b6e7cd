"""Tails of participles of saying: "stressing that …, pointing out that …, adding that …"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tanqih.english import FINITE_AUXILIARIES, can_be_verb_only, verb_form, verb_lemma
from tanqih.issue import Edit, Severity, Suggestion
from tanqih.lazy import regex
from tanqih.rules._rule import Finding, finding, replace, review, rule
from tanqih.rules.grammar._phrases import LONGEST
from tanqih.text import Block, Sentence

_SAID = (
    "stressing emphasising emphasizing underlining underscoring highlighting noting indicating explaining affirming confirming "
    "saying stating asserting revealing declaring announcing clarifying reiterating claiming insisting recalling mentioning "
    "reporting considering believing adding observing arguing maintaining conceding acknowledging admitting remarking "
    "disclosing continuing suggesting alleging"
)
_ONLY_THAT = frozenset(
    "indicating suggesting reporting claiming revealing saying adding continuing believing arguing noting stating highlighting "
    "maintaining alleging attributing extending renewing".split()
)
_OTHER = (
    "calling urging expressing warning accusing demanding praising thanking welcoming denying referring asking appealing "
    "wishing hoping condemning denouncing criticising criticizing describing vowing pledging promising hailing commending "
    "blaming rejecting wondering predicting expecting renewing extending inviting requesting assuring pointing attributing "
    "justifying lamenting regretting"
)
_VERBS = "|".join(sorted({*_SAID.split(), *_OTHER.split()}))
_ITEM = regex(
    r"(?P<join>,[ \n]+(?:and[ \n]+)?(?:also[ \n]+|while[ \n]+|further[ \n]+)?|(?<![ \n])[ \n]+and[ \n]+(?:also[ \n]+)?)"
    rf"(?P<verb>{_VERBS})\b(?P<particle>[ \n]+out\b|[ \n]+to[ \n]+the[ \n]+fact\b)?"
    r"(?P<also>[ \n]+(?:also|further|however|meanwhile|at the same time))?(?P<that>[ \n]+that\b)?"
)
_JUDGED = regex(r"(?:it|them|him|her|this|the \w+)[ \n]+(?:as[ \n]+|to[ \n]+be[ \n]+)?(?P<what>[^,]+)")
_JUDGING = frozenset("rejected dismissed condemned denounced welcomed hailed praised criticised criticized described".split())
_KEEP_THAT = regex(
    (
        r"(?:that|this|these|those|in|on|at|by|for|with|after|before|if|when|while|since|as|despite|during|from|under|"
        r"to|although|what|who)\b"
    ),
    re.IGNORECASE,
)
_IRREGULAR = {"calling": "called", "expressing": "expressed", "pointing": "pointed", "wishing": "wished"}


@dataclass(frozen=True, slots=True)
class _Item:
    """One participle phrase: offsets of its joint, of what it says, and its kind."""

    start: int
    verb: str
    said: bool
    content: int
    end: int


@rule(
    "style/awkward-style",
    Severity.MINOR,
    trigger=(
        rf",[ \n]+(?:and |also |while |further )?(?:{_VERBS})[ \n][^.!?]*(?:,[ \n]+|and[ \n]+)(?:and |also |"
        rf"while |further )?(?:{_VERBS})[ \n]"
    ),
    wire=True,
)
def participle_chain(block: Block) -> Iterator[Finding]:
    """Two or more participles of saying in one tail: "…, stressing that …, pointing out that …".

    Arabic reports go on with participles (mu'akkidan, mushiran ila). English takes one plain verb of saying: "… and said … and
    …". Left alone are a single participle, participles of result ("killing three people and injuring nine"), and what stands in
    quotations.
    """
    if block.is_heading:
        return
    for sentence in block.sentences:
        items = _items(block, sentence) if len(sentence.words) <= LONGEST else []
        commas = sum(block.text[item.start] == "," for item in items)
        if commas < 2 and len(items) < 3:
            continue
        start, end = items[0].start, items[-1].content
        message = f"The sentence has a tail of {len(items)} participles of saying."
        best = _after_said(block, sentence, items) or _finite(block, sentence, items)
        others = _one_participle(block, items)
        yield finding(block, start, end, message, 0.75 if len(items) == 2 else 0.8, *([best] if best else []), *others)


def _items(block: Block, sentence: Sentence) -> list[_Item]:
    matches = [
        m
        for m in _ITEM.finditer(block.text, sentence.start, sentence.end)
        if not block.quoted(m.start("verb")) and (m["join"].startswith(",") or m.start() > sentence.start)
    ]
    while matches and not matches[0]["join"].startswith(","):
        matches.pop(0)
    items: list[_Item] = []
    for i, m in enumerate(matches):
        end = matches[i + 1].start() if i + 1 < len(matches) else sentence.core_end
        said = bool(m["that"]) and (m["verb"] in _SAID.split() or bool(m["particle"]))
        space = regex(r"[ \n]*").match(block.text, m.end())
        content = space.end() if space else m.end()
        if content < end and (said or m["verb"] not in _ONLY_THAT):
            items.append(_Item(m.start(), m["verb"], said, content if said else m.start("verb"), end))
    return items


def _finite(block: Block, sentence: Sentence, items: Sequence[_Item]) -> Suggestion | None:
    """The tail turned into finite verbs behind the main verb; None where the main clause holds a clause of its own."""
    text = block.text
    main = text[sentence.start : items[0].start]
    if _embeds(main) or not _has_past(main):
        return None
    parts = _parts(items)
    edits: list[Edit] = []
    for number, group in enumerate(parts):
        first = group[0]
        joint = " and " if number == len(parts) - 1 else ", "
        if first.said:
            edits.append(replace(block, first.start, first.content, f"{joint}said {_that(text, first)}"))
            edits += _listed(block, group)
            continue
        judged = _JUDGED.match(text, first.content + len(first.verb) + 1) if first.verb == "considering" else None
        if judged is not None and number == 0 and set(main.split()) & _JUDGING:
            edits.append(replace(block, first.start, judged.start("what"), " as "))
            continue
        end = first.content + len(first.verb)
        edits.append(replace(block, first.start, end, f"{joint}{_past(first.verb)}"))
    return review("use plain verbs", *edits)


_SAID_THAT = regex(
    r"\b(?:said|says|announced|confirmed|explained|stressed|added|revealed|affirmed|stated|noted|declared)[ \n]+that\b"
    r"|\bsaid[ \n]+(?:it|he|she|they|the|a|an|his|her|its|their)\b"
)


def _after_said(block: Block, sentence: Sentence, items: Sequence[_Item]) -> Suggestion | None:
    """Behind a main clause with a verb of saying, the tail goes on with "that": "said that A, that B and that C"."""
    if not all(item.said for item in items) or not _SAID_THAT.search(block.text, sentence.start, items[0].start):
        return None
    edits = []
    for i, item in enumerate(items, 1):
        edits.append(replace(block, item.start, item.content, " and that " if i == len(items) else ", that "))
    return review("go on with that", *edits)


def _parts(items: Sequence[_Item]) -> list[list[_Item]]:
    """The items, with neighbours that only say something put together."""
    parts: list[list[_Item]] = []
    for item in items:
        if parts and item.said and parts[-1][0].said:
            parts[-1].append(item)
        else:
            parts.append([item])
    return parts


def _listed(block: Block, group: Sequence[_Item], that: str = "") -> list[Edit]:
    edits = []
    for i, item in enumerate(group[1:], 2):
        joint = " and " if i == len(group) else ", "
        edits.append(replace(block, item.start, item.content, f"{joint}{that or _that(block.text, item)}"))
    return edits


def _that(text: str, item: _Item) -> str:
    return "that " if _KEEP_THAT.match(text, item.content) else ""


def _past(participle: str) -> str:
    return _IRREGULAR.get(participle) or verb_form(verb_lemma(participle), "VBD")


def _embeds(main: str) -> bool:
    """True when the main clause holds another clause, behind which a second verb would be misread."""
    return re.search(r"\b(?:that|which|who|said|says|where|because|while)\b", main) is not None


def _has_past(main: str) -> bool:
    words = re.findall(r"[a-z]+", main)
    return any(can_be_verb_only(word) and word not in FINITE_AUXILIARIES for word in words) or any(
        word in {"had", "was", "were", "did"} for word in words
    )


def _one_participle(block: Block, items: Sequence[_Item]) -> list[Suggestion]:
    """One participle for all that is said: ", saying A and B"."""
    text = block.text
    edits: list[Edit] = []
    parts = _parts(items)
    for number, group in enumerate(parts):
        first = group[0]
        joint = ", " if number == 0 else " and " if number == len(parts) - 1 else ", "
        if first.said:
            edits.append(replace(block, first.start, first.content, f"{joint}saying {_that(text, first)}"))
            edits += _listed(block, group)
        elif number:
            edits.append(replace(block, first.start, first.content, joint))
    return [review("use one participle", *edits, score=0.5)] if edits else []
