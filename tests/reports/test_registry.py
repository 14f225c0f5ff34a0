from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selaras.auditing import Audit, Scores, Summary, Tool
from selaras.checks.ledgers.model import Ledger
from selaras.checks.model import Finding, Severity
from selaras.checks.parallel import context_of_segments
from selaras.documents.model import Span
from selaras.errors import SettingsError
from selaras.reports import format_of, formats, merge, render
from selaras.reports.json import from_json, to_json


@pytest.mark.parametrize("name", list(formats()))
def test_a_saved_audit_gives_every_report_byte_for_byte(audit, name):
    assert render(from_json(to_json(audit)), name) == render(audit, name)


@pytest.mark.parametrize("name", list(formats()))
def test_every_format_ends_with_a_line_end_and_holds_no_escape(audit, name):
    report = render(audit, name)
    if isinstance(report, str):
        assert report.endswith("\n")
        assert "\x1b" not in report
        assert "\u202e" not in report


@pytest.mark.parametrize("name", list(formats()))
def test_every_ending_leads_back_to_its_format(name):
    for ending in formats()[name].endings:
        assert format_of(f"Báo cáo 😀{ending.upper()}") == name


NASTY = st.text(
    alphabet=st.sampled_from(
        "aế培\u0301<>&\"'|`[{%=@\n\t\r\x00\x1b\x9b\u202e\u2028\ud800\U0001f600\ufffe"
    ),
    min_size=1,
    max_size=30,
)


@settings(max_examples=60, deadline=None)
@given(NASTY, NASTY, st.data())
def test_every_format_takes_any_text_and_renders_it_the_same_later(text, other, data):
    context = context_of_segments([text, other], [other, text], "vi", "id")

    def spans(length):
        place = st.integers(0, length)
        return tuple(Span(*sorted(pair)) for pair in data.draw(st.lists(st.tuples(place, place))))

    finding = Finding(
        text,
        source=spans(len(context.source.text)),
        target=spans(len(context.target.text)),
        link=data.draw(st.sampled_from([None, 0, 1])),
        suggestion=other,
        evidence={text: [other, 1, None]},
        severity=Severity.WARNING,
        check="number",
        id="F001",
        fingerprint="0" * 16,
    )
    audit = Audit(
        Tool("selaras", "0", text, other, "0" * 64),
        replace(context.source, path=text),
        replace(context.target, path=other),
        context.alignment,
        (finding,),
        Scores(0.5, 1.0, 12.5, 3.0, text),
        Summary(0, 1, 0, "pass", Severity.ERROR),
        text,
        (text, other),
        ledgers=(Ledger(text, (text, other), ((other, None), (1, text))),),
    )
    later = from_json(to_json(audit))
    for name in formats():
        report = render(audit, name)
        assert render(later, name) == report
        if isinstance(report, str):
            report.encode("utf-8")
            assert not set(report) & set("\x00\x1b\x9b\u202e\u2028")


def test_an_unknown_format_is_one_clear_error(audit):
    with pytest.raises(SettingsError, match="did you mean 'markdown'"):
        render(audit, "markdwon")
    with pytest.raises(SettingsError, match="choose one with --format"):
        format_of("report.docx")


@pytest.mark.parametrize("name", [format.name for format in formats().values() if format.merges])
def test_a_report_of_one_pair_is_a_report_of_many_with_one(audit, name):
    assert merge([audit], name) == render(audit, name)
    assert merge([audit, audit], name).count("memb") > merge([audit], name).count("memb") > 0
    merge([], name).encode()


def test_a_format_that_holds_one_pair_says_which_hold_many():
    with pytest.raises(SettingsError, match=r"tmx holds one pair only.* choose concise, jsonl, sa"):
        merge([], "tmx")
