"""XLIFF and TMX files for property tests, made of what real files hold: tags, references, CDATA, comments, odd white space."""

from __future__ import annotations

from hypothesis import strategies as st

TEXTS = (
    *(
        "said",
        "The",
        " talks. ",
        "  ",
        "\n    ",
        "\r\n",
        "\t",
        "a",
        "12",
        "&amp;",
        "&#8217;",
        "&#x41;",
        "&#10;",
        "&#32;",
        "&lt;b&gt;",
        "&quot;",
    ),
    *(
        "\N{RIGHT DOUBLE QUOTATION MARK}",
        "\N{NO-BREAK SPACE}",
        "]]",
        "&gt;",
        "\N{ARABIC COMMA}",
        "\N{RIGHT-TO-LEFT MARK}",
        "'",
        '"',
    ),
)
LEAVES = (
    *(
        "<![CDATA[x < y & z]]>",
        "<![CDATA[]]>",
        "<![CDATA[ ]] > ]]>",
        "<!-- a comment -->",
        "<?pi?>",
        '<x id="1"/>',
        "<x id='2' />",
    ),
    *(
        '<ph id="3">&lt;br/&gt;</ph>',
        '<bpt id="4">{b <sub>An image.</sub>}</bpt>',
        '<ept id="4">}</ept>',
        '<e:f><e:g a="1">kept</e:g></e:f>',
    ),
)
PAIRS = (
    *(('<g id="5">', "</g>"), ("<g id='6'\n ctype = \"bold\">", "</g >"), ('<mrk mtype="protected">', "</mrk>")),
    *(('<mrk mtype="x-term" its:term="yes">', "</mrk>"), ('<hi type="b">', "</hi>")),
)


def _lines(units: list[str]) -> str:
    return "\n".join(units)


def inline() -> st.SearchStrategy[str]:
    """Content of a target."""
    leaf = st.one_of(st.sampled_from(TEXTS), st.sampled_from(TEXTS), st.sampled_from(LEAVES))

    def wrapped(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        pair = st.tuples(st.sampled_from(PAIRS), inner).map(lambda found: f"{found[0][0]}{found[1]}{found[0][1]}")
        return st.lists(st.one_of(inner, pair), max_size=4).map("".join)

    return st.recursive(leaf, wrapped, max_leaves=8)


def xliff(encoding: str) -> st.SearchStrategy[bytes]:
    """A file with some units."""

    def unit(target: str, space: str) -> str:
        return f'<trans-unit id="u"{space}><source>\N{ARABIC LETTER NOON} <g id="5">x</g></source>\n<target state=\'new\'>{target}</target></trans-unit>'

    units = st.lists(st.builds(unit, inline(), st.sampled_from(("", ' xml:space="preserve"'))), max_size=4)
    return units.map(
        lambda found: (
            f'<?xml version="1.0" encoding="{encoding}"?>\n<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2" xmlns:e="urn:e"'
            f'\n xmlns:its="http://www.w3.org/2005/11/its">\r\n<file original="a" source-language="ar" target-language="en"><body>\n'
            f"{_lines(found)}</body></file>\n</xliff>\n<!-- end -->"
        ).encode(encoding)
    )


def tmx(encoding: str) -> st.SearchStrategy[bytes]:
    """A memory with some units."""

    def unit(target: str) -> str:
        return (
            f'<tu><tuv xml:lang="ar"><seg>\N{ARABIC LETTER NOON}</seg></tuv><tuv xml:lang="EN-us"><seg>{target}</seg></tuv></tu>'
        )

    return st.lists(st.builds(unit, inline()), min_size=1, max_size=4).map(
        lambda found: (
            f'<?xml version="1.0" encoding="{encoding}"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n<tmx version="1.4" xmlns:e="urn:e"'
            f' xmlns:its="http://www.w3.org/2005/11/its"><header srclang="ar"/><body>{_lines(found)}</body></tmx>\n'
        ).encode(encoding)
    )
