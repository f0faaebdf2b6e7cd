"""The words that an Arabic root makes in one verb form: past, imperfect, verbal noun, participles, in folded spelling.

The ten forms are those of the grammars (Wright, "A Grammar of the Arabic Language", vol. 1, paragraphs 35-62). Weak roots are written
with their waw or ya; a doubled last letter is written twice. A few of the words that come out do not exist; they do no harm, for they are
only looked up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tanqih.arabic import ALEF, HAMZA, HEH, MEEM, NOON, SEEN, TEH, WAW, YEH

_WEAK = WAW + YEH
_EMPHATIC = "\N{ARABIC LETTER SAD}\N{ARABIC LETTER DAD}"
_TAH, _ZAIN, _DAL, _THAL = "\N{ARABIC LETTER TAH}", "\N{ARABIC LETTER ZAIN}", "\N{ARABIC LETTER DAL}", "\N{ARABIC LETTER THAL}"
Maker = Callable[[str, str, str], Iterator[str]]


def derive(form: int, root: str) -> Iterator[str]:
    """The words of a verb form.

    Args:
        form: 1 to 8 or 10.
        root: three letters, folded; two where the middle or last one is left out.

    Raises:
        ValueError: a form or root of another kind: the table that holds it is wrong.
    """
    if form not in _FORMS or not 2 <= len(root) <= 4:
        raise ValueError(f"no verb form {form} of {root!r}")
    if len(root) != 3:  # two letters or four: one pattern, no derivation
        yield from (root, YEH + root, MEEM + root)
        return
    yield from _FORMS[form](root[0], root[1], root[2])


def _ends(stem: str, last: str) -> str:
    """A stem with its last radical: a weak one is written ya."""
    return stem + (YEH if last in _WEAK else last)


def _noun(stem: str, last: str) -> str:
    """A verbal noun in alef and the last radical: a weak one is a hamza there."""
    return stem + ALEF + (HAMZA if last in _WEAK else last)


def _first(f: str, m: str, ll: str) -> Iterator[str]:
    if m in _WEAK and ll not in _WEAK:
        yield from (f + ALEF + ll, YEH + f + m + ll, YEH + f + ALEF + ll, f + ALEF + HAMZA + ll, f + m + ll, MEEM + f + m + ll)
        return
    if m == ll:
        yield from (f + m, YEH + f + m, f + ALEF + m, MEEM + f + m + WAW + m)
        return
    imperfect = YEH + (m if f == WAW else f + m)
    yield from (_ends(f + m, ll), _ends(imperfect, ll), f + ALEF + _ends(m, ll), MEEM + f + m + (ll if ll in _WEAK else WAW + ll))
    if ll in _WEAK:
        yield from (f + m + ALEF, imperfect + WAW, f + ALEF + m)
    elif f != WAW:
        yield from (f + m + ALEF + ll, f + m + WAW + ll)
    else:
        yield YEH + f + m + ll


def _second(f: str, m: str, ll: str) -> Iterator[str]:
    stem = _ends(f + m, ll)
    yield from (stem, YEH + stem, MEEM + stem, TEH + f + m + (YEH + HEH if ll in _WEAK else YEH + ll))
    if ll in (HAMZA, ALEF):
        yield TEH + f + m + YEH + HAMZA


def _third(f: str, m: str, ll: str) -> Iterator[str]:
    if m == ll:
        yield from (f + ALEF + m, YEH + f + ALEF + m, MEEM + f + ALEF + m)
        return
    stem = _ends(f + ALEF + m, ll)
    yield from (stem, YEH + stem, MEEM + stem, MEEM + f + ALEF + m + (ALEF + HEH if ll in _WEAK else ll + HEH), _noun(f + m, ll))


def _fourth(f: str, m: str, ll: str) -> Iterator[str]:
    if m in _WEAK and ll not in _WEAK:
        yield from (
            ALEF + f + ALEF + ll,
            YEH + f + YEH + ll,
            YEH + f + ALEF + ll,
            ALEF + f + ALEF + ll + HEH,
            MEEM + f + YEH + ll,
            MEEM + f + ALEF + ll,
        )
        return
    if m == ll:
        yield from (ALEF + f + m, YEH + f + m, ALEF + f + m + ALEF + m, MEEM + f + m)
        return
    stem = _ends(f + m, ll)
    noun = _noun((ALEF + YEH if f == WAW else ALEF + f) + m, ll)
    yield from (ALEF + stem, YEH + stem, MEEM + stem, noun, ALEF + YEH + m + ALEF + ll if f == ALEF else noun)


def _fifth(f: str, m: str, ll: str) -> Iterator[str]:
    stem = TEH + _ends(f + m, ll)
    yield from (stem, YEH + stem, MEEM + stem)


def _sixth(f: str, m: str, ll: str) -> Iterator[str]:
    stem = TEH + f + ALEF + (m if m == ll else _ends(m, ll))
    yield from (stem, YEH + stem, MEEM + stem)


def _built(prefix: str, f: str, m: str, ll: str) -> Iterator[str]:
    """Forms with an alef before the stem (7, 8, 10): `f` is the first radical as it is written there."""
    if m in _WEAK and ll not in _WEAK:
        hollow = f + ALEF + ll if prefix != SEEN + TEH else f + YEH + ll
        past = ALEF + prefix + f + ALEF + ll
        noun = past + HEH if prefix == SEEN + TEH else ALEF + prefix + f + YEH + ALEF + ll
        yield from (past, YEH + prefix + hollow, YEH + prefix + f + ALEF + ll, MEEM + prefix + hollow, noun)
        return
    if m == ll:
        stem = prefix + f + m
        yield from (ALEF + stem, YEH + stem, MEEM + stem, ALEF + stem + ALEF + m)
        return
    stem = prefix + _ends(f + m, ll)
    open_first = YEH if f == WAW else f
    yield from (ALEF + stem, YEH + stem, MEEM + stem, ALEF + prefix + _noun(open_first + m, ll))


def _seventh(f: str, m: str, ll: str) -> Iterator[str]:
    yield from _built(NOON, f, m, ll)


def _eighth(f: str, m: str, ll: str) -> Iterator[str]:
    joined = {WAW: TEH, ALEF: TEH, TEH: TEH, _TAH: _TAH, _DAL: _DAL, _THAL: _DAL, _ZAIN: _ZAIN + _DAL}.get(f)
    if joined is None:
        joined = f + (_TAH if f in _EMPHATIC else TEH)
    yield from _built("", joined, m, ll)
    if f == ALEF:
        yield from _built("", HAMZA + TEH, m, ll)


def _tenth(f: str, m: str, ll: str) -> Iterator[str]:
    yield from _built(SEEN + TEH, f, m, ll)


_FORMS: dict[int, Maker] = {
    1: _first,
    2: _second,
    3: _third,
    4: _fourth,
    5: _fifth,
    6: _sixth,
    7: _seventh,
    8: _eighth,
    10: _tenth,
}
