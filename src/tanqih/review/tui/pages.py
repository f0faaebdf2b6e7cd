"""What the windows of the review screen say: keys and signs, the rule of an issue, everything that has changed, what is about to be done."""

from __future__ import annotations

from collections.abc import Iterable

from tanqih.commands.terminal import one_line
from tanqih.errors import UnknownRuleError
from tanqih.review.actions import Keymap, table
from tanqih.review.article import Article
from tanqih.review.bulk import Plan, Sample
from tanqih.review.replay import describe
from tanqih.review.shelf import Lost
from tanqih.review.tui import styles
from tanqih.review.tui.layout import Row, cropped, fitted_diff, wrapped
from tanqih.review.wording import changed_pieces

KEYS_WIDTH = 17
_SIGNS = (
    (f"{styles.OPEN}words{styles.CLOSE}", "the words of the current issue"),
    ("!!words !words ~words", "other open issues: critical, major, minor"),
    ("[gone] {new}", "what a suggestion deletes and inserts"),
    ("facts \N{CHECK MARK}  facts !", "numbers, names, negations and speakers stay, or would change"),
)


def help_rows(keys: Keymap, rule: str, editing: bool, width: int) -> list[Row]:
    """The rule of the current issue (if any), the keys as they are set, and the signs, in `width` cells."""
    rows: list[Row] = []
    if editing:
        rows += [[("Editing", styles.STRONG)], *_key("Enter", "take the text", width), *_key("Esc", "leave it as it was", width)]
        rows += [*_key("ctrl+o", "go on in your own editor ($VISUAL or $EDITOR)", width), []]
    if rule:
        rows += _rule(rule, width)
    for group, lines in table(keys):
        rows += [[(group, styles.STRONG)], *(row for named, text in lines for row in _key(named, text, width)), []]
    rows += [[("Signs", styles.STRONG)]]
    width = max(len(sign) for sign, _ in _SIGNS) + 2
    return [*rows, *([(f"  {sign:<{width}}", styles.KEY), (text, styles.PLAIN)] for sign, text in _SIGNS)]


def _key(named: str, text: str, width: int) -> list[Row]:
    rows = wrapped([(text, styles.PLAIN)], width - KEYS_WIDTH - 2)
    heads = [f"  {named:<{KEYS_WIDTH}}", *[" " * (KEYS_WIDTH + 2)] * (len(rows) - 1)]
    return [[(head, styles.KEY), *row] for head, row in zip(heads, rows, strict=True)]


def _rule(rule: str, width: int) -> list[Row]:
    from tanqih.rules import rule_by_id

    try:
        found = rule_by_id(rule)
    except UnknownRuleError:
        return []
    parts = [" ".join(part.split()) for part in found.doc.split("\n\n") if part.strip()]
    rows: list[Row] = [[(f"This issue: {rule}", styles.STRONG)]]
    for part in parts:
        rows += [*([("  ", ""), *row] for row in wrapped([(part, styles.PLAIN)], width - 2)), []]
    return rows


def diff_rows(article: Article, width: int) -> list[Row]:
    """Every paragraph that has changed, as a word diff in `width` cells, and how many have not in between."""
    rows: list[Row] = []
    same = 0
    for before, after in zip(article.document.segments, article.preview.segments, strict=True):
        if before.target == after.target:
            same += bool(before.target.strip())
            continue
        rows += [*_same(same), *wrapped(styles.diff_runs(changed_pieces(before.target, after.target)), width), []]
        same = 0
    return [*rows, *_same(same)] if rows else [[("Nothing has changed in this text.", styles.PLAIN)]]


def _same(paragraphs: int) -> list[Row]:
    if not paragraphs:
        return []
    return [[(f"\N{MIDDLE DOT} {paragraphs} paragraph{'s' * (paragraphs != 1)} as before", styles.DIM)], []]


def lost_rows(lost: Iterable[Lost], width: int) -> list[Row]:
    """Decisions on an earlier version of a text that no longer apply, in `width` cells."""
    rows: list[Row] = []
    for one in lost:
        rows += [*wrapped([(f"{one_line(one.document)}  ", styles.DIM), (describe(one), styles.PLAIN)], width), []]
    head = "Your decisions on an earlier version of the text were kept where their issue is still there. Not these:"
    return [*wrapped([(head, styles.QUIET)], width), [], *rows] if rows else [[("Every decision still applies.", styles.PLAIN)]]


def plan_rows(plan: Plan, here: bool, width: int, height: int) -> list[Row]:
    """What a plan would do, how often, what it leaves out, and its places as far as there is room."""
    number = len(plan.samples)
    texts = len({sample.at for sample in plan.samples})
    where = "in this text" if here else f"in {texts} text{'s' * (texts != 1)}"
    rows: list[Row] = [[(f"{number} issue{'s' * (number != 1)} {where}", styles.STRONG), (f"  {plan.title}", styles.PLAIN)]]
    rows += [
        [(f"{count} left out: {one_line(reason)}", styles.QUIET)] for reason, count in plan.left_out.most_common() if not here
    ]
    rows.append([])
    room = max(1, height - len(rows) - 1)
    rows += [_sample(sample, width) for sample in plan.samples[:room]]
    hidden = number - min(number, room)
    return [*rows, [(f"and {hidden} more", styles.DIM)]] if hidden else rows


def _sample(sample: Sample, width: int) -> Row:
    """A place of a plan on one line."""
    text, edits = sample.text, sorted(edit for edit in sample.edits if edit.segment == sample.issue.segment)
    if not edits:
        span = sample.issue.span
        row: Row = [
            (text[max(0, span.start - width) : span.start][-width // 3 :], styles.QUIET),
            (f"{styles.OPEN}{text[span.start : span.end]}{styles.CLOSE}", styles.MARK),
            (text[span.end : span.end + width], styles.QUIET),
        ]
        return cropped(row, width)
    low, high = max(0, edits[0].span.start - width), edits[-1].span.end + width
    after = text
    for edit in reversed(edits):
        after = after[: edit.span.start] + edit.text + after[edit.span.end :]
    grown = len(after) - len(text)
    pieces = changed_pieces(text[low:high], after[low : high + grown])
    return cropped(styles.diff_runs(fitted_diff(pieces, width)), width)
