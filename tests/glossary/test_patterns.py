"""The pattern language: what is read, what is refused, how it inflects."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tanqih.glossary.patterns import PatternError, inflect, parse, renderings


def tokens(text: str) -> list[list[str]]:
    (pattern,) = parse(text)
    return [[word.token for word in slot] for slot in pattern.slots]


def test_words_alternatives_and_wildcards_become_slots() -> None:
    assert tokens("raise/lift * [balance to]") == [["raise", "lift"], [], ["balance"], ["to"]]
    (pattern,) = parse("raise/lift * [balance to] => tally to")
    assert (pattern.start, pattern.end, pattern.replacement) == (2, 4, "tally to")


def test_hyphens_and_apostrophes_do_not_tell_words_apart() -> None:
    assert tokens("no-confidence memo") == [["no"], ["confidence"], ["memo"]]
    assert tokens("republic's agent") == [["republics"], ["agent"]]


def test_an_alternative_of_several_words_is_a_pattern_of_its_own() -> None:
    assert [p.text for p in parse("breach of the truce/cease-fire/lull => x")] == [
        "breach of the truce/lull => x",
        "breach of the cease-fire => x",
    ]
    assert [p.text for p in parse("[multi-sided/manifold] talks")] == ["[manifold] talks", "[multi-sided] talks"]


def test_a_possessive_behind_the_bracket_says_nothing_new() -> None:
    assert tokens("[fetus/embryo]'s camp") == [["fetus", "embryo"], ["camp"]]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("the", "almost everywhere"),
        ("*", "almost everywhere"),
        ("of the *", "almost everywhere"),
        ("a [b", "one pair of brackets"),
        ("[a] b [c]", "one pair of brackets"),
        ("]novel[", "one pair of brackets"),
        ("official [] novel", "between its brackets"),
        ("official novel =>", "nothing after =>"),
        ("official no*", "set it apart"),
        ("official {novel}", "holds '{'"),
        ("novel/ account", "an alternative is empty"),
        (" ".join(["word"] * 30), "at most 14"),
        ("novel " + "/".join(f"w{i}" for i in range(100)), "at most 80"),
        ("a-b/c-d/e-f/g-h a-b/c-d/e-f/g-h a-b/c-d/e-f/g-h a-b/c-d/e-f/g-h", "too many"),
    ],
)
def test_what_no_pattern_says_is_refused(text: str, said: str) -> None:
    with pytest.raises(PatternError, match=said.replace("*", r"\*")):
        parse(text)


@given(st.text(alphabet="ab-'/[]*=>?, ", max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        patterns = parse(text)
    except PatternError:
        return
    assert all(0 <= p.start < p.end <= len(p.slots) for p in patterns)


@pytest.mark.parametrize(
    ("text", "pos", "expected"),
    [
        ("ministerial bag", "noun", [{"ministerial": ""}, {"bag": "", "bags": "s"}]),
        ("list of fault", "noun", [{"list": "", "lists": "s"}, {"of": ""}, {"fault": "", "faults": "s"}]),
        ("idle assets", "noun", [{"idle": ""}, {"assets": "s"}]),
        ("write the book", "phrase", [{"write": ""}, {"the": ""}, {"book": ""}]),
        (
            "raise fingerprints",
            "verb",
            [{"raise": "VB", "raises": "VBZ", "raised": "VBD|VBN", "raising": "VBG"}, {"fingerprints": ""}],
        ),
        ("raising of fingerprints", "verb", [{"raising": "VBG"}, {"of": ""}, {"fingerprints": ""}]),
        ("Belt", "noun", [{"belt": "^", "belts": "^s"}]),
        ("nation's team", "phrase", [{"nations": "'"}, {"team": ""}]),
    ],
)
def test_inflection_follows_the_part_of_speech(text: str, pos: str, expected: list[dict[str, str]]) -> None:
    (pattern,) = parse(text)
    assert inflect(pattern, pos) == expected


def test_replacements_inflect_too() -> None:
    assert renderings("transfer of power", "noun")["s"] == "transfers of power"
    assert renderings("caretaker government", "noun")["s"] == "caretaker governments"
    assert renderings("power cuts", "noun")["s"] == "power cuts"
    assert renderings("lift fingerprints", "verb")["VBG"] == "lifting fingerprints"
    assert renderings("be killed", "verb")["were"] == "were killed"
    assert renderings("VAT", "noun")["s"] == "VAT"
    assert renderings("official", "adj") == {"": "official"}
