"""TMX 1.4: languages, units, inline elements."""

from __future__ import annotations

import io

import pytest

from tanqih import formats
from tanqih.apply import apply
from tanqih.document import Document, Span
from tanqih.errors import InputError
from tanqih.issue import Edit

MEMORY = (
    '<?xml version="1.0"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n<tmx version="1.4">\n<header srclang="ar" segtype="sentence"/>\n<body>\n{}\n'
    "</body>\n</tmx>\n<!-- end -->\n"
)


def unit(variants: dict[str, str], attributes: str = "", before: str = "") -> str:
    inside = "".join(f'<tuv xml:lang="{tag}"><prop type="p">x</prop><seg>{text}</seg></tuv>' for tag, text in variants.items())
    return f"<tu{attributes}>{before}{inside}</tu>"


def read(*units: str, **options: object) -> list[Document]:
    data = MEMORY.format("\n".join(units)).encode()
    documents = list(formats.read_bytes(data, "tmx", path="f", **options))
    assert formats.write_bytes(documents) == data
    return documents


def test_every_unit_is_a_document() -> None:
    first, second = read(
        unit({"en-US": "It  went.", "ar-SA": "ع <ph>x</ph>س", "fr": "Oui."}, ' tuid="u7"'),
        unit({"fr": "Non."}),
        unit({"EN": "No."}),
    )
    assert (first.id, first.record, first.languages, first.segments[0].place(0)) == ("u7", 1, ("ar-SA", "en-US"), (6, 65))
    assert (first.segments[0].target, first.segments[0].source) == ("It  went.", "ع س")
    assert (second.id, second.record, second.segments[0].source, second.segments[0].place(0)) == ("f:3", 3, None, (8, 52))


def test_the_attribute_lang_of_old_memories() -> None:
    [document] = read(unit({"ar": "ع", "en": "One."}).replace("xml:lang", "lang"))
    assert (document.segments[0].target, document.segments[0].source) == ("One.", "ع")


def test_inline_elements_are_marks() -> None:
    text = unit({"ar": "ع", "en": 'He <hi type="b">said</hi> <bpt i="1">&lt;i&gt;</bpt>so<ept i="1">&lt;/i&gt;</ept>.'})
    [document] = read(text)
    assert document.segments[0].target == "He said so."
    assert [mark.offset for mark in document.segments[0].marks] == [3, 7, 8, 10]
    changed = apply(document, [Edit(0, Span(3, 7), "told"), Edit(0, Span(8, 10), "us & them")])
    assert formats.render(changed).decode() == MEMORY.format(text.replace("said", "told").replace("so", "us &amp; them"))


def test_one_of_several_english_variants_is_named() -> None:
    several = unit({"en-GB": "Colour.", "en-US": "Color.", "ar-EG": "ع", "ar-SA": "س"})
    with pytest.raises(InputError) as caught:
        read(several)
    assert str(caught.value) == (
        "f:6: a unit with several English variants (en-GB, en-US); name one with --text-field, for example --text-field en-GB"
    )
    with pytest.raises(InputError, match=r"several Arabic variants \(ar-EG, ar-SA\); name one with --source-field"):
        read(several, text_field="en-us")
    [document] = read(several, text_field="en-us", source_field="ar_SA")
    assert (document.segments[0].target, document.segments[0].source) == ("Color.", "س")
    with pytest.raises(InputError, match=r"several English variants \(en, en\); keep one of them"):
        read(unit({"en": "One."}).replace("</tu>", '<tuv xml:lang="en"><seg>Two.</seg></tuv></tu>'), text_field="en")


def test_a_memory_without_english_is_refused() -> None:
    with pytest.raises(
        InputError, match=r"^f:6: no unit has English in it \(languages: ar, fr\); a memory needs an English variant"
    ):
        read(unit({"ar": "ع", "fr": "Oui."}))
    assert [document.segments for document in read()] == [()]


def test_notes_and_comments_switch_rules_off() -> None:
    documents = read(
        unit({"en": "One."}, before="<note>tanqih: ignore punct</note>"), "<!-- tanqih: ignore -->", unit({"en": "Two."})
    )
    assert [document.segments[0].ignored for document in documents] == [{"punct"}, frozenset()]
    [document] = read(unit({"en": "Two."}, before="<!-- tanqih: ignore -->"))
    assert document.segments[0].ignored == {"all"}


def test_units_are_read_one_at_a_time() -> None:
    class Stream(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            assert size is not None
            assert size > 0
            return super().read(size)

    data = MEMORY.format("\n".join(unit({"ar": "ع", "en": f"Sentence {n}."}) for n in range(5000))).encode()
    stream = Stream(data)
    documents = formats.read(stream, format="tmx")
    next(documents)
    assert stream.tell() < len(data) / 2
    assert sum(1 for _ in documents) == 4999
