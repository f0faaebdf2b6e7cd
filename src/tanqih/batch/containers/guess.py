"""Which fields of a dump hold the English, the Arabic and the id: what was named, else what the first records let guess."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from statistics import median
from typing import Any

from tanqih.errors import InputError, nearest
from tanqih.formats.fields import ID_FIELDS, SOURCE_FIELDS, TEXT_FIELDS, Fields, folded, is_arabic

SAMPLE = 50
"""Records that are looked at."""
_MORE_TEXT = ("maintext", "main_text", "article_text", "full_text", "fulltext", "article_body", "translation_en", "story")
_MORE_SOURCE = ("source_article", "arabic_body", "body_ar", "content_ar", "ar_content", "ar_body", "original_text", "maintext")
_MORE_IDS = ("_id", "url", "link", "uri")
_SHOWN_NAMES, _SHOWN_CHARS = 20, 30
_ARABIC_SAMPLE = 2000
_NEARLY = 0.8
_AS_LONG = 0.5
"""A candidate whose values are shorter than this share of the longest candidate's is a label or a summary."""


def chosen(records: Sequence[Mapping[str, Any]], given: Fields, path: str, look: Callable[[str], bool]) -> Fields:
    """The fields to use.

    Args:
        records: the first records, by top-level name; a value of a named field may lie deeper.
        given: what the user named.
        path: of the dump, for messages.
        look: whether a named field, perhaps a dotted one, is in any of the records.

    Raises:
        InputError: a named field that no record has; no field that could be the English, or several.
    """
    names = list(dict.fromkeys(name for record in records for name in record))
    listed = f"fields: {', '.join(name[:_SHOWN_CHARS] for name in names[:_SHOWN_NAMES]) or 'none'}"
    for name, option in ((given.text, "text"), (given.source, "source"), (given.id, "id")):
        if name is not None and records and not look(name):
            raise InputError(
                f"no field {name!r} in the first records{nearest(name, names)} ({listed})",
                f"name it with --{option}-field",
                path=path,
            )
    strings = {name: [r[name] for r in records if isinstance(r.get(name), str) and r[name].strip()] for name in names}
    arabic = {name for name, values in strings.items() if values and is_arabic(" ".join(v[:_ARABIC_SAMPLE] for v in values))}
    source = given.source or _one(SOURCE_FIELDS + _MORE_SOURCE, strings, arabic - {given.text}, "source", path)
    allowed = strings.keys() - arabic - {source, given.id}
    text = given.text or _one(TEXT_FIELDS + _MORE_TEXT, strings, allowed, "text", path) or _empty(records, allowed)
    if text is None:
        raise InputError(f"no field that could be the English text ({listed})", "name it with --text-field", path=path)
    key = given.id or _key(records, {text, source})
    return Fields(text, source, None, key)


def _one(wanted: Sequence[str], strings: Mapping[str, Sequence[str]], allowed: set[str], option: str, path: str) -> str | None:
    """The one field among those allowed that has a well-known name and no shorter values than the others of them."""
    found = [name for want in wanted for name in strings if folded(name) == want and name in allowed and strings[name]]
    found = list(dict.fromkeys(found))
    lengths = {name: median(map(len, strings[name])) * len(strings[name]) for name in found}
    close = [name for name in found if lengths[name] >= _AS_LONG * max(lengths.values())]
    different = [name for at, name in enumerate(close) if strings[name] not in [strings[other] for other in close[:at]]]
    if len(different) > 1:
        candidates = ", ".join(map(repr, different))
        raise InputError(f"several fields could be the {option}: {candidates}", f"name one with --{option}-field", path=path)
    return different[0] if different else None


def _empty(records: Sequence[Mapping[str, Any]], allowed: set[str]) -> str | None:
    """A field with a well-known name that holds strings, all of them empty."""
    names = {folded(name): name for record in records for name in record if name in allowed and isinstance(record[name], str)}
    return next((names[want] for want in TEXT_FIELDS + _MORE_TEXT if want in names), None)


def _key(records: Sequence[Mapping[str, Any]], taken: set[str | None]) -> str | None:
    """The first field with an id's name that nearly every record has, each with a string or a number of its own."""
    names = {folded(name): name for record in records for name in record if name not in taken}
    for want in ID_FIELDS + _MORE_IDS:
        name = names.get(folded(want))
        if name is None:
            continue
        values = [record[name] for record in records if name in record]
        values = [value for value in values if isinstance(value, (str, int)) and not isinstance(value, bool) and value != ""]
        if values and len(values) >= _NEARLY * len(records) and len(set(values)) == len(values):
            return name
    return None


def told(fields: Fields, given: Fields) -> str:
    """The fields in words, with those that were guessed marked."""
    return f"{fields}" if fields == given else f"{fields} (guessed; see --text-field, --source-field, --id-field)"
