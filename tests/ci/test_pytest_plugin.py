"""The pytest plugin in runs of its own, as a user has it."""

from __future__ import annotations

import json

import pytest
from tests.support import ROOT

import tanqih
from tanqih.pytest_plugin import TranslationError, assert_translation

pytest_plugins = ("pytester",)
GOOD, BAD = "The minister spoke on Sunday.", "The talks went on in the the city .. and and \u201cso on."


@pytest.fixture(autouse=True)
def _finds_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "src"))
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")


def run(pytester: pytest.Pytester, *arguments: str) -> pytest.RunResult:
    """A run in a process of its own; the plugin comes once, whether the package is installed or not."""
    return pytester.runpytest_subprocess("-p", "tanqih.pytest_plugin", "-p", "no:cacheprovider", *arguments)


def test_function() -> None:
    report = assert_translation(GOOD, min_score=100)
    assert report.score == 100
    with pytest.raises(TranslationError) as caught:
        assert_translation(BAD, min_score=90)
    first, *rest = str(caught.value).splitlines()
    score = tanqih.check(BAD).score
    assert first.startswith(f"translation scores {score:.1f}, less than 90 (")
    assert any("1:22 minor grammar/duplicate-word: " in line for line in rest)
    assert any("in [the the] city" in line for line in rest)
    assert rest[-1].strip() == report.score_signature
    with pytest.raises(ValueError, match="between 0 and 100"):
        assert_translation(GOOD, min_score=900)


def test_allowed_rules_do_not_count() -> None:
    text = "The talks went on in the the city."
    with pytest.raises(TranslationError):
        assert_translation(text, min_score=99)
    assert assert_translation(text, min_score=99, allow="grammar").issues == ()
    assert assert_translation(text, min_score=99, allow=["grammar/duplicate-word"]).score == 100


def test_source_lets_more_be_found() -> None:
    source = "\u0642\u062a\u0644 35 \u0634\u062e\u0635\u0627 \u0641\u064a \u0627\u0644\u0645\u062f\u064a\u0646\u0629."
    assert_translation("53 people were killed in the city.")
    with pytest.raises(TranslationError, match="number"):
        assert_translation("53 people were killed in the city.", source=source)


def test_fixture(pytester: pytest.Pytester) -> None:
    pytester.makeini("[pytest]\ntanqih_min_score = 99\n")
    pytester.makepyfile(f"""
        def test_good(assert_translation):
            assert_translation({GOOD!r})
        def test_bad(assert_translation):
            assert_translation({BAD!r})
        def test_lenient(assert_translation):
            assert_translation({BAD!r}, min_score=0)
    """)
    result = run(pytester)
    result.assert_outcomes(passed=2, failed=1)
    result.stdout.fnmatch_lines(["*TranslationError: translation scores *, less than 99 (*"])
    assert "pytest_plugin.py" not in result.stdout.str()


def test_files(pytester: pytest.Pytester) -> None:
    """Files that a pattern names are tests, one per document; others are left alone."""
    pytester.makeini("[pytest]\ntanqih_files = news/**/*.txt, dump.jsonl\ntanqih_min_score = 95\n")
    for name, text in {"news/a.txt": GOOD, "news/deep/b.txt": BAD, "c.txt": BAD}.items():
        (pytester.path / name).parent.mkdir(parents=True, exist_ok=True)
        (pytester.path / name).write_text(text, encoding="utf8")
    records = [json.dumps({"id": name, "text": text}) for name, text in (("x", GOOD), ("y", BAD))]
    (pytester.path / "dump.jsonl").write_text("\n".join(records), encoding="utf8")
    result = run(pytester, "-v")
    result.assert_outcomes(passed=2, failed=2)
    result.stdout.fnmatch_lines(
        ["*news/a.txt::translation PASSED*", "*translation scores *, less than 95 (*", "*duplicate-word*"]
    )
    result.stdout.fnmatch_lines_random(["*dump.jsonl::x PASSED*", "*dump.jsonl::y FAILED*"])
    assert "c.txt" not in result.stdout.str()


def test_a_file_that_cannot_be_read(pytester: pytest.Pytester) -> None:
    pytester.makeini("[pytest]\ntanqih_files = *.jsonl\n")
    (pytester.path / "a.jsonl").write_text('{"text": 5}\n', encoding="utf8")
    result = run(pytester)
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*a.jsonl:1: *"])
    assert "Traceback" not in result.stdout.str()


def test_wrong_settings(pytester: pytest.Pytester) -> None:
    pytester.makeini("[pytest]\ntanqih_min_score = high\ntanqih_files = *.txt\n")
    (pytester.path / "a.txt").write_text(GOOD, encoding="utf8")
    result = run(pytester)
    assert result.ret != 0
    assert "tanqih_min_score must be a number, not 'high'" in result.stdout.str() + result.stderr.str()
