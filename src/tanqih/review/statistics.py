"""What reviewing was like: time, keys and edits per document, verdicts per rule, decisions per day. From the log of a store.

An undone decision was work as well: its time, keys and characters count, its verdict does not. A decision that was taken over for
another version of a text is the same decision and counts once.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from tanqih.document import Document
from tanqih.issue import Verdict
from tanqih.review.entry import content_hash
from tanqih.review.log import Made, Name, Version, decisions_of, versions_of
from tanqih.review.restore import unchecked
from tanqih.review.store import Store

_NOBODY = Name("", "")
Texts = Mapping[Name, Document]
"""Documents as they were read for the review."""


@dataclass(slots=True)
class _Work:
    """Sums over decisions: how many stand, and the effort of all of them (seconds, keys, characters)."""

    decided: int = 0
    withdrawn: int = 0
    seconds: float = 0.0
    keystrokes: int = 0
    typed: int = 0

    def add(self, made: Made) -> None:
        """Count a decision."""
        self.decided += made.stands
        self.withdrawn += not made.stands
        self.seconds += made.decision.seconds
        self.keystrokes += made.decision.keystrokes
        self.typed += made.decision.typed


@dataclass(slots=True)
class DocumentWork(_Work):
    """The work on a document; what depends on its text is None when the text is no longer there as it was reviewed.

    Attributes:
        name: of the document.
        words: of the machine translation, split at white space.
        words_seen: of it, from the start (or from where the period began) to the last paragraph that was decided on.
        edit_rate: see `edit_rate`, of the text as it reads with all decisions.
    """

    name: Name = _NOBODY
    words: int | None = None
    words_seen: int | None = None
    edit_rate: float | None = None

    @property
    def words_per_hour(self) -> float | None:
        """Words seen in an hour of work; None when no time was logged, or nothing new was seen in the period."""
        return 3600 * self.words_seen / self.seconds if self.words_seen and self.seconds else None


@dataclass(slots=True)
class RuleWork(_Work):
    """What became of a rule's issues; `first` are those accepted by their first suggestion, `ignored` the texts it was ignored in."""

    rule: str = ""
    accepted: int = 0
    first: int = 0
    own_text: int = 0
    rejected: int = 0
    ignored: int = 0

    @property
    def accept_rate(self) -> float | None:
        """Share of its decisions that took one of its suggestions, 0..1; None without decisions."""
        return self.accepted / self.decided if self.decided else None


@dataclass(slots=True)
class DayWork(_Work):
    """The work of a day, by the clock of this machine: "2026-11-22"."""

    day: str = ""


@dataclass(frozen=True, slots=True)
class Statistics:
    """Everything that was counted; documents and rules by name, days and decisions in the order of time."""

    documents: list[DocumentWork] = field(default_factory=list)
    rules: list[RuleWork] = field(default_factory=list)
    days: list[DayWork] = field(default_factory=list)
    decisions: list[Made] = field(default_factory=list)


def measure(store: Store, texts: Texts, *, only: Collection[Name] | None = None, since: float | None = None) -> Statistics:
    """Count what a store's log holds.

    Args:
        store: a file, best a `snapshot`.
        texts: of the documents, as far as they are there.
        only: documents to look at; None for all.
        since: seconds since the epoch; earlier decisions, and those of a private review, are left out.

    Raises:
        InputError: the store cannot be read.
    """
    names = versions_of(store)
    found = Statistics()
    rules: dict[str, RuleWork] = {}
    days: dict[str, DayWork] = {}
    for name in sorted(names if only is None else names.keys() & set(only)):
        made = decisions_of(store, name, names[name])
        taken = [one for one in made if since is None or one.decision.made_at >= since]
        if not taken:
            continue
        for one in taken:
            _count(one, rules, days)
        text = _reviewed(texts.get(name), names[name])
        found.documents.append(_document_work(name, made, since, text, store))
        found.decisions.extend(taken)
    found.rules.extend(rules[rule] for rule in sorted(rules))
    found.days.extend(days[day] for day in sorted(days))
    found.decisions.sort(key=lambda one: one.decision.made_at)
    return found


def _document_work(
    name: Name, made: Sequence[Made], since: float | None, text: tuple[Document, int] | None, store: Store
) -> DocumentWork:
    """The work on a document: `made` are all decisions on it, `text` is the text with its row."""
    earlier = [one for one in made if since is not None and one.decision.made_at < since]
    work = DocumentWork(name=name)
    for one in made:
        if since is None or one.decision.made_at >= since:
            work.add(one)
    if text is None:
        return work
    document, row = text
    work.words = _words(document)
    work.words_seen = _seen(document, made) - _seen(document, earlier)
    if {one.row for one in made if one.stands and one.decision.edits} <= {
        row
    }:  # else edits of another version are not known here
        work.edit_rate = edit_rate(document, unchecked(document, store.entries(row)).preview)
    return work


def word_edits(before: Document, after: Document) -> tuple[int, int]:
    """Word edits that lead from one text to the other, and words of the other; segment by segment.

    Insertions, deletions and replacements of words, the fewest there can be. Words are split at white space; case and punctuation
    count. Divided, the two give the translation edit rate (Snover et al. 2006, "A Study of Translation Edit Rate") without its
    shifts: a moved phrase counts as deleted and inserted.
    """
    from rapidfuzz.distance import Levenshtein

    pairs = [(one.target.split(), other.target.split()) for one, other in zip(before.segments, after.segments, strict=True)]
    return sum(Levenshtein.distance(one, other) for one, other in pairs), sum(len(other) for _, other in pairs)


def edit_rate(before: Document, after: Document) -> float:
    """Word edits (`word_edits`) per word of the edited text; 0.0 when nothing was edited."""
    edits, words = word_edits(before, after)
    return edits / max(1, words)


def spelt_time(seconds: float) -> str:
    """Hours, minutes and seconds: "1:05:09", "14:05"; an en dash for none."""
    if not seconds:
        return "\N{EN DASH}"
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def _count(made: Made, rules: dict[str, RuleWork], days: dict[str, DayWork]) -> None:
    decision = made.decision
    if decision.made_at:
        day = datetime.fromtimestamp(decision.made_at).date().isoformat()
        days.setdefault(day, DayWork(day=day)).add(made)
    if not decision.rule:
        return
    rule = rules.setdefault(decision.rule, RuleWork(rule=decision.rule))
    rule.add(made)
    if made.stands:
        rule.accepted += decision.verdict is Verdict.ACCEPT
        rule.first += decision.verdict is Verdict.ACCEPT and decision.choice == 0
        rule.own_text += decision.verdict is Verdict.OWN_TEXT
        rule.rejected += decision.verdict is Verdict.REJECT
        rule.ignored += decision.verdict is Verdict.IGNORE_RULE


def _reviewed(document: Document | None, versions: Sequence[Version]) -> tuple[Document, int] | None:
    """A document and its row; None when it is not there, or reads differently from everything that was reviewed."""
    if document is None:
        return None
    content = content_hash(document)
    return next(((document, version.row) for version in versions if version.content == content), None)


def _words(document: Document) -> int:
    return sum(len(segment.target.split()) for segment in document.segments)


def _seen(document: Document, made: Sequence[Made]) -> int:
    last = max((one.decision.segment for one in made), default=-1)
    return sum(len(segment.target.split()) for segment in document.segments if segment.index <= last)
