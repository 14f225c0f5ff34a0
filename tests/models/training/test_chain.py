"""The whole chain on 500 made-up rows: prepare, train, average, export, translate, measure."""

import json
import shutil
from dataclasses import replace

import numpy as np
import pytest
from click.testing import CliRunner

torch = pytest.importorskip("torch", reason="training needs PyTorch: install selaras[train]")
pytestmark = pytest.mark.slow

from selaras.errors import SettingsError  # noqa: E402
from selaras.models import calibration, installed  # noqa: E402
from selaras.models.training import (  # noqa: E402  # noqa: E402
    average,
    backtranslate,
    batches,
    building,
    calibrate,
    card,
    checkpoints,
    dataset,
    evaluate,
    export,
    train,
)
from selaras.models.training.batches import Order  # noqa: E402
from selaras.models.training.decoding import greedy  # noqa: E402
from selaras.models.training.schedule import Budget, Schedule  # noqa: E402
from selaras.models.training.train import Options  # noqa: E402


def options(steps, **more):
    return Options(
        budget=Budget(steps=steps),
        schedule=Schedule(peak=1e-2, warm_up=20),
        order=Order(tokens=400),
        cold=True,
        save_minutes=1000.0,
        log_steps=10,
        **more,
    )


def losses(folder):
    return [json.loads(line)["loss"] for line in (folder / "log.jsonl").read_text().splitlines()]


@pytest.fixture(scope="module")
def data(prepared):
    return dataset.read(prepared)


@pytest.fixture(scope="module")
def sizes(data):
    return building.sizes_for(data)


@pytest.fixture(scope="module")
def trained(data, sizes, tmp_path_factory):
    """A run in two parts, so that it has two checkpoints; with the whole network learning."""
    folder = tmp_path_factory.mktemp("run")
    train.run(data, sizes, options(250), folder)
    train.run(data, sizes, options(300), folder)
    return folder


@pytest.fixture(scope="module")
def network(data, trained):
    return building.rebuilt(data, average.average(trained, last=2))


@pytest.fixture(scope="module")
def exported(network, prepared, tmp_path_factory):
    folder = tmp_path_factory.mktemp("exported")
    export.export(network, prepared, folder, quantization=None)
    return folder


@pytest.fixture(scope="module")
def texts(grammar, tmp_path_factory):
    """Sentences that were not learned, as the command that measures wants them."""
    folder = tmp_path_factory.mktemp("texts")
    pairs = list(grammar.rows(200, seed=77))
    for side, code in enumerate(("aa", "bb")):
        lines = "".join(f"{pair[side]}\n" for pair in pairs)
        (folder / f"new.{code}").write_text(lines, encoding="utf-8")
    shutil.copy(folder / "new.bb", folder / "new.mt-perfect.bb")
    return folder


def test_the_network_learns(trained):
    found = losses(trained)
    assert found[-1] < 0.75 * found[0]


def test_the_converted_model_says_what_the_network_says(data, sizes, grammar, tmp_path):
    """Equality on 200 sentences: any slip in positions, scales or masks would show.

    The network is one by chance, which says other nonsense of each sentence; few
    pieces of it, since what is likelier by a millionth decides all that follows.
    """
    torch.manual_seed(4)
    network = building.fresh(data, sizes)
    with torch.no_grad():
        for name, parameter in network.named_parameters():
            if ".layers." in name and parameter.ndim == 2:
                parameter.normal_()
        network.decoder.embedding.pieces.weight.normal_()
        network.decoder.bias.zero_()
        network.decoder.norm.weight.fill_(1.0)
    export.export(network, data.folder, tmp_path, quantization=None)
    said, expected = _both(network, data, tmp_path, [source for source, _ in grammar.rows(200)])
    assert said == expected
    assert len({tuple(ids) for ids in expected}) > 100


def test_the_trained_model_says_what_the_network_says(network, exported, data, grammar):
    said, expected = _both(network, data, exported, [source for source, _ in grammar.rows(50)])
    assert said == expected


def _both(network, data, folder, texts):
    """What CTranslate2 says with float32 weights, and what the network says."""
    import ctranslate2
    import sentencepiece

    source, target = (
        sentencepiece.SentencePieceProcessor(model_file=str(folder / f"{side}.model"))
        for side in ("source", "target")
    )
    ids = [source.encode(text) for text in texts]
    tag = data.about.source_pieces
    expected = greedy(network, [[tag, *each] for each in ids], longest=12)
    model = ctranslate2.Translator(str(folder / "model"), compute_type="float32")
    tokens = [[data.about.tags[0], *map(source.id_to_piece, each)] for each in ids]
    found = model.translate_batch(tokens, beam_size=1, max_decoding_length=12)
    return [[target.piece_to_id(p) for p in each.hypotheses[0]] for each in found], expected


def test_a_run_that_was_stopped_goes_on_as_if_it_had_not_been(data, sizes, tmp_path):
    whole = train.run(data, sizes, options(12), tmp_path / "whole")
    stopped = train.Run(data, sizes, options(12), tmp_path / "parts")
    taken = stopped._batches()
    for _ in range(5):
        epoch, index, batch, memory = next(taken)
        stopped._step(batch, memory)
        stopped.position = checkpoints.Position(stopped.position.step + 1, epoch, index + 1)
    stopped.save()
    resumed = train.run(data, sizes, options(12), tmp_path / "parts")
    assert resumed.position.step == whole.position.step == 12
    for one, other in zip(whole.network.parameters(), resumed.network.parameters(), strict=True):
        assert torch.allclose(one, other, atol=1e-6)


def test_a_second_stage_begins_with_the_weights_of_the_first(data, sizes, trained, tmp_path):
    first = checkpoints.load(checkpoints.saved(trained)[-1])
    second = train.Run(data, sizes, options(1), tmp_path)
    second.start_from(first)
    assert second.position == checkpoints.Position()
    for name, parameter in second.network.named_parameters():
        assert torch.equal(parameter, torch.from_numpy(first.arrays[name].copy()))


def test_the_command_trains(prepared, tmp_path):
    asked = [prepared, "--output", tmp_path, "--steps", 4, "--threads", 2, "--frozen", 2, "--cold"]
    asked += ["--weight", "good=1", "--direction", "aa-bb", "--others", 20, "--decoder-inner", 16]
    done = CliRunner().invoke(train.main, [str(each) for each in asked])
    assert done.exit_code == 0, done.output
    assert done.output.startswith("step 4, ")
    wrong = CliRunner().invoke(train.main, [str(each) for each in [*asked, "--weight", "no=1"]])
    assert wrong.exit_code == 2
    assert "no kind of text called no" in wrong.stderr


def test_a_frozen_encoder_stays_as_it_is_and_its_states_are_kept(prepared, data, sizes, tmp_path):
    done = train.run(data, sizes, options(40, frozen=2, others=30), tmp_path)
    fresh = building.fresh(data, sizes)
    for one, other in zip(
        done.network.encoder.parameters(), fresh.encoder.parameters(), strict=True
    ):
        assert torch.equal(one, other)
    assert losses(tmp_path)[-1] < losses(tmp_path)[0]
    (states,) = prepared.glob("states-2-*")
    assert np.fromfile(states / "states.done", np.uint8).any()
    rebuilt = building.rebuilt(data, checkpoints.load(checkpoints.saved(tmp_path)[-1]))
    weight = rebuilt.decoder.embedding.pieces.weight
    assert torch.equal(weight, done.network.decoder.embedding.pieces.weight)


def test_layers_above_the_frozen_ones_learn_more_slowly(data, sizes, tmp_path):
    chosen = options(30, frozen=1, encoder_rate=0.1, others=30)
    done = train.run(data, sizes, chosen, tmp_path / "partly")
    fresh = dict(building.fresh(data, sizes).named_parameters())
    changed = {
        name for name, one in done.network.named_parameters() if not torch.equal(one, fresh[name])
    }
    assert not any(name.startswith(("encoder.embedding", "encoder.layers.0.")) for name in changed)
    assert any(name.startswith("encoder.layers.1.") for name in changed)
    assert any(name.startswith("decoder.") for name in changed)
    rates = {group["share"]: group["lr"] for group in done._optimiser.param_groups}
    assert rates[0.1] == pytest.approx(0.1 * rates[1.0])

    learned = checkpoints.load(checkpoints.saved(tmp_path / "partly")[-1])
    rebuilt = building.rebuilt(data, learned)
    for one, other in zip(done.network.parameters(), rebuilt.parameters(), strict=True):
        assert torch.equal(one, other)
    with pytest.raises(SettingsError, match="cannot be frozen"):
        train.Run(data, sizes, options(1, frozen=2), tmp_path).start_from(learned)


def test_a_run_goes_on_only_with_the_same_options(data, sizes, trained, tmp_path):
    last = checkpoints.load(checkpoints.saved(trained)[-1])
    other = train.Run(data, replace(sizes, decoder_layers=3), options(1), tmp_path)
    with pytest.raises(SettingsError, match="decoder_layers 2"):
        other.start_from(last)
    shutil.copytree(trained, tmp_path / "run")
    frozen = train.Run(data, sizes, options(1, frozen=1), tmp_path / "run")
    with pytest.raises(SettingsError, match="other weights learned"):
        frozen.resume()
    with pytest.raises(SettingsError, match="2 layers to freeze"):
        train.Run(data, sizes, options(1, frozen=3), tmp_path)


def test_kept_states_are_those_of_the_encoder(data, sizes):
    from selaras.models.training.frozen import FrozenStates

    network = building.fresh(data, sizes).eval()
    frozen = FrozenStates(data, network.encoder, 2, threads=1)
    rows = np.array([3, 8, 3, 20])
    batch = batches.batch(data, rows)
    source = torch.from_numpy(batch.source)
    with torch.no_grad():
        expected = network.encoder(source, source != batches.PAD).numpy()
    for found in (frozen.padded(rows), frozen.padded(rows)):
        for line, states, ids in zip(found, expected, batch.source, strict=True):
            length = int((ids != batches.PAD).sum())
            cosine = _cosines(line[:length].astype(np.float32), states[:length])
            assert cosine.min() > 0.98
            assert not line[length:].any()


def _cosines(one, other):
    norms = np.linalg.norm(one, axis=1) * np.linalg.norm(other, axis=1)
    return (one * other).sum(axis=1) / norms


def test_the_commands_make_a_model_that_is_measured(trained, prepared, texts, tmp_path):
    mean, model, figures = tmp_path / "mean", tmp_path / "model", tmp_path / "figures.json"

    def run(command, *arguments):
        done = CliRunner().invoke(command, [str(each) for each in arguments])
        assert done.exit_code == 0, done.output
        return done.output

    run(average.main, trained, "--output", mean, "--last", 2, "--half")
    assert checkpoints.load(mean).arrays["decoder.bias"].dtype == np.float16
    assert "MB" in run(export.main, mean, "--data", prepared, "--output", model)
    measured = ("--texts", texts, "--direction", "aa-bb", "--threads", 1, "--output", figures)
    output = run(evaluate.main, model, *measured)
    assert "mt-perfect" in output
    assert "nw:2" in output
    ours, perfect = json.loads(figures.read_text("utf-8"))["figures"]
    assert perfect["chrf"] == 100.0
    assert 10 < ours["chrf"] < 100
    assert ours["speed"] > 0
    measured = run(calibrate.main, model, "--texts", texts, "--direction", "aa-bb", "--threads", 1)
    assert json.loads(measured)["aa-bb"]["sentences"] >= 100
    assert calibration.read(model, "aa", "bb").chrf == pytest.approx(ours["chrf"], abs=15)
    notes = tmp_path / "notes.md"
    notes.write_text("It never laughs.\n", encoding="utf-8")
    run(
        card.main,
        *(model, "--data", prepared, "--figures", figures, "--notes", notes),
        *("--output", tmp_path / "card.md"),
    )
    text = (tmp_path / "card.md").read_text("utf-8")
    assert "| book | good |" in text
    assert "alike" not in text
    assert text.endswith("\nIt never laughs.\n")
    assert f"| {ours['chrf']} |" in text
    text_to_translate, rows = texts / "new.aa", tmp_path / "rows.tsv"
    run(backtranslate.main, model, text_to_translate, "--direction", "aa-bb", "--output", rows)
    for line in rows.read_text("utf-8").splitlines():
        name, made, original = line.split("\t")
        assert name == "back-translated"
        assert made
        assert original in text_to_translate.read_text("utf-8")


def test_a_card_names_the_sources_that_want_to_be_shared_alike(exported, prepared):
    about = dataset.read_about(prepared)
    shared = dataset.Part("good", "CC BY-SA 4.0", 3)
    text = card.card(exported, replace(about, sources={**about.sources, "wiki": shared}), [])
    assert "Of these, wiki are under licences" in text


def test_an_exported_model_works_where_models_are_installed(exported, monkeypatch, tmp_path):
    monkeypatch.setenv("SELARAS_MODELS", str(tmp_path))
    monkeypatch.setenv("SELARAS_CACHE", str(tmp_path / "cache"))
    shutil.copytree(exported, tmp_path / "made-up")
    translator = installed.find_translator("aa", "bb")
    assert translator.translate(["abc"])[0]
    (scores,) = translator.score(["abc"], ["abc"])
    assert scores.mean < 0
    assert installed.find_translator("bb", "aa") is None
