"""Alignments as files: hostile text stays on its line, and links come back as they were."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PythonTmx import Tmx, from_element
from selaras.align.formats import jsonl, moses, tsv
from selaras.align.formats.model import Aligned
from selaras.align.formats.reading import read_links
from selaras.align.model import Alignment, Kind, Link, WordAlignment, WordPair
from selaras.align.model import Unmatched as Stretch
from selaras.checks.parallel import document_of_segments
from selaras.documents.model import Document, Role, Sentence, Span
from selaras.errors import DocumentError
from selaras.reports import tmx

LINKS = (
    Link(0, (0,), (1,), Kind.MATCH, 0.98),
    Link(1, (1, 2), (), Kind.OMISSION, 0.7),
    Link(2, (3,), (2, 3), Kind.MOVED, 0.5),
    Link(3, (), (0,), Kind.ADDITION, 0.123456),
)
SOURCE = ["Trời mưa.", "Nắng lên.", "Gió.", "Hết & <rồi>."]
TARGET = ["Iklan.", "Hujan.", "Selesai", "sudah."]


def aligned(source=SOURCE, target=TARGET, links=LINKS, words=None) -> Aligned:
    documents = document_of_segments(source, "vi"), document_of_segments(target, "id")
    return Aligned(*documents, Alignment(tuple(links)), words or {})


def one_sentence(text: str, language: str) -> Document:
    """A document whose single sentence may hold anything, line ends too."""
    sentence = Sentence(0, 0, len(text), 0, Role.BODY, text)
    return Document("-", language, "", text, (sentence,))


def words_of_first_link() -> dict[int, WordAlignment]:
    return {
        0: WordAlignment(
            source_words=(Span(0, 4), Span(5, 8)),
            target_words=(Span(7, 12),),
            pairs=(WordPair(1, 0, 0.75),),
            source_support=(0.0, 0.8),
            target_support=(0.8,),
            source_coverage=0.25,
            target_coverage=1.0,
            omitted=(Stretch(Span(0, 4), 3.0),),
            added=(),
        )
    }


def test_tsv_has_ids_kind_score_and_both_texts():
    lines = tsv.render(aligned()).splitlines()
    assert lines[0].split("\t") == [
        "source_ids", "target_ids", "kind", "score", "source", "target"
    ]  # fmt: skip
    assert lines[1].split("\t") == ["0", "1", "match", "0.9800", "Trời mưa.", "Hujan."]
    assert lines[2].split("\t") == ["1,2", "", "omission", "0.7000", "Nắng lên. Gió.", ""]
    assert lines[4].split("\t") == ["", "0", "addition", "0.1235", "", "Iklan."]


def test_tsv_with_words_tells_how_far_each_side_is_covered():
    lines = tsv.render(aligned(words=words_of_first_link())).splitlines()
    assert lines[0].split("\t")[-2:] == ["source_coverage", "target_coverage"]
    assert lines[1].split("\t")[-2:] == ["0.2500", "1.0000"]
    assert {len(line.split("\t")) for line in lines} == {8}


def test_jsonl_points_into_the_documents():
    content = aligned()
    links = [json.loads(line) for line in jsonl.render(content).splitlines()]
    assert [link["kind"] for link in links] == ["match", "omission", "moved", "addition"]
    for link in links:
        for side, document in (("source", content.source), ("target", content.target)):
            texts = [document.text[start:end] for start, end in link[f"{side}_spans"]]
            assert " ".join(texts) == link[f"{side}_text"]
    assert links[3]["score"] == 0.123456
    assert "words" not in links[0]


def test_jsonl_tells_which_words_answer_each_other():
    content = aligned(words=words_of_first_link())
    first, second, *_ = map(json.loads, jsonl.render(content).splitlines())
    assert first["words"] == {
        "source_coverage": 0.25,
        "target_coverage": 1.0,
        "pairs": [{"source": [5, 8], "target": [7, 12], "score": 0.75}],
        "uncovered": [[0, 4]],
        "unsupported": [],
    }
    assert "words" not in second


def test_moses_leaves_gaps_out_and_keeps_lines_together():
    source, target = moses.render(aligned())
    assert source == "Trời mưa.\nHết & <rồi>.\n"
    assert target == "Hujan.\nSelesai sudah.\n"


HOSTILE = "a\tb\nc\r\nd\x0be\x85f\u2028g\x1b[31mh\x00i\ud800j\u202ek"


def test_hostile_text_stays_on_one_line_in_every_format():
    content = Aligned(one_sentence(HOSTILE, "vi"), one_sentence("ok", "id"), Alignment((LINKS[0],)))
    content = Aligned(
        content.source, content.target, Alignment((Link(0, (0,), (0,), Kind.MATCH, 1.0),))
    )
    rendered = tsv.render(content)
    assert len(rendered.splitlines()) == 2
    assert len(rendered.splitlines()[1].split("\t")) == 6
    assert all(len(text.splitlines()) == 1 for text in moses.render(content))
    line = jsonl.render(content)
    assert len(line.splitlines()) == 1
    assert json.loads(line)["source_text"] == HOSTILE
    assert not set("\x1b\x85\u2028\u202e\x00") & set(line)
    for text in (rendered, line, *moses.render(content)):
        text.encode("utf-8")


@given(st.text(min_size=1), st.text(min_size=1))
def test_any_text_gives_whole_lines(one, other):
    link = Link(0, (0,), (0,), Kind.MATCH, 0.5)
    content = Aligned(one_sentence(one, "vi"), one_sentence(other, "id"), Alignment((link,)))
    assert [len(line.split("\t")) for line in tsv.render(content).splitlines()] == [6, 6]
    source, target = moses.render(content)
    assert source.count("\n") == target.count("\n") == 1
    back = json.loads(jsonl.render(content))
    assert (back["source_text"], back["target_text"]) == (one, other)


@pytest.mark.parametrize("render", [tsv.render, jsonl.render])
def test_links_come_back(render, tmp_path):
    path = tmp_path / "links"
    path.write_text(render(aligned()), "utf-8", newline="")
    assert read_links(path) == [(link.source, link.target) for link in LINKS]


def test_links_of_others_are_read(tmp_path):
    path = tmp_path / "links"
    for text in ("[0,1]:[2]:0.43\n[2]:[]:0.3\n[]:[0]\n", "0,1\t2\r\n2\t\r\n\t0\r\n"):
        path.write_text(text, "utf-8", newline="")
        assert read_links(path) == [((0, 1), (2,)), ((2,), ()), ((), (0,))]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no links"),
        ("\n\n", "no links"),
        ("0\t1\nhello there\n", "line 2"),
        ('{"source": "a"}\n', "line 1"),
        ("{" * 100_000, "line 1"),
        ("[" * 1_000_000, "line 1"),
        ("0\t0\n0\t1\n", "source sentence 0 is linked in line 1 already"),
        ("0\t0\n1\t0\n", "target sentence 0 is linked in line 1 already"),
        ("1" * 5000 + "\t0", "line 1"),
    ],
)
def test_what_is_no_alignment_is_told_with_its_line(text, said, tmp_path):
    path = tmp_path / "links"
    path.write_text(text, "utf-8")
    with pytest.raises(DocumentError, match=said) as raised:
        read_links(path)
    assert len(str(raised.value)) < 400


def test_a_file_that_is_no_text_is_told(tmp_path):
    path = tmp_path / "links"
    path.write_bytes(b"\xff\xfe\x00\x01")
    with pytest.raises(DocumentError, match="not UTF-8"):
        read_links(path)
    with pytest.raises(DocumentError, match="cannot be read"):
        read_links(tmp_path / "nowhere")


def read_by_another(text: str) -> Tmx:
    """The memory as a reader that is not ours sees it."""
    from lxml import etree

    parser = etree.XMLParser(load_dtd=False, no_network=True)
    return from_element(etree.fromstring(text.encode("utf-8"), parser))


def test_tmx_comes_back_through_a_foreign_reader():
    content = aligned()
    memory = read_by_another(tmx.memory(content.source, content.target, content.alignment))
    assert (memory.header.srclang, memory.header.creationtool) == ("vi", "selaras")
    assert memory.header.segtype.value == "sentence"
    units = [
        (
            [(variant.lang, "".join(variant.content)) for variant in unit.tuvs],
            {prop.type: prop.text for prop in unit.props},
        )
        for unit in memory.tus
    ]
    assert units == [
        ([("vi", "Trời mưa."), ("id", "Hujan.")], {"x-kind": "match", "x-score": "0.9800"}),
        (
            [("vi", "Hết & <rồi>."), ("id", "Selesai sudah.")],
            {"x-kind": "moved", "x-score": "0.5000"},
        ),
    ]


@given(st.text(min_size=1), st.text(min_size=1))
def test_any_text_makes_a_memory_that_a_foreign_reader_takes(one, other):
    link = Link(0, (0,), (0,), Kind.MATCH, 0.5)
    source, target = one_sentence(one, "vi"), one_sentence(other, "id")
    memory = read_by_another(tmx.memory(source, target, Alignment((link,))))
    (unit,) = memory.tus
    assert [variant.lang for variant in unit.tuvs] == ["vi", "id"]
