"""The sentences that were written for training: well-formed, and none of the evaluation's."""

import unicodedata
from pathlib import Path

import pytest
from selaras.models.training import filtering
from selaras.models.training.recipe import Direction
from selaras.models.training.rows import Row

TEXTS = Path(filtering.__file__).parent / "texts"
FILES = sorted(TEXTS.glob("written.*.tsv"))


def rows(path):
    _, pair, _ = path.name.split(".")
    direction = Direction(*pair.split("-"))
    for line in path.read_text("utf-8").splitlines():
        name, source, target = line.split("\t")
        yield Row(name, direction, source, target)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_each_row_is_two_clean_texts_that_differ(path):
    found = list(rows(path))
    assert len(found) > 1000
    assert {row.origin for row in found} == {"written"}
    assert len({(row.source, row.target) for row in found}) == len(found)
    for row in found:
        for text in (row.source, row.target):
            assert text
            assert text == " ".join(unicodedata.normalize("NFC", text).split())
        assert row.source != row.target


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_row_shares_ten_words_with_text_that_evaluates_or_is_audited(path, shared):
    texts = [*(shared / "eval").glob("flores-dev.*"), *(shared / "seeds").glob("*.txt")]
    forbidden = [line for text in texts for line in text.read_text("utf-8").splitlines()]
    assert len(forbidden) > 1000
    objects = filtering.filters(filtering.Limits(), forbidden)["evaluation text"]
    assert [row for row in rows(path) if objects(row)] == []
    assert objects(Row("written", Direction("vi", "id"), max(forbidden, key=len), "x"))
