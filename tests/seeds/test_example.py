"""The example pair, audited: every planted defect is found, and nothing else is."""

import importlib.util

import pytest
from selaras.checks import registry
from selaras.checks.model import Finding, Severity
from selaras.documents.model import Span
from selaras.seeds import build as seeds
from selaras.settings import Settings

DESCRIPTION = seeds.description()
EXAMPLE = seeds.build(DESCRIPTION)
SETTINGS = Settings(options={"glossaries": (str(seeds.FOLDER / "glossary.csv"),)})
PARTS = ("selaras.align.alignment", "selaras.align.words", "selaras.models.embedded")
MISSING = [part for part in PARTS if importlib.util.find_spec(part) is None]

pytestmark = pytest.mark.skipif(
    bool(MISSING), reason=f"the pipeline is not complete yet: {', '.join(MISSING)}"
)


def spans(ranges: list) -> list[Span]:
    return [Span(start, end) for start, end in ranges]


def touch(some, others) -> bool:
    return any(one.overlaps(other) for one in some for other in others)


def findings_of(example: seeds.Example, folder) -> tuple:
    from selaras.auditing import audit

    for name, content in example.files().items():
        (folder / name).write_text(content, encoding="utf-8", newline="\n")
    return audit(folder / seeds.SOURCE, folder / seeds.TARGET, SETTINGS)


@pytest.fixture(scope="module")
def audited(tmp_path_factory):
    return findings_of(EXAMPLE, tmp_path_factory.mktemp("planted"))


@pytest.fixture(scope="module")
def audited_clean(tmp_path_factory):
    return findings_of(seeds.build(DESCRIPTION, checks=()), tmp_path_factory.mktemp("clean"))


def at_the_place(finding: Finding, defect: dict) -> bool:
    """Whether a finding overlaps a defect: in the target, or in the source if only that has it."""
    if defect["target"]:
        return touch(finding.target, spans(defect["target"]))
    return touch(finding.source, spans(defect["source"]))


@pytest.mark.parametrize("defect", EXAMPLE.defects, ids=lambda defect: defect["check"])
def test_each_planted_defect_is_found_by_its_check(audited, defect):
    if defect["check"] not in registry.modules():
        pytest.skip(f"there is no check {defect['check']!r} yet")
    raised = [finding for finding in audited.findings if finding.check == defect["check"]]
    assert any(at_the_place(finding, defect) for finding in raised), raised


def test_every_check_has_a_planted_defect():
    planted = {defect["check"] for defect in EXAMPLE.defects}
    about_the_whole_pair = {"correspondence"}
    asking_a_model = {"unlikely-word"}
    assert set(registry.modules()) - planted == about_the_whole_pair | asking_a_model


def weighty(findings) -> list[Finding]:
    return [finding for finding in findings if finding.severity is not Severity.INFO]


def test_nothing_else_is_flagged(audited):
    damaged = {"source": [], "target": []}
    defects = {side: [s for d in EXAMPLE.defects for s in spans(d[side])] for side in damaged}
    for entry in EXAMPLE.alignment:
        if any(touch(spans(entry[side]), defects[side]) for side in damaged):
            for side, found in damaged.items():
                found += spans(entry[side])
    stray = [
        finding
        for finding in weighty(audited.findings)
        if not touch(finding.source, damaged["source"])
        and not touch(finding.target, damaged["target"])
    ]
    assert [(finding.check, finding.message) for finding in stray] == []


def test_the_clean_pair_passes(audited_clean):
    assert [(f.check, f.message) for f in weighty(audited_clean.findings)] == []
    assert audited_clean.summary.gate == "pass"


def test_the_sentences_are_those_of_the_gold(audited):
    for document, side in ((audited.source, "source"), (audited.target, "target")):
        gold = sorted(span for entry in EXAMPLE.alignment for span in spans(entry[side]))
        assert [sentence.span for sentence in document.sentences] == gold


def links_of(audit) -> set:
    def places(document, ids) -> tuple:
        return tuple((document.sentences[i].start, document.sentences[i].end) for i in ids)

    return {
        (places(audit.source, link.source), places(audit.target, link.target), link.kind.value)
        for link in audit.alignment.links
    }


def gold_links(*kinds: str) -> set:
    return {
        (tuple(entry["source"]), tuple(entry["target"]), entry["kind"])
        for entry in EXAMPLE.alignment
        if entry["kind"] in kinds
    }


def beyond_recognition() -> set:
    """Gold links of sentences that were replaced or summed up: two lone sentences face there."""
    (meaning,), (length,) = (
        [entry for entry in EXAMPLE.defects if entry["check"] == check]
        for check in ("meaning", "length")
    )
    return {
        link
        for link in gold_links("match")
        if any(touch(spans(link[1]), spans(entry["target"])) for entry in (meaning, length))
    }


@pytest.mark.parametrize("kind", ["match", "moved", "omission"])
def test_links_are_those_of_the_gold(audited, kind):
    assert gold_links(kind) - links_of(audited) <= beyond_recognition()
