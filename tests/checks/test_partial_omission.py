"""A second witness: a translation model that misses nothing when a stretch is cut out."""

from dataclasses import replace

import pytest
from selaras.align.model import Unmatched, WordAlignment
from selaras.checks.mismatches.partial_omission import CHECK
from selaras.checks.model import Severity
from selaras.checks.parallel import context_of_segments
from selaras.checks.stretches import WORTH_ASKING
from selaras.documents.model import Span
from selaras.documents.tokens import word_spans

SOURCE = "Tỉnh hỗ trợ vốn, đất đai và đào tạo nghề cho thanh niên."
TARGET = "Provinsi membantu modal bagi pemuda."


def context(evidence, answer):
    """A link in which one stretch is suspected; ``answer`` is what the model says of it."""
    start = SOURCE.index("đất đai")
    stretch = Unmatched(Span(start, start + len("đất đai")), evidence)
    words = WordAlignment(
        tuple(word_spans(SOURCE)), tuple(word_spans(TARGET)), (), (), (), 0.4, 0.9, (stretch,), ()
    )
    asked = []

    def untranslated(stretches):
        asked.extend(stretches)
        return [0.312 if answer else None] * len(stretches)

    plain = context_of_segments([SOURCE], [TARGET], "vi", "id")
    return replace(plain, words=lambda link: words, untranslated=untranslated), asked


@pytest.mark.parametrize(
    ("evidence", "answer", "severity", "is_asked"),
    [
        (WORTH_ASKING, True, None, True),
        (WORTH_ASKING, False, Severity.INFO, True),
        (WORTH_ASKING - 0.1, True, Severity.INFO, False),
    ],
)
def test_a_remark_becomes_a_warning_where_a_model_agrees(evidence, answer, severity, is_asked):
    given, asked = context(evidence, answer)
    (found,) = CHECK.find(given)
    assert found.severity is severity
    assert bool(asked) == is_asked
    assert ("a translation model agrees" in found.message) == (severity is None)
    assert found.evidence.get("contrast") == (0.31 if severity is None else None)
    assert given.source.text[found.source[0].start : found.source[0].end] == "đất đai"
