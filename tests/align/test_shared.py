"""What a translation and the target share in writing."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from selaras.align.alignment import align
from selaras.align.shared import letters
from selaras.align.views import Views, normalised
from selaras.checks.parallel import document_of_segments

TARGETS = ["Menteri membuka sidang pagi ini", "Harga beras naik lagi", "Hujan turun di kota"]


def test_a_translation_is_nearest_to_what_it_translates():
    ours, theirs = letters(["harga padi naik", "menteri membuka rapat", "di kota hujan"], TARGETS)
    cosines = normalised(ours) @ normalised(theirs).T
    assert cosines.argmax(axis=1).tolist() == [1, 0, 2]


def test_the_same_text_is_the_same_whatever_its_capitals_and_spaces():
    ours, theirs = letters([f"  {text.upper()} " for text in TARGETS], TARGETS)
    assert np.allclose(ours, theirs)


@given(st.lists(st.text(max_size=12), min_size=1, max_size=4))
def test_any_writing_is_counted(texts):
    ours, theirs = letters(texts, ["", *texts])
    assert np.isfinite(ours).all()
    assert not theirs[0].any()
    assert np.array_equal(ours, theirs[1:])


def test_a_translation_links_what_vectors_do_not(encoder):
    """One word in five alike is too little to link; a translation that agrees tips the scale."""
    source = document_of_segments(["satu hai ba bon nam", "sau bay tam chin sepuluh"], "vi")
    target = document_of_segments(
        ["enam tujuh delapan sembilan sepuluh", "satu dua tiga empat lima"], "id"
    )
    told = {0: "satu dua tiga empat lima", 1: "enam tujuh delapan sembilan sepuluh"}
    blind = align(Views.of(source, target, encoder))
    seeing = align(Views.of(source, target, encoder, told))
    assert blind.pairs == ()
    assert {(link.source, link.target) for link in seeing.pairs} == {((0,), (1,)), ((1,), (0,))}
