"""How far a model may be trusted: good ones are told from those that know nothing."""

import json

import pytest
from selaras.errors import ModelError
from selaras.models import calibration
from selaras.models.calibrating import LEAST, MOST, calibrate
from selaras.models.calibration import Calibration
from selaras.models.interfaces import Quality
from selaras.models.store import write_checksums

FOUND = Calibration(200, 48.5, 0.99, 0.97, 9.25, 0.01, 0.4)


@pytest.fixture
def model(tmp_path, monkeypatch):
    monkeypatch.setenv("SELARAS_MODELS", str(tmp_path / "models"))
    folder = tmp_path / "models" / "mine"
    folder.mkdir(parents=True)
    (folder / "weights").write_text("1", encoding="utf-8")
    write_checksums(folder)
    return folder


def test_a_model_that_knows_is_trusted(knowing):
    found = calibrate(knowing.Knowing(), *knowing.pairs(300))
    assert found.sentences == 300
    assert found.chrf == 100.0
    assert found.chrf_reliability == found.score_reliability == 1.0
    assert found.surprise is not None
    assert found.alarms <= 0.03
    assert found.recall > 0.3
    assert found.contrast is not None
    assert found.contrast_alarms <= 0.1
    assert found.contrast_recall > 0.9
    assert found.quality is Quality.GOOD


def test_a_model_that_knows_nothing_raises_nothing(knowing):
    found = calibrate(knowing.Knowing(knows=False), *knowing.pairs(300))
    assert found.surprise is None
    assert found.recall < 0.15
    assert found.contrast is None
    assert found.contrast_recall < 0.3
    assert 0.35 < found.score_reliability < 0.65
    assert found.quality is Quality.GIST


def test_the_same_text_gives_the_same_figures(knowing):
    texts = knowing.pairs(LEAST)
    assert calibrate(knowing.Knowing(), *texts) == calibrate(knowing.Knowing(), *texts)


def test_long_texts_are_sampled_and_lines_without_text_left_out(knowing):
    sources, targets = knowing.pairs(MOST + 300)
    assert calibrate(knowing.Knowing(), ["", *sources], ["x", *targets]).sentences == MOST


@pytest.mark.parametrize(
    ("sources", "targets", "said"),
    [(["a"] * 200, ["b"] * 199, "200 lines"), (["a"] * 99, ["b"] * 99, "too few")],
)
def test_texts_that_do_not_do_are_told(knowing, sources, targets, said):
    with pytest.raises(ModelError, match=said):
        calibrate(knowing.Knowing(), sources, targets)


@pytest.mark.parametrize(
    ("chrf", "quality"),
    [(0.0, Quality.GIST), (44.9, Quality.GIST), (45.0, Quality.DRAFT), (60.0, Quality.GOOD)],
)
def test_the_quality_follows_chrf(chrf, quality):
    assert Calibration(200, chrf, 1.0, 1.0, None, 0.0, 0.0).quality is quality


def test_what_was_measured_is_kept_by_direction(model):
    assert calibration.all_of(model) == {}
    calibration.keep(model, "vi", "id", FOUND)
    other = Calibration(100, 20.0, 0.9, 0.8, None, 0.02, 0.05)
    calibration.keep(model, "id", "vi", other)
    assert calibration.all_of(model) == {"id-vi": other, "vi-id": FOUND}
    assert calibration.read(model, "vi", "id") == FOUND
    assert calibration.read(model, "vi", "en") is None


def test_the_users_figures_go_before_those_that_came_with_the_model(model):
    shipped = Calibration(500, 61.0, 1.0, 1.0, 7.0, 0.01, 0.5)
    calibration.ship(model, "vi", "id", shipped)
    assert calibration.read(model, "vi", "id") == shipped
    calibration.keep(model, "vi", "id", FOUND)
    assert calibration.read(model, "vi", "id") == FOUND
    calibration.forget(model)
    assert calibration.read(model, "vi", "id") == shipped


def test_figures_of_other_weights_do_not_count(model):
    calibration.keep(model, "vi", "id", FOUND)
    (model / "weights").write_text("2", encoding="utf-8")
    write_checksums(model)
    assert calibration.read(model, "vi", "id") is None
    calibration.keep(model, "id", "vi", FOUND)
    assert list(calibration.all_of(model)) == ["id-vi"]


@pytest.mark.parametrize("content", ["{", json.dumps({"vi-id": {"chrf": 1}})])
def test_a_damaged_file_is_told(model, content):
    path = calibration.keep(model, "vi", "id", FOUND)
    digest = json.loads(path.read_text("utf-8"))["model"]
    text = content if content == "{" else json.dumps({**json.loads(content), "model": digest})
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ModelError, match="calibrate the model again"):
        calibration.read(model, "vi", "id")
