"""A deferred encoder is loaded once: at its first use, or in the background before it."""

import pytest
from selaras.errors import ModelError
from selaras.models.deferred import DeferredEncoder


class Counted:
    """An encoder that counts how often one is made."""

    made = 0

    def __init__(self):
        type(self).made += 1

    name = "counted"

    def sentences(self, texts):
        return [len(text) for text in texts]

    def tokens(self, texts):
        return list(texts)


def test_it_is_loaded_once_and_only_when_used():
    encoder = DeferredEncoder(Counted)
    assert Counted.made == 0
    assert encoder.sentences(["a", "bc"]) == [1, 2]
    assert encoder.tokens(["a"]) == ["a"]
    assert encoder.name == "counted"
    assert Counted.made == 1


def test_begun_at_once_it_is_still_loaded_once():
    made = Counted.made
    encoder = DeferredEncoder(Counted, at_once=True)
    assert encoder.name == "counted"
    assert encoder.tokens(["a"]) == ["a"]
    assert Counted.made == made + 1


def test_an_error_in_the_background_is_told_at_the_first_use():
    def fail():
        raise ModelError("no encoder")

    encoder = DeferredEncoder(fail, at_once=True)
    with pytest.raises(ModelError, match="no encoder"):
        encoder.sentences(["a"])
