"""The commands of models and translate, as a user gives them."""

import pytest
from click.testing import CliRunner
from selaras.cli_models import models, translate
from selaras.errors import ModelError, SettingsError
from selaras.models import engine, installed


@pytest.fixture(scope="module")
def material(tiny, tmp_path_factory):
    folder = tmp_path_factory.mktemp("material")
    tiny.model_folder(folder / "plain")
    tiny.argos_package(folder / "vi-en.argosmodel", "vi", "en", seed=2)
    tiny.argos_package(folder / "en-id.argosmodel", "en", "id", seed=3)
    return folder


@pytest.fixture(autouse=True)
def own_folders(tmp_path, monkeypatch):
    monkeypatch.setenv("SELARAS_MODELS", str(tmp_path / "models"))
    monkeypatch.setenv("SELARAS_CACHE", str(tmp_path / "cache"))
    # As if no model came with selaras.
    monkeypatch.setattr(installed, "_EMBEDDED", tmp_path / "embedded")
    monkeypatch.setattr(engine, "_LONGEST", 12)


def run(command, *arguments):
    result = CliRunner().invoke(command, [str(a) for a in arguments], standalone_mode=False)
    if result.exception:
        raise result.exception
    return result.stdout


DIRECTION = ("--source-lang", "vi", "--target-lang", "id")


def test_a_model_from_its_folder_to_a_translation_and_away(material, tmp_path):
    assert "argos-vi-id" in run(models, "list")
    options = ("--name", "mine", "--licence", "MIT", *DIRECTION)
    assert run(models, "convert", material / "plain", *options) == "Installed: mine\n"
    assert "vi-id" in run(models, "list")
    assert "licence: MIT" in run(models, "info", "mine")
    assert run(models, "verify") == "mine: whole\n"
    assert "mine" in run(models, "use", "mine", *DIRECTION)

    text = tmp_path / "text.txt"
    text.write_text("ab cd.\n\nef gh\n ij\tkl \n", encoding="utf-8")
    assert "sentences and" in run(models, "bench", text, *DIRECTION)
    lines = run(translate, text, "--sentences", *DIRECTION).split("\n")
    assert [bool(line) for line in lines] == [True, False, True, True, False]
    run(translate, text, "--sentences", *DIRECTION, "-o", tmp_path / "out.tsv")
    rows = (tmp_path / "out.tsv").read_text("utf-8").splitlines()
    assert rows == [
        f"{a}\t{b}"
        for a, b in zip(["ab cd.", "ef gh", "ij kl"], [line for line in lines if line], strict=True)
    ]

    run(models, "remove", "mine")
    with pytest.raises(ModelError, match="No model for vi-id"):
        run(translate, text, *DIRECTION)


def test_a_document_is_translated_paragraph_by_paragraph(material, tmp_path):
    run(models, "convert", material / "plain", "--name", "mine", *DIRECTION)
    text = tmp_path / "text.txt"
    text.write_text("Ab cd. Ef gh.\n\nIj kl.\n", encoding="utf-8")
    run(translate, text, *DIRECTION, "-o", tmp_path / "out.txt")
    lines = (tmp_path / "out.txt").read_text("utf-8").split("\n")
    assert [bool(line) for line in lines] == [True, True, False, True, False]
    with pytest.raises(SettingsError, match="overwrite an input"):
        run(translate, text, *DIRECTION, "-o", text)


def test_packages_make_a_pivot(material):
    for name in ("vi-en", "en-id"):
        run(models, "fetch", material / f"{name}.argosmodel")
    assert "argos-vi-en and argos-en-id" in run(
        models, "use", "argos-vi-en", "argos-en-id", *DIRECTION
    )


def test_a_pivot_that_is_fetched_by_its_name_is_chosen(material, monkeypatch):
    def instead(file, destination, progress):
        pair = "vi-en" if "vi_en" in file.url else "en-id"
        destination.write_bytes((material / f"{pair}.argosmodel").read_bytes())
        return f"sha-{pair}"

    monkeypatch.setattr(installed, "fetch", instead)
    said = run(models, "fetch", "argos-vi-id")
    assert "vi-id is translated with argos-vi-en and argos-en-id from now on." in said
    assert installed.find_translator("vi", "id").name.startswith("argos-vi-en@")


def test_a_model_of_several_sources_tells_each_direction(tiny, tmp_path):
    tiny.model_folder(tmp_path / "tagged", "<2id>", seed=6)
    run(models, "convert", tmp_path / "tagged", "--name", "mine", *DIRECTION)
    path = tmp_path / "models" / "mine" / "model.json"
    text = path.read_text("utf-8")
    sources = '"source_languages": [\n  "vi"'
    assert sources in text
    path.write_text(text.replace(sources, sources.replace('"vi"', '"en", "vi"')), "utf-8")
    assert "en-id, vi-id" in run(models, "list")


def test_damage_is_told_by_the_exit_code(material, tmp_path):
    run(models, "convert", material / "plain", "--name", "mine", *DIRECTION)
    (tmp_path / "models" / "mine" / "source.model").write_bytes(b"")
    result = CliRunner().invoke(models, ["verify"], standalone_mode=False)
    assert result.return_value == 1
    assert "damaged" in result.output


def test_a_licence_that_forbids_commercial_use_is_asked_about(monkeypatch):
    monkeypatch.setenv("SELARAS_OFFLINE", "1")
    refused = CliRunner().invoke(models, ["fetch", "nllb-200-distilled-600m"], input="n\n")
    assert refused.exit_code == 1
    assert "not for commercial use" in refused.output
    assert not isinstance(refused.exception, ModelError)
    with pytest.raises(ModelError, match="SELARAS_OFFLINE"):
        run(models, "fetch", "nllb-200-distilled-600m", "--yes")


def test_what_is_known_of_a_model_to_fetch(tmp_path):
    said = run(models, "info", "argos-vi-en")
    assert "ebd51b71" in said
    assert "licence: CC-BY-4.0" in said


def parallel(tiny, folder):
    """120 made-up lines in two files."""
    files = folder / "lines.vi", folder / "lines.id"
    for file, lines in zip(files, (tiny.sentences(120), tiny.sentences(240)[120:]), strict=True):
        file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return files


def test_a_model_is_calibrated_on_any_parallel_text(tiny, material, tmp_path):
    files = parallel(tiny, tmp_path)
    run(models, "convert", material / "plain", "--name", "mine", *DIRECTION)
    assert "not measured" in run(models, "list")

    said = run(models, "calibrate", "mine", *files)
    assert said.startswith("vi-id, 120 sentences: quality gist, chrF ")
    assert "stays silent" in said
    assert said in run(models, "info", "mine")
    assert "vi-id: gist" in run(models, "list")
    assert run(models, "verify") == "mine: whole\n"

    run(models, "remove", "mine")
    assert [path.name for path in (tmp_path / "models").iterdir()] == ["chosen.json"]


def test_a_model_for_several_directions_needs_to_be_told_which(tiny, material, tmp_path):
    tiny.model_folder(tmp_path / "tagged", "<2id>", "<2vi>")
    run(models, "convert", tmp_path / "tagged", "--name", "tags", *DIRECTION, "--multilingual")
    files = parallel(tiny, tmp_path)
    with pytest.raises(ModelError, match="--source-lang"):
        run(models, "calibrate", "tags", *files)


def test_files_that_are_not_parallel_are_told(tiny, material, tmp_path):
    run(models, "convert", material / "plain", "--name", "mine", *DIRECTION)
    source, target = parallel(tiny, tmp_path)
    target.write_text("one line\n", encoding="utf-8")
    with pytest.raises(ModelError, match="120 lines and the targets 1"):
        run(models, "calibrate", "mine", source, target)
