"""From the name that a user gives to models: `off`, `embedded`, a folder, a name on a hub, or the address of a server.

What is loaded is kept for the process, by content, so that two checkers share it. Nothing heavy is imported before a model is used.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from tanqih.config import Config
from tanqih.errors import ConfigError, MissingExtraError, ModelError
from tanqih.models.calibration import Calibration
from tanqih.models.interface import Detector, Proposer
from tanqih.models.manifest import MANIFEST, is_tagger

if TYPE_CHECKING:
    from tanqih.models.embedded import Tagger

OFF, EMBEDDED = "off", "embedded"


@dataclass(frozen=True)
class Models:
    """What a name stands for.

    Attributes:
        name: as the user gave it.
        detector: finds what is wrong and mends what small edits can; None where its packages are not installed.
        proposers: asked about the parts that look wrong.
        calibration: of the detector.
    """

    name: str
    detector: Detector | None = None
    proposers: tuple[Proposer, ...] = ()
    calibration: Calibration = field(default_factory=Calibration)

    @property
    def key(self) -> str:
        """Names and content hashes of all of them, for the score's signature."""
        parts: list[Detector | Proposer] = [*([self.detector] if self.detector else []), *self.proposers]
        return "+".join(f"{part.name}-{part.key[:8]}" for part in parts)


_lock = threading.Lock()
_taggers: dict[str, Tagger] = {}
"""Loaded taggers by name and content."""


def load(name: str, config: Config | None = None) -> Models | None:
    """The models that a name stands for; None for "off".

    "embedded" is the tagger of the package. A folder with a `model.json` is a tagger that `tanqih model export` wrote. Any other
    folder or name is a sequence-to-sequence model of Hugging Face, and `http://…` or `https://…` a server: these rewrite what the
    rules and, where it can run, the embedded tagger find.

    Args:
        name: as for `Config.model`.
        config: settings of models that the user brings.

    Raises:
        ConfigError: there is no such folder. ModelError: it holds no model, or a broken one. MissingExtraError: a package is missing.
    """
    config = config or Config()
    if config.endpoint:
        return _with_endpoint(load(name, replace(config, endpoint="")), config)
    if name == OFF:
        return None
    if name == EMBEDDED:
        from tanqih.models.embedded import EMBEDDED_FOLDER

        tagger = _tagger(EMBEDDED_FOLDER, EMBEDDED)
        return Models(name, tagger, calibration=tagger.manifest.calibration)
    if not name.strip():
        raise ConfigError(
            "--model needs a name: off, embedded, a folder, a name on the Hugging Face hub, or the address of a server"
        )
    if (folder := Path(name).expanduser()).is_dir() and is_tagger(folder):
        tagger = _tagger(folder, folder.resolve().name.replace(" ", "-"))
        return Models(name, tagger, calibration=tagger.manifest.calibration)
    proposer = _proposer(name, config)
    return replace(_helper(), name=name, proposers=(proposer,))


def _with_endpoint(found: Models | None, config: Config) -> Models:
    """The models of a name, and a server as one more proposer. With no name the server rewrites what rules and embedded tagger find."""
    server = _proposer(config.endpoint, config)
    found = found or replace(_helper(), name=config.endpoint)
    return replace(found, proposers=(*found.proposers, server))


def _helper() -> Models:
    """The embedded tagger, which tells a rewriting model what is suspect; where it cannot run, the rules alone do."""
    try:
        return load(EMBEDDED) or Models(EMBEDDED)
    except (ModelError, MissingExtraError):
        return Models(EMBEDDED)


def _proposer(name: str, config: Config) -> Proposer:
    if name.startswith(("http://", "https://")):
        from tanqih.models import endpoint

        return endpoint.load(name, config)
    from tanqih.models import seq2seq

    return seq2seq.load(name, config)


def _tagger(folder: Path, name: str) -> Tagger:
    from tanqih.models.embedded import Tagger

    if not is_tagger(folder):
        raise ModelError(
            f"{folder / MANIFEST} is missing: this installation has no embedded model; install tanqih again, or give --model off"
        )
    found = Tagger(folder, name)
    with _lock:
        return _taggers.setdefault(f"{name} {found.key}", found)
