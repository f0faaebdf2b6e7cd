"""Tanqih post-edits machine-translated Arabic-to-English news. This module is the public API; it imports nothing heavy.

report = tanqih.check("The talks ended.. No date was set.")
fixed = tanqih.fix("The talks ended.. No date was set.")
"""

from __future__ import annotations

from tanqih._version import __version__
from tanqih.api import Checker, check, fix, read, write
from tanqih.config import Config
from tanqih.document import Document, Role, Segment, Span
from tanqih.errors import ConfigError, EditError, InputError, MissingExtraError, TanqihError, UnknownRuleError
from tanqih.fix import Fixed
from tanqih.issue import Applicability, Decision, Edit, Issue, Report, Severity, Suggestion, Verdict

__all__ = [
    "Applicability", "Checker", "Config", "ConfigError", "Decision", "Document", "Edit", "EditError", "Fixed", "InputError", "Issue",
    "MissingExtraError", "Report", "Role", "Segment", "Severity", "Span", "Suggestion", "TanqihError", "UnknownRuleError", "Verdict",
    "__version__", "check", "fix", "read", "write",
]  # fmt: skip
