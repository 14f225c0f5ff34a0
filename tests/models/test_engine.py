"""A model that turns in a circle is asked again."""

from dataclasses import dataclass

from selaras.models.description import Description
from selaras.models.engine import Engine, longest
from selaras.models.tokenizer import Pieces


@dataclass
class Result:
    hypotheses: list

    def result(self):
        return self


class Circling:
    """Goes round and round over a source that begins with "turn", until it must not."""

    def __init__(self):
        self.asked = []

    def translate_batch(self, batch, *, max_decoding_length, no_repeat_ngram_size, **_):
        self.asked.append((len(batch), no_repeat_ngram_size))
        return [self._result(source, max_decoding_length, no_repeat_ngram_size) for source in batch]

    def _result(self, source, most, no_repeated):
        circles = source[0] == "turn" and not no_repeated
        return Result([["again"] * most if circles else [*source, "done"]])


def engine(**more):
    described = Description("mine", "here", "MIT", ("vi",), ("id",), **more)
    made = Engine(None, described, ("vi", "id"), "cpu", 1, 1)
    made.model = Circling()
    return made


def test_only_what_came_to_no_end_is_translated_again_without_repeating():
    one = engine()
    assert one.decode([["go"], ["turn", "left"], ["stop"]]) == [
        ["go", "done"],
        ["turn", "left", "done"],
        ["stop", "done"],
    ]
    assert one.model.asked == [(3, 0), (1, 3)]


def test_a_translation_that_ends_is_taken_as_it_is():
    one = engine()
    assert one.decode([["go"]]) == [["go", "done"]]
    assert one.model.asked == [(1, 0)]
    assert len(one.decode([["turn"]])[0]) < longest(1)


class Words:
    """Cuts a text into its words."""

    def pieces(self, text):
        return Pieces(tuple(text.split()), (), ())

    def join(self, pieces):
        return " ".join(pieces)


def test_a_model_may_want_shorter_sources_than_others():
    text = "one two three, four five six, seven eight nine"
    for longest_source, parts in ((0, 1), (4, 3)):
        one = engine(longest_source=longest_source)
        one._source_subwords = one._target_subwords = Words()
        (output,) = one.translate([text])
        assert output.parts == parts
        assert output.text.replace(" done", "") == text
