"""A summary in Markdown for the page of a job (GitHub's step summary, a merge request's comment): score, gate, tables.

Text of articles and file names can bring in neither markup nor HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from tanqih.score.reporters.common import SEVERITIES, file_name, number, one_line, title
from tanqih.score.reporters.summary import Summary, compared, headline, summarised, verdict
from tanqih.score.result import Comparison, CorpusScore, ScoredIssue

WORST, ISSUES = 10, 20
_MARKUP = re.compile(r"[\\`*_{}\[\]<>#|&~$@!]|(?<=w)ww\.|(?<=http)s?:|^[-+=]")
_PASSED = {"passed": "\N{WHITE HEAVY CHECK MARK} ", "failed": "\N{CROSS MARK} ", "": ""}


def write(corpus: CorpusScore) -> Iterator[str]:
    """The summary; the first lines say what matters."""
    summary = summarised(corpus, worst=WORST, issues=ISSUES)
    said = verdict(corpus)
    yield f"## {_PASSED[said]}Translation quality: {headline(corpus)}\n\n"
    if said:
        yield f"The gate has **{said}**.\n\n"
        yield "".join(f"- {text(check.text)}\n" for check in corpus.gate.checks if not check.passed)
        yield "" if corpus.gate.passed else "\n"
    yield from _table(("Documents", "Words", "Issues", "Points per 1,000 words"), [_sizes(corpus, summary)])
    if corpus.counts.state:
        states = [f"{corpus.counts.state.get(state, 0):,}" for state in ("new", "unchanged", "absent")]
        yield from _table(("New", "Known from the baseline", "Gone"), [states])
    if corpus.metrics:
        rows = [(one.name, f"{one.value:.2f}", "higher" if one.higher_is_better else "lower") for one in corpus.metrics]
        yield from _table(("Metric", "Value", "Better is"), rows)
    if corpus.comparison:
        yield from _comparison(corpus.comparison)
    if summary.families:
        yield "### Issues by family\n\n"
        yield from _table(("Family", *(str(severity).capitalize() for severity in SEVERITIES)), _families(summary))
        yield "### The worst issues\n\n"
        yield from _table(("Place", "Rule", "Severity", "What is wrong"), map(_issue, summary.issues))
        yield "### The lowest scores\n\n"
        rows = [(title(one), number(one.score), f"{one.words:,}") for one in summary.worst]
        yield from _table(("Document", "Score", "Words"), rows)
    yield f"<sub>{text(corpus.signature)}</sub>\n"


def _comparison(found: Comparison) -> Iterator[str]:
    yield f"### Against the older version\n\n{text(compared(found))}\n\n"
    rows = [(one.path or one.id, number(one.old), number(one.new)) for one in (*found.worse[:WORST], *found.better[:WORST])]
    if rows:
        yield from _table(("Document", "Was", "Is"), rows)


def _sizes(corpus: CorpusScore, summary: Summary) -> Sequence[str]:
    return f"{summary.documents:,}", f"{corpus.words:,}", f"{corpus.counts.issues:,}", number(corpus.per_1000)


def _families(summary: Summary) -> Iterator[Sequence[str]]:
    ordered = sorted(summary.families.items(), key=lambda item: (-item[1].total(), item[0]))
    return ((family, *(f"{counts[severity]:,}" for severity in SEVERITIES)) for family, counts in ordered)


def _issue(scored: ScoredIssue) -> Sequence[str]:
    issue = scored.issue
    place = file_name(scored.path) + (f":{issue.line}:{issue.column}" if issue.line else "")
    return place, issue.rule, str(issue.severity), issue.message


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |\n|{' --- |' * len(head)}\n"
    for row in rows:
        yield f"| {' | '.join(map(text, row))} |\n"
    yield "\n"


def text(words: str) -> str:
    """Words on one line that Markdown and HTML leave as they are; a name with @ notifies nobody and an address is no link."""
    return _MARKUP.sub(lambda found: "".join(f"&#{ord(char)};" for char in found.group()), one_line(words))
