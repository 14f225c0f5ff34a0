import lzma

import pytest
from selaras.errors import SettingsError
from selaras.models.training import recipe
from selaras.models.training.rows import read_rows


@pytest.fixture
def chosen(corpus):
    return recipe.read(corpus / "recipe.toml")


def test_rows_come_in_the_direction_asked_for(chosen, corpus, grammar):
    source, target = next(iter(grammar.rows(1)))
    first = next(read_rows(chosen, [corpus]))
    assert (first.origin, first.source, first.target) == ("book", source, target)
    backwards = recipe.read(corpus / "recipe.toml", ("bb-aa",))
    assert next(read_rows(backwards, [corpus])).source == target


def test_only_sources_that_may_ship_are_read_unless_all_are_asked_for(chosen, corpus):
    assert {row.origin for row in read_rows(chosen, [corpus])} == {"book", "web"}
    everything = list(read_rows(chosen, [corpus], all_sources=True))
    assert len(everything) == 500
    assert {row.origin for row in everything} == {"book", "web", "closed"}


def test_compressed_files_are_read(chosen, corpus, tmp_path):
    content = (corpus / "aa-bb.tsv").read_bytes()
    (tmp_path / "aa-bb.tsv.xz").write_bytes(lzma.compress(content))
    text = (corpus / "recipe.toml").read_text("utf-8").replace("aa-bb.tsv", "aa-bb.tsv.xz")
    (tmp_path / "recipe.toml").write_text(text, encoding="utf-8")
    compressed = read_rows(recipe.read(tmp_path / "recipe.toml"), [tmp_path])
    assert list(compressed) == list(read_rows(chosen, [corpus]))


@pytest.mark.parametrize(
    ("content", "told"),
    [(b"book\tabc\n", ":1: three columns"), (b"else\tabc\tdef\n", "else"), (b"\xff\n", "read")],
)
def test_a_damaged_corpus_is_one_clear_line(chosen, tmp_path, content, told):
    (tmp_path / "aa-bb.tsv").write_bytes(content)
    with pytest.raises(SettingsError, match=told):
        list(read_rows(chosen, [tmp_path]))


def test_a_missing_corpus_is_one_clear_line(chosen, tmp_path):
    with pytest.raises(SettingsError, match=r"aa-bb\.tsv cannot be read"):
        list(read_rows(chosen, [tmp_path]))


def test_a_corpus_may_be_learned_one_way_only(corpus):
    text = (corpus / "recipe.toml").read_text("utf-8")
    both = corpus / "both.toml"
    both.write_text(text.replace('second = "bb"', 'second = "bb"\none_way = true'), "utf-8")
    chosen = recipe.read(both, ("bb-aa", "aa-bb"))
    assert {str(row.direction) for row in read_rows(chosen, [corpus])} == {"aa-bb"}
