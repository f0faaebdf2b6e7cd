"""The triggers of the rules: valid for both engines, the same in every process, and a patterns' errors do not hide until first use."""

from __future__ import annotations

import importlib
import os
import pkgutil
import re
import subprocess
import sys
from pathlib import Path

import pytest

import tanqih.rules
from tanqih.lazy import is_lazy
from tanqih.rules import Rule, all_rules
from tanqih.rules._prefilter import Prefilter
from tests.support import ROOT

WITH_TRIGGER = [rule for rule in all_rules() if rule.trigger is not None]


@pytest.mark.parametrize("rule", WITH_TRIGGER, ids=lambda rule: rule.id)
def test_a_trigger_is_a_pattern_of_re_and_of_hyperscan(rule: Rule) -> None:
    assert rule.trigger is not None
    re.compile(rule.trigger)
    assert Prefilter([rule], engine="hyperscan").scan("\n") in ([], [rule])


def test_triggers_are_the_same_in_every_process() -> None:
    script = "from tanqih.rules import all_rules; print([(rule.id, rule.trigger) for rule in all_rules()])"
    seen = set()
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, cwd=ROOT, env=environment)
        seen.add(done.stdout)
    assert len(seen) == 1


def test_every_lazy_pattern_compiles() -> None:
    count = 0
    for info in pkgutil.walk_packages(tanqih.rules.__path__, prefix="tanqih.rules."):
        for value in vars(importlib.import_module(info.name)).values():
            if is_lazy(value):
                value.search("")
                count += 1
    assert count > 100


def test_a_damaged_cache_file_is_as_good_as_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tanqih.rules import _prefilter

    monkeypatch.setenv("TANQIH_CACHE", str(tmp_path))
    rules = WITH_TRIGGER[:3]
    for damage in (lambda data: data, lambda data: data[:-7], lambda data: data[:0], lambda data: b"x" * len(data)):
        _prefilter._database.cache_clear()
        assert Prefilter(rules).scan("Nothing to see.") is not None
        (path,) = tmp_path.glob("triggers-*.bin")
        path.write_bytes(damage(path.read_bytes()))
    _prefilter._database.cache_clear()


def test_the_folder_of_the_cache_need_not_be_writable(monkeypatch: pytest.MonkeyPatch) -> None:
    from tanqih.rules import _prefilter

    monkeypatch.setenv("TANQIH_CACHE", "/proc/nowhere")
    _prefilter._database.cache_clear()
    assert Prefilter(WITH_TRIGGER[:3]).scan("x") is not None
    _prefilter._database.cache_clear()
