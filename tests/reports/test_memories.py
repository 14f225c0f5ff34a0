"""TMX and XLIFF: well-formed whatever the text holds, nothing lost, in reading order."""

from dataclasses import replace
from xml.etree import ElementTree

import pytest
from selaras.checks.parallel import context_of_segments
from selaras.reports import render
from selaras.reports.tmx import memory

XML = "{http://www.w3.org/XML/1998/namespace}"
XLIFF = "{urn:oasis:names:tc:xliff:document:2.0}"
ODD = "a & <b> \x1b \ud800 \u202e \x85 😀 ]]>"


def test_tmx_has_a_unit_for_each_pair_with_its_notes(audit):
    root = ElementTree.fromstring(render(audit, "tmx"))
    units = root.findall("body/tu")
    assert [unit.get("tuid") for unit in units] == ["0", "1", "2", "4"]
    assert root.find("header").get("srclang") == "vi"
    number = units[1]
    assert [variant.get(f"{XML}lang") for variant in number.findall("tuv")] == ["vi", "id"]
    assert number.findall("tuv/seg")[1].text == audit.target.sentences[1].text
    assert "F001 error number" in number.findtext("note")
    assert [child.tag for child in number] == ["note", "note", "prop", "prop", "tuv", "tuv"]


def test_xliff_has_a_unit_for_each_link_gaps_too(audit):
    root = ElementTree.fromstring(render(audit, "xliff"))
    units = root.findall(f"{XLIFF}file/{XLIFF}unit")
    assert [unit.get("id") for unit in units] == [f"u{n}" for n in range(6)]
    assert units[3].find(f".//{XLIFF}target") is None
    assert (
        units[5].find(f".//{XLIFF}source").text is None
        or not units[5].find(f".//{XLIFF}source").text
    )
    assert len(units[1].findall(f".//{XLIFF}note")) == 2


def test_xliff_keeps_characters_that_xml_cannot_hold(audit):
    root = ElementTree.fromstring(render(audit, "xliff"))
    target = root.findall(f".//{XLIFF}target")[-1]

    def text(element):
        own = chr(int(element.get("hex"), 16)) if element.tag == f"{XLIFF}cp" else ""
        return own + (element.text or "") + "".join(text(e) + (e.tail or "") for e in element)

    assert text(target) == audit.target.sentences[4].text


@pytest.mark.parametrize("format", ["tmx", "xliff", "junit"])
def test_odd_text_stays_well_formed_and_acts_on_no_terminal(audit, format):
    context = context_of_segments([ODD], [ODD], "vi", "id")
    odd = replace(audit.findings[0], message=ODD, link=0, source=(), target=())
    report = render(
        replace(
            audit,
            source=replace(context.source, path=ODD),
            target=context.target,
            alignment=context.alignment,
            findings=(odd,),
            words={},
        ),
        format,
    )
    report.encode("utf-8")
    assert not set(report) & set("\x1b\x85\u202e")
    assert "😀" in "".join(ElementTree.fromstring(report).itertext()) + report


def test_a_memory_needs_no_audit(audit):
    text = memory(audit.source, audit.target, audit.alignment)
    assert "<note>" not in text
    assert text.count("<tu ") == 4
