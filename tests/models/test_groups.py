"""From labels to edits, rules and scores."""

from __future__ import annotations

import pytest

from tanqih.models.fake import FakeTagger
from tanqih.models.groups import Group, groups_of, trimmed
from tanqih.models.interface import Change

LEFT, RIGHT = "\N{LEFT DOUBLE QUOTATION MARK}", "\N{RIGHT DOUBLE QUOTATION MARK}"


def groups(text: str, labels: dict[int, str], sure: float = 0.9) -> list[Group]:
    return groups_of(text, FakeTagger({text: labels}, sure).read([text])[0])


def mended(text: str, change: Change | None) -> str:
    assert change is not None
    return text[: change.start] + change.text + text[change.end :]


@pytest.mark.parametrize(
    ("text", "labels", "rule", "fixed"),
    [
        ("Talks ended. After three weeks.", {2: "DEL", 3: "JOIN"}, "model/join", "Talks ended after three weeks."),
        ("Talks ended. After three weeks.", {2: "DEL", 3: "JOINC"}, "model/join", "Talks ended, after three weeks."),
        ("Talks ended. Washington agreed.", {2: "DEL", 3: "JOIN"}, "model/join", "Talks ended Washington agreed."),
        ("He left. Not there. It rained.", {3: "DEL", 4: "DEL", 5: "DEL"}, "model/delete", "He left. It rained."),
        (f"He left. {RIGHT} It rained.", {3: "DEL"}, "model/mark", "He left. It rained."),
        ("And he left.", {0: "DEL", 1: "UP"}, "model/delete", "He left."),
        ("He left the House.", {3: "LOW"}, "model/case", "He left the house."),
        ("He went into house.", {2: "APP_the"}, "model/word", "He went into the house."),
        ("Of Saturday he left.", {0: "REP_on"}, "model/word", "On Saturday he left."),
        ("He talk a lot.", {1: "VBZ"}, "model/form", "He talks a lot."),
        ("A man the of city.", {2: "SWAP"}, "model/order", "A man of the city."),
        ("He said I won.", {1: f"APP_{LEFT}"}, "model/mark", f"He said {LEFT}I won."),
        ("He left, and slept.", {2: "DEL"}, "model/mark", "He left and slept."),
        ("He left now", {2: "APP_."}, "model/mark", "He left now."),
        ("It is is over.", {2: "DEL"}, "model/delete", "It is over."),
    ],
)
def test_one_group(text: str, labels: dict[int, str], rule: str, fixed: str) -> None:
    (group,) = groups(text, labels)
    assert group.rule == group.scale == rule
    assert mended(text, group.change) == fixed
    assert group.score == pytest.approx(0.9)


@pytest.mark.parametrize(("label", "rule"), [("TRUNC", "model/truncated"), ("BAD", "model/suspect")])
def test_some_labels_only_point(label: str, rule: str) -> None:
    (group,) = groups("He left the", {2: label})
    assert (group.rule, group.change, group.start, group.end) == (rule, None, 8, 11)
    assert group.scale == ("model/suspect:word" if label == "BAD" else rule)


def test_what_stands_apart_is_apart() -> None:
    text = "The the talks ended. After weeks."
    assert [group.rule for group in groups(text, {1: "DEL", 4: "DEL", 5: "JOIN"})] == ["model/delete", "model/join"]


def test_a_word_that_goes_on_takes_the_stop_along() -> None:
    text = "Talks ended. After three weeks."
    reading = FakeTagger({text: {3: "JOIN"}}).read([text])[0]
    (group,) = groups_of(text, reading._replace(keep=(1.0, 1.0, 0.4, 0.1, 1.0, 1.0, 1.0)))
    assert mended(text, group.change) == "Talks ended after three weeks."
    assert group.score == pytest.approx(0.6)


def test_an_unsure_neighbour_does_not_spoil_a_sure_edit() -> None:
    text = "He went into house of man."
    reading = FakeTagger({text: {2: "APP_the", 3: "REP_a"}}).read([text])[0]
    reading = reading._replace(probabilities=(1.0, 1.0, 0.9, 0.3, 1.0, 1.0, 1.0))
    assert [(group.score, group.first, group.last) for group in groups_of(text, reading)] == [(0.9, 2, 3), (0.3, 3, 4)]


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("He left\nthe house.", {1: "DEL", 2: "DEL"}),  # over a line break
        ("He 7 left.", {1: "LOW"}),  # nothing changes
        ("Left", {0: "DEL"}),  # nothing would remain
        ("", {}),
    ],
)
def test_no_group(text: str, labels: dict[int, str]) -> None:
    assert groups(text, labels) == []


def test_a_long_run_is_no_small_edit() -> None:
    text = " ".join(["word"] * 60)
    assert groups(text, dict.fromkeys(range(5, 55), "DEL")) == []


@pytest.mark.parametrize(
    ("old", "new", "change"),
    [
        ("ended. After", "ended after", Change(5, 12, " after")),
        ("house", "houses", Change(0, 5, "houses")),
        ("a b", "a b", Change(3, 3, "")),
        ("a b b c", "a b c", Change(4, 6, "")),
    ],
)
def test_edits_are_whole_words(old: str, new: str, change: Change) -> None:
    found = trimmed(0, old, new)
    assert old[: found.start] + found.text + old[found.end :] == new
    if old not in ("a b", "a b b c"):
        assert found == change
