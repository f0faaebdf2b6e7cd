"""No silent skips of end-to-end tests where CI asks for them."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

# The same examples in every run: a new counter-example belongs to a deep run (HYPOTHESIS_PROFILE=deep), not to a colleague's commit.
settings.register_profile("tanqih", deadline=None, derandomize=True)
settings.register_profile("deep", deadline=None, max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "tanqih"))

os.environ["XDG_CONFIG_HOME"] = "/nonexistent"  # no test depends on the settings of whoever runs it


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if not os.environ.get("TANQIH_REQUIRE_E2E"):
        return
    skipped = [report for report in terminalreporter.stats.get("skipped", []) if "e2e" in report.keywords]
    for report in skipped:
        terminalreporter.write_line(f"ERROR: end-to-end test skipped where CI requires it: {report.nodeid}", red=True)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None or not os.environ.get("TANQIH_REQUIRE_E2E"):
        return
    if any("e2e" in report.keywords for report in reporter.stats.get("skipped", [])):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
