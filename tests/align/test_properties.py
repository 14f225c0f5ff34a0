"""What must hold for the alignment of any two documents, however odd."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selaras.align.alignment import align
from selaras.align.model import Alignment, Kind
from selaras.align.scoring import agreement
from selaras.align.views import Views
from selaras.checks.parallel import document_of_segments
from selaras.documents.model import Document, Role, Sentence

# Few words, so that sentences repeat, share words, and match across documents.
WORDS = ("kota", "hujan", "data", "tahun", "2025", "menteri", "—", "培养", "ok", "provinsi")
texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join)
sentences = st.lists(st.tuples(texts, st.sampled_from([*Role])), max_size=9)


def document(parts: list[tuple[str, Role]], language: str) -> Document:
    """A document of sentences with their roles, one a line."""
    found, offset = [], 0
    for number, (text, role) in enumerate(parts):
        found.append(Sentence(number, offset, offset + len(text), number, role, text))
        offset += len(text) + 1
    return Document("-", language, "", "\n".join(text for text, _ in parts), tuple(found))


def body(*texts: str) -> list[tuple[str, Role]]:
    return [(text, Role.BODY) for text in texts]


def aligned(source, target, encoder) -> Alignment:
    return align(Views.of(document(source, "vi"), document(target, "id"), encoder))


def assert_sound(alignment: Alignment, source: list, target: list) -> None:
    """Every sentence in one link; ids, kinds, order and scores as the model promises."""
    links = alignment.links
    assert sorted(n for link in links for n in link.source) == [*range(len(source))]
    assert sorted(n for link in links for n in link.target) == [*range(len(target))]
    assert [link.id for link in links] == [*range(len(links))]
    starts = [link.source[0] for link in links if link.source]
    assert starts == sorted(starts)
    for link in links:
        assert 0 <= link.score <= 1
        assert (link.kind is Kind.OMISSION) == (not link.target)
        assert (link.kind is Kind.ADDITION) == (not link.source)
        assert_neighbours(link.source, source)
        assert_neighbours(link.target, target)
    matches = [link.target[0] for link in links if link.kind is Kind.MATCH]
    assert matches == sorted(matches)


def assert_neighbours(linked: tuple[int, ...], parts: list[tuple[str, Role]]) -> None:
    """Sentences of a link follow each other, with nothing but furniture between them."""
    if len(linked) > 1:
        between = [n for n in range(linked[0], linked[-1] + 1) if parts[n][1] != Role.BOILERPLATE]
        assert [*linked] == between


@settings(max_examples=40, deadline=None)
@given(sentences, sentences)
def test_any_two_documents_are_aligned_soundly(encoder, source, target):
    alignment = aligned(source, target, encoder)
    assert_sound(alignment, source, target)
    assert alignment == aligned(source, target, encoder)


@settings(max_examples=25, deadline=None)
@given(sentences)
def test_boilerplate_is_never_linked(encoder, parts):
    furniture = [(text, Role.BOILERPLATE) for text, _ in parts]
    alignment = aligned(furniture, body("kota hujan data"), encoder)
    assert_sound(alignment, furniture, body("kota hujan data"))
    assert alignment.pairs == ()
    assert all(link.score == 1 for link in alignment.links if link.source)


@pytest.mark.parametrize(("source", "target"), [(0, 0), (0, 3), (3, 0)])
def test_an_empty_side_leaves_gaps_only(source, target, encoder):
    texts = body("kota hujan", "data tahun", "menteri ok")
    alignment = aligned(texts[:source], texts[:target], encoder)
    assert_sound(alignment, texts[:source], texts[:target])
    assert alignment.pairs == ()
    assert not alignment.corresponds


def test_one_sentence_each(encoder):
    alignment = aligned(body("kota hujan data"), body("kota hujan data"), encoder)
    assert [(link.source, link.target) for link in alignment.links] == [((0,), (0,))]
    assert alignment.corresponds


def test_the_same_sentence_over_and_over(encoder):
    texts = body(*["kota hujan data"] * 9)
    assert_sound(aligned(texts, texts, encoder), texts, texts)


def story(count: int) -> list[str]:
    """Sentences that share no word."""
    return [" ".join(f"kata{number}x{part}" for part in range(8)) for number in range(count)]


def links(alignment: Alignment) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    return [(link.source, link.target) for link in alignment.links]


def test_a_copy_is_linked_sentence_by_sentence(encoder):
    texts = body(*story(30))
    assert links(aligned(texts, texts, encoder)) == [((n,), (n,)) for n in range(30)]


def test_what_is_missing_is_a_gap_on_its_side(encoder):
    texts = story(20)
    alignment = aligned(body(*texts), body(*texts[:7], *texts[9:]), encoder)
    assert {link.source for link in alignment.links if not link.target} == {(7,), (8,)}
    alignment = aligned(body(*texts[:7], *texts[9:]), body(*texts), encoder)
    assert {link.target for link in alignment.links if not link.source} == {(7,), (8,)}


def test_a_moved_passage_is_found_and_named(encoder):
    texts = story(20)
    alignment = aligned(body(*texts), body(*texts[3:], *texts[:3]), encoder)
    assert {link.source for link in alignment.links if link.kind is Kind.MOVED} == {
        (0,),
        (1,),
        (2,),
    }
    assert len(alignment.pairs) == 20


def test_two_sentences_against_one(encoder):
    texts = story(12)
    joined = [*texts[:5], f"{texts[5]} {texts[6]}", *texts[7:]]
    alignment = aligned(body(*texts), body(*joined), encoder)
    assert ((5, 6), (5,)) in links(alignment)
    alignment = aligned(body(*joined), body(*texts), encoder)
    assert ((5,), (5, 6)) in links(alignment)


def test_strangers_do_not_correspond(encoder):
    texts = story(24)
    alignment = aligned(body(*texts[:12]), body(*texts[12:]), encoder)
    assert not alignment.corresponds
    assert alignment.pairs == ()


def test_real_sentences_are_linked(shared):
    """Thirty lines of real prose: whole, with a passage missing, and with one moved."""
    from selaras.models.embedded import embedded_encoder

    encoder = embedded_encoder()
    sides = [
        (shared / f"eval/flores-dev.{code}").read_text("utf-8").splitlines()[100:130]
        for code in ("vi", "id")
    ]
    orders = {
        "whole": [*range(30)],
        "missing": [*range(10), *range(15, 30)],
        "moved": [*range(10, 30), *range(10)],
    }
    for name, order in orders.items():
        target = document_of_segments([sides[1][n] for n in order], "id")
        alignment = align(Views.of(document_of_segments(sides[0], "vi"), target, encoder))
        gold = [((n,), (order.index(n),) if n in order else ()) for n in range(30)]
        result = agreement([(gold, links(alignment))])
        assert result.strict.f1 >= 0.93, name
        assert result.gaps.f1 >= 0.8, name
        assert result.moved.f1 >= 0.9, name


def test_labels_that_face_each_other_between_links_are_linked(encoder):
    texts = story(6)
    label = [("alpha beta", Role.HEADING)], [("gamma", Role.HEADING)]
    source, target = (body(*texts[:3]) + one + body(*texts[3:]) for one in label)
    assert ((3,), (3,)) in links(aligned(source, target, encoder))


def test_sentences_that_face_each_other_are_not_linked_by_their_place_alone(encoder):
    texts = story(8)
    source = body(*texts[:3], texts[6], *texts[3:6])
    target = body(*texts[:3], texts[7], *texts[3:6])
    assert ((3,), (3,)) not in links(aligned(source, target, encoder))
