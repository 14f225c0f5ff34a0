"""The shipped registry: complete, honest about licences, and pinned."""

import re

import pytest
from selaras.errors import ModelError
from selaras.models import registry


@pytest.mark.parametrize("entry", registry.entries().values(), ids=lambda entry: entry.name)
def test_every_entry_can_be_fetched(entry):
    assert entry.licence
    assert len(entry.languages) >= 2
    assert all(file.url.startswith("https://") and "{" not in file.url for file in entry.files)
    assert all(re.fullmatch("[0-9a-f]{64}", file.sha256) for file in entry.files if file.sha256)
    if entry.kind == "pivot":
        first, second = (registry.entry(name) for name in entry.through)
        assert (first.languages[0], second.languages[1]) == entry.languages
        assert first.languages[1] == second.languages[0]
    else:
        assert entry.files
        assert entry.revision


def test_what_forbids_commercial_use_is_marked():
    for entry in registry.entries().values():
        assert entry.non_commercial == ("NC" in entry.licence)


def test_packages_are_pinned_by_checksum():
    packages = [e for e in registry.entries().values() if e.kind == "argos"]
    assert packages
    assert all(file.sha256 for entry in packages for file in entry.files)


def test_an_unknown_name_is_told_the_known_ones():
    with pytest.raises(ModelError, match="argos-vi-id"):
        registry.entry("argos-vi-xx")


def test_a_damaged_registry_is_a_clear_error(tmp_path):
    (tmp_path / "r.toml").write_text("[x]\nkind = 1", encoding="utf-8")
    with pytest.raises(ModelError, match="not a registry"):
        registry.entries(tmp_path / "r.toml")
