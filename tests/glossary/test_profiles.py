"""Style profiles: built-in ones, a user's own file, what they change, and what is wrong with a file."""

from __future__ import annotations

from pathlib import Path

import pytest

import tanqih
from tanqih.check import Checker
from tanqih.config import Config, from_mapping
from tanqih.errors import ConfigError, UnknownRuleError
from tanqih.formats.plain import document_from_text
from tanqih.glossary import profiles
from tanqih.glossary.profiles import Profile
from tanqih.glossary.style import written


def profile_file(folder: Path, text: str, name: str = "desk.toml") -> str:
    path = folder / name
    path.write_text(text, encoding="utf8")
    return str(path)


def test_the_built_in_profiles() -> None:
    assert not profiles.load("preserve").house_style
    assert profiles.load("wire").house_style
    assert profiles.load("wire").label == "wire"
    assert not profiles.load("wire").rewrites


def test_a_file_is_merged_over_what_it_extends(tmp_path: Path) -> None:
    profile_file(
        tmp_path, 'extends = "wire"\nal_style = "lower"\n[names]\nQaddafi = ["Gaddafi"]\n[rules]\noff = ["number"]\n', "base.toml"
    )
    found = profiles.load(
        profile_file(
            tmp_path,
            'extends = "base.toml"\nspelling = "american"\n[names]\nHodeida = ["Hodeidah"]\n[rules]\non = ["number"]\n',
        )
    )
    assert (found.house_style, found.al_style, found.spelling) == (True, "lower", "american")
    assert found.names == {"gaddafi": "Qaddafi", "hodeidah": "Hodeida"}
    assert (found.on, found.off) == (("number",), ())
    assert found.label.startswith("desk@")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('spellling = "british"', "unknown key 'spellling', did you mean 'spelling'?"),
        ('spelling = "brittish"', "spelling must be one of british, american, keep, not 'brittish', did you mean 'british'?"),
        ('house-style = "yes"', "house-style must be true or false"),
        ('[rules]\nof = ["number"]', "unknown key 'rules.of', did you mean 'off'?"),
        ('[rules]\non = "number"', "rules.on must be a list"),
        ('[names]\nQaddafi = "Gaddafi"', "names.Qaddafi must be a list"),
        ('[names]\nQaddafi = ["qaddafi"]', "lists itself"),
        ('extends = "wyre"', "must be one of preserve, wire or the path"),
        ('extends = "desk.toml"', "extends itself"),
        ("extends = 3", "extends must be a string"),
        ("spelling = ", "not a profile"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        profiles.load(profile_file(tmp_path, text))
    assert message in str(caught.value)
    assert "desk.toml" in str(caught.value) or "must be one of preserve" in message


def test_an_unknown_name_gets_the_nearest() -> None:
    with pytest.raises(ConfigError, match="did you mean 'wire'"):
        Config(profile="wyre")
    with pytest.raises(ConfigError, match="preserve, wire or the path"):
        tanqih.check("Text.", profile="nothing-like-it")


def test_a_path_in_a_configuration_file_is_relative_to_it(tmp_path: Path) -> None:
    profile_file(tmp_path, 'extends = "wire"')
    config = from_mapping({"profile": "desk.toml"}, tmp_path / "tanqih.toml")
    assert Checker(config).profile.house_style


def test_rules_are_switched_on_and_off(tmp_path: Path) -> None:
    path = profile_file(tmp_path, '[rules]\non = ["style/today-weekday"]\noff = ["quotes"]\n')
    checker = Checker(Config(profile=path))
    ids = {rule.id for rule in checker.rules}
    assert "style/today-weekday" in ids
    assert not any(rule.startswith("quotes/") for rule in ids)
    report = checker.check(document_from_text("The minister left today, Sunday, for talks."))
    assert [issue.rule for issue in report.issues] == ["style/today-weekday"]
    with pytest.raises(UnknownRuleError):
        Checker(Config(profile=profile_file(tmp_path, '[rules]\noff = ["quotess"]\n')))


def test_the_signature_names_profile_and_content(tmp_path: Path) -> None:
    first = Checker(Config(profile=profile_file(tmp_path, 'spelling = "british"'))).signature
    second = Checker(Config(profile=profile_file(tmp_path, 'spelling = "american"'))).signature
    assert "profile:desk@" in first
    assert first != second


def test_preferred_romanisations_are_proposed(tmp_path: Path) -> None:
    path = profile_file(tmp_path, '[names]\n"Qaddafi" = ["Gaddafi", "Kadhafi"]\n')
    text = "Muammar Gaddafi fled in 2011. Gaddafi’s sons followed."
    assert tanqih.fix(text, level="review", profile=path).text == "Muammar Qaddafi fled in 2011. Qaddafi’s sons followed."
    assert not [issue for issue in tanqih.check(text).issues if issue.rule.startswith("name/")]


@pytest.mark.parametrize(
    ("settings", "text", "expected"),
    [
        ({"spelling": "american"}, "the defence of the neighbourhood", "the defense of the neighborhood"),
        ({"spelling": "british"}, "the center of the organization", "the centre of the organisation"),
        ({"spelling": "american"}, "the Organisation of Islamic Cooperation", "the Organisation of Islamic Cooperation"),
        ({"quotes": "curly"}, 'the "Strip"', "the “Strip”"),
        ({"quotes": "straight"}, "the “Strip”", 'the "Strip"'),
        ({"al_style": "lower"}, "near Al-Sadr", "near al-Sadr"),
        ({"al_style": "capital"}, "near al-Sadr", "near Al-Sadr"),
        ({"number_style": "words"}, "3 men and 12 women, $5 million, 2 percent", "three men and 12 women, $5 million, 2 percent"),
        ({"number_style": "digits"}, "three men", "3 men"),
        ({}, "Al-Sadr, defence, 3 men", "Al-Sadr, defence, 3 men"),
    ],
)
def test_suggestions_are_written_in_the_profile_s_style(settings: dict[str, str], text: str, expected: str) -> None:
    assert written(text, Profile(**settings)) == expected  # type: ignore[arg-type]


def test_a_suggestion_takes_on_the_style(tmp_path: Path) -> None:
    path = profile_file(tmp_path, 'al-style = "capital"\n')
    text = "Shells hit the Dates Monastery on Sunday."
    assert tanqih.fix(text, level="review", profile=path).text.startswith("Shells hit Deir Al-Balah")
    plain = [s.text for issue in tanqih.check(text).issues for s in issue.suggestions]
    styled = [s.text for issue in tanqih.check(text, profile=path).issues for s in issue.suggestions]
    assert [text.replace("al-", "Al-") for text in plain] == styled
    assert any("Al-Balah" in text for text in styled)
