import json
import unicodedata
from pathlib import Path

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st
from selaras.seeds import build as seeds

WORD = regex.compile(r"\w+")
DESCRIPTION = seeds.description()
EXAMPLE = seeds.build(DESCRIPTION)
CLEAN = seeds.build(DESCRIPTION, checks=())
CHECKS = [planting["check"] for planting in DESCRIPTION["planting"]]


def words_at(text: str, ranges: list) -> list[str]:
    return [text[start:end] for start, end in ranges]


def defect(check: str) -> dict:
    (found,) = [entry for entry in EXAMPLE.defects if entry["check"] == check]
    return found


@pytest.mark.parametrize("name", [seeds.SOURCE, seeds.TARGET, seeds.GOLD])
def test_files_are_what_the_builder_writes(name):
    written = (seeds.FOLDER / name).read_bytes()
    assert written == EXAMPLE.files()[name].encode(), "run: python -m selaras.seeds.build"


def test_gold_is_json_of_the_alignment_and_the_defects():
    gold = json.loads(EXAMPLE.files()[seeds.GOLD])
    assert set(gold) == {"source", "target", "alignment", "defects"}
    assert len(gold["alignment"]) == len(EXAMPLE.alignment)
    assert [entry["check"] for entry in gold["defects"]] == CHECKS


def test_every_check_is_planted_once():
    assert len(CHECKS) == len(set(CHECKS))


@pytest.mark.parametrize(
    ("check", "source", "target"),
    [
        ("foreign-script", ["bồi dưỡng"], ["培养"]),
        ("homoglyph", [], ["pekerj\u0430an"]),
        ("invisible-character", [], ["memanfa\u200batkan"]),
        ("number", ["12.500"], ["15.200"]),
        ("title", ["Phó Bí thư Tỉnh ủy"], ["Sekretaris Komite Partai Provinsi"]),
        ("document-number", ["57-NQ/TW"], ["75-NQ/TW"]),
        ("term-inconsistency", ["“Bình dân học vụ số”"], ["“Pendidikan Populer Digital”"]),
        ("modality", ["phải"], ["boleh"]),
        (
            "partial-omission",
            ["viện chuyên về toán cao cấp đặt trụ sở tại Hà Nội"],
            [],
        ),
    ],
)
def test_defects_point_at_the_planted_words(check, source, target):
    found = defect(check)
    assert words_at(EXAMPLE.source, found["source"]) == source
    assert words_at(EXAMPLE.target, found["target"]) == target


@pytest.mark.parametrize("planting", DESCRIPTION["planting"], ids=CHECKS)
def test_a_planting_changes_the_target_alone_and_marks_something(planting):
    planted = seeds.build(DESCRIPTION, checks=[planting["check"]])
    (entry,) = planted.defects
    assert planted.source == CLEAN.source == EXAMPLE.source
    assert planted.target != CLEAN.target
    assert entry["source"] or entry["target"]
    for text, side in ((planted.source, "source"), (planted.target, "target")):
        assert all(words.strip() for words in words_at(text, entry[side]))


@pytest.mark.parametrize("example", [EXAMPLE, CLEAN], ids=["planted", "clean"])
@pytest.mark.parametrize("side", ["source", "target"])
def test_links_cover_the_text_once(example, side):
    text = getattr(example, side)
    ranges = sorted(span for entry in example.alignment for span in entry[side])
    covered = [place for start, end in ranges for place in range(start, end)]
    assert len(covered) == len(set(covered))
    left = set(range(len(text))) - set(covered)
    assert not [text[place] for place in left if not text[place].isspace()]


@pytest.mark.parametrize("example", [EXAMPLE, CLEAN], ids=["planted", "clean"])
def test_links_are_in_the_order_of_the_source_and_only_moved_ones_cross(example):
    for side, across in (("source", ()), ("target", ("moved",))):
        ranges = [
            span
            for entry in example.alignment
            if entry["kind"] not in across
            for span in entry[side]
        ]
        assert ranges == sorted(ranges)


def test_kinds_say_what_the_links_are():
    kinds = [entry["kind"] for entry in EXAMPLE.alignment]
    assert {kind: kinds.count(kind) for kind in sorted(set(kinds))} == {
        "addition": 4,
        "match": 40,
        "moved": 2,
        "omission": 2,
    }
    assert {entry["kind"] for entry in CLEAN.alignment} == {"match"}
    for entry in EXAMPLE.alignment:
        assert bool(entry["source"]) == (entry["kind"] != "addition")
        assert bool(entry["target"]) == (entry["kind"] != "omission")


def test_links_join_unequal_numbers_of_sentences_both_ways():
    shapes = {(len(entry["source"]), len(entry["target"])) for entry in EXAMPLE.alignment}
    assert {(1, 1), (2, 1), (1, 2)} <= shapes


@pytest.mark.parametrize("name", ["source", "target"])
def test_clean_texts_hold_only_characters_of_print(name):
    text = getattr(CLEAN, name)
    assert text == unicodedata.normalize("NFC", text)
    odd = {unicodedata.category(character) for character in text} & {"Cc", "Cf", "Co", "Cn", "Zs"}
    assert odd == {"Cc", "Zs"}
    assert "  " not in text
    assert set(text) & {"\t", "\r", "\u00a0", "\ufffd"} == set()
    assert "\u0111" in text or name == "target", "Vietnamese keeps its letters"


def runs(text: str, length: int) -> set[tuple[str, ...]]:
    words = WORD.findall(unicodedata.normalize("NFC", text).casefold())
    return {tuple(words[start : start + length]) for start in range(len(words) - length + 1)}


def test_no_seven_words_in_a_row_are_anyone_elses(shared: Path):
    articles = [path.read_text(encoding="utf-8") for path in (shared / "seeds").glob("*.txt")]
    assert articles
    published = set().union(*(runs(article, 7) for article in articles))
    ours = runs(EXAMPLE.source, 7) | runs(EXAMPLE.target, 7) | runs(CLEAN.target, 7)
    assert ours & published == set()


def test_a_planting_that_fits_nowhere_is_refused():
    described = {**DESCRIPTION, "planting": [{"check": "number", "find": "999", "replace": "998"}]}
    with pytest.raises(ValueError, match="not enough values"):
        seeds.build(described)


def test_a_planting_that_fits_twice_is_refused():
    described = {
        **DESCRIPTION,
        "planting": [{"check": "casing", "find": "Provinsi", "replace": ""}],
    }
    with pytest.raises(ValueError, match=r"too many values|more than once"):
        seeds.build(described)


@given(
    st.recursive(
        st.text(st.characters(max_codepoint=0xFFFF, exclude_categories=["Cs"])),
        lambda inner: st.lists(inner, max_size=3).map(lambda parts: ("mark", parts)),
        max_leaves=12,
    )
)
def test_marks_leave_the_text_as_it_was(tree):
    enclosed = []

    def marked(node) -> tuple[str, str]:
        if isinstance(node, str):
            return node, node
        plain, wrapped = (
            map("".join, zip(*map(marked, node[1]), strict=True)) if node[1] else ("", "")
        )
        mark = 0xF0000 + len(enclosed)
        enclosed.append((mark, plain))
        return plain, f"{chr(mark)}{wrapped}\U0010fffd"

    plain, wrapped = marked(tree)
    text, ranges = seeds.without_marks(wrapped)
    assert text == plain
    for mark, words in enclosed:
        assert words_at(text, ranges[mark]) == ([words] if words else [])
