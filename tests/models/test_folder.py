"""What the folder of a model must be: told without loading anything."""

from __future__ import annotations

import json
import struct
from pathlib import Path
from typing import Any

import pytest

from tanqih.errors import ModelError
from tanqih.models.folder import check, fingerprint, model_folder

CONFIG = {"model_type": "t5"}


def safetensors(data: bytes = b"\0" * 64, **header: Any) -> bytes:
    """The bytes of a weight file with one tensor."""
    told = json.dumps({"weight": {"dtype": "F32", "shape": [16], "data_offsets": [0, 64]}, **header}).encode()
    return struct.pack("<Q", len(told)) + told + data


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that passes."""
    (tmp_path / "config.json").write_text(json.dumps(CONFIG))
    (tmp_path / "model.safetensors").write_bytes(safetensors())
    return tmp_path


def refused(folder: Path) -> str:
    with pytest.raises(ModelError) as raised:
        check(folder)
    said = str(raised.value)
    assert str(folder) in said
    assert "\n" not in said
    return said


def test_a_whole_folder_passes(folder: Path) -> None:
    assert model_folder(str(folder)) == folder


def test_a_folder_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("hello")
    assert "it has no config.json" in refused(tmp_path)


@pytest.mark.parametrize("config", ["{", "[]", "{}", '{"model_type": 5}', "\xff", "[" * 100_000])
def test_a_configuration_that_is_none(folder: Path, config: str) -> None:
    (folder / "config.json").write_bytes(config.encode("latin-1"))
    assert "config.json" in refused(folder)


@pytest.mark.parametrize("name", ["pytorch_model.bin", "model.pt", "tf_model.h5", "flax_model.msgpack"])
def test_pickles_and_other_formats_are_refused(folder: Path, name: str) -> None:
    (folder / "model.safetensors").rename(folder / name)
    said = refused(folder)
    assert name in said
    assert "never pickles" in said


def test_no_weights(folder: Path) -> None:
    (folder / "model.safetensors").unlink()
    assert "there are no weights" in refused(folder)


def test_code_of_its_own_is_refused(folder: Path) -> None:
    (folder / "config.json").write_text(json.dumps({**CONFIG, "auto_map": {"AutoModel": "modeling_evil.Model"}}))
    assert "code of its own" in refused(folder)


@pytest.mark.parametrize("length", [0, 5, 8, 40, 100, 130])
def test_truncated_weights(folder: Path, length: int) -> None:
    path = folder / "model.safetensors"
    path.write_bytes(path.read_bytes()[:length])
    assert "fetch the model again" in refused(folder)


def test_weights_that_go_on_after_their_end(folder: Path) -> None:
    (folder / "model.safetensors").write_bytes(safetensors() + b"more")
    assert "is not whole" in refused(folder)


def test_shards(folder: Path) -> None:
    (folder / "model.safetensors").rename(folder / "model-1.safetensors")
    index = folder / "model.safetensors.index.json"
    index.write_text(json.dumps({"weight_map": {"a": "model-1.safetensors", "b": "model-1.safetensors"}}))
    check(folder)
    index.write_text(json.dumps({"weight_map": {"a": "model-1.safetensors", "b": "model-2.safetensors"}}))
    assert "model-2.safetensors is missing" in refused(folder)
    index.write_text(json.dumps({"weight_map": {"a": "../../model-1.safetensors"}}))
    assert "is missing" in refused(folder)
    index.write_text(json.dumps({"weight_map": ["a"]}))
    assert "cannot be read" in refused(folder)


@pytest.mark.parametrize("name", ["./nowhere", "/nowhere/model", "~/no-such-model-here", "a/b/c", "../model", "what is this", ""])
def test_what_is_neither_folder_nor_name(name: str) -> None:
    with pytest.raises(ModelError, match="no such folder" if name else "config.json"):
        model_folder(name)


def test_a_file_is_no_model(folder: Path) -> None:
    with pytest.raises(ModelError, match="is a file, not a model"):
        model_folder(str(folder / "model.safetensors"))


def test_the_fingerprint_follows_weights_and_settings(folder: Path) -> None:
    first = fingerprint(folder, "{text}")
    assert fingerprint(folder, "{text}") == first
    assert fingerprint(folder, "{source}") != first
    (folder / "model.safetensors").write_bytes(safetensors(b"\1" * 64))
    assert fingerprint(folder, "{text}") != first
