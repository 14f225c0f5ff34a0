import numpy as np
import pytest
from selaras.errors import ModelError
from selaras.models.training import average, checkpoints
from selaras.models.training.checkpoints import OPTIMISER, Checkpoint, Position


def checkpoint(value, step=1):
    arrays = {
        "a.weight": np.full((3, 4), value, np.float32),
        "b": np.arange(5, dtype=np.float32) * value,
        f"{OPTIMISER}step/b": np.array(7.0, np.float32),
    }
    return Checkpoint(arrays, {"sizes": {"hidden": 4}}, Position(step, 0, 3, 1.5, 99))


def test_a_checkpoint_is_read_as_it_was_written(tmp_path):
    checkpoints.save(tmp_path / "step-1", checkpoint(2.0))
    found = checkpoints.load(tmp_path / "step-1")
    assert found.position == Position(1, 0, 3, 1.5, 99)
    assert found.options == {"sizes": {"hidden": 4}}
    assert found.arrays.keys() == checkpoint(2.0).arrays.keys()
    for name, array in checkpoint(2.0).arrays.items():
        assert np.array_equal(found.arrays[name], array)
        assert found.arrays[name].shape == array.shape


def test_weights_are_cut_into_pieces(tmp_path, monkeypatch):
    monkeypatch.setattr(checkpoints, "_PIECE", 30)
    checkpoints.save(tmp_path / "step-1", checkpoint(2.0))
    sizes = [path.stat().st_size for path in sorted((tmp_path / "step-1").glob("weights.*"))]
    assert sizes == [30, 30, 12]
    assert np.array_equal(checkpoints.load(tmp_path / "step-1").arrays["b"], np.arange(5) * 2.0)


@pytest.mark.parametrize("damaged", ["index.json", "weights.000"])
def test_a_damaged_checkpoint_is_one_clear_line(tmp_path, damaged):
    folder = tmp_path / "step-1"
    checkpoints.save(folder, checkpoint(2.0))
    content = (folder / damaged).read_bytes()
    (folder / damaged).write_bytes(content[: len(content) // 2])
    with pytest.raises(ModelError, match="no whole checkpoint"):
        checkpoints.load(folder)


def test_old_checkpoints_go_and_the_others_lose_the_optimisers_state(tmp_path):
    for step in range(1, 5):
        checkpoints.save(tmp_path / f"step-{step}", checkpoint(1.0, step))
    checkpoints.thin(checkpoints.saved(tmp_path), keep=2)
    left = checkpoints.saved(tmp_path)
    assert [folder.name for folder in left] == ["step-3", "step-4"]
    assert not [n for f in left for n in checkpoints.load(f).arrays if n.startswith(OPTIMISER)]


def test_the_average_is_of_the_last_checkpoints_weights(tmp_path):
    for step in range(1, 5):
        checkpoints.save(tmp_path / f"step-{step}", checkpoint(float(step), step))
    mean = average.average(tmp_path, last=2)
    assert mean.arrays.keys() == {"a.weight", "b"}
    assert np.allclose(mean.arrays["a.weight"], 3.5)
    assert mean.position.step == 4


def test_half_precision_halves_the_size():
    half = average.halved(checkpoint(1.5))
    assert {array.dtype.name for array in half.arrays.values()} == {"float16"}


def test_a_run_without_checkpoints_has_no_average(tmp_path):
    with pytest.raises(ModelError, match="no checkpoint"):
        average.average(tmp_path, last=2)
