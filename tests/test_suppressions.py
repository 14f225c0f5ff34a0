"""Comments in a document silence findings near them, and only where they should."""

from dataclasses import replace

import pytest
from selaras.checks import registry
from selaras.checks.model import Finding, Severity, Status
from selaras.checks.parallel import document_of_segments
from selaras.settings import Settings
from selaras.suppressions import comments, suppress

CHECK, OTHER = (check.name for check in registry.all_checks()[:2])
PARAGRAPHS = ("Hujan turun 3 hari.", "Banjir 5 meter & lumpur.", "Warga kembali.")


@pytest.fixture
def audited(tmp_path, audit_with):
    """Makes an audit whose target file holds these texts, with a finding in each paragraph."""

    def audit(raw: str, name: str = "berita.id.md"):
        path = tmp_path / name
        path.write_text(raw, encoding="utf-8")
        target = replace(document_of_segments(PARAGRAPHS, "id"), path=str(path))
        findings = [
            Finding("", check=CHECK, severity=Severity.ERROR, target=(sentence.span,))
            for sentence in target.sentences
        ]
        return replace(audit_with(*findings), target=target)

    return audit


def statuses(audit):
    return [finding.status.value for finding in audit.findings if finding.check == CHECK]


def troubles(audit):
    return [finding.message for finding in audit.findings if finding.check == "suppression"]


def commented(comment: str, before: int = 1) -> str:
    lines = list(PARAGRAPHS)
    lines.insert(before, f"<!-- selaras: {comment} -->")
    return "\n\n".join(lines)


def test_a_comment_counts_for_the_paragraph_that_follows(audited):
    result = suppress(audited(commented(f"ignore={CHECK} as quoted")), Settings())
    assert statuses(result) == ["new", "baseline", "new"]
    assert troubles(result) == []
    assert result.findings[1].evidence["accepted"]["reason"] == "as quoted"


def test_a_comment_inside_a_paragraph_counts_for_it(audited):
    raw = "\n\n".join(PARAGRAPHS).replace("5 meter", f"<!--selaras:ignore={CHECK} x-->5 meter")
    assert statuses(suppress(audited(raw), Settings())) == ["new", "baseline", "new"]


def test_html_tags_and_entities_do_not_hide_the_place(audited):
    raw = (
        f"<p>{PARAGRAPHS[0]}<!-- selaras: ignore={CHECK},{OTHER} agreed --></p>"
        "<script>x = 'Warga kembali.'</script>"
        "<p><b>Banjir</b> 5 meter &amp; <i>lumpur</i>.</p><p>Warga kembali.</p>"
    )
    result = suppress(audited(raw, "berita.html"), Settings())
    assert statuses(result) == ["new", "baseline", "new"]


def test_a_comment_for_the_file_counts_everywhere(audited):
    result = suppress(audited(commented(f"ignore-file={CHECK} a poem", 3)), Settings())
    assert statuses(result) == ["baseline"] * 3


def test_a_group_of_checks_may_be_named(audited):
    result = suppress(audited(commented(f"ignore={registry.group(CHECK)} quoted")), Settings())
    assert statuses(result) == ["new", "baseline", "new"]


@pytest.mark.parametrize(
    ("comment", "says"),
    [
        (f"ignore={OTHER} as quoted", "silences nothing"),
        (f"ignore={CHECK}", "gives no reason"),
        ("ignore=no-such-check because", "there is no check named 'no-such-check'"),
    ],
)
def test_a_wrong_comment_is_a_finding(audited, comment, says):
    result = suppress(audited(commented(comment)), Settings(severity={"suppression": "info"}))
    (message,) = troubles(result)
    assert says in message
    assert "in line 3 of the target file" in message
    assert result.findings[-1].id == "F004"
    assert result.findings[-1].severity == "info"


def test_a_comment_about_a_check_that_did_not_run_is_no_finding(audited):
    result = suppress(audited(commented(f"ignore={OTHER} quoted")), Settings(select=(CHECK,)))
    assert troubles(result) == []


@pytest.mark.parametrize(
    "raw",
    [
        commented("hello"),
        "<!-- selaras: ignore=",
        f"<!-- an ordinary comment about selaras: ignore={CHECK} -->",
    ],
)
def test_other_comments_mean_nothing(audited, raw):
    result = suppress(audited(raw), Settings())
    assert statuses(result) == ["new"] * 3
    assert troubles(result) == []


def test_plain_text_has_no_comments(audited):
    assert comments(audited(commented(f"ignore={CHECK} x"), "berita.txt").target) == []


def test_findings_elsewhere_keep_their_status(audited):
    audit = audited(commented(f"ignore={CHECK} as quoted"))
    accepted = replace(audit.findings[0], status=Status.BASELINE)
    audit = replace(audit, findings=(accepted, *audit.findings[1:]))
    assert statuses(suppress(audit, Settings())) == ["baseline", "baseline", "new"]
