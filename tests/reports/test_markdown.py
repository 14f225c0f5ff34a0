from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from selaras.auditing import Summary
from selaras.checks.model import Severity
from selaras.reports import render
from selaras.reports.markdown import escaped
from selaras.reports.visible import one_line


def rendered(text: str) -> str:
    """Markdown as HTML, with tables, strikethrough and raw HTML as the platforms have them."""
    return MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(text)


def test_every_finding_is_a_row_with_its_words(audit):
    html = rendered(render(audit, "markdown"))
    assert "❌" in html
    assert "memb<b>培养</b> kerja sama." in html
    assert "translation 2:46" in html
    assert "source 4:1" in html
    assert html.count("<td>source 4:1</td>") == 1
    assert html.count("<tr>") == 1 + len(audit.findings) + 1 + len(audit.alignment.links)


def test_a_passing_audit_without_findings_says_so(audit):
    clean = replace(audit, findings=(), summary=Summary(0, 0, 0, "pass", Severity.ERROR))
    report = render(clean, "markdown")
    assert "✅" in report
    assert "No findings." in report


def test_documents_that_do_not_correspond_are_said_to(audit):
    summary = replace(audit.summary, corresponds=False)
    assert "do not correspond" in render(replace(audit, summary=summary), "markdown")


@pytest.mark.parametrize("limit", [2_000, 10_000, 60_000])
def test_the_report_keeps_to_its_limit_and_stays_whole(audit, limit):
    many = replace(audit, findings=audit.findings * 400)
    report = render(many, "markdown", limit=limit)
    assert len(report) <= limit
    assert "more rows are left out" in report
    assert report.count("<details>") == report.count("</details>") == 1
    assert audit.signature.split("|")[1].split(":")[1].replace("-", "-") in report


def test_long_remarks_and_names_keep_to_the_limit_too(audit):
    wild = replace(
        audit,
        notes=("*" * 100_000,) * 50,
        signature="|" * 100_000,
        source=replace(audit.source, path="[" * 100_000),
    )
    report = render(wild, "markdown", limit=30_000)
    assert len(report) <= 30_000
    assert "40 more remarks" in report


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "[a](http://x)",
        "![](x)",
        "`a` **b** _c_ ~~d~~",
        "a | b",
        "- item",
        "1. item",
        "# title",
        "&lt;b&gt;",
        "<!-- a",
    ],
)
def test_markup_in_documents_stays_text(text):
    html = rendered(escaped(text)).replace("<!-- -->", "")
    assert html.startswith("<p>")
    assert "<" not in html.removeprefix("<p>").removesuffix("</p>\n")


def test_mentions_and_links_are_broken():
    for text in ("@somebody", "#12", "http://x.vn", "www.x.vn", ":tada:"):
        assert "<!-- -->" in escaped(text)


@given(st.text(max_size=40))
def test_readers_see_the_text_itself(text):
    import html

    shown = html.unescape(escaped(text).replace("<!-- -->", ""))
    assert shown == one_line(text)
