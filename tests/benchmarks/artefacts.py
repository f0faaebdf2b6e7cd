"""One artefact of a taxonomy class put into a clean English paragraph: the injectors of `trust.py`.

An injector takes a chooser, a paragraph (sentences of one article, in order, with typographic quotation marks) and the Arabic of one of
them, and gives the clean and the damaged text, or None where the paragraph has no place for such an artefact. The clean text comes from the
corpora; classes that need words of their own take them from `artefacts.toml`.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

LEFT, RIGHT = "\N{LEFT DOUBLE QUOTATION MARK}", "\N{RIGHT DOUBLE QUOTATION MARK}"
_QUOTED = re.compile(f"{LEFT}([^{LEFT}{RIGHT}]+){RIGHT}")
_SPEECH = re.compile(rf"(,){RIGHT}( (?:[\w.'\u2019-]+ ){{0,3}}(?:said|says|told|added)\b[^.{LEFT}{RIGHT}]*\.)")
_CUT = re.compile(r"(?<=[a-z]{4}) (in|to|for|with|from|by|after|into|during|of)(?= (?:the|a) [a-z]+ [a-z]+)")
_AFTER_COMMA = re.compile(r"(?<=[a-z], )(?:and|but|which|as|with|while|because|although|after|including)\b")
_STARTS = re.compile(r"(?<=[.!?] )(?:The|In|It|He|She|They|But|This|There|However|While|After)\b")
_FUNCTION = re.compile(r"\b(?:that|to|of|the|after|because|which|with|from|for|and)\b")
_DOUBLED = re.compile(r"\b(?:the|of|in|to|and|for|with|on|by|from) ")
TAILS = ("Has been reduced.", "Was reached.", "Might be possible.", "Not there.", "Could be signed.", "Has attained.")
ORPHANS = ("According to him.", "As he put it.", "Like he said.", "According to the statement.", "As she put it.")
LINES = {
    "boilerplate/nav-comment": ("Leave a Reply", "Read Next", "Back to top", "Your email address will not be published.", "Most Popular"),
    "boilerplate/share-follow": ("Follow us on Twitter and Facebook", "Subscribe to our newsletter", "Share this article", "Share on Facebook"),
    "boilerplate/see-also": ("Read also: Rain expected in the north", "See also: Prices rise again", "Related: The harvest in pictures"),
    "boilerplate/caption-credit": ("(Photo: Reuters)", "Archive photo of the port (AFP)", "The bridge before the flood (archive)"),
    "boilerplate/byline-dateline": ("Books \u2013 Ahmed Saleh", "I wrote \u2013 Mona Adel", "Cairo \u2013 Writings \u2013 Hany Samir"),
    "boilerplate/source-tag": ("Source: Agencies", "#news #economy #port", "Source link", "Short link", "[ad_1]"),
}  # fmt: skip
ENTITIES = (("&", "&amp;"), ("'", "&#39;"), (RIGHT, "&rdquo;"), (" ", "&nbsp;"))
CONTROLS = ("\N{RIGHT-TO-LEFT MARK}", "\N{LEFT-TO-RIGHT MARK}", "\N{ZERO WIDTH NON-JOINER}", "\N{RIGHT-TO-LEFT EMBEDDING}")
ARABIC_MARKS = {",": "\N{ARABIC COMMA}", "?": "\N{ARABIC QUESTION MARK}", ";": "\N{ARABIC SEMICOLON}"}


class Pair(NamedTuple):
    """A clean text and the same with one artefact."""

    clean: str
    damaged: str


class Paragraph(NamedTuple):
    """Sentences of one article, in order, and the Arabic of one of them."""

    sentences: tuple[str, ...]
    arabic: str

    @property
    def text(self) -> str:
        """The English on one line."""
        return " ".join(self.sentences)


Injector = Callable[[random.Random, Paragraph], Pair | None]
CARRIERS: dict[str, list[tuple[str, str]]] = {
    name: [(clean, broken) for clean, broken in sentences]
    for name, sentences in tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf8")).items()
}


def curly(text: str) -> str:
    """Straight double quotation marks as typographic ones, by turns."""
    marks = iter(LEFT if number % 2 == 0 else RIGHT for number in range(text.count('"')))
    return re.sub('"', lambda _: next(marks), text)


def _replaced(rng: random.Random, text: str, pattern: re.Pattern[str], change: Callable[[re.Match[str]], str]) -> Pair | None:
    """One match of a pattern changed."""
    found = list(pattern.finditer(text))
    if not found:
        return None
    match = rng.choice(found)
    return Pair(text, text[: match.start()] + change(match) + text[match.end() :])


def _quoted(rng: random.Random, text: str, change: Callable[[str], str]) -> Pair | None:
    """The inside of one quotation of three words or more, with its marks, changed."""
    found = [match for match in _QUOTED.finditer(text) if match.group(1).count(" ") >= 2]
    if not found:
        return None
    match = rng.choice(found)
    return Pair(text, text[: match.start()] + change(match.group(1)) + text[match.end() :])


def _inserted(rng: random.Random, paragraph: Paragraph, clean: str, broken: str) -> Pair:
    """A sentence between two of the paragraph, in either form; an empty one is none."""
    at = rng.randrange(1, len(paragraph.sentences) + 1)
    before, after = paragraph.sentences[:at], paragraph.sentences[at:]
    return Pair(*(" ".join(filter(None, (*before, middle, *after))) for middle in (clean, broken)))


def _early(inner: str) -> str:
    words = inner.split()
    at = max(2, len(words) // 2)
    return f"{LEFT}{' '.join(words[:at])}.{RIGHT} {' '.join(words[at:])[:1].upper()}{' '.join(words[at:])[1:]}{RIGHT}"


def _wrong_side(inner: str) -> str:
    return f"{LEFT}{inner}{LEFT}"


def _truncated(rng: random.Random, paragraph: Paragraph) -> Pair | None:
    """The last sentence cut behind a function word, in the second half of it."""
    last = paragraph.sentences[-1]
    found = [match for match in _FUNCTION.finditer(last) if match.start() > len(last) / 3 and match.end() < len(last) - 12]
    if not found or LEFT in last:
        return None
    cut = last[: rng.choice(found).end()] + "."
    return Pair(paragraph.text, " ".join((*paragraph.sentences[:-1], cut)))


def _lines(name: str) -> Injector:
    def put(rng: random.Random, paragraph: Paragraph) -> Pair:
        return Pair(paragraph.text, f"{paragraph.text}\n\n{rng.choice(LINES[name])}")

    return put


def _carried(name: str) -> Injector:
    return lambda rng, paragraph: _inserted(rng, paragraph, *rng.choice(CARRIERS[name]))


def _entity(rng: random.Random, paragraph: Paragraph) -> Pair:
    text = paragraph.text
    char, entity = rng.choice([(char, entity) for char, entity in ENTITIES if char in text])
    at = rng.choice([match.start() for match in re.finditer(re.escape(char), text)])
    return Pair(text, text[:at] + entity + text[at + 1 :])


def _mojibake(rng: random.Random, paragraph: Paragraph) -> Pair | None:
    """One character beyond ASCII read as Windows-1252, an apostrophe made typographic first."""
    text = paragraph.text.replace("'", "\N{RIGHT SINGLE QUOTATION MARK}")
    found = [at for at, char in enumerate(text) if not char.isascii()]
    if not found:
        return None
    at = rng.choice(found)
    return Pair(text, text[:at] + text[at].encode().decode("cp1252", "replace") + text[at + 1 :])


def _at_space(rng: random.Random, text: str, put: str) -> Pair:
    at = rng.choice([match.start() for match in re.finditer(" ", text)])
    return Pair(text, text[:at] + put + text[at:])


def _residue(rng: random.Random, paragraph: Paragraph) -> Pair | None:
    words = re.findall("[\u0621-\u064a]{4,}", paragraph.arabic)
    return _at_space(rng, paragraph.text, f" {rng.choice(words)}") if words else None


def _repeated_title(_rng: random.Random, paragraph: Paragraph) -> Pair:
    title = paragraph.sentences[0].rstrip(".")
    return Pair(f"{title}\n\n{paragraph.text}", f"{title}\n\n{title}\n\n{paragraph.text}")


def _on_text(change: Callable[[random.Random, str], Pair | None]) -> Injector:
    return lambda rng, paragraph: change(rng, paragraph.text)


def _pattern(pattern: str | re.Pattern[str], change: Callable[[re.Match[str]], str]) -> Injector:
    compiled = re.compile(pattern)
    return _on_text(lambda rng, text: _replaced(rng, text, compiled, change))


def _in_quotes(change: Callable[[str], str]) -> Injector:
    return _on_text(lambda rng, text: _quoted(rng, text, change))


def _after_sentence(texts: tuple[str, ...]) -> Injector:
    return lambda rng, paragraph: _inserted(rng, paragraph, "", rng.choice(texts))


def _no_quotation(change: Injector) -> Injector:
    return lambda rng, paragraph: None if LEFT in paragraph.text else change(rng, paragraph)


INJECTORS: dict[str, Injector] = {
    "quotes/stray-closing": _no_quotation(_pattern(r"(?<=[a-z])\.(?= |$)", lambda _: f". {RIGHT}")),
    "quotes/unclosed": _in_quotes(lambda inner: f"{LEFT}{inner}"),
    "quotes/early-close": _in_quotes(_early),
    "quotes/late-close": _pattern(_SPEECH, lambda m: f"{m.group(1)}{m.group(2)}{RIGHT}"),
    "quotes/wrong-side": _in_quotes(_wrong_side),
    "quotes/doubled-stop": _pattern(rf"\.{RIGHT}(?= |$)", lambda _: f".{RIGHT}."),
    "quotes/guillemets": _in_quotes(lambda inner: f"\u00ab{inner}\u00bb"),
    "fragment/displaced-tail": _after_sentence(tuple(f"{RIGHT} {tail}" for tail in TAILS)),
    "fragment/split-modifier": _no_quotation(_pattern(_CUT, lambda m: f". {m.group(1).capitalize()}")),
    "fragment/truncated": _truncated,
    "fragment/midsentence-capital": _pattern(_AFTER_COMMA, lambda m: m.group().capitalize()),
    "fragment/lowercase-start": _pattern(_STARTS, lambda m: m.group().lower()),
    "fragment/orphan-attribution": _after_sentence(ORPHANS),
    "fragment/repeated-passage": lambda rng, p: _inserted(rng, p, "", p.sentences[0]) if len(p.sentences[0].split()) > 6 else None,
    "punct/arabic-marks": _pattern(r"(?<=[a-z])[,?;](?= |$)", lambda m: ARABIC_MARKS[m.group()]),
    "punct/double-dot": _pattern(r"(?<=[a-z]{2})\.(?= |$)", lambda _: ".."),
    "punct/spacing": _pattern(r"(?<=[a-z]), (?=[a-z])", lambda _: " , "),
    "encoding/html-entity": _entity,
    "encoding/mojibake": _mojibake,
    "encoding/bidi-control": lambda rng, p: _at_space(rng, p.text, rng.choice(CONTROLS)),
    "encoding/arabic-residue": _residue,
    "boilerplate/repeated-title": _repeated_title,
    "grammar/initial-and": _pattern(_STARTS, lambda m: f"And {m.group().lower()}"),
    "grammar/duplicate-word": _pattern(_DOUBLED, lambda m: m.group() * 2),
    **{name: _lines(name) for name in LINES},
    **{name: _carried(name) for name in CARRIERS},
}  # fmt: skip
"""One per class that English alone can show, by the class's name; `meaning/role-swap` needs the source."""


def injected(name: str, paragraphs: list[Paragraph], count: int) -> Iterator[Pair]:
    """Up to `count` different pairs of one class, spread over the paragraphs; the same in every run."""
    rng = random.Random(f"trust {name}")
    seen: set[Pair] = set()
    for _ in range(8):
        for paragraph in rng.sample(paragraphs, len(paragraphs)):
            pair = INJECTORS[name](rng, paragraph)
            if pair is None or pair.clean == pair.damaged or pair in seen:
                continue
            seen.add(pair)
            yield pair
            if len(seen) == count:
                return
