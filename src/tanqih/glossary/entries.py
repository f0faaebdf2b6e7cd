"""Entries of the glossary files: what a line of a TSV file says, checked as it is read.

A term file has the columns of `TERM_COLUMNS`, a name file (`names-*.tsv`) those of `NAME_COLUMNS`; glossaries/README.md says what
they mean. Nothing is ever skipped: whatever is wrong with a line is a `GlossaryError` that names file, line, column and what to do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tanqih.arabic import ARABIC_LETTER
from tanqih.errors import TanqihError, nearest

TERM_COLUMNS = ("arabic", "english", "wrong", "pos", "class", "desk", "evidence", "near", "far", "profile", "note")
NAME_COLUMNS = ("arabic", "english", "variants", "wrong", "kind", "evidence", "near", "far", "note")
PARTS_OF_SPEECH = ("noun", "verb", "adj", "adv", "phrase")
RULES = tuple(
    f"term/{name}"
    for name in (
        "strip file loaded-actor martyr idiom-literal sports-calque legal-calque domain-calque false-sense"  # as in the taxonomy
    ).split()
)
EVIDENCE = ("alone", "context", "source")
PROFILES = ("any", "wire")
KINDS = (
    "person", "place", "club", "outlet", "party", "group", "institution", "company", "work", "foreign-person", "foreign-place",
    "foreign-company",
)  # fmt: skip
STANCE_RULES = frozenset({"term/loaded-actor", "term/martyr"})
MAX_LINE, MAX_ENTRIES = 20_000, 50_000
"""Characters of a line and entries of all files together; what people write comes nowhere near them."""


class GlossaryError(TanqihError):
    """A glossary file that is wrong.

    Args:
        what: what is wrong and what to do, without a full stop.
        path: the file.
        line: 1-based line, if known.
        column: name of the column, if known.
    """

    def __init__(self, what: str, *, path: str, line: int | None = None, column: str | None = None) -> None:
        self.path, self.line, self.column, self.what = path, line, column, what
        place = ":".join(str(part) for part in (path, line) if part is not None)
        super().__init__(f"{place}: {f'column {column}: ' if column else ''}{what}")


@dataclass(frozen=True, slots=True)
class Entry:
    """A term.

    Attributes:
        path: the file as it was named.
        line: 1-based line.
        arabic: dictionary forms.
        english: renderings; the first is the preferred one, none is ever reported.
        wrong: patterns of wrong renderings, as written.
        pos: part of speech, one of `PARTS_OF_SPEECH`.
        rule: id of the rule it is reported under, one of `RULES`.
        desks: where it may fire; empty for any.
        evidence: "alone", "context" or "source".
        near: words of which one must stand in the paragraph or the headline.
        far: words of which none may stand in the sentence.
        wire: True for a matter of house style.
        note: a sentence for the person who sees the report.
    """

    path: str
    line: int
    arabic: tuple[str, ...]
    english: tuple[str, ...]
    wrong: tuple[str, ...]
    pos: str
    rule: str
    desks: tuple[str, ...]
    evidence: str
    near: tuple[str, ...]
    far: tuple[str, ...]
    wire: bool
    note: str

    @property
    def file(self) -> str:
        """Stem of the file's name: `politics`."""
        return Path(self.path).stem

    @property
    def origin(self) -> str:
        """What a suggestion of this entry names as its origin."""
        return f"glossary:{self.file}:{self.arabic[0]}"


@dataclass(frozen=True, slots=True)
class NameEntry:
    """A name.

    Attributes:
        path: the file as it was named.
        line: 1-based line.
        arabic: the name in Arabic, spelling variants.
        english: the house form.
        variants: other legitimate romanisations.
        wrong: patterns of translated, back-transliterated or broken forms, as written.
        kind: one of `KINDS`.
        evidence, near, far, note: as in `Entry`.
    """

    path: str
    line: int
    arabic: tuple[str, ...]
    english: str
    variants: tuple[str, ...]
    wrong: tuple[str, ...]
    kind: str
    evidence: str
    near: tuple[str, ...]
    far: tuple[str, ...]
    note: str

    @property
    def file(self) -> str:
        """Stem of the file's name: `names-places`."""
        return Path(self.path).stem

    @property
    def origin(self) -> str:
        """What a suggestion of this entry names as its origin."""
        return f"glossary:{self.file}:{self.arabic[0]}"

    @property
    def rule(self) -> str:
        """Id of the rule that its wrong forms are reported under."""
        if self.kind.startswith("foreign-"):
            return "name/foreign-backtranslit"
        return "name/translated-name" if self.kind in ("person", "place") else "name/translated-entity"


AnyEntry = Entry | NameEntry


def load_file(path: Path) -> tuple[AnyEntry, ...]:
    """All entries of a TSV file; the header decides whether they are terms or names.

    Raises:
        GlossaryError: no such file, not UTF-8, a wrong header, or anything wrong with a line.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise GlossaryError(f"cannot be read ({error.strerror})", path=str(path)) from None
    return load_bytes(data, str(path))


def load_bytes(data: bytes, path: str) -> tuple[AnyEntry, ...]:
    """As `load_file`, from the bytes of a file.

    Args:
        data: the file; a byte order mark and CR LF line ends are allowed.
        path: how errors and entries name it.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise GlossaryError("not valid UTF-8; save the file as UTF-8", path=path, line=line) from None
    lines = _filled_lines(text)
    number, header = next(lines, (1, ""))
    columns = tuple(header.split("\t"))
    if columns == TERM_COLUMNS:
        return tuple(term_from_cells(cells, path, n) for n, cells in _rows(lines, TERM_COLUMNS, path))
    if columns == NAME_COLUMNS:
        return tuple(name_from_cells(cells, path, n) for n, cells in _rows(lines, NAME_COLUMNS, path))
    raise GlossaryError(_header_hint(columns), path=path, line=number)


def _filled_lines(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.split("\n"), 1):
        stripped = line.removesuffix("\r")
        if stripped and not stripped.startswith("#"):
            yield number, stripped


def _header_hint(columns: tuple[str, ...]) -> str:
    wanted = NAME_COLUMNS if "kind" in columns or "variants" in columns else TERM_COLUMNS
    if "\t" not in "\t".join(columns):
        return f"no header line; the first line must be {' '.join(wanted)}, separated by tabs"
    missing, unknown = [c for c in wanted if c not in columns], [c for c in columns if c not in wanted]
    said = [f"column {c} is missing" for c in missing] + [f"unknown column {c!r}{nearest(c, wanted)}" for c in unknown]
    return f"wrong header: {'; '.join(said) or 'the columns stand in another order'}; it must be {' '.join(wanted)}, separated by tabs"


def _rows(lines: Iterable[tuple[int, str]], columns: tuple[str, ...], path: str) -> Iterator[tuple[int, dict[str, str]]]:
    for count, (number, line) in enumerate(lines):
        if count == MAX_ENTRIES:
            raise GlossaryError(f"more than {MAX_ENTRIES:,} entries; leave some out", path=path, line=number)
        yield number, cells_of(line, columns, path, number)


def cells_of(line: str, columns: tuple[str, ...], path: str, number: int) -> dict[str, str]:
    """The cells of a line by column name; GlossaryError when it is too long or has another number of cells."""
    if len(line) > MAX_LINE:
        raise GlossaryError(f"a line of {len(line)} characters; split the entry", path=path, line=number)
    cells = line.split("\t")
    if len(cells) != len(columns):
        what = f"{len(cells)} cells where {len(columns)} belong ({' '.join(columns)}); check the tabs"
        raise GlossaryError(what, path=path, line=number)
    return dict(zip(columns, (cell.strip() for cell in cells), strict=True))


def parts(cell: str) -> tuple[str, ...]:
    """The parts of a cell, separated by bars, without empty ones."""
    return tuple(part for part in (piece.strip() for piece in cell.split("|")) if part)


def term_from_cells(cells: dict[str, str], path: str = "<entry>", line: int = 1) -> Entry:
    """A term from its cells by column name; see `load_file` for errors."""
    check = _Cells(cells, path, line)
    rule = check.one_of("class", RULES)
    wire = check.one_of("profile", PROFILES) == "wire"
    if rule in STANCE_RULES and not wire:
        raise check.error("profile", f"{rule} is a matter of stance; the profile must be wire")
    desks = check.words("desk", needed=True)
    evidence, near = check.evidence()
    return Entry(
        path=path,
        line=line,
        arabic=check.arabic(),
        english=check.english("english"),
        wrong=check.english("wrong"),
        pos=check.one_of("pos", PARTS_OF_SPEECH),
        rule=rule,
        desks=() if "any" in desks else desks,
        evidence=evidence,
        near=near,
        far=check.words("far"),
        wire=wire,
        note=cells["note"],
    )


def name_from_cells(cells: dict[str, str], path: str = "<entry>", line: int = 1) -> NameEntry:
    """A name from its cells by column name; see `load_file` for errors."""
    check = _Cells(cells, path, line)
    english = check.english("english")
    if len(english) > 1:
        raise check.error("english", "more than one house form; write the others under variants")
    evidence, near = check.evidence()
    return NameEntry(
        path=path,
        line=line,
        arabic=check.arabic(),
        english=english[0],
        variants=check.english("variants", needed=False),
        wrong=check.english("wrong", needed=False),
        kind=check.one_of("kind", KINDS),
        evidence=evidence,
        near=near,
        far=check.words("far"),
        note=cells["note"],
    )


class _Cells:
    """The cells of one line with what every column demands."""

    def __init__(self, cells: dict[str, str], path: str, line: int) -> None:
        self.cells, self.path, self.line = cells, path, line

    def error(self, column: str, what: str) -> GlossaryError:
        return GlossaryError(what, path=self.path, line=self.line, column=column)

    def one_of(self, column: str, known: tuple[str, ...]) -> str:
        value = self.cells[column]
        if value not in known:
            raise self.error(column, f"{value!r} must be one of {', '.join(known)}{nearest(value, known)}")
        return value

    def arabic(self) -> tuple[str, ...]:
        found = parts(self.cells["arabic"])
        if not found:
            raise self.error("arabic", "is empty; write the Arabic term")
        for form in found:
            if not ARABIC_LETTER.search(form):
                raise self.error("arabic", f"{form!r} has no Arabic letter; are the columns in order?")
        return found

    def english(self, column: str, *, needed: bool = True) -> tuple[str, ...]:
        found = parts(self.cells[column])
        if needed and not found:
            raise self.error(column, "is empty; write at least one form")
        for form in found:
            if ARABIC_LETTER.search(form):
                raise self.error(column, f"{form!r} holds Arabic letters; are the columns in order?")
            if not any(c.isalnum() for c in form):
                raise self.error(column, f"{form!r} holds no word")
        return found

    def words(self, column: str, *, needed: bool = False) -> tuple[str, ...]:
        found = parts(self.cells[column])
        if needed and not found:
            raise self.error(column, "is empty; write any where every one will do")
        for word in found:
            if word != word.lower():
                raise self.error(column, f"{word!r} must be in lower case")
        return found

    def evidence(self) -> tuple[str, tuple[str, ...]]:
        evidence, near = self.one_of("evidence", EVIDENCE), self.words("near")
        if evidence == "context" and not near:
            raise self.error("near", "is empty, but the evidence is context; name the words that must stand near")
        return evidence, near
