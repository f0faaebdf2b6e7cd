"""The folder of a Hugging Face model: found or downloaded, and looked at before anything is loaded. Imports nothing heavy.

Weights are read from safetensors only. A pickle can run any code when it is opened, and so can a model that brings code of its own: both are
refused, here by what lies in the folder, and once more by the options with which the folder is loaded.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tanqih.errors import MissingExtraError, ModelError

WEIGHTS, INDEX = "model.safetensors", "model.safetensors.index.json"
DOWNLOADED = ("*.json", "*.safetensors", "*.model", "*.spm", "*.bpe", "vocab.txt", "merges.txt")
"""What is fetched of a model on the hub: never a pickle, never code."""
_HUB_NAME = re.compile(r"[A-Za-z0-9][\w.-]*(?:/[\w.-]+)?")
_OTHERS = ("*.bin", "*.pt", "*.pth", "*.ckpt", "*.pkl", "*.h5", "*.msgpack", "*.onnx")
_MOST_HEADER = 100_000_000
_SAMPLE = 1 << 16
_SAMPLES = 64


def model_folder(name: str) -> Path:
    """The folder of a model that can be loaded safely.

    Args:
        name: a folder, or a name on the Hugging Face hub ("google/mt5-small"), whose files are then fetched into the cache of the hub.

    Raises:
        ModelError: there is no such folder or name, or it holds no model that is loaded here; one line that says why.
        MissingExtraError: a name on the hub, and the hub's package is not installed.
    """
    path = Path(name).expanduser()
    if path.is_dir():
        check(path)
        return path
    if path.exists():
        raise ModelError(f"{name} is a file, not a model; name the folder that holds {WEIGHTS} and config.json")
    if name.startswith((".", "/", "~")) or not _HUB_NAME.fullmatch(name):
        raise ModelError(f"{name}: no such folder; name the folder of a model, or a model on the Hugging Face hub (owner/name)")
    path = _fetched(name)
    check(path)
    return path


def _fetched(name: str) -> Path:
    try:
        from huggingface_hub import snapshot_download
        from huggingface_hub.utils import disable_progress_bars
    except ImportError:
        raise MissingExtraError(f"the model {name}", "models") from None
    disable_progress_bars()
    try:
        return Path(snapshot_download(name, allow_patterns=list(DOWNLOADED)))
    except Exception as error:  # the hub, the network and the disk raise what they like
        raise ModelError(
            f"{name}: no such folder, and it cannot be fetched from the Hugging Face hub ({first_line(error)})"
        ) from None


def check(folder: Path) -> None:
    """Raises:
    ModelError: the folder is not that of a model, its weights are not safetensors or not whole, or it wants code of its own to run.
    """
    config = _config(folder)
    if "auto_map" in config:
        raise ModelError(f"{folder}: the model needs code of its own, which is never run; use one that transformers knows")
    files = weights(folder)
    if not files:
        other = next((found for pattern in _OTHERS for found in sorted(folder.glob(pattern))), None)
        if other is None:
            raise ModelError(f"{folder}: there are no weights ({WEIGHTS} is missing)")
        hint = "convert them with save_pretrained(…, safe_serialization=True)"
        raise ModelError(f"{folder}: the weights are in {other.name}, and only safetensors are loaded, never pickles; {hint}")
    for path in files:
        _check_whole(path)


def _config(folder: Path) -> dict[str, Any]:
    path = folder / "config.json"
    if not path.is_file():
        raise ModelError(f"{folder} is not the folder of a model: it has no config.json")
    try:
        config = json.loads(path.read_text(encoding="utf8"))
    except (ValueError, OSError, RecursionError):
        raise ModelError(f"{path} cannot be read; fetch the model again") from None
    if not isinstance(config, dict) or not isinstance(config.get("model_type"), str):
        raise ModelError(f"{path} names no kind of model (model_type); is this the folder of a Hugging Face model?")
    return config


def weights(folder: Path) -> list[Path]:
    """The weight files of a folder; empty when there are none.

    Raises:
        ModelError: an index that cannot be read, or that names files which are missing or lie elsewhere.
    """
    if (folder / WEIGHTS).is_file():
        return [folder / WEIGHTS]
    index = folder / INDEX
    if not index.is_file():
        return []
    try:
        names = sorted(set(json.loads(index.read_text(encoding="utf8"))["weight_map"].values()))
        found = [folder / name for name in names if Path(name).name == name and name.endswith(".safetensors")]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise ModelError(f"{index} cannot be read; fetch the model again") from None
    missing = sorted(set(names) - {path.name for path in found if path.is_file()})
    if missing:
        raise ModelError(f"{folder}: the weight file {missing[0]} is missing; fetch the model again")
    return found


def _check_whole(path: Path) -> None:
    """Compare the size of a weight file with what its header says (safetensors, "Format")."""
    size = path.stat().st_size
    try:
        with path.open("rb") as file:
            length = int.from_bytes(file.read(8), "little")
            if length > min(size, _MOST_HEADER):
                raise ValueError
            header = json.loads(file.read(length))
        end = 8 + length + max(value["data_offsets"][1] for key, value in header.items() if key != "__metadata__")
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError, OSError):
        raise ModelError(f"{path} is not a safetensors file, or only the beginning of one; fetch the model again") from None
    if end != size:
        raise ModelError(f"{path} is not whole: {size:,} bytes where its header tells of {end:,}; fetch the model again")


def fingerprint(folder: Path, *settings: str) -> str:
    """Hex digest of a model and how it is asked.

    Small files count as they are; of a weight file its size and samples from end to end, for reading gigabytes takes longer than loading them.
    """
    digest = hashlib.blake2b("\0".join(settings).encode(), digest_size=16)
    for path in sorted(folder.glob("*.json")) + sorted(folder.glob("*.model")) + sorted(folder.glob("*.spm")):
        digest.update(path.name.encode() + hashlib.blake2b(path.read_bytes()).digest())
    for path in weights(folder):
        digest.update(f"{path.name} {path.stat().st_size}".encode())
        for sample in _samples(path):
            digest.update(sample)
    return digest.hexdigest()


def _samples(path: Path) -> Iterator[bytes]:
    size = path.stat().st_size
    with path.open("rb") as file:
        for at in range(0, size, max(_SAMPLE, size // _SAMPLES)):
            file.seek(at)
            yield file.read(_SAMPLE)


def first_line(error: BaseException) -> str:
    """The first line of what a library says, without the advice that follows it."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return f"{type(error).__name__}: {lines[0][:160]}" if lines else type(error).__name__
