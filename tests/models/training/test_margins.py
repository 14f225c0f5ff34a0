import numpy as np
from selaras.models.training import margins
from selaras.models.training.recipe import Direction
from selaras.models.training.rows import Row


class Known:
    """An encoder whose vectors are the texts themselves."""

    def sentences(self, texts):
        vectors = np.array([[float(part) for part in text.split()] for text in texts], np.float32)
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def test_translations_stand_out_from_other_rows(monkeypatch):
    monkeypatch.setattr(margins, "embedded_encoder", Known)
    monkeypatch.setattr(margins, "_TOGETHER", 6)
    right = [" ".join("9" if i == n else "1" for i in range(8)) for n in range(8)]
    pairs = [*zip(right, right, strict=True), (right[0], right[1])]
    found = margins.margins([Row("book", Direction("aa", "bb"), *pair) for pair in pairs])
    assert found.shape == (9,)
    assert min(found[:5]) > 1.2


def test_a_wrong_pair_has_the_least_margin(monkeypatch):
    monkeypatch.setattr(margins, "embedded_encoder", Known)
    right = [" ".join("9" if i == n else "1" for i in range(8)) for n in range(8)]
    targets = [*right[:6], right[7], right[6]]
    rows = [Row("book", Direction("aa", "bb"), *p) for p in zip(right, targets, strict=True)]
    found = margins.margins(rows)
    assert set(np.argsort(found)[:2]) == {6, 7}


def test_no_rows_have_no_margins(monkeypatch):
    monkeypatch.setattr(margins, "embedded_encoder", Known)
    assert len(margins.margins([])) == 0
