"""Where the glossary fires, where it does not, and how sure it is."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.glossary.support import ARABIC, book, found, mended
from tests.support import no_hang

from tanqih.document import Document, Segment
from tanqih.glossary.match import SHOWN
from tanqih.text import Page

NOVEL = book({})


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("They doubted the official novel of the fire.", ["novel"]),
        ("They doubted the official novels.", ["novels"]),
        ("The official novel’s weak points were listed.", ["novel’s"]),
        ("OFFICIAL NOVEL DOUBTED", ["NOVEL"]),
        ("They doubted the official-novel claim.", ["novel"]),
        ("The official, novel approach worked.", []),
        ("The official. Novel ideas came.", []),
        ("The unofficial novel sold well.", []),
        ("An official novelist spoke.", []),
        ("See www.example.org/official novel", []),
        ("See official novel/draft", []),
    ],
)
def test_words_match_whole_and_in_any_form(text: str, marked: list[str]) -> None:
    assert [match.text for match in found(NOVEL, text)] == marked


def test_a_soft_line_break_is_a_space() -> None:
    document = Document("text", (Segment(0, "They doubted the official\nnovel."),))
    assert Page(document, NOVEL).matches["term/false-sense"][0].text == "novel"


def test_a_capital_in_the_pattern_is_one_in_the_text() -> None:
    belt = book({"wrong": "north of the [Belt]", "english": "Strip", "pos": "phrase"})
    assert [match.text for match in found(belt, "Roads in the north of the Belt were blocked.")] == ["Belt"]
    assert not found(belt, "He sat north of the belt buckle factory.")


def test_a_wildcard_is_one_word() -> None:
    bail = book({"wrong": "release * on [a financial guarantee]", "english": "bail", "pos": "phrase"})
    assert found(bail, "They release him on a financial guarantee.")
    assert not found(bail, "They release on a financial guarantee.")
    assert not found(bail, "They release the two men on a financial guarantee.")


def test_commas_of_a_pattern_may_stand_in_the_text() -> None:
    idiom = book({"wrong": "your place, a secret", "english": "sorry", "pos": "phrase"})
    assert found(idiom, "He said: your place, a secret!")
    assert found(idiom, "He said: your place a secret!")


@pytest.mark.parametrize(
    "text", ["He told “The Seventh Day” so.", 'He told "The Seventh Day" so.', "He told The Seventh Day so."]
)
def test_quotation_marks_inside_the_brackets_are_replaced_too(text: str) -> None:
    paper = book({"wrong": 'told ["The Seventh Day"]', "english": "Youm7", "pos": "phrase"})
    assert mended(paper, text) == "He told Youm7 so."


def test_initials_in_a_pattern_are_found() -> None:
    initials = book({"wrong": "U.S. Outside Ministry", "english": "State Department", "pos": "phrase"})
    assert [match.text for match in found(initials, "The U.S. Outside Ministry said so.")] == ["U.S. Outside Ministry"]


def test_a_plural_that_looks_like_a_possessive_is_none() -> None:
    envoy = book({"wrong": "[nation's] envoy", "english": "UN", "pos": "phrase"})
    assert found(envoy, "The nation’s envoy came.")
    assert not found(envoy, "The United Nations envoy came.")


def test_context_needs_a_near_word_in_the_paragraph_or_the_headline() -> None:
    bag = book(
        {
            "wrong": "[bag] of justice",
            "english": "portfolio",
            "evidence": "context",
            "near": "cabinet|prime minister",
            "pos": "phrase",
        }
    )
    (near,) = found(bag, "He took the bag of justice when the cabinets changed.")
    (phrase,) = found(bag, "The prime minister gave him the bag of justice.")
    (headline,) = found(bag, "Cabinet is sworn in\n\nHe took the bag of justice on Monday, he said.")
    (alone,) = found(bag, "He took the bag of justice on Monday.")
    assert min(near.confidence, phrase.confidence, headline.confidence) >= SHOWN > alone.confidence


def test_a_far_word_in_the_sentence_stops_it() -> None:
    bag = book({"wrong": "justice [bag]", "english": "portfolio", "far": "school", "pos": "phrase"})
    assert not found(bag, "He lost the justice bag at school on Monday.")
    assert found(bag, "The school is shut. He lost the justice bag.")


def test_a_desk_of_the_page_lets_its_entries_fire() -> None:
    near = "referee|match|goal|league|penalty|striker"
    pitch = book(
        {"wrong": "the [rulers]", "english": "referees", "desk": "football", "near": near, "pos": "phrase"},
        {"wrong": "the [balance] of points", "english": "tally", "desk": "football", "pos": "phrase"},
    )
    (on,) = found(pitch, "The striker missed a penalty in the league match. The coach praised the balance of points.")
    (off,) = found(pitch, "The committee discussed the balance of points in the report.")
    assert on.confidence >= SHOWN > off.confidence


def test_the_arabic_decides_where_it_is_there() -> None:
    hint = book({"wrong": "popular [thrust]", "english": "momentum", "evidence": "source", "pos": "phrase"})
    text = "He spoke of the popular thrust."
    (alone,), (proven,) = found(hint, text), found(hint, text, source=ARABIC)
    assert alone.confidence < 0.4
    assert proven.confidence >= 0.8
    assert not found(hint, text, source="\N{ARABIC LETTER TEH}" * 4)


def test_the_arabic_without_the_term_makes_a_context_entry_doubtful() -> None:
    near = book({"evidence": "context", "near": "fire"})
    text = "They doubted the official novel of the fire."
    (alone,), (against,) = found(near, text), found(near, text, source="\N{ARABIC LETTER TEH}" * 4)
    assert against.confidence < SHOWN <= alone.confidence


def test_a_single_word_that_only_the_arabic_can_tell_is_not_looked_for_without_it() -> None:
    solar = book({"wrong": "solar", "english": "diesel", "evidence": "source"})
    assert not found(solar, "Prices of solar rose.")
    (match,) = found(solar, "Prices of solar rose.", source=ARABIC)
    assert match.confidence < SHOWN
    told = book({"wrong": "solar", "english": "diesel", "evidence": "source", "near": "price"})
    (match,) = found(told, "Prices of solar rose.", source=ARABIC)
    assert match.confidence >= 0.8


def test_an_ambiguous_arabic_word_needs_its_desk() -> None:
    bonds = book({"wrong": "sindh", "english": "bond", "evidence": "source", "desk": "economy"})
    (match,) = found(bonds, "The Sindh river rose.", source=ARABIC)
    assert match.confidence < SHOWN


def test_stance_never_fires_inside_quotations() -> None:
    enemy = book(
        {"wrong": "the [enemy] forces", "english": "Israeli", "class_": "term/loaded-actor", "profile": "wire", "pos": "phrase"}
    )
    assert found(enemy, "The enemy forces left.")
    assert not found(enemy, "He said: “The enemy forces left.”")


def test_the_longest_match_wins() -> None:
    both = book({"wrong": "security [council]", "english": "board"}, {"wrong": "state security council", "english": "agency"})
    assert [match.text for match in found(both, "The state security council met.")] == ["state security council"]


def test_a_shown_match_outranks_a_longer_doubtful_one() -> None:
    both = book(
        {"wrong": "official novel", "english": "account"},
        {"wrong": "the official novel of", "english": "x", "evidence": "source", "pos": "phrase"},
    )
    assert [match.text for match in found(both, "It was the official novel of events.")] == ["official novel"]


def test_an_accepted_form_is_never_reported() -> None:
    envelope = book({"wrong": "envelope", "english": "Gaza envelope|border area"})
    assert not found(envelope, "Sirens sounded in the Gaza envelope.")
    assert found(envelope, "Sirens sounded in the envelope.")


def test_an_accepted_form_of_another_entry_is_not_asked() -> None:
    assert mended(NOVEL, "An official novel is out.") == "An official account is out."


@settings(max_examples=60)
@given(st.text(alphabet="official novel’'-.,\n\"“”s", max_size=80))
def test_spans_index_the_text(text: str) -> None:
    for match in found(NOVEL, text):
        assert 0 <= match.start < match.end <= len(match.block.text)
        assert match.text.lower().startswith("novel")


@pytest.mark.parametrize(
    "text", ["official novel " * 7_000, "official novel. " * 7_000, "the official novel of the fire, " * 3_500]
)
def test_a_long_text_full_of_matches_is_checked_in_linear_time(text: str) -> None:
    entries = book(
        {"evidence": "context", "near": "big fire|novel of", "far": "prize winner|literary"}, {"wrong": "novel of the fire"}
    )
    with no_hang():
        assert found(entries, text)


@pytest.mark.parametrize(
    ("wrong", "text"),
    [
        ("Mrs Victory [testimony]", "It was Mrs. Victory testimony."),
        ("Lt Safe [testimony]", "It was Lt. Safe testimony."),
        ("witnesses [evidence]", "The court heard the witnesses’ evidence."),
        ("witnesses [evidence]", "The court heard the witnesses' evidence."),
    ],
)
def test_marks_that_belong_to_a_word_do_not_break_a_pattern(wrong: str, text: str) -> None:
    assert found(book({"wrong": wrong, "pos": "phrase"}), text)


def test_a_sentence_end_breaks_a_pattern() -> None:
    assert not found(book({"wrong": "witness [evidence]", "pos": "phrase"}), "They heard the witness. Evidence was given.")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Roads in the Gaza Cover were shut.", "Roads in the area round the Strip were shut."),
        ("CLASHES IN THE GAZA COVER", "CLASHES IN THE AREA ROUND THE STRIP"),
        ("Clashes Erupt in the Gaza Cover Settlement Area", "Clashes Erupt in the Area Round the Strip Settlement Area"),
    ],
)
def test_a_capital_that_the_pattern_demands_says_nothing_about_the_new_words(text: str, expected: str) -> None:
    cover = book({"wrong": "the [Gaza Cover]", "english": "area round the Strip", "pos": "phrase"})
    assert mended(cover, text) == expected
