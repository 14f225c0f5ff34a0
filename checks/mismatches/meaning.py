"""Linked sentences that hardly mean the same: the safety net under all other checks.

The score of a link is the probability that its sentences translate each other.
Where a link stands only because both neighbours do, or where one sentence on
each side stands alone at the same place, and no other check explains why, the
sentence may have been replaced by another one.

Why: a fluent sentence that says something else is what no reader of the
translation alone can notice.

Bad: "Sinh viên dạy lớp buổi tối cho tiểu thương." ·
"Pasar malam dibuka kembali untuk pedagang."

Good: "Sinh viên dạy lớp buổi tối cho tiểu thương." ·
"Mahasiswa mengajar kelas malam bagi pedagang."

Silence: ``ignore = ["meaning"]`` in the settings, or accept the single finding in the baseline.
"""

from __future__ import annotations

from collections.abc import Iterator

from selaras.checks.gaps import FURNITURE, is_label
from selaras.checks.model import Check, Context, Finding, Severity
from selaras.checks.places import Passage, facing, passages

# Links below this score are doubtful.
_DOUBTFUL = 0.5


def find(context: Context) -> Iterator[Finding]:
    """One finding a pair of sentences that is too unlikely a translation."""
    for passage in passages(context):
        if passage.link.score < _DOUBTFUL and not _is_furniture(context, passage):
            yield _finding(passage, "This sentence may not say what its source says")
    for passage in facing(context):
        if _is_furniture(context, passage):
            continue
        yield _finding(passage, "The translation has another sentence in this place")


def _finding(passage: Passage, said: str) -> Finding:
    return Finding(
        message=f"{said}: compare the two.",
        source=(passage.source,),
        target=(passage.target,),
        link=passage.link.id,
        evidence={"score": passage.link.score},
    )


def _is_furniture(context: Context, passage: Passage) -> bool:
    sentences = context.source_sentences(passage.link)
    return all(sentence.role in FURNITURE or is_label(sentence) for sentence in sentences)


CHECK = Check(
    "meaning",
    "mistranslation",
    Severity.WARNING,
    find,
    needs_alignment=True,
    yields_to=frozenset(
        {"partial-omission", "partial-addition", "length", "untranslated", "wrong-language"}
    ),
)
