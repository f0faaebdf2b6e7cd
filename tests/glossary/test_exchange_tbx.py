"""TBX of other programs, in both versions and styles; the form of what we write; and XML that means harm."""

from __future__ import annotations

from collections.abc import Callable
from xml.etree import ElementTree

import pytest
from tests.glossary.support import ARABIC, name_file, name_line, term_file, term_line

from tanqih.glossary.entries import GlossaryError
from tanqih.glossary.exchange import Losses, Options, Record, read, write

DESKS = Options(desks=frozenset({"courts"}))
TERM = f"""<langSet xml:lang="ar"><tig><term>{ARABIC}</term></tig></langSet>
<langSet xml:lang="en-US">
  <tig><term>novel</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></tig>
  <tig><term>version</term><termNote type="administrativeStatus">admittedTerm-admn-sts</termNote></tig>
  <tig><term>account</term><termNote type="partOfSpeech">noun</termNote>
    <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></tig>
</langSet>"""
NAMESPACE = 'xmlns="urn:iso:std:iso:30042:ed-2"'
MODULES = f'{NAMESPACE} xmlns:min="http://www.tbxinfo.net/ns/min" xmlns:basic="http://www.tbxinfo.net/ns/basic"'


def martif(entry: str, *, doctype: str = '<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">') -> bytes:
    return f"""<?xml version="1.0" encoding="UTF-8"?>
{doctype}
<martif type="TBX-Basic" xml:lang="en"><martifHeader><fileDesc><sourceDesc><p>x</p></sourceDesc></fileDesc></martifHeader>
<text><body><termEntry id="c1">
{entry}
</termEntry></body></text></martif>""".encode()


def taken(data: bytes) -> tuple[list[Record], Losses]:
    losses = Losses()
    return read("tbx", data, "base.tbx", losses, DESKS), losses


def dca(entry: str) -> bytes:
    tbx3 = entry.replace("langSet", "langSec").replace("tig>", "termSec>")
    return f'<tbx type="TBX-Basic" style="dca" xml:lang="en" {NAMESPACE}><text><body><conceptEntry>{tbx3}</conceptEntry></body></text></tbx>'.encode()


def dct(entry: str) -> bytes:
    tags = {
        'termNote type="administrativeStatus"': "min:administrativeStatus",
        'termNote type="partOfSpeech"': "min:partOfSpeech",
    }
    for category, tag in tags.items():
        while f"<{category}>" in entry:
            head, _, rest = entry.partition(f"<{category}>")
            value, _, rest = rest.partition("</termNote>")
            entry = f"{head}<{tag}>{value}</{tag}>{rest}"
    return dca(entry).replace(b'style="dca"', b'style="dct"').replace(NAMESPACE.encode(), MODULES.encode())


@pytest.mark.parametrize("make", [martif, dca, dct])
def test_both_versions_and_styles_say_the_same(make: Callable[[str], bytes]) -> None:
    subject = (
        '<descrip type="subjectField">Courts</descrip>' if make is not dct else "<min:subjectField>Courts</min:subjectField>"
    )
    records, losses = taken(make(f"{subject}<note>See the guide.</note>{TERM}"))
    (record,) = records
    assert (record.arabic, record.english, record.wrong) == ((ARABIC,), ("account", "version"), ("novel",))
    assert (record.pos, record.desks, record.note, record.kind) == ("noun", ("courts",), "See the guide.", "")
    assert not losses.any


@pytest.mark.parametrize(
    ("status", "kept"),
    [
        ("deprecatedTerm-admn-sts", False), ("supersededTerm-admn-sts", False), ("deprecatedTerm", False), ("obsolete", False),
        ("admittedTerm-admn-sts", True), ("standardizedTerm", True), ("preferred", True), ("tentative", True),
    ],
)  # fmt: skip
def test_administrative_status_tells_english_from_wrong(status: str, kept: bool) -> None:
    entry = TERM.replace("admittedTerm-admn-sts", status)
    (record,), losses = taken(martif(entry))
    assert ("version" in record.english, "version" in record.wrong) == (kept, not kept)
    assert bool(losses.lost) == (status == "tentative")


def test_groups_are_looked_into_and_what_has_no_place_is_counted() -> None:
    entry = f"""<descripGrp><descrip type="definition">What happened.</descrip><admin type="source">x</admin></descripGrp>
<transacGrp><transac type="transactionType">origination</transac><date>2020-01-01</date></transacGrp>
<descrip type="subjectField">Astronomy</descrip>
<langSet xml:lang="ar"><ntig><termGrp><term>{ARABIC}</term><termNote type="grammaticalGender">feminine</termNote></termGrp></ntig></langSet>
<langSet xml:lang="en"><note>In news.</note><ntig><termGrp><term>ac<hi>count</hi></term>
<termNoteGrp><termNote type="partOfSpeech">verb</termNote></termNoteGrp></termGrp></ntig></langSet>
<langSet xml:lang="fr"><tig><term>version</term></tig></langSet>"""
    (record,), losses = taken(martif(entry))
    assert (record.english, record.pos, record.note) == (("account",), "verb", "In news.")
    assert set(losses.lost) == {
        "definition", "source", "transactionType", "date", "grammaticalGender", "language fr", "subjectField 'Astronomy'"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (('xml:lang="ar"', 'xml:lang="fa"'), "has no accepted Arabic term (en, fa)"),
        (('xml:lang="en-US"', 'xml:lang="de"'), "has no accepted English term (ar, de)"),
        ((ARABIC, "novel"), "has no accepted Arabic term"),
    ],
)
def test_an_entry_without_arabic_or_english_is_skipped_with_its_line(change: tuple[str, str], why: str) -> None:
    records, losses = taken(martif(TERM.replace(*change)))
    assert records == []
    assert [(skipped.line, skipped.whole) for skipped in losses.skipped] == [(4, True)]
    assert why in losses.skipped[0].why


def test_a_wrong_rendering_that_is_no_pattern_is_skipped_alone() -> None:
    (record,), losses = taken(martif(TERM.replace("novel", "and/or")))
    assert record.wrong == ()
    assert [(skipped.line, skipped.whole) for skipped in losses.skipped] == [(4, False)]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "base.tbx:1: not well-formed XML (no element found)"),
        (martif(TERM)[:-30], "not well-formed XML"),
        (martif(TERM.replace("</tig>", "", 1)), "base.tbx:5: not well-formed XML (mismatched tag)"),
        (b"<html/>", "base.tbx:1: the root element is html, not martif or tbx"),
        (martif(TERM, doctype='<!DOCTYPE martif [<!ENTITY a "b">]>'), "base.tbx:2: the DOCTYPE holds declarations"),
        (
            martif("&lol9;", doctype="<!DOCTYPE m [" + "".join(f'<!ENTITY lol{n} "{"&lol8;" * 10}">' for n in range(10)) + "]>"),
            "base.tbx:2: the DOCTYPE holds declarations",
        ),
        (martif("&x;", doctype='<!DOCTYPE m [<!ENTITY x SYSTEM "file:///etc/passwd">]>'), "the DOCTYPE holds declarations"),
        (martif("&x;", doctype='<!DOCTYPE m SYSTEM "http://127.0.0.1:9/x.dtd" [<!ENTITY % p SYSTEM "x"> %p;]>'), "holds declarations"),
        (martif("&eacute;"), "base.tbx:5: the entity &eacute; is declared in a DTD that is not read"),
        (martif("<a>" * 100 + "</a>" * 100), "base.tbx:5: more than 60 elements inside one another"),
        (martif(f"<note>{'x' * 1_100_000}</note>"), "more than 1,000,000 characters in one entry"),
        (b'<?xml version="1.0" encoding="x-none"?><martif/>', "its encoding cannot be read"),
    ],
)  # fmt: skip
def test_xml_that_is_broken_or_means_harm_is_an_error_with_the_line(data: bytes, said: str) -> None:
    with pytest.raises(GlossaryError) as caught:
        taken(data)
    assert said in str(caught.value)


def test_a_file_says_its_encoding() -> None:
    data = martif(TERM).decode().replace("UTF-8", "windows-1256").encode("windows-1256")
    assert taken(data)[0] == taken(martif(TERM))[0]
    assert taken(martif(TERM).decode().replace("UTF-8", "UTF-16").encode("utf-16"))[0] == taken(martif(TERM))[0]


def written(name: str) -> ElementTree.Element:
    line = term_line(
        evidence="context", near="court", desk="courts", wrong="official/state [novel]|tall tale", note="In <news> & more."
    )
    records = read("tsv", term_file(line).encode(), "a.tsv", Losses())
    records += read("tsv", name_file(name_line(variants="Janin")).encode(), "b.tsv", Losses())
    return ElementTree.fromstring(write(records, name, Losses()))


def local(node: ElementTree.Element) -> str:
    return node.tag.rpartition("}")[2]


ORDER = {
    "conceptEntry": ["descrip", "note", "langSec"], "langSec": ["termSec"], "termSec": ["term", "termNote", "note"],
    "termEntry": ["descrip", "note", "langSet"], "langSet": ["tig"], "tig": ["term", "termNote", "note"],
    "tbx": ["tbxHeader", "text"], "martif": ["martifHeader", "text"], "text": ["body"], "fileDesc": ["sourceDesc"],
    "tbxHeader": ["fileDesc"], "martifHeader": ["fileDesc", "encodingDesc"],
}  # fmt: skip
"""Children in the order of the content models of TBXcoreStructV02.dtd and the TBX-Basic RNG."""
CATEGORIES = {
    "subjectField": None,
    "partOfSpeech": {"noun", "verb", "adjective", "adverb", "other", "properNoun"},
    "administrativeStatus": {"preferredTerm-admn-sts", "admittedTerm-admn-sts", "deprecatedTerm-admn-sts", "supersededTerm-admn-sts"},
}  # fmt: skip
"""Categories of TBX-Basic that we write, and their picklists."""


@pytest.mark.parametrize(("name", "root"), [("tbx2", "martif"), ("tbx3", "tbx"), ("tbx3-core", "tbx")])
def test_what_is_written_follows_the_content_models(name: str, root: str) -> None:
    tree = written(name)
    assert local(tree) == root
    for node in tree.iter():
        order = ORDER.get(local(node), [])
        places = [order.index(local(child)) for child in node] if order else []
        assert places == sorted(places), local(node)
        if local(node) in ("descrip", "termNote"):
            values = CATEGORIES[node.attrib["type"]]
            assert values is None or node.text in values
            assert name != "tbx3-core"
    if name == "tbx3":
        assert "properNoun" not in {node.text for node in tree.iter()}  # no longer in the picklist of TBX 3


def test_wrong_renderings_are_deprecated_terms_and_in_core_no_terms_at_all() -> None:
    def terms(name: str) -> dict[str, str]:
        groups = [node for node in written(name).iter() if local(node) in ("termSec", "tig")]
        found = {}
        for group in groups:
            status = [node.text for node in group if node.attrib.get("type") == "administrativeStatus"]
            found[group[0].text or ""] = (status[0] or "").partition("Term")[0] if status else ""
        return found

    assert terms("tbx3") == terms("tbx2")
    assert terms("tbx3")["official novel"] == terms("tbx3")["state novel"] == terms("tbx3")["tall tale"] == "deprecated"
    assert (terms("tbx3")["account"], terms("tbx3")["Janin"], terms("tbx3")[ARABIC]) == ("preferred", "admitted", "")
    assert set(terms("tbx3-core")) == {ARABIC, "account", "Jenin", "Janin"}


def test_what_xml_cannot_hold_is_left_out_and_counted() -> None:
    losses = Losses()
    record = Record(1, (ARABIC,), ("account",), note="a\x07b\ufffe")
    assert b"<note>ab</note>" in write([record], "tbx3", losses)
    assert losses.lost == {"characters that XML cannot hold": 1}
