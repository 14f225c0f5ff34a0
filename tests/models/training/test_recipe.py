import pytest
from selaras.errors import SettingsError
from selaras.models.training import recipe
from selaras.models.training.recipe import Direction


def test_a_recipe_tells_corpora_weights_and_limits(corpus):
    found = recipe.read(corpus / "recipe.toml")
    assert found.directions == (Direction("aa", "bb"),)
    assert found.corpora[0].file == "aa-bb.tsv"
    assert (found.weight("book"), found.weight("web")) == (2.0, 0.5)
    assert found.limits.pieces == 60
    assert found.limits.ratio == 2.5


def test_other_directions_may_be_asked_for(corpus):
    found = recipe.read(corpus / "recipe.toml", ("bb-aa", "aa-bb"))
    assert found.target_languages == ("aa", "bb")
    assert found.languages == ("aa", "bb")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("name =", "called =", "name"),
        ('"aa-bb"', '"aabb"', "no recipe"),
        ("good = 2.0", "fine = 2.0", "good"),
        ("pieces = 60", "parts = 60", "parts"),
        ("[kinds]", "[kinds", "cannot be read"),
    ],
)
def test_a_recipe_with_a_mistake_is_one_clear_line(corpus, tmp_path, old, new, told):
    text = (corpus / "recipe.toml").read_text("utf-8")
    (tmp_path / "wrong.toml").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(SettingsError, match=told) as caught:
        recipe.read(tmp_path / "wrong.toml")
    assert "wrong.toml" in str(caught.value)


def test_the_shipped_recipe_leaves_out_what_may_not_be_passed_on():
    from pathlib import Path

    shipped = recipe.read(Path(recipe.__file__).parent / "recipes" / "vi-id.toml")
    closed = {name for name, source in shipped.sources.items() if not source.clean}
    assert {"iwslt_ted", "sap_docs", "alt_wikinews", "panl_bppt_news"} <= closed
    assert all(source.clean for source in shipped.sources.values() if source.licence == "CC0")
    assert not any(
        source.clean for source in shipped.sources.values() if "NC" in source.licence.split("-")
    )
