"""The pages of `tanqih rules`: a table of all rules, and a rule's page written from the rule itself and its tested examples."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from typing import Any, NamedTuple

from tanqih.commands.glossary.about import show_entries
from tanqih.commands.patch import cut, marked
from tanqih.commands.terminal import ELLIPSIS, Piece, Screen, cells, one_line, visible
from tanqih.resources import examples_file
from tanqih.rules import Rule

OPEN, CLOSE = "\N{MATHEMATICAL LEFT WHITE SQUARE BRACKET}", "\N{MATHEMATICAL RIGHT WHITE SQUARE BRACKET}"
EXAMPLES = 2
_INDENT = "  "
_CONTEXT = 120


class Examples(NamedTuple):
    """Tested examples of a rule: tables with `target` (span in marks) and `fixed`, and tables with `target` and `why`."""

    found: list[dict[str, Any]]
    passed: list[dict[str, Any]]


def examples(rule: Rule) -> Examples:
    """The first fixtures of a rule: those packed in the wheel, or the repository's own; none where neither is there."""
    path = examples_file(rule.family)
    if path is None:
        return Examples([], [])
    tables = tomllib.loads(path.read_text(encoding="utf8"))
    return Examples(
        *([table for table in tables.get(mood, []) if table["rule"] == rule.id][:EXAMPLES] for mood in ("find", "pass"))
    )


def show_table(screen: Screen, rules: Iterable[Rule]) -> None:
    """Write one line per rule: id, severity, profile, and what it is about."""
    rules = tuple(rules)
    if not rules:
        return
    width = max(len(rule.id) for rule in rules)
    screen.line(Piece("bold", f"{'Rule':{width}}  {'Severity':8}  {'Profile':8}  What it finds"))
    for rule in rules:
        room = screen.width - width - 22
        text = one_line(rule.doc.partition("\n")[0])
        if cells(text) > room:
            text = text[: text.rfind(" ", 0, room - 1)] + ELLIPSIS
        severity = Piece(str(rule.severity), f"{rule.severity!s:8}")
        screen.line(f"{rule.id:{width}}  ", severity, f"  {_profile(rule):8}  ", text)


def _profile(rule: Rule) -> str:
    return "wire" if rule.wire else "model" if rule.model else "preserve"


def show_page(screen: Screen, rule: Rule) -> None:
    """Write the page of a rule."""
    first, _, rest = rule.doc.partition("\n")
    screen.line(Piece("bold", rule.id))
    screen.line()
    for paragraph in (first, *rest.split("\n\n")):
        if paragraph.strip():
            screen.wrapped([Piece("", one_line(" ".join(paragraph.split())))], _INDENT)
            screen.line()
    profile = "wire only (house style)" if rule.wire else "preserve and wire" + (", with --model" if rule.model else "")
    facts = {"Category": rule.category, "Severity": str(rule.severity), "Profile": profile, "Leave out": f"--ignore {rule.id}"}
    for name, value in facts.items():
        screen.line(_INDENT, Piece("dim", f"{name:10}"), value)
    if rule.glossary:
        show_entries(screen, rule.id)
    found, passed = examples(rule)
    if found:
        screen.line()
        screen.line(Piece("bold", "It finds"))
        for table in found:
            _show_found(screen, table)
    if passed:
        screen.line()
        screen.line(Piece("bold", "It leaves alone"))
        for table in passed:
            screen.wrapped([Piece("", one_line(table["target"]))], "    ", "  = ")
            screen.wrapped([Piece("dim", f"because: {one_line(table['why'])}")], "    ")


def markdown(rules: Iterable[Rule]) -> str:
    """The pages of rules as one Markdown text (docs/rules.md)."""
    parts = ["# Rules\n\nWritten by `tanqih rules --format markdown` from the rules themselves and their tested examples."]
    family = ""
    for rule in rules:
        if rule.family != family:
            family = rule.family
            parts.append(f"## {family}")
        profile = "`wire` only" if rule.wire else "every profile" + (", with `--model`" if rule.model else "")
        first, _, rest = rule.doc.partition("\n")
        parts += [f"### {rule.id}", first, *(" ".join(part.split()) for part in rest.split("\n\n") if part.strip())]
        parts.append(f"{rule.category} \N{MIDDLE DOT} {rule.severity} \N{MIDDLE DOT} {profile}")
        found, passed = examples(rule)
        lines = []
        for table in found:
            fixed = f"\n  mended: {_one_line(table['fixed'])}" if "fixed" in table else ""
            lines.append(f"- found: {_one_line(table['target'])}{fixed}")
        lines += [f"- left alone ({table['why']}): {_one_line(table['target'])}" for table in passed]
        parts.append("\n".join(lines))
    return "\n\n".join(part for part in parts if part) + "\n"


def _one_line(text: str) -> str:
    """Text of an example in Markdown: on one line, nothing in it taken for markup."""
    for sign in "\\`*_[]<>#":
        text = text.replace(sign, f"\\{sign}")
    return visible(text.replace("\n\n", " \N{PILCROW SIGN} ").replace("\n", " \N{PILCROW SIGN} "))


def _show_found(screen: Screen, table: dict[str, Any]) -> None:
    head, _, tail = table["target"].partition(OPEN)
    words, _, rest = tail.partition(CLOSE)
    before = [Piece("", one_line(head)), Piece("major", one_line(f"{OPEN}{words}{CLOSE}")), Piece("", one_line(rest))]
    screen.wrapped(before, "    ", "  - ")
    if "fixed" not in table:
        screen.wrapped([Piece("dim", "shown only, nothing is suggested")], "    ")
        return
    pieces = [piece for piece in cut(marked(f"{head}{words}{rest}", table["fixed"]), _CONTEXT) if piece[0] != "delete"]
    after = [Piece("" if kind == "keep" else kind, one_line(text)) for kind, text in pieces]
    screen.wrapped(after or [Piece("dim", "(all of it goes)")], "    ", "  + ")
