"""Listed names are right as they stand; what is wrong about anything else still counts."""

from dataclasses import replace
from pathlib import Path

import pytest
from selaras.checks.model import Finding, Severity, Status
from selaras.checks.parallel import document_of_segments
from selaras.documents.model import Span
from selaras.errors import SettingsError
from selaras.name_lists import accept, read
from selaras.settings import Settings

SOURCE = "Ông Phạm Đức Ấn gặp ông Trần Bình ngày 3/5."
TARGET = "Pham Duc Binh bertemu GenAI Fund dan gen AI pada 4 Mei."


@pytest.fixture
def accepted(audit_with, tmp_path):
    """Whether a finding about these words is accepted with this list of names."""

    def ask(check: str, words: str, names: str, original: str = "") -> bool:
        path = tmp_path / "names.txt"
        path.write_text(names, encoding="utf-8")
        read.cache_clear()

        def places(text, part):
            start = text.index(part)
            return (Span(start, start + len(part)),) if part else ()

        finding = Finding(
            "x",
            source=places(SOURCE, original),
            target=places(TARGET, words),
            check=check,
            severity=Severity.ERROR,
            id="F001",
        )
        audit = replace(
            audit_with(finding),
            source=document_of_segments([SOURCE], "vi"),
            target=document_of_segments([TARGET], "id"),
        )
        (found,) = accept(audit, Settings(names=(str(path),))).findings
        return found.status is Status.BASELINE

    return ask


@pytest.mark.parametrize(
    ("check", "words", "names", "original", "result"),
    [
        ("casing", "GenAI", "GenAI Fund", "", True),
        ("casing", "GenAI", "# a fund\n\nGenAI  Fund # of investors\n", "", True),
        ("casing", "gen AI", "GenAI Fund", "", False),
        ("broken-word", "GenAI Fund", "GenAI", "", False),
        ("untranslated", "Pham Duc Binh", "Pham Duc Binh\nPham", "", True),
        ("casing", "Pham", "Pha", "", False),
        ("name", "Pham Duc Binh", "Pham Duc Binh", "Phạm Đức Ấn", True),
        ("name", "Pham Duc Binh", "Pham Duc Binh\nPham Duc An", "Phạm Đức Ấn", False),
        ("name", "Pham Duc Binh", "Pham Duc Binh", "", False),
        ("number", "4", "4", "3", False),
        ("date", "4 Mei", "4 Mei", "3/5", False),
        ("casing", "GenAI", "", "", False),
    ],
)
def test_only_the_writing_of_a_listed_name_is_accepted(
    accepted, check, words, names, original, result
):
    assert accepted(check, words, names, original) is result


def test_the_finding_says_why_it_is_accepted(audit_with, tmp_path):
    (tmp_path / "names.txt").write_text("hujan\n", encoding="utf-8")
    finding = Finding("x", target=(Span(9, 14),), check="casing", id="F001")
    settings = Settings(names=(str(tmp_path / "names.txt"),))
    (found,) = accept(audit_with(finding), settings).findings
    assert found.evidence["accepted"] == {
        "by": "names",
        "reason": "“hujan” stands in the list of names",
    }


@pytest.mark.parametrize("content", [None, b"\xff\xfeN\x00"])
def test_a_list_that_cannot_be_read_is_one_clear_error(tmp_path, content):
    path = tmp_path / "names.txt"
    if content:
        path.write_bytes(content)
    read.cache_clear()
    with pytest.raises(SettingsError) as error:
        read(str(path))
    assert "names" in str(error.value)
    assert "\n" not in str(error.value)


def test_the_checksum_of_the_settings_follows_the_names(tmp_path):
    path = Path(tmp_path / "names.txt")
    path.write_text("A")
    settings = Settings(names=(str(path),))
    before = settings.sha256()
    path.write_text("B")
    assert settings.sha256() != before
