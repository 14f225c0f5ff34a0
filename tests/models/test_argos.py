"""Argos packages: what is taken out, and what is refused."""

import json
import zipfile

import pytest
from selaras.errors import ModelError
from selaras.models import argos


@pytest.fixture(scope="module")
def package(tiny, tmp_path_factory):
    return tiny.argos_package(tmp_path_factory.mktemp("argos") / "p.argosmodel", "vi", "en")


def altered(package, path, *members):
    """The package with ``members`` (name or ZipInfo, content) added."""
    path.write_bytes(package.read_bytes())
    with zipfile.ZipFile(path, "a") as archive:
        for name, content in members:
            archive.writestr(name, content)
    return path


def test_only_what_translation_needs_is_taken_out(package, tmp_path):
    argos.unpack(package, tmp_path)
    taken = sorted(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*.*"))
    assert taken == [
        "model/config.json",
        "model/model.bin",
        "model/shared_vocabulary.json",
        "source.model",
        "target.model",
    ]


def test_it_says_what_it_translates(package):
    assert argos.read(package) == argos.Package("vi", "en", "1.0", "")


@pytest.mark.parametrize(
    "name", ["../out.txt", "/etc/out.txt", "a/../../out.txt", "..\\out.txt", "C:/out.txt"]
)
def test_names_that_lead_outside_are_refused(package, tmp_path, name):
    bad = altered(package, tmp_path / "bad.zip", (name, b"x"))
    with pytest.raises(ModelError, match="leads outside"):
        argos.unpack(bad, tmp_path / "out")
    assert not (tmp_path / "out").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["bad.zip"]


def test_links_are_refused(package, tmp_path):
    link = zipfile.ZipInfo("translate-vi_en-1_0/model/link.bin")
    link.external_attr = 0o120777 << 16
    bad = altered(package, tmp_path / "bad.zip", (link, b"/etc/hostname"))
    with pytest.raises(ModelError, match="leads outside"):
        argos.unpack(bad, tmp_path / "out")


def test_oversize_archives_are_refused(package, tmp_path, monkeypatch):
    monkeypatch.setattr(argos, "_LARGEST", 100_000)
    bad = altered(package, tmp_path / "bad.zip", ("t/model/zeros.bin", bytes(200_000)))
    with pytest.raises(ModelError, match="too large"):
        argos.unpack(bad, tmp_path / "out")
    monkeypatch.setattr(argos, "_MOST_FILES", 3)
    with pytest.raises(ModelError, match="too large"):
        argos.unpack(package, tmp_path / "out")


@pytest.mark.parametrize("content", [b"", b"no archive", b"PK\x03\x04" + b"x" * 100])
def test_another_file_is_a_clear_error(tmp_path, content):
    (tmp_path / "p").write_bytes(content)
    with pytest.raises(ModelError, match="not an Argos package"):
        argos.read(tmp_path / "p")


@pytest.mark.parametrize("metadata", ["[]", "{}", "nothing", None])
def test_a_package_that_says_nothing_of_itself_is_a_clear_error(tmp_path, metadata):
    with zipfile.ZipFile(tmp_path / "p", "w") as archive:
        archive.writestr("t/other.json", json.dumps(1))
        if metadata is not None:
            archive.writestr("t/metadata.json", metadata)
    with pytest.raises(ModelError, match="not an Argos package"):
        argos.read(tmp_path / "p")


def test_a_damaged_member_is_a_clear_error(package, tmp_path):
    content = bytearray(package.read_bytes())
    content[len(content) // 3] ^= 0xFF
    (tmp_path / "p").write_bytes(content)
    with pytest.raises(ModelError):
        argos.unpack(tmp_path / "p", tmp_path / "out")
