"""From an analysis to the objects of the protocol: diagnostics, hovers, code actions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from lsprotocol import types

from tanqih.commands.terminal import one_line, visible
from tanqih.formats.diffs import Change
from tanqih.issue import Applicability, Severity, Suggestion
from tanqih.lsp.analysis import Analysis, Found
from tanqih.lsp.positions import Positions

SOURCE = "tanqih"
IGNORE_COMMAND = "tanqih.ignore"
FIX_ALL = f"{types.CodeActionKind.SourceFixAll.value}.tanqih"
_SEVERITIES = {
    Severity.NEUTRAL: types.DiagnosticSeverity.Hint,
    Severity.MINOR: types.DiagnosticSeverity.Information,
    Severity.MAJOR: types.DiagnosticSeverity.Warning,
    Severity.CRITICAL: types.DiagnosticSeverity.Error,
}


class Answers:
    """What the server says about one version of a text."""

    def __init__(self, analysis: Analysis, uri: str, version: int | None, unit: str) -> None:
        """Args:
        analysis: of the text.
        uri: of the text.
        version: that was analysed.
        unit: of characters in positions, see `Positions`.
        """
        self.analysis, self.version = analysis, version
        self._uri = uri
        self._positions = Positions(analysis.text, unit)

    def diagnostics(self) -> list[types.Diagnostic]:
        """One per issue, or one that says why the text cannot be read."""
        if error := self.analysis.error:
            line = max(0, (error.line or 1) - 1)
            where = types.Range(types.Position(line, 0), types.Position(line + 1, 0))
            return [types.Diagnostic(where, visible(str(error)), types.DiagnosticSeverity.Error, source=SOURCE)]
        return [self._diagnostic(found) for found in self.analysis.found]

    def _diagnostic(self, found: Found) -> types.Diagnostic:
        issue = found.issue
        return types.Diagnostic(
            self._range(found.start, found.end),
            visible(issue.message),
            _SEVERITIES[issue.severity],
            code=issue.rule,
            source=SOURCE,
            data={"key": issue.key, "confidence": round(issue.confidence, 4)},
        )

    def _range(self, start: int, end: int) -> types.Range:
        return types.Range(*(types.Position(*self._positions.position(offset)) for offset in (start, end)))

    def _near(self, where: types.Range) -> list[Found]:
        start, end = (self._positions.offset(place.line, place.character) for place in (where.start, where.end))
        return self.analysis.near(start, end)

    def hover(self, place: types.Position) -> types.Hover | None:
        """What is wrong here, the suggestions, and the rule's page."""
        found = self._near(types.Range(place, place))
        if not found:
            return None
        text = "\n\n---\n\n".join(map(_explained, found))
        return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, text), self._range(found[0].start, found[0].end))

    def actions(self, where: types.Range, only: Sequence[str] | None) -> list[types.CodeAction]:
        """Quick fixes and ignores for the issues that a range touches, and one action for all that is safe.

        Args:
            where: the range.
            only: kinds that are asked for; None for all.
        """
        actions: list[types.CodeAction] = []
        for found in self._near(where) if _asked(types.CodeActionKind.QuickFix.value, only) else ():
            actions += self._fixes(found)
            actions += self._ignores(found)
        if _asked(FIX_ALL, only) and any(_is_safe(one.issue.best) for one in self.analysis.found):
            edits = self.analysis.fixed()
            if edits:
                actions.append(types.CodeAction("Tanqih: fix all safe issues", FIX_ALL, edit=self._edit(edits)))
        return actions

    def _fixes(self, found: Found) -> Iterator[types.CodeAction]:
        diagnostics = [self._diagnostic(found)]
        for number, suggestion in enumerate(found.issue.suggestions):
            changes = found.changes(suggestion)
            if not changes:
                continue
            held_back = types.CodeActionDisabled(visible(suggestion.guard)) if suggestion.guard else None
            yield types.CodeAction(
                f"Tanqih: {_title(suggestion)} ({suggestion.applicability.value})",
                types.CodeActionKind.QuickFix,
                diagnostics,
                is_preferred=(not number and _is_safe(suggestion)) or None,
                disabled=held_back,
                edit=None if held_back else self._edit(changes),
            )

    def _ignores(self, found: Found) -> Iterator[types.CodeAction]:
        """Ignore here: by a comment where the text can carry one, else in the ignore file."""
        diagnostics, rule = [self._diagnostic(found)], found.issue.rule
        comment = self.analysis.comment(found)
        if comment:
            edit = self._edit([comment])
            yield types.CodeAction(f"Tanqih: ignore {rule} in this block", types.CodeActionKind.QuickFix, diagnostics, edit=edit)
            return
        title = "Tanqih: ignore this issue (ignore file)"
        command = types.Command(title, IGNORE_COMMAND, arguments=[self._uri, found.issue.key])
        yield types.CodeAction(title, types.CodeActionKind.QuickFix, diagnostics, command=command)

    def _edit(self, changes: Iterable[Change]) -> types.WorkspaceEdit:
        edits = [types.TextEdit(self._range(change.start, change.end), change.text) for change in changes]
        document = types.OptionalVersionedTextDocumentIdentifier(uri=self._uri, version=self.version)
        return types.WorkspaceEdit(document_changes=[types.TextDocumentEdit(document, edits)])


def _asked(kind: str, only: Sequence[str] | None) -> bool:
    """True when a kind, or one that it is a part of, is asked for."""
    return only is None or any(kind == one or kind.startswith(f"{one}.") or not one for one in only)


def _is_safe(suggestion: Suggestion | None) -> bool:
    return suggestion is not None and suggestion.applicability is Applicability.SAFE and bool(suggestion.edits)


def _title(suggestion: Suggestion) -> str:
    label = one_line(suggestion.label or "replace")
    text = one_line(suggestion.text)
    return label if not text or text in label else f"{label}: {text}"


def _explained(found: Found) -> str:
    """An issue in Markdown: what is wrong, how sure that is, and the page of its rule."""
    from tanqih.rules import rule_by_id
    from tanqih.score.reporters.markdown import text

    issue = found.issue
    page = rule_by_id(issue.rule).doc
    parts = [f"**{text(issue.rule)}** \N{MIDDLE DOT} {issue.severity} \N{MIDDLE DOT} {issue.confidence:.0%}", text(issue.message)]
    listed = [f"- {text(_title(one))} ({one.applicability.value})" for one in issue.suggestions]
    parts += ["\n".join(listed)] if listed else []
    return "\n\n".join([*parts, *(" ".join(part.split()) for part in page.split("\n\n") if part.strip())])
