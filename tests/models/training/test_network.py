"""The network, its first weights and its loss."""

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="training needs PyTorch: install selaras[train]")
pytestmark = pytest.mark.slow

from selaras.models import building as built_in  # noqa: E402
from selaras.models import weights  # noqa: E402
from selaras.models.training import batches, building, dataset, prepare, recipe  # noqa: E402
from selaras.models.training.export import export_encoder  # noqa: E402
from selaras.models.training.loss import full_loss, sampled_loss  # noqa: E402


@pytest.fixture
def data(prepared):
    return dataset.read(prepared)


@pytest.fixture
def network(data):
    torch.manual_seed(1)
    return building.fresh(data, building.sizes_for(data)).eval()


@pytest.fixture
def source(data):
    return torch.from_numpy(batches.padded(data.source, np.arange(9)))


def test_padding_changes_nothing(network, source):
    mask = source != batches.PAD
    target = torch.randint(4, 40, (9, 7))
    with torch.no_grad():
        together = network(source, mask, target)
        for row, kept in enumerate(mask):
            alone = network(
                source[row : row + 1, kept], mask[row : row + 1, kept], target[row : row + 1]
            )
            assert torch.allclose(together[row], alone[0], atol=1e-5)


def test_a_piece_is_told_from_those_before_it_alone(network, source):
    mask = source != batches.PAD
    target = torch.randint(4, 40, (9, 7))
    changed = target.clone()
    changed[:, 4:] = 5
    with torch.no_grad():
        one, other = network(source, mask, target), network(source, mask, changed)
    assert torch.allclose(one[:, :4], other[:, :4], atol=1e-5)
    assert not torch.allclose(one[:, 4:], other[:, 4:], atol=1e-2)


def test_the_encoder_is_the_built_in_one(corpus, tiny_encoder, tmp_path, monkeypatch):
    """The same pieces, numbered anew, have the states that the built-in encoder gives them."""
    monkeypatch.setenv("SELARAS_ENCODER_WEIGHTS", str(tiny_encoder))
    prepare.prepare(recipe.read(corpus / "recipe.toml"), [corpus], tmp_path, layers=3)
    data = dataset.read(tmp_path)
    network = building.fresh(data, building.sizes_for(data)).eval()
    names = ["<s>", "▁", *"abcdefg", "</s>"]
    ours = _pieces(tmp_path / dataset.SOURCE_MODEL)
    ids = torch.tensor([[ours.index(name) for name in names]])
    with torch.no_grad():
        states = network.encoder(ids, torch.ones_like(ids, dtype=torch.bool))[0].numpy()

    built_in.build(tiny_encoder, tmp_path)
    pieces = weights.read(tiny_encoder).pieces
    theirs = _states(tmp_path / built_in.WORDS, [pieces.index(name) for name in names])
    assert _cosines(states, theirs).min() > 0.99

    export_encoder(network.encoder, len(network.encoder.layers), tmp_path / "exported", None)
    assert np.allclose(states, _states(tmp_path / "exported", ids[0].tolist()), atol=1e-4)


def _states(folder, ids):
    import ctranslate2

    encoder = ctranslate2.Encoder(str(folder), compute_type="float32")
    inputs = (np.array([ids], np.int32), np.array([len(ids)], np.int32))
    output = encoder.forward_batch(*map(ctranslate2.StorageView.from_array, inputs))
    return np.array(output.last_hidden_state)[0]


def _cosines(one, other):
    norms = np.linalg.norm(one, axis=1) * np.linalg.norm(other, axis=1)
    return (one * other).sum(axis=1) / norms


def _pieces(path):
    import sentencepiece

    processor = sentencepiece.SentencePieceProcessor(model_file=str(path))
    return [processor.id_to_piece(number) for number in range(len(processor))]


def test_first_guesses_follow_the_pieces_frequency(network, data):
    batch = batches.batch(data, np.arange(60))
    expected = torch.from_numpy(batch.expected)
    told = expected != batches.PAD
    with torch.no_grad():
        source = torch.from_numpy(batch.source)
        states = network(source, source != batches.PAD, torch.from_numpy(batch.target))[told]
        loss = full_loss(network.decoder, states, expected[told], 0.0)
    assert loss < 0.7 * np.log(data.about.target_pieces)


def test_a_sampled_loss_is_the_whole_one_in_the_mean(network, data):
    torch.manual_seed(3)
    states = torch.randn(40, network.sizes.hidden)
    expected = torch.randint(4, 40, (40,))
    with torch.no_grad():
        network.decoder.embedding.pieces.weight.mul_(0.1)
        network.decoder.bias.zero_()
        whole = full_loss(network.decoder, states, expected, 0.0)
        sampled = [sampled_loss(network.decoder, states, expected, 60) for _ in range(50)]
        everything = sampled_loss(network.decoder, states, expected, 10_000)
    assert torch.allclose(everything, whole, atol=1e-5)
    assert abs(torch.stack(sampled).mean() - whole) < 0.02


def test_a_cold_decoder_keeps_the_encoders_embeddings(data):
    sizes = building.sizes_for(data, decoder_inner=24)
    cold = building.fresh(data, sizes, cold=True)
    warm = building.fresh(data, building.sizes_for(data))
    assert torch.equal(cold.decoder.embedding.pieces.weight, warm.decoder.embedding.pieces.weight)
    assert cold.decoder.layers[0].inner.weight.shape[0] == 24
    assert cold.decoder.layers[0].attention.inputs.weight.std() < 0.03
