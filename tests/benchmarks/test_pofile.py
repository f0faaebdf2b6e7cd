"""PO files as the benchmark of pairs writes and reads them."""

from __future__ import annotations

from tests.benchmarks import pofile
from tests.benchmarks.pairs import quietest


def test_marks_and_lines_are_escaped() -> None:
    text = pofile.written({"tico19:1": ('سطر\n"آخر"', "A \\ mark\tand a “line”")})
    assert 'msgctxt "tico19:1"\nmsgid "سطر\\n\\"آخر\\""\nmsgstr "A \\\\ mark\\tand a “line”"\n' in text


def test_the_checks_that_failed_are_read_by_unit() -> None:
    noted = (
        'msgid ""\nmsgstr ""\n"Language: en\\n"\n\n'
        "# (pofilter) numbers: Different numbers\n# (pofilter) startcaps: Different capitalization\n"
        'msgctxt "ntrex-dev:7"\nmsgid "ا"\nmsgstr "a"\n\n'
        'msgctxt "ntrex-dev:8"\nmsgid "ب"\nmsgstr "b"\n\n'
        '# (pofilter) numbers: Different numbers\nmsgctxt ""\n"a name that "\n"was wrapped"\nmsgid "ت"\nmsgstr "t"\n'
    )
    assert pofile.failures(noted) == {
        "ntrex-dev:7": frozenset({"numbers", "startcaps"}),
        "a name that was wrapped": frozenset({"numbers"}),
    }


def test_the_quietest_checks_flag_no_more_than_is_allowed() -> None:
    passed = {str(i): frozenset({"startcaps"}) for i in range(90)} | {
        "1": frozenset({"numbers", "startcaps"}),
        "99": frozenset({"ends"}),
    }
    assert quietest(passed, 100) == {"ends", "numbers"}
