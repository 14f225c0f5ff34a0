"""Models on this machine: from a folder or a package to a translation, and away again."""

import json

import pytest
from selaras.errors import ModelError
from selaras.models import engine, installed, registry
from selaras.models.cache import Cache
from selaras.models.interfaces import Glosser, Scorer
from selaras.models.registry import Entry
from selaras.models.splitting import fitting_parts
from selaras.models.store import models_folder


@pytest.fixture(scope="module")
def material(tiny, tmp_path_factory):
    """Folders and packages to install from, made once."""
    folder = tmp_path_factory.mktemp("material")
    tiny.model_folder(folder / "plain")
    tiny.model_folder(folder / "m2m", "__vi__", "__id__", "__en__", seed=5)
    tiny.model_folder(folder / "tagged", "<2id>", "<2vi>", seed=6)
    tiny.argos_package(folder / "vi-en.argosmodel", "vi", "en", seed=2)
    tiny.argos_package(folder / "en-id.argosmodel", "en", "id", seed=3)
    return folder


@pytest.fixture(autouse=True)
def own_folders(tmp_path, monkeypatch):
    monkeypatch.setenv("SELARAS_MODELS", str(tmp_path / "models"))
    monkeypatch.setenv("SELARAS_CACHE", str(tmp_path / "cache"))
    # As if no model came with selaras.
    monkeypatch.setattr(installed, "_EMBEDDED", tmp_path / "embedded")
    # Random models never end a sentence.
    monkeypatch.setattr(engine, "_LONGEST", 24)


def entry(name, *languages, **more):
    return Entry(name, "folder", languages, "MIT", **more)


def test_nothing_installed_is_no_translator():
    assert installed.installed() == []
    assert installed.find_translator("vi", "id") is None


def test_a_folder_translates_whole_and_the_same_each_time(tiny, material):
    installed.install_folder(material / "plain", entry("mine", "vi", "id"))
    found = installed.find_translator("vi", "id", cache=Cache(None))
    texts = [*tiny.sentences(12), "", " \n "]
    translations = found.translate(texts)

    assert found.name.startswith("mine@")
    assert translations[-2:] == ["", ""]
    assert all(translations[:-2])
    assert len(set(translations)) > 6
    assert [found.translate([text])[0] for text in texts] == translations
    assert installed.find_translator("id", "vi") is None


def test_what_is_too_long_to_be_a_sentence_is_not_translated(material):
    told = []
    installed.install_folder(material / "plain", entry("mine", "vi", "id"))
    found = installed.find_translator("vi", "id", cache=Cache(None), notify=told.append)
    translations = found.translate(["ab cd", "a" * 2001, ""])
    assert [bool(text) for text in translations] == [True, False, False]
    assert "1 sentence of more than 2,000 characters: not translated." in told


def test_a_second_run_translates_nothing(tiny, material, monkeypatch):
    installed.install_folder(material / "plain", entry("mine", "vi", "id"))
    texts = tiny.sentences(5)
    first = installed.find_translator("vi", "id").translate(texts)
    monkeypatch.setattr(engine, "open_model", None)

    assert installed.find_translator("vi", "id").translate(texts) == first


def test_a_sentence_too_long_is_told_and_translated_in_parts(tiny, material, tmp_path, monkeypatch):
    monkeypatch.setattr(engine, "_LIMIT", 30)
    told = []
    installed.install_folder(material / "plain", entry("mine", "vi", "id"))
    found = installed.find_translator("vi", "id", cache=Cache(None), notify=told.append)
    text = " ".join(tiny.sentences(4))
    parts = fitting_parts(text, found.engine._size, 30)

    assert len(parts) > 3
    assert "".join(parts) == text
    assert found.translate([text]) == [" ".join(found.translate(parts))]
    assert told[0] == "1 sentence too long for mine: translated in parts, cut at clauses."
    kept = Cache(tmp_path / "kept.sqlite")
    for _ in range(2):
        told.clear()
        installed.find_translator("vi", "id", cache=kept, notify=told.append).translate([text])
        assert told[0].startswith("1 sentence too long"), "told again when remembered"


def test_a_multilingual_model_gets_its_language_tokens(material):
    installed.install_folder(material / "m2m", entry("many", "en", "id", "vi", multilingual=True))
    described = installed.installed()[0]
    found = installed.find_translator("vi", "id", cache=Cache(None))

    assert described.source_languages == described.target_languages == ("en", "id", "vi")
    assert found.engine.wrapped(["▁x"]) == ["__vi__", "▁x", "</s>"]
    assert found.engine.target_prefix == ["__id__"]
    [translation] = found.translate(["ab cd"])
    assert translation
    assert "__id__" not in translation


def test_a_model_with_target_tags_gets_the_tag(material):
    installed.install_folder(material / "tagged", entry("tags", "en", "id", multilingual=True))
    found = installed.find_translator("vi", "id", cache=Cache(None))
    assert found.engine.wrapped(["▁x"]) == ["<2id>", "▁x"]
    assert found.translate(["ab cd"]) != ["ab cd"]


def test_two_packages_make_a_pivot_with_a_gloss(material):
    installed.install_package(material / "vi-en.argosmodel")
    installed.install_package(material / "en-id.argosmodel")
    found = installed.find_translator("vi", "id")

    assert found.name.split("@")[0] == "argos-vi-en"
    assert isinstance(found, Glosser)
    assert not isinstance(found, Scorer)
    gloss = found.gloss(["ab cd"])
    direct = installed.find_translator("en", "id")
    assert gloss == installed.find_translator("vi", "en").translate(["ab cd"])
    assert found.translate(["ab cd"]) == direct.translate(gloss)


def test_a_direct_model_is_taken_before_a_pivot_unless_chosen_otherwise(material):
    for name in ("vi-en", "en-id"):
        installed.install_package(material / f"{name}.argosmodel")
    installed.install_folder(material / "plain", entry("direct", "vi", "id"))
    assert installed.find_translator("vi", "id").name.startswith("direct@")

    installed.use(("argos-vi-en", "argos-en-id"), "vi", "id")
    assert installed.find_translator("vi", "id").name.startswith("argos-vi-en@")
    installed.remove("argos-en-id")
    assert installed.find_translator("vi", "id").name.startswith("direct@")


def test_a_model_is_taken_by_its_name_and_a_pivot_by_that_of_the_registry(material):
    for name in ("vi-en", "en-id"):
        installed.install_package(material / f"{name}.argosmodel")
    for name in ("one", "two"):
        installed.install_folder(material / "plain", entry(name, "vi", "id"))
    assert installed.find_translator("vi", "id", name="two").name.startswith("two@")
    pivot = installed.find_translator("vi", "id", name="argos-vi-id")
    assert pivot.name.startswith("argos-vi-en@")
    assert "+argos-en-id@" in pivot.name
    with pytest.raises(ModelError, match="does not translate en-vi: choose another, or none"):
        installed.find_translator("en", "vi", name="two")


def test_a_model_that_is_put_in_the_place_of_another_is_opened_anew(tiny, material, tmp_path):
    texts = tiny.sentences(6)
    found = []
    for seed in (1, 7):
        tiny.model_folder(tmp_path / f"seed-{seed}", seed=seed)
        installed.install_folder(tmp_path / f"seed-{seed}", entry("mine", "vi", "id"))
        found.append(installed.find_translator("vi", "id", cache=Cache(None)).translate(texts))
        installed.remove("mine")
    assert found[0] != found[1]


def test_a_model_without_its_weights_is_a_clear_error(material):
    installed.install_folder(material / "plain", entry("mine", "vi", "id"))
    for file in (models_folder() / "mine" / "model").iterdir():
        file.unlink()
    (models_folder() / "mine" / "model").rmdir()
    with pytest.raises(ModelError, match="cannot run on cpu"):
        installed.find_translator("vi", "id", cache=Cache(None)).translate(["ab"])


def test_a_model_that_comes_with_selaras_is_taken_before_a_pivot(material, tmp_path):
    installed.install_folder(material / "plain", entry("shipped", "vi", "id"))
    (tmp_path / "models").rename(tmp_path / "embedded")
    for name in ("vi-en", "en-id"):
        installed.install_package(material / f"{name}.argosmodel")

    assert installed.find_translator("vi", "id").name.startswith("shipped@")
    assert "shipped" not in [model.name for model in installed.installed()]


def test_a_non_commercial_model_is_never_a_default(material):
    installed.install_folder(material / "plain", entry("free", "vi", "id", non_commercial=True))
    assert installed.find_translator("vi", "id") is None
    installed.use(("free",), "vi", "id")
    assert installed.find_translator("vi", "id").name.startswith("free@")


def test_scores_tell_a_models_own_translation_from_another(material):
    installed.install_folder(material / "plain", entry("mine", "vi", "id"))
    found = installed.find_translator("vi", "id", cache=Cache(None))
    assert isinstance(found, Scorer)
    source = "ab cd"
    target = "bm cjka"
    [score] = found.score([source], [target])
    [wrapped] = found.engine.model.score_batch(
        [found.engine.wrapped(found.engine.source_pieces(source))],
        [list(score.pieces)],
        batch_type="tokens",
    )

    assert "".join(target[span.start : span.end] for span in score.spans) == "bmcjka"
    assert [*score.log_probabilities, score.end] == pytest.approx(wrapped.log_probs, abs=1e-4)
    assert score.mean == pytest.approx(sum(wrapped.log_probs) / len(wrapped.log_probs), abs=1e-4)
    assert found.score([source, "", source], [target, target, "x " * 5000]) == [score, None, None]


def test_scores_are_cached(material, monkeypatch):
    installed.install_folder(material / "plain", entry("mine", "vi", "id"))
    first = installed.find_translator("vi", "id").score(["ab"], ["cd"])
    monkeypatch.setattr(engine, "open_model", None)
    assert installed.find_translator("vi", "id").score(["ab"], ["cd"]) == first


def test_damage_is_found(material):
    installed.install_folder(material / "plain", entry("mine", "vi", "id"))
    assert installed.verify("mine")
    file = models_folder() / "mine" / "model" / "model.bin"
    file.write_bytes(file.read_bytes()[:-1] + b"?")
    assert not installed.verify("mine")


def test_what_cannot_run_is_not_installed(material, tmp_path):
    broken = tmp_path / "broken"
    broken.mkdir()
    for file in (material / "plain").iterdir():
        (broken / file.name).write_bytes(
            file.read_bytes()[: 5000 if file.suffix == ".bin" else None]
        )
    with pytest.raises(ModelError, match="cannot run"):
        installed.install_folder(broken, entry("mine", "vi", "id"))
    assert installed.installed() == []
    assert list(models_folder().iterdir()) == []


@pytest.mark.parametrize("name", ["../out", "", "a/b", ".hidden", "a" * 200, "none"])
def test_a_name_that_is_no_name_is_refused(material, name):
    with pytest.raises(ModelError, match="name a model"):
        installed.install_folder(material / "plain", entry(name, "vi", "id"))


def test_a_name_is_given_once(material):
    installed.install_folder(material / "plain", entry("mine", "vi", "id"))
    with pytest.raises(ModelError, match="already"):
        installed.install_folder(material / "plain", entry("mine", "vi", "id"))


@pytest.mark.parametrize(
    ("file", "said"),
    [("sentencepiece.model", "sentencepiece"), ("shared_vocabulary.json", "no vocabulary")],
)
def test_a_folder_that_lacks_a_file_says_which(material, tmp_path, file, said):
    for path in (material / "plain").iterdir():
        if path.name != file:
            (tmp_path / path.name).write_bytes(path.read_bytes())
    with pytest.raises(ModelError, match=said):
        installed.install_folder(tmp_path, entry("mine", "vi", "id"))


def test_unknown_names_are_told_the_known_ones(material):
    installed.install_folder(material / "plain", entry("mine", "vi", "id"))
    for act in (installed.remove, installed.verify):
        with pytest.raises(ModelError, match="mine"):
            act("yours")
    with pytest.raises(ModelError, match="does not translate en-id"):
        installed.use(("mine",), "en", "id")


def test_a_device_that_is_not_there_is_a_clear_error(material):
    installed.install_folder(material / "plain", entry("mine", "vi", "id"))
    with pytest.raises(ModelError, match="cannot run on tpu"):
        installed.find_translator("vi", "id", device="tpu", cache=Cache(None)).translate(["ab"])


def test_a_damaged_choice_is_a_clear_error():
    models_folder().mkdir()
    (models_folder() / "chosen.json").write_text("{", encoding="utf-8")
    with pytest.raises(ModelError, match="choose again"):
        installed.find_translator("vi", "id")


def test_fetching_a_pivot_installs_both(material, monkeypatch):
    def instead(file, destination, progress):
        pair = "vi-en" if "vi_en" in file.url else "en-id"
        destination.write_bytes((material / f"{pair}.argosmodel").read_bytes())
        return f"sha-{pair}"

    monkeypatch.setattr(installed, "fetch", instead)
    assert installed.fetch_model("argos-vi-id") == ["argos-vi-en", "argos-en-id"]
    assert [model.licence for model in installed.installed()] == [
        registry.entry(name).licence for name in ("argos-en-id", "argos-vi-en")
    ]
    described = json.loads((models_folder() / "argos-en-id" / "model.json").read_text())
    assert described["origin"].endswith("translate-en_id-1_9.argosmodel")
    assert described["checksums"] == {"translate-en_id-1_9.argosmodel": "sha-en-id"}
