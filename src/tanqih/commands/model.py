"""The command line of `tanqih model`. Imports nothing heavy."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any

FIGURES = ("labels", "edits", "words", "gold", "engines", "speed")
RECIPES = ("cpu", "gpu", "quality")
_EXIT = "Exit codes: 0 done, 1 the new model is not better (tune), 2 wrong usage or input, 130 interrupted."
_MODEL = "embedded (the default), or the folder of a model"


def add_parser(sub: argparse._SubParsersAction[Any], make: Callable[..., Any]) -> None:
    """Add the group of commands.

    Args:
        sub: of the whole command line.
        make: class of its parsers.
    """
    parser = sub.add_parser(
        "model",
        allow_abbrev=False,
        help="train, export, evaluate, describe and tune the model",
        description="The model that reads texts and proposes repairs. Training, checkpoints and tuning of the weights need the extra "
        "`models` (torch); the rest needs `embedded`.",
        epilog=f"tanqih model COMMAND --help tells more. {_EXIT}",
    )
    actions = parser.add_subparsers(dest="action", metavar="COMMAND", parser_class=make, required=True)
    common = make(add_help=False)
    common.add_argument("-q", "--quiet", action="store_true", help="no progress and no notes")
    _train(actions, common)
    _export(actions, common)
    _eval(actions, common)
    _info(actions, common)
    _tune(actions, common)


def _train(actions: argparse._SubParsersAction[Any], common: Any) -> None:
    parser = actions.add_parser(
        "train",
        parents=[common],
        allow_abbrev=False,
        help="train the edit tagger on damaged prose and real post-edits",
        description="Trains on a pretrained encoder. A checkpoint is written every five minutes, at the end and on ctrl-c; the same "
        "command goes on from it, and gives the same weights as a run that nothing disturbed.",
        epilog="Examples: tanqih model train --data ../shared/corpora --encoder minilm --out runs/one · the same with --recipe gpu "
        f"--minutes 9, again and again until it says that it is done. {_EXIT}",
    )
    parser.add_argument("--data", required=True, metavar="FOLDER", help="corpora: prose/ and post-edits/ (docs/training.md)")
    parser.add_argument("--encoder", required=True, metavar="FOLDER", help="a BERT-like encoder: config, weights, tokenizer.json")
    parser.add_argument("--out", required=True, metavar="FOLDER", help="folder of the run, made when missing")
    parser.add_argument(
        "--recipe",
        choices=RECIPES,
        default="cpu",
        help="cpu: a few hours (default); gpu: 20 minutes on one GPU; quality: after either, the layers that judge quality, on a CPU",
    )
    parser.add_argument("--start", metavar="RUN", help="begin with the weights of a finished run: its folder, or a checkpoint")
    parser.add_argument(
        "--minutes", type=float, metavar="N", help="stop after so many, with a checkpoint (default: none, or 9 with gpu)"
    )
    parser.add_argument("--words", type=int, metavar="N", help="words to be seen in all (default: as the recipe says)")
    parser.add_argument("--seed", type=int, metavar="N", help="of weights, damage and order (default: as the recipe says)")
    parser.add_argument("--threads", type=int, metavar="N", help="of torch on a CPU (default: as the recipe says)")


def _export(actions: argparse._SubParsersAction[Any], common: Any) -> None:
    parser = actions.add_parser(
        "export",
        parents=[common],
        allow_abbrev=False,
        help="make a model folder of a checkpoint: ONNX int8, calibrated",
        description="Quantises the weights, fits the probabilities to held-out damaged prose, and writes a folder that --model takes.",
        epilog=f"Example: tanqih model export runs/one --data ../shared/corpora --out models/one. {_EXIT}",
    )
    parser.add_argument("checkpoint", metavar="CHECKPOINT", help="a checkpoint, or the folder of a run")
    parser.add_argument("--out", required=True, metavar="FOLDER", help="the model's folder, made when missing")
    parser.add_argument("--data", metavar="FOLDER", help="corpora to calibrate on; without it the model is not calibrated")
    parser.add_argument("--encoder", metavar="FOLDER", help="of a checkpoint outside of its run")


def _eval(actions: argparse._SubParsersAction[Any], common: Any) -> None:
    parser = actions.add_parser(
        "eval",
        parents=[common],
        allow_abbrev=False,
        help="measure a model, with doing nothing and the rules alone beside it",
        description="Prints a table of figures: " + ", ".join(FIGURES) + ". A checkpoint is measured by what it labels; "
        "a model folder also by what a person would be shown.",
        epilog=f"Examples: tanqih model eval · tanqih model eval --model runs/one --only words --sample 500 --threads 1. {_EXIT}",
    )
    parser.add_argument("--model", metavar="NAME", default="embedded", help=f"{_MODEL}, a checkpoint or the folder of a run")
    parser.add_argument("--data", metavar="FOLDER", default="../shared", help="corpora/, gold/, prototype/ (default ../shared)")
    parser.add_argument("--encoder", metavar="FOLDER", help="of a checkpoint outside of its run")
    parser.add_argument(
        "--only", action="append", choices=FIGURES, metavar="NAME", help=f"one of {', '.join(FIGURES)}; may be repeated"
    )
    parser.add_argument(
        "--sample", type=int, default=0, metavar="N", help="measure on so many texts of a set at most (default: all)"
    )
    parser.add_argument("--threads", type=int, default=0, metavar="N", help="of torch, for a checkpoint (default: as it wants)")
    parser.add_argument("--json", metavar="FILE", help="write everything as JSON (- for standard output, instead of the table)")


def _info(actions: argparse._SubParsersAction[Any], common: Any) -> None:
    parser = actions.add_parser(
        "info",
        parents=[common],
        allow_abbrev=False,
        help="what a model is: labels, files, hashes, training, thresholds, licence",
        description="Describes the embedded model, the folder of a model, or a checkpoint.",
    )
    parser.add_argument("model", nargs="?", default="embedded", metavar="NAME", help=f"{_MODEL} or of a run")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="of the answer")


def _tune(actions: argparse._SubParsersAction[Any], common: Any) -> None:
    parser = actions.add_parser(
        "tune",
        parents=[common],
        allow_abbrev=False,
        help="learn from the decisions of your reviews",
        description="Fits how sure the model is to what you accepted and refused, and writes a new model folder; with --checkpoint and "
        "torch it also trains the weights a little. Figures on decisions that were set aside say whether the new one is better; if it is "
        "not, nothing is written.",
        epilog="Examples: tanqih review news/*.txt --export decisions.jsonl, then tanqih model tune decisions.jsonl --texts news/ --out "
        f"mine, then tanqih review more/ --model mine. {_EXIT}",
    )
    parser.add_argument("decisions", nargs="+", metavar="DECISIONS", help="files that `tanqih review --export` wrote")
    parser.add_argument(
        "--texts", action="append", metavar="PATH", help="the files that were reviewed, or their folder (default: by name)"
    )
    parser.add_argument("--model", metavar="NAME", default="embedded", help=f"the model to begin with: {_MODEL}")
    parser.add_argument("--out", required=True, metavar="FOLDER", help="the new model's folder")
    weights = parser.add_argument_group("to train the weights as well (needs the extra `models`)")
    weights.add_argument("--checkpoint", metavar="CHECKPOINT", help="what the model was exported from")
    weights.add_argument("--encoder", metavar="FOLDER", help="of a checkpoint outside of its run")
    weights.add_argument(
        "--data", metavar="FOLDER", help="corpora to mix in, so that the rest is not unlearned, and to calibrate on"
    )
