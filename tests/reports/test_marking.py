from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from selaras.checks.model import Finding
from selaras.checks.parallel import document_of_segments
from selaras.documents.model import Span
from selaras.reports.marking import Shown, flags_by_sentence, pieces

TEXTS = ("Một hai.", "Ba \x1b😀 bốn.", "Năm.")
DOCUMENT = document_of_segments(TEXTS, "vi")
ANYWHERE = st.integers(0, len(DOCUMENT.text))


@given(st.lists(st.tuples(ANYWHERE, ANYWHERE), max_size=6))
def test_pieces_join_to_the_sentence_and_carry_exactly_their_flags(places):
    flags = [(Span(*sorted(place)), Finding(str(n))) for n, place in enumerate(places)]
    found = flags_by_sentence(DOCUMENT, flags)
    seen = set()
    for sentence in DOCUMENT.sentences:
        shown = Shown(sentence.text)
        cut = pieces(sentence, shown, found.get(sentence.id, ()))
        assert "".join(piece.text for piece in cut) == shown.part(0, len(sentence.text))
        flagged = {}
        for piece in cut:
            for finding in piece.findings:
                flagged[finding.message] = flagged.get(finding.message, "") + piece.text
        for span, finding in flags:
            start, end = max(span.start, sentence.start), min(span.end, sentence.end)
            if start < end:
                part = shown.part(start - sentence.start, end - sentence.start)
                assert flagged[finding.message] == part
        seen |= set(flagged)
    assert seen == {finding.message for _, finding in flags}


def test_a_flag_between_sentences_stands_at_the_end_of_the_one_before():
    gap = DOCUMENT.sentences[1].end
    found = flags_by_sentence(DOCUMENT, [(Span(gap, gap + 1), Finding("x"))])
    assert list(found) == [1]
    cut = pieces(DOCUMENT.sentences[1], Shown(TEXTS[1]), found[1])
    assert [(piece.text, len(piece.findings)) for piece in cut][-1] == ("", 1)


@given(st.text(alphabet="aé\x1b\u202e😀👩\u200d\u00ad培\ud800\n", max_size=30))
def test_what_is_shown_is_found_again_in_utf_16_units(text):
    shown = Shown(text)
    whole = shown.part(0, len(text))
    units = whole.encode("utf-16-le", "surrogatepass")
    for start, end in pairwise(range(len(text) + 1)):
        part = units[2 * shown.offset(start) : 2 * shown.offset(end)]
        assert part.decode("utf-16-le") == shown.part(start, end)
    assert shown.offset(len(text)) == len(units) // 2
