"""Every check against its cases: ``cases/CHECK.yaml``, lists of what it flags and what it passes.

A case has ``source`` and ``target`` (a segment, or a list of segments that
correspond one to one; "" makes a gap), optionally ``source_language`` and
``target_language`` (vi and id by default) and ``settings``. A flagged case says
in ``words`` which words of the target are flagged (those of the source in
``source_words``), in the order of the text, and may pin ``severity`` and
``suggestion`` of the first finding, and the number of ``findings``. A passed case
expects no finding.

What the aligner would say can be set too: ``links`` overrides fields of the links
(a list of mappings, in order), ``corresponds: false`` makes the documents strangers,
``source_roles`` and ``target_roles`` give the roles of the segments that are not
empty, ``aligned_words: true`` lets the encoder align the words of each link, and
``doubts`` and ``source_doubts`` list the words that a translation model finds improbable.
"""

from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from selaras.align.model import Alignment, Kind
from selaras.checks import registry
from selaras.checks.parallel import context_of_segments
from selaras.documents.model import Role, Span
from selaras.models.likelihood import Doubts

FOLDER = Path(__file__).parent / "cases"
CASES = {
    path.stem: yaml.safe_load(path.read_text(encoding="utf-8"))
    for path in sorted(FOLDER.glob("*.yaml"))
}


def _listed(kind):
    return [
        pytest.param(check, case, id=f"{check}-{number}")
        for check, cases in CASES.items()
        for number, case in enumerate(cases.get(kind) or [], start=1)
    ]


def _segments(value):
    return value if isinstance(value, list) else [value]


def _findings(check, case):
    context = context_of_segments(
        _segments(case.get("source", "")),
        _segments(case.get("target", "")),
        case.get("source_language", "vi"),
        case.get("target_language", "id"),
        settings=_settings(case),
    )
    context = _as_set(context, case)
    return context, list(registry.modules()[check].CHECK.find(context))


def _settings(case):
    """The case's settings; its glossaries lie beside the cases."""
    settings = dict(case.get("settings") or {})
    if "glossaries" in settings:
        settings["glossaries"] = [str(FOLDER / name) for name in settings["glossaries"]]
    return settings


def _as_set(context, case):
    context = replace(
        context,
        source=_with_roles(context.source, case.get("source_roles")),
        target=_with_roles(context.target, case.get("target_roles")),
        alignment=_with_links(context.alignment, case),
    )
    context = _with_doubts(context, case)
    return with_aligned_words(context) if case.get("aligned_words") else context


def _with_roles(document, roles):
    roles = roles or [sentence.role for sentence in document.sentences]
    pairs = zip(document.sentences, roles, strict=True)
    return replace(document, sentences=tuple(replace(s, role=Role(role)) for s, role in pairs))


def _with_links(alignment, case):
    fields = case.get("links") or [{} for _ in alignment.links]
    links = tuple(
        replace(link, **{**values, "kind": Kind(values.get("kind", link.kind))})
        for link, values in zip(alignment.links, fields, strict=True)
    )
    return Alignment(links, corresponds=case.get("corresponds", True))


def _with_doubts(context, case):
    """The words that a translation model is said to doubt, each where it first stands."""

    def doubts(link):
        return Doubts(
            _places(context.source, context.source_sentences(link), case.get("source_doubts")),
            _places(context.target, context.target_sentences(link), case.get("doubts")),
        )

    return replace(context, doubts=doubts)


def _places(document, sentences, words):
    found = [
        (document.text.find(word, sentence.start, sentence.end), len(word))
        for sentence in sentences
        for word in words or ()
    ]
    return tuple(Span(start, start + length) for start, length in found if start >= 0)


def with_aligned_words(context):
    from selaras.align.views import Views
    from selaras.align.words import WordAligner
    from selaras.models.embedded import embedded_encoder

    views = Views.of(context.source, context.target, embedded_encoder(1))
    return replace(context, words=WordAligner(views, context.alignment))


def _words(document, spans):
    return [document.text[span.start : span.end] for span in sorted(spans)]


@pytest.mark.parametrize(("check", "case"), _listed("flagged"))
def test_flagged(check, case):
    context, findings = _findings(check, case)
    assert findings, f"{check} is silent on: {case['target']}"
    for side in ("target", "source"):
        expected = case.get("words" if side == "target" else "source_words")
        if expected is not None:
            spans = [span for finding in findings for span in getattr(finding, side)]
            assert _words(getattr(context, side), spans) == expected
    severity = findings[0].severity or registry.modules()[check].CHECK.severity
    assert severity == case.get("severity", severity)
    assert len(findings) == case.get("findings", len(findings))
    assert findings[0].suggestion == case.get("suggestion", findings[0].suggestion)


@pytest.mark.parametrize(("check", "case"), _listed("passed"))
def test_passed(check, case):
    _, findings = _findings(check, case)
    assert [finding.message for finding in findings] == []
