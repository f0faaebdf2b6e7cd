"""Completion scripts for bash, zsh and fish, written from the argparse tree.

The words that options take (rules, profiles, formats, encodings) are those of the installed version: write the script anew after an
upgrade. Sources: bash manual 8.6, zshcompsys(1) `_arguments`, fish `complete`.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from tanqih.commands.arguments import commands
from tanqih.commands.output import FORMATS as REPORTS
from tanqih.commands.score import METRICS
from tanqih.config import PROFILES, SEVERITIES
from tanqih.formats import FORMATS
from tanqih.formats.encoding import ENCODINGS
from tanqih.glossary.entries import KINDS, RULES
from tanqih.glossary.exchange import INPUT, OUTPUT
from tanqih.glossary.lint import LINTS
from tanqih.rules import all_rules

_FILES = frozenset(
    "source config input output paths store to baseline write_baseline history references post_edits comet_model compare undo learn learned "
    "data encoder out decisions texts checkpoint json".split()
)


class Word(NamedTuple):
    """An option, or a positional argument (no strings).

    Attributes:
        strings: its spellings.
        help: what it does.
        takes: False for a switch.
        values: words it takes; none for any text.
        files: True when it takes a path.
        repeated: True for a positional argument that takes several.
    """

    strings: tuple[str, ...]
    help: str
    takes: bool
    values: tuple[str, ...]
    files: bool
    repeated: bool


def script(parser: argparse.ArgumentParser, shell: str) -> str:
    """The completion script of a shell: "bash", "zsh" or "fish"."""
    tree = dict(_tree(parser))
    if shell == "bash":
        return _bash(tree)
    return {"zsh": _zsh, "fish": _fish}[shell](tree, dict(_helps(parser)))


def _tree(parser: argparse.ArgumentParser, above: str = "") -> Iterator[tuple[str, list[Word]]]:
    """The words of every command by its name, those of a group's commands behind the group: "glossary", "glossary check"."""
    for name, sub in commands(parser).items():
        yield above + name, list(_words(sub))
        yield from _tree(sub, f"{above}{name} ")


def _values() -> dict[str, tuple[str, ...]]:
    names = tuple(sorted({name for rule in all_rules() for name in (rule.id, rule.family)}))
    return {
        "profile": PROFILES,
        "model": ("off", "embedded"),
        "fail_on": SEVERITIES,
        "format": REPORTS,
        "metric": METRICS,
        "read_as": tuple(FORMATS),
        "encoding": ENCODINGS,
        "select": names,
        "ignore": names,
        "name": names,
        "lints": tuple(LINTS),
        "rule": RULES,
        "kind": KINDS,
        "from_format": INPUT,
        "to_format": OUTPUT,
    }


def _words(parser: argparse.ArgumentParser) -> Iterator[Word]:
    known = _values()
    for action in parser._actions:
        values = tuple(str(choice) for choice in action.choices or known.get(action.dest, ()))
        takes = not action.option_strings or action.nargs != 0
        files, repeated = action.dest in _FILES, action.nargs in ("+", "*")
        yield Word(tuple(action.option_strings), action.help or "", takes, values, files, repeated)


def _helps(parser: argparse.ArgumentParser) -> Iterator[tuple[str, str]]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            yield from ((choice.dest, choice.help or "") for choice in action._choices_actions)


def _bash(tree: dict[str, list[Word]]) -> str:
    out = ["# bash completion of tanqih", "_tanqih() {", "    local cur prev command= i words="]
    out += ["    cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}", "    COMPREPLY=()"]
    known = "|".join(f'"{above} {name}"' for above, _, name in (path.rpartition(" ") for path in tree))
    out += ["    for ((i = 1; i < COMP_CWORD; i++)); do", f'        case "$command ${{COMP_WORDS[i]}}" in {known})']
    out += [
        "            command=${command:+$command }${COMP_WORDS[i]};;",
        "        esac",
        "    done",
        '    case "$command:$prev" in',
    ]
    for name, words in tree.items():
        for word in words:
            if word.strings and word.takes:
                pattern = "|".join(f'"{name}:{string}"' for string in word.strings)
                reply = f'COMPREPLY=($(compgen -W "{" ".join(word.values)}" -- "$cur")); return' if word.values else "return"
                out.append(f"        {pattern}) {reply};;")
    first = " ".join(name for name in tree if " " not in name)
    out += ["    esac", "    case $command in", f'        "") words="{first} --help --version";;']
    for name, words in tree.items():
        options = " ".join(string for word in words for string in word.strings)
        places = " ".join(value for word in words if not word.strings for value in word.values)
        out.append(f'        "{name}") if [[ $cur == -* ]]; then words="{options}"; else words="{places}"; fi;;')
    out += ["    esac", '    COMPREPLY=($(compgen -W "$words" -- "$cur"))', "}"]
    # With nothing to offer, readline completes file names.
    return "\n".join([*out, "complete -o default -F _tanqih tanqih", ""])


def _zsh(tree: dict[str, list[Word]], helps: dict[str, str]) -> str:
    out = ["#compdef tanqih", "_tanqih() {", "  local context state line", "  typeset -A opt_args"]
    out += ["  local -a commands", "  commands=("]
    out += [f"    '{name}:{_quoted(text)}'" for name, text in helps.items()]
    out += ["  )", "  _arguments -C '--version[show the version]' '--help[show help]' '1: :->command' '*:: :->rest'"]
    out += ["  case $state in", "  command) _describe command commands;;", "  rest)", "    case $words[1] in"]
    for name, words in tree.items():
        if " " in name:
            continue
        actions = {path.rpartition(" ")[2]: held for path, held in tree.items() if path.startswith(f"{name} ")}
        out.append(f"    {name}) _arguments {'-C' if actions else '-S'} \\")
        out += [f"      {spec} \\" for word in words for spec in _zsh_specs(word)]
        if actions:
            out += ["      '*:: :->action'", "      case $words[1] in"]
            for action, held in actions.items():
                out.append(f"      {action}) _arguments -S \\")
                out += [f"        {spec} \\" for word in held for spec in _zsh_specs(word)]
                out.append("        ;;")
            out.append("      esac")
        out.append("      ;;")
    return "\n".join([*out, "    esac;;", "  esac", "}", '_tanqih "$@"', ""])


def _zsh_specs(word: Word) -> Iterator[str]:
    action = f"({' '.join(word.values)})" if word.values else "_files" if word.files else " "
    if not word.strings:
        yield f"'{'*' if word.repeated else '1'}: :{action}'"
    for string in word.strings:
        value = f": :{action}" if word.takes else ""
        yield f"'{string}[{_bracketed(word.help)}]{value}'"


def _bracketed(text: str) -> str:
    return _quoted(text).replace("[", "\\[").replace("]", "\\]")


def _quoted(text: str) -> str:
    return text.replace("'", "'\\''").replace(":", "\\:")


def _fish(tree: dict[str, list[Word]], helps: dict[str, str]) -> str:
    out = ["# fish completion of tanqih", "complete -c tanqih -f"]
    first = "-n __fish_use_subcommand"
    out += [f"complete -c tanqih {first} -l version -d 'show the version'"]
    out += [f"complete -c tanqih {first} -a {name} -d '{_escaped(text)}'" for name, text in helps.items()]
    for name, words in tree.items():
        for word in words:
            when = f"-n '{_fish_condition(name, tree)}'"
            spelt = "".join(f" -{'l' if string.startswith('--') else 's'} {string.lstrip('-')}" for string in word.strings)
            values = f" -a '{' '.join(word.values)}'" if word.values else ""
            takes = " -rF" if word.files and word.takes else " -x" if word.takes and word.strings else ""
            if not word.strings:
                takes = " -F" if word.files else ""
            out.append(f"complete -c tanqih {when}{spelt}{takes}{values} -d '{_escaped(word.help)}'")
    return "\n".join([*out, ""])


def _fish_condition(name: str, tree: Iterable[str]) -> str:
    """When a command's words are offered: it has been typed, and none of the commands of its group (for a group), or outside of groups
    that have a command of the same name.
    """
    seen = " ".join(f"__fish_seen_subcommand_from {part}; and" for part in name.split()).removesuffix("; and")
    inside = [path.rpartition(" ")[2] for path in tree if path.startswith(f"{name} ")]
    groups = [path.split()[0] for path in tree if path.endswith(f" {name}")]
    apart = inside or groups
    return f"{seen}; and not __fish_seen_subcommand_from {' '.join(apart)}" if apart else seen


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("'", "\\'")
