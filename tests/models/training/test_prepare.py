import json

import numpy as np
import pytest
import sentencepiece
from click.testing import CliRunner
from selaras.errors import ModelError, SettingsError
from selaras.models import weights
from selaras.models.training import dataset, prepare, recipe, starting


@pytest.fixture(autouse=True)
def own_encoder(monkeypatch, tiny_encoder):
    monkeypatch.setenv("SELARAS_ENCODER_WEIGHTS", str(tiny_encoder))


def texts(folder, name, side):
    processor = sentencepiece.SentencePieceProcessor(model_file=str(folder / name))
    return [processor.decode([int(n) for n in side[row]]) for row in range(len(side.ends))]


def test_all_rows_but_the_held_out_ones_can_be_read_again(prepared, corpus):
    data = dataset.read(prepared)
    lines = (corpus / "aa-bb.tsv").read_text("utf-8").splitlines()
    clean = {tuple(line.split("\t")[1:]) for line in lines if not line.startswith("closed")}
    held_out = {
        tuple(line.split("\t")[1:])
        for line in (prepared / dataset.HELD_OUT).read_text("utf-8").splitlines()
    }
    tag = data.about.source_pieces
    assert {int(data.source[row][0]) for row in range(len(data))} == {tag}
    untagged = dataset.side([data.source[row][1:] for row in range(len(data))])
    sources = texts(prepared, dataset.SOURCE_MODEL, untagged)
    targets = texts(prepared, dataset.TARGET_MODEL, data.target)
    learned = set(zip(sources, targets, strict=True))
    assert learned | held_out == clean
    assert not {target for _, target in learned} & {target for _, target in held_out}


def test_about_tells_sources_and_their_licences(prepared):
    about = dataset.read_about(prepared)
    assert about.clean
    assert about.tags == ("<2bb>",)
    assert about.sources.keys() == {"book", "web"}
    assert about.sources["book"].licence == "CC0"
    assert sum(part.rows for part in about.sources.values()) == len(dataset.read(prepared))


def test_weights_follow_the_kind_and_the_direction(prepared):
    data = dataset.read(prepared)
    names = list(data.about.sources)
    book = data.origins == names.index("book")
    assert set(data.weights({}, ())[book]) == {2.0}
    assert set(data.weights({"good": 3.0}, ())[book]) == {3.0}
    assert set(data.weights({}, ("aa-bb",))[~book]) == {0.5}
    assert not data.weights({}, ("bb-aa",)).any()


def test_training_starts_from_the_encoders_own_weights(prepared, tiny_encoder):
    stored = starting.read(prepared / dataset.START)
    opened = weights.read(tiny_encoder)
    assert starting.layer_count(stored) == 2
    embeddings = opened.tensor("emb.word", opened.shape.vocabulary, opened.shape.hidden)
    assert np.allclose(stored["source"][0], embeddings[0], atol=1e-3)
    assert np.array_equal(stored["source"][-1], stored["source"][0])
    query = opened.tensor("l1.q.w", opened.shape.hidden, opened.shape.hidden)
    assert np.allclose(stored["layers.1.attention.inputs.weight"][: len(query)], query, atol=1e-3)


def test_what_the_evaluation_holds_is_never_learned(corpus, tmp_path):
    lines = (corpus / "aa-bb.tsv").read_text("utf-8").splitlines()
    forbidden = [source for _, source, _ in (line.split("\t") for line in lines)]
    forbidden = [text for text in forbidden if len(text.split()) == 6]
    chosen = recipe.read(corpus / "recipe.toml")
    about = prepare.prepare(chosen, [corpus], tmp_path, forbidden=forbidden, layers=1)
    assert about.dropped["evaluation text"] >= 30
    data = dataset.read(tmp_path)
    untagged = dataset.side([data.source[row][1:] for row in range(len(data))])
    learned = texts(tmp_path, dataset.SOURCE_MODEL, untagged)
    assert learned
    assert not set(learned) & set(forbidden)


def test_the_command_says_what_it_did(corpus, tmp_path):
    asked = [corpus / "recipe.toml", "--corpus", corpus, "--output", tmp_path, "--sample", 100]
    done = CliRunner().invoke(prepare.main, [str(each) for each in asked])
    assert done.exit_code == 0, done.output
    rows = json.loads((tmp_path / "about.json").read_text("utf-8"))["sources"]
    assert f"{sum(part['rows'] for part in rows.values())} rows" in done.output


def test_the_command_tells_a_mistake_in_one_line(corpus, tmp_path):
    asked = [corpus / "none.toml", "--corpus", corpus, "--output", tmp_path]
    done = CliRunner().invoke(prepare.main, [str(each) for each in asked])
    assert done.exit_code == 2
    assert done.stderr.startswith("error: ")
    assert len(done.stderr.splitlines()) == 1


def test_a_folder_without_data_is_one_clear_line(tmp_path):
    with pytest.raises(ModelError, match="prepare them first"):
        dataset.read(tmp_path)


def test_rows_that_are_all_left_out_are_an_error(corpus, tmp_path):
    chosen = recipe.read(corpus / "recipe.toml", ("cc-dd",))
    with pytest.raises(ModelError, match="No row"):
        prepare.prepare(chosen, [corpus], tmp_path)


def test_more_text_can_be_prepared_for_a_model_that_learns(corpus, prepared, tmp_path):
    more, output = tmp_path / "more", tmp_path / "data"
    more.mkdir()
    lines = (corpus / "aa-bb.tsv").read_text("utf-8").splitlines(keepends=True)
    (more / "aa-bb.tsv").write_text("".join(lines[:120]), "utf-8")
    chosen = recipe.read(corpus / "recipe.toml")
    about = prepare.prepare(chosen, [more, corpus], output, like=prepared)
    before = dataset.read(prepared)
    assert len(dataset.read(output)) < len(before)
    assert about.source_size == before.about.source_size
    assert about.target_pieces == before.about.target_pieces
    for name in (dataset.SOURCE_MODEL, dataset.TARGET_MODEL, dataset.START):
        assert (output / name).read_bytes() == (prepared / name).read_bytes()


def test_a_model_that_learned_what_may_not_be_passed_on_stays_so(corpus, prepared, tmp_path):
    chosen = recipe.read(corpus / "recipe.toml")
    first, second = tmp_path / "first", tmp_path / "second"
    prepare.prepare(chosen, [corpus], first, all_sources=True, layers=1)
    about = prepare.prepare(chosen, [corpus], second, like=first)
    assert not about.clean
    assert "closed" in about.sources
    backwards = recipe.read(corpus / "recipe.toml", ("bb-aa",))
    with pytest.raises(SettingsError, match="cannot go on from one with the other"):
        prepare.prepare(backwards, [corpus], tmp_path / "third", like=prepared)
    with pytest.raises(SettingsError, match="like itself"):
        prepare.prepare(chosen, [corpus], first, like=first)
