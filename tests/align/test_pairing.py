"""Which documents belong together: translations, relatives and strangers."""

import pytest
from selaras.align.pairing import Relation, pair
from selaras.checks.parallel import document_of_segments
from selaras.documents.model import Document
from selaras.documents.reading import read


def story(first: int, count: int = 12) -> list[str]:
    """Sentences that share no word with one another."""
    return [
        " ".join(f"kata{number}x{part}" for part in range(8))
        for number in range(first, first + count)
    ]


def vi(segments: list[str]) -> Document:
    return document_of_segments(segments, "vi")


def id_(segments: list[str]) -> Document:
    return document_of_segments(segments, "id")


def test_each_document_finds_its_own(encoder):
    sources = [vi(story(100 * number)) for number in range(5)]
    targets = [id_(story(100 * number)) for number in (3, 0, 4, 1, 2)]
    found = pair(sources, targets, encoder)
    assert {(p.source, p.target) for p in found.translations} == {
        (0, 1), (1, 3), (2, 4), (3, 0), (4, 2)
    }  # fmt: skip
    assert all(p.score > 0.9 for p in found.translations)
    assert found.lone_sources == found.lone_targets == ()


def test_strangers_are_left_over_on_both_sides(encoder):
    found = pair([vi(story(0)), vi(story(100))], [id_(story(200)), id_(story(100))], encoder)
    assert [(p.source, p.target) for p in found.proposals] == [(1, 1)]
    assert (found.lone_sources, found.lone_targets) == ((0,), (0,))


def test_shared_passages_make_relatives(encoder):
    """A third of one text stands in the other."""
    found = pair([vi(story(0, 4) + story(100, 8))], [id_(story(0, 4) + story(200, 8))], encoder)
    (proposal,) = found.proposals
    assert proposal.relation is Relation.RELATED
    assert proposal.coverage_source == pytest.approx(1 / 3, abs=0.08)
    assert found.translations == ()


def test_half_a_translation_is_one(encoder):
    (proposal,) = pair([vi(story(0, 12))], [id_(story(0, 6))], encoder).proposals
    assert proposal.relation is Relation.TRANSLATION
    assert proposal.coverage_source == pytest.approx(0.5, abs=0.05)
    assert proposal.coverage_target > 0.95


def test_the_better_of_two_is_the_translation(encoder):
    shortened, whole = id_(story(0, 9)), id_(story(0, 12))
    found = pair([vi(story(0, 12))], [shortened, whole], encoder)
    assert [(p.target, p.relation) for p in found.proposals] == [
        (1, Relation.TRANSLATION),
        (0, Relation.RELATED),
    ]


def test_documents_of_one_language_are_no_pair(encoder):
    assert pair([vi(story(0))], [vi(story(0))], encoder).proposals == ()


def test_nothing_to_pair(encoder):
    assert pair([], [], encoder).proposals == ()
    found = pair([vi(story(0))], [], encoder)
    assert (found.lone_sources, found.lone_targets) == ((0,), ())


def test_real_reports_of_one_event(shared):
    """001 belongs to 000, 003 is related, 002 and 004 report other events."""
    from selaras.models.embedded import embedded_encoder

    paths = sorted((shared / "seeds").glob("*.txt"))
    documents = [read(path) for path in paths]
    sources = [documents[number] for number in (0, 2, 3, 4)]
    found = pair(sources, [documents[1]], embedded_encoder())
    assert [(p.source, p.relation) for p in found.proposals] == [
        (0, Relation.TRANSLATION),
        (2, Relation.RELATED),
    ]
    assert found.lone_sources == (1, 3)
    assert found.proposals[0].score >= 0.7
