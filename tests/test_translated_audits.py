"""Whole audits with translation models of random weights: what they add, and when not."""

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest
from click.testing import CliRunner
from selaras.auditing import audit
from selaras.cli import cli
from selaras.errors import ModelError
from selaras.models import calibration, engine, installed
from selaras.models.calibration import Calibration
from selaras.models.interfaces import Quality
from selaras.models.registry import Entry
from selaras.models.store import models_folder
from selaras.settings import Settings

SOURCE = "Thị trưởng khai mạc cuộc họp.\n\nHội nghị bàn về cảng biển và đường sắt.\n"
TARGET = "Wali kota membuka rapat.\n\nKonferensi membahas pelabuhan dan kereta api.\n"


@pytest.fixture(scope="module")
def tiny():
    """The helpers that make models with random weights."""
    path = Path(__file__).parent / "models" / "tiny.py"
    spec = spec_from_file_location("tiny", path)
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def files(tmp_path, monkeypatch):
    monkeypatch.setenv("SELARAS_MODELS", str(tmp_path / "models"))
    monkeypatch.setattr(engine, "_LONGEST", 24)
    # As if no model came with selaras.
    monkeypatch.setattr(installed, "_EMBEDDED", tmp_path / "none")
    source, target = tmp_path / "a.vi.txt", tmp_path / "a.id.txt"
    source.write_text(SOURCE, encoding="utf-8")
    target.write_text(TARGET, encoding="utf-8")
    return source, target


def install(tiny, folder, source="vi", target="id"):
    tiny.model_folder(folder / f"{source}-{target}", seed=len(source + target))
    entry = Entry(f"{source}-{target}", "folder", (source, target), "MIT")
    installed.install_folder(folder / f"{source}-{target}", entry)


def doubts(found):
    return [finding for finding in found.findings if finding.check == "unlikely-word"]


def test_a_model_adds_translations_and_scores_and_doubts_nothing(tiny, files, tmp_path):
    install(tiny, tmp_path)
    found = audit(*files, Settings())
    assert found.tool.translator.startswith("vi-id@")
    assert found.tool.translator_quality is None
    assert all(link.translation and link.chrf is not None for link in found.alignment.links)
    assert all(link.chrfpp is not None for link in found.alignment.links)
    assert "chrF++|" in found.scores.signature
    assert doubts(found) == []


def test_doubts_follow_the_calibration_in_both_directions(tiny, files, tmp_path):
    install(tiny, tmp_path)
    install(tiny, tmp_path, "id", "vi")
    measured = Calibration(200, 30.0, 0.9, 0.9, 0.0, 0.01, 0.4)
    for direction in (("vi", "id"), ("id", "vi")):
        calibration.keep(models_folder() / "-".join(direction), *direction, measured)
    found = audit(*files, Settings())

    assert found.tool.translator_quality is Quality.GIST
    assert {bool(finding.target) for finding in doubts(found)} == {True, False}
    for finding in doubts(found):
        document, spans = (
            (found.target, finding.target) if finding.target else (found.source, finding.source)
        )
        word = document.text[spans[0].start : spans[0].end]
        assert word.isalpha()
        assert f"“{word}”" in finding.message
    again = audit(*files, Settings())
    assert again == found


def test_a_pivot_shows_its_gloss_in_every_report(tiny, files, tmp_path):
    install(tiny, tmp_path, "vi", "en")
    install(tiny, tmp_path, "en", "id")
    report = tmp_path / "report.html"
    result = CliRunner().invoke(
        cli, ["audit", *map(str, files), "--format", "json", "-o", str(report)]
    )
    assert result.exit_code in {0, 1}, result.output
    found = audit(*files, Settings())
    assert "+en-id@" in found.tool.translator
    first = found.alignment.links[0]
    assert first.gloss
    assert first.gloss != first.translation
    assert 'data-say="gloss"' in report.read_text(encoding="utf-8")


def test_a_model_inside_the_package_is_used_and_judged_by_its_own_file(
    tiny, files, tmp_path, monkeypatch
):
    tiny.model_folder(tmp_path / "tagged", "<2id>", "<2vi>", seed=6)
    entry = Entry("own", "folder", ("vi", "id"), "Apache-2.0", multilingual=True)
    installed.install_folder(tmp_path / "tagged", entry)
    embedded = tmp_path / "package" / "embedded"
    embedded.mkdir(parents=True)
    (models_folder() / "own").rename(embedded / "own")
    measured = Calibration(200, 52.0, 0.9, 0.9, None, 0.01, 0.1)
    calibration.ship(embedded / "own", "vi", "id", measured)
    monkeypatch.setattr(installed, "_EMBEDDED", embedded)

    found = audit(*files, Settings())
    assert found.tool.translator.startswith("own@")
    assert found.tool.translator_quality is Quality.DRAFT
    listed = CliRunner().invoke(cli, ["models", "list"]).output
    assert "vi-id: draft" in listed
    with pytest.raises(ModelError, match="comes with selaras"):
        installed.remove("own")
    assert installed.verify("own")


def test_what_the_reader_of_a_translation_should_know_stands_in_the_notes(tiny, files, tmp_path):
    install(tiny, tmp_path)
    notes = [audit(*files, Settings()).notes for _ in range(2)]
    assert notes[0] == notes[1], "told again when the translations are remembered"
    assert any("vi-id came to no end in" in note for note in notes[0])


def test_a_translator_can_be_named_or_left_out(tiny, files, tmp_path):
    install(tiny, tmp_path)
    assert audit(*files, Settings(translator="vi-id")).tool.translator.startswith("vi-id@")

    plain = audit(*files, Settings(translator="none"))
    assert plain.tool.translator is None
    assert not any(link.translation for link in plain.alignment.links)
    assert plain.notes == ()
    with pytest.raises(ModelError, match="No model called 'ours' is installed"):
        audit(*files, Settings(translator="ours"))


def test_without_a_model_the_audit_says_which_is_missing(files):
    assert audit(*files, Settings()).notes == (
        "no translation model for vi-id is installed: translations are left out",
    )
