"""The words that models doubt, in the places where they stand in the documents."""

from dataclasses import replace

import pytest
from selaras.align.model import Alignment, Kind, Link
from selaras.documents.model import Span
from selaras.documents.reading import read_text
from selaras.doubting import Doubter
from selaras.models.likelihood import Doubts

SOURCE = "Gnat eno. Owt eerht.\n\nRuof evif.\n\nXis."
TARGET = "Tang one. Two wrong.\n\nNiece  five.\n\nSix."


@pytest.fixture
def documents():
    return read_text(SOURCE, language="vi"), read_text(TARGET, language="id")


def links(*scores):
    sides = (((0, 1), (0, 1)), ((2,), (2,)), ((3,), (3,)))
    return Alignment(
        tuple(
            Link(number, *pair, Kind.MATCH, score)
            for number, (pair, score) in enumerate(zip(sides, scores, strict=True))
        )
    )


def words(document, spans):
    return [document.text[span.start : span.end] for span in spans]


class Lower:
    """Compares without case: the sentences here begin with capitals."""

    def __init__(self, model):
        self.model = model
        self.name, self.quality = model.name, model.quality
        self.doubtful_surprise = model.doubtful_surprise
        self.least_contrast = model.least_contrast

    def translate(self, texts):
        return self.model.translate(texts)

    def score(self, sources, targets):
        clean = [text.lower().replace(".", " ") for text in sources]
        return self.model.score(clean, [text.lower() for text in targets])


def test_doubtful_words_are_found_on_both_sides(documents, knowing):
    source, target = documents
    alignment = links(0.9, 0.9, 0.9)
    model = Lower(knowing.Knowing(doubtful_surprise=3.0))
    doubter = Doubter(source, target, alignment, lambda one, other: model)
    found = [doubter(link) for link in alignment.links]

    assert words(target, found[0].target) == ["wrong"]
    assert words(target, found[1].target) == ["Niece"]
    assert words(source, found[0].source) == ["eerht"]
    assert words(source, found[1].source) == ["Ruof"]
    assert found[2] == Doubts()


def test_each_direction_has_its_own_model(documents, knowing):
    source, target = documents
    models = {("vi", "id"): Lower(knowing.Knowing(doubtful_surprise=3.0)), ("id", "vi"): None}
    alignment = links(0.9, 0.9, 0.9)
    doubter = Doubter(source, target, alignment, lambda *direction: models[direction])
    assert words(target, doubter(alignment.links[0]).target) == ["wrong"]
    assert doubter(alignment.links[0]).source == ()


def test_without_calibration_or_certainty_nothing_is_doubted(documents, knowing):
    model = knowing.Knowing(doubtful_surprise=None)
    alignment = links(0.9, 0.9, 0.9)
    silent = Doubter(*documents, alignment, lambda *_: model)
    assert [silent(link) for link in alignment.links] == [Doubts()] * 3
    assert model.asked == 0

    uncertain = links(0.2, 0.9, 0.9)
    doubter = Doubter(*documents, uncertain, lambda *_: Lower(knowing.Knowing(True, 3.0)))
    assert doubter(uncertain.links[0]) == Doubts()
    assert doubter(uncertain.links[1]) != Doubts()


def test_all_links_are_judged_at_once_and_only_once(documents, knowing):
    model = knowing.Knowing(doubtful_surprise=3.0)
    alignment = links(0.9, 0.9, 0.9)
    doubter = Doubter(*documents, alignment, lambda *_: model)
    for link in (*alignment.links, *alignment.links):
        doubter(link)
    assert model.asked == 2 * 2 * 3


def stretch(document, words):
    start = document.text.index(words)
    return Span(start, start + len(words))


def test_a_stretch_that_the_target_lacks_is_untranslated(knowing):
    source = read_text("Eno owt eerht. Ruof evif xis.", language="vi")
    target = read_text("One two three. Four six.", language="id")
    alignment = Alignment((Link(0, (0, 1), (0, 1), Kind.MATCH, 0.9),))
    (link,) = alignment.links
    asked = [(link, stretch(source, words)) for words in ("owt", "evif", "Eno owt", "xis")]

    doubter = Doubter(source, target, alignment, lambda *_: Lower(knowing.Knowing(True, 3.0, 0.1)))
    told = doubter.untranslated(asked)
    assert [value is not None for value in told] == [False, True, False, False]
    assert told[1] > 0.1
    assert doubter.untranslated([]) == []
    uncalibrated = Doubter(source, target, alignment, lambda *_: Lower(knowing.Knowing(True, 3.0)))
    assert uncalibrated.untranslated(asked) == [None] * 4
    unsure = replace(link, score=0.2)
    assert doubter.untranslated([(unsure, asked[1][1])]) == [None]
    both = (link, Span(asked[1][1].start, asked[3][1].end))
    assert doubter._cut(*both).rest == "Eno owt eerht. Ruof."


def test_a_pivot_judges_nothing(documents):
    class Plain:
        name, quality = "plain", None

        def translate(self, texts):
            return list(texts)

    alignment = links(0.9, 0.9, 0.9)
    doubter = Doubter(*documents, alignment, lambda *_: Plain())
    assert doubter(alignment.links[0]) == Doubts()
    assert doubter.untranslated([(alignment.links[0], Span(0, 4))]) == [None]
