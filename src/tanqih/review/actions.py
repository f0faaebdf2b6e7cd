"""What a reviewer can do on the screen: one table for the keys, the footer, the palette, the help, the documentation and the settings.

Keys are written as Textual names them ("a", "A", "ctrl+z", "question_mark"); the table `[keys]` of the configuration gives an action
other ones.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from tanqih.errors import ConfigError, nearest


class Action(NamedTuple):
    """Something that can be done.

    Attributes:
        name: what the configuration calls it.
        keys: that do it unless the configuration says otherwise.
        label: a word for the footer.
        help: a line for help, palette and documentation.
        group: heading in the help.
        rank: place in the footer, 0 for the first; the last ones are left out where the screen is narrow.
    """

    name: str
    keys: tuple[str, ...]
    label: str
    help: str
    group: str
    rank: int


DECIDE, MANY, MOVE, TEXT, SCREEN = "Deciding", "Many at once", "Moving", "The text", "The screen"
CHOICES = 9
ACTIONS = (
    Action("accept", ("a", "enter"), "accept", "accept the chosen suggestion", DECIDE, 0),
    *(
        Action(
            f"choose-{n}", (str(n),), "choose", f"choose suggestion {n}, and see how it would read", DECIDE, 1 if n == 1 else 99
        )
        for n in range(1, CHOICES + 1)
    ),
    Action("choose-next", ("down",), "choose", "choose the suggestion below", DECIDE, 99),
    Action("choose-previous", ("up",), "choose", "choose the suggestion above", DECIDE, 99),
    Action("reject", ("r",), "reject", "reject: the text is right, do not ask again", DECIDE, 2),
    Action("skip", ("s",), "skip", "skip: leave it open, and come back to it at the end", DECIDE, 4),
    Action("edit", ("e",), "edit", "put your own text in the place of the marked words", DECIDE, 3),
    Action("edit-paragraph", ("E",), "paragraph", "write the whole paragraph anew; it is checked again", DECIDE, 12),
    Action("undo", ("u", "ctrl+z"), "undo", "take the last step back, also one of an earlier day", DECIDE, 5),
    Action("redo", ("U", "ctrl+y"), "redo", "do again what was undone", DECIDE, 13),
    Action("note", ("m",), "note", "note something on this issue, for people", DECIDE, 17),
    Action("accept-rule", ("A",), "all of rule", "accept the best suggestion of every open issue of this rule", MANY, 14),
    Action("dismiss-rule", ("X",), "dismiss rule", "ask nothing of this rule any more", MANY, 15),
    Action("same", ("equals_sign",), "everywhere", "do the same wherever the same words are asked", MANY, 8),
    Action("glossary", ("g",), "glossary", "add the wording to your glossary", MANY, 18),
    Action("next", ("n", "right"), "next", "the next issue, decided or not", MOVE, 6),
    Action("previous", ("p", "left"), "back", "the issue before, also to decide it anew", MOVE, 7),
    Action("next-paragraph", ("j",), "next paragraph", "the next paragraph, with an issue or without", MOVE, 99),
    Action("previous-paragraph", ("k",), "paragraph before", "the paragraph before", MOVE, 99),
    Action("texts", ("T",), "texts", "go to another text", MOVE, 24),
    Action("jump", ("space",), "jump", "jump: every issue in sight gets a letter, press it", MOVE, 16),
    Action("search", ("slash",), "search", "go to the next paragraph with some words, English or Arabic", MOVE, 9),
    Action("filter", ("f",), "filter", "ask only some: by rule, family, severity, confidence", MOVE, 19),
    Action("order", ("o",), "order", "ask in the order of the text, by severity, by impact on the score", MOVE, 20),
    Action("diff", ("d",), "diff", "everything that has changed in this text", TEXT, 21),
    Action("write", ("w", "ctrl+s"), "write", "write the edited text now", TEXT, 10),
    Action("source", ("t",), "Arabic", "show or hide the Arabic", SCREEN, 22),
    Action("scroll-down", ("pagedown",), "scroll", "scroll the text down; any step comes back", SCREEN, 99),
    Action("scroll-up", ("pageup",), "scroll", "scroll the text up", SCREEN, 99),
    Action("lost", (), "lost decisions", "list the decisions on an earlier version of the text that no longer apply", SCREEN, 99),
    Action("palette", ("ctrl+p", "colon"), "all", "search everything that can be done", SCREEN, 23),
    Action("help", ("question_mark", "f1"), "help", "the keys, and what the rule of this issue is about", SCREEN, -1),
    Action("quit", ("q", "ctrl+q"), "quit", "quit; asks whether to write the text first", SCREEN, 11),
)
BY_NAME = {action.name: action for action in ACTIONS}
_SIGNS = {
    "question_mark": "?",
    "equals_sign": "=",
    "slash": "/",
    "colon": ":",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "enter": "Enter",
    "escape": "Esc",
    "space": "Space",
    "f1": "F1",
    "down": "Down",
    "up": "Up",
    "left": "Left",
    "right": "Right",
}
_NAMES = {sign: name for name, sign in _SIGNS.items() if len(sign) == 1}
Keymap = dict[str, tuple[str, ...]]


def keymap(given: Iterable[tuple[str, tuple[str, ...]]] = ()) -> Keymap:
    """The keys of every action, with those that the configuration gives in the place of the usual ones.

    Args:
        given: action names and keys. An action that loses all keys to another one is still in the palette.

    Raises:
        ConfigError: an unknown action, or a key that is given twice.
    """
    chosen = {name: tuple(_NAMES.get(key, key) for key in keys) for name, keys in given}
    taken: dict[str, str] = {}
    for name, keys in chosen.items():
        if name not in BY_NAME:
            raise ConfigError(f"[keys]: no action {name!r}{nearest(name, BY_NAME)}")
        for key in keys:
            if taken.setdefault(key, name) != name:
                raise ConfigError(f"[keys]: {key!r} is given to {taken[key]!r} and to {name!r}; give it to one of them")
    usual = {action.name: tuple(key for key in action.keys if key not in taken) for action in ACTIONS}
    return {name: chosen.get(name, keys) for name, keys in usual.items()}


def shown(key: str) -> str:
    """A key as it is shown: `?` for `question_mark`."""
    return _SIGNS.get(key, key)


def table(keys: Keymap) -> list[tuple[str, list[tuple[str, str]]]]:
    """For people: headings, each with keys and what they do; the nine choices are one line."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for action in ACTIONS:
        named = "  ".join(shown(key) for key in keys[action.name])
        line = (named or "(palette)", action.help)
        if action.name == "choose-1":
            last = shown(next(iter(keys[f"choose-{CHOICES}"]), ""))
            line = (f"{named}-{last}", "choose a suggestion, and see how it would read")
        elif action.name.startswith("choose-") and action.name[7:].isdecimal():
            continue
        groups.setdefault(action.group, []).append(line)
    return list(groups.items())
