"""A deferred encoder loads nothing before its first use, and then only once."""

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
