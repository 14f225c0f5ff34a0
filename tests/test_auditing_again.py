"""An audit after an edit says the same whether or not it remembers the audit before."""

from pathlib import Path

import pytest
from selaras import seeds
from selaras.auditing import audit
from selaras.models import embedded
from selaras.models.cache import Cache
from selaras.reports.json import to_json
from selaras.settings import Settings

SEEDS = Path(seeds.__file__).parent
PAIR = SEEDS / "konferensi.vi.txt", SEEDS / "konferensi.id.txt"
SETTINGS = Settings(source_language="vi", target_language="id")

EDITS = {
    "replaced": lambda lines: [*lines[:4], lines[4].replace("a", "e"), *lines[5:]],
    "inserted": lambda lines: [*lines[:4], "Kalimat baru dengan angka 42.", *lines[4:]],
    "deleted": lambda lines: [*lines[:4], *lines[5:]],
    "exchanged": lambda lines: [*lines[:4], lines[5], lines[4], *lines[6:]],
}


@pytest.fixture(scope="module")
def encoders(tmp_path_factory):
    """One encoder that remembers and one that does not."""
    cache = Cache(tmp_path_factory.mktemp("again") / "results.sqlite")
    return [embedded.embedded_encoder(cache=one) for one in (cache, Cache(None))]


@pytest.mark.parametrize("edit", EDITS)
def test_after_an_edit_it_is_the_same_with_and_without_a_cache(
    encoders, edit, tmp_path, monkeypatch
):
    remembering, forgetful = encoders
    source, target = PAIR
    monkeypatch.setenv("SELARAS_NO_CACHE", "0")
    audit(source, target, SETTINGS, remembering)
    lines = target.read_text("utf-8").split("\n\n")
    edited = tmp_path / "edited.id.txt"
    edited.write_text("\n\n".join(EDITS[edit](lines)), "utf-8")
    after = to_json(audit(source, edited, SETTINGS, remembering))
    monkeypatch.setenv("SELARAS_NO_CACHE", "1")
    assert after == to_json(audit(source, edited, SETTINGS, forgetful))
