"""Where models, servers and keys may be named: arguments, environment, the user's own file; never a file beside the text."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

import pytest

from tanqih.commands.arguments import build
from tanqih.commands.job import settings
from tanqih.config import OWN_KEYS, Config, endpoint_key, load, merged
from tanqih.errors import ConfigError

OWN = 'endpoint = "https://models.example.org/v1"\nendpoint-model = "large"\nendpoint-key = "sk-own"\n'


@pytest.fixture(autouse=True)
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder, with the user's settings elsewhere."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    for key in OWN_KEYS:
        monkeypatch.delenv(f"TANQIH_{key.replace('-', '_').upper()}", raising=False)
    monkeypatch.delenv("TANQIH_ENDPOINT_KEY", raising=False)
    folder = tmp_path / "texts"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def own(tmp_path: Path, text: str) -> None:
    (tmp_path / "settings" / "tanqih").mkdir(parents=True)
    (tmp_path / "settings" / "tanqih" / "models.toml").write_text(text, encoding="utf8")


def arguments(*given: str) -> Namespace:
    return build().parse_args(["check", *given, "a.txt"])


def test_without_a_file_there_is_no_model() -> None:
    assert load() == Config()
    assert not load().has_model
    assert endpoint_key() == ""


def test_the_own_file_counts_everywhere(tmp_path: Path, work: Path) -> None:
    own(tmp_path, OWN)
    (work / "tanqih.toml").write_text('profile = "wire"\n', encoding="utf8")
    config = load()
    assert (config.profile, config.endpoint, config.endpoint_model) == ("wire", "https://models.example.org/v1", "large")
    assert config.has_model
    assert endpoint_key() == "sk-own"
    assert "sk-own" not in repr(config)


def test_off_means_off(tmp_path: Path, work: Path) -> None:
    own(tmp_path, OWN)
    assert not merged(load(), model="off").has_model
    assert not settings(arguments("--model", "off")).has_model
    (work / "tanqih.toml").write_text('model = "off"\n', encoding="utf8")
    assert not load().has_model


def test_the_environment_comes_before_the_own_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own(tmp_path, OWN)
    monkeypatch.setenv("TANQIH_ENDPOINT", "http://localhost:8000/v1")
    monkeypatch.setenv("TANQIH_ENDPOINT_KEY", "sk-environment")
    monkeypatch.setenv("TANQIH_MODEL", "embedded")
    assert (load().endpoint, load().endpoint_model, load().model) == ("http://localhost:8000/v1", "large", "embedded")
    assert endpoint_key() == "sk-environment"


def test_arguments_come_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TANQIH_ENDPOINT", "http://localhost:8000/v1")
    given = (
        "--endpoint",
        "http://localhost:9/v1",
        "--endpoint-model",
        "small",
        "--model-prompt",
        "mend: {text}",
        "--endpoint-insecure",
    )
    config = settings(arguments(*given, "--model", "models/mine"))
    assert (config.endpoint, config.endpoint_model, config.model) == ("http://localhost:9/v1", "small", "models/mine")
    assert (config.model_prompt, config.endpoint_insecure) == ("mend: {text}", True)


@pytest.mark.parametrize("key", [*OWN_KEYS[1:], "endpoint-key"])
@pytest.mark.parametrize("name", ["tanqih.toml", "pyproject.toml"])
def test_a_file_beside_the_text_names_no_server(work: Path, key: str, name: str) -> None:
    table = "" if name == "tanqih.toml" else "[tool.tanqih]\n"
    value = "true" if key == "endpoint-insecure" else '"https://evil.example.org"'
    (work / name).write_text(f"{table}{key} = {value}\n", encoding="utf8")
    with pytest.raises(ConfigError, match=key):
        load()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('profile = "wire"', "it goes into tanqih.toml"),
        ('endpiont = "https://example.org"', "did you mean 'endpoint'"),
        ("endpoint = 5", "endpoint must be a string"),
        ("endpoint =", "not valid TOML"),
    ],
)
def test_mistakes_in_the_own_file(tmp_path: Path, text: str, said: str) -> None:
    own(tmp_path, text)
    with pytest.raises(ConfigError, match=said) as raised:
        load()
    assert "models.toml" in str(raised.value)


def test_a_key_that_is_no_text(tmp_path: Path) -> None:
    own(tmp_path, "endpoint-key = 5")
    with pytest.raises(ConfigError, match="endpoint-key must be a string"):
        endpoint_key()
