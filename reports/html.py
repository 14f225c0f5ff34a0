"""The review page: one self-contained file that an editor opens after an audit.

The page is complete without its script: verdict, map, both texts and every
finding stand in the markup. The script adds walking, filtering and deciding.
Nothing may be loaded from anywhere, and only the style and the script whose
checksums the page names may run.
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from selaras.auditing import Audit
from selaras.checks.model import Finding, Severity
from selaras.languages.interface import REFERENCE, interfaces
from selaras.reports import wording
from selaras.reports.alignment_map import HEIGHT, WIDTH, alignment_map
from selaras.reports.json import encode
from selaras.reports.model import Options
from selaras.reports.places import pair_name
from selaras.reports.review_rows import item, rows
from selaras.reports.visible import one_line, visible
from selaras.reports.word_places import word_places

if TYPE_CHECKING:
    from jinja2 import Template

# The columns of ledgers whose cells are words of ours, not of the documents.
_SAID_COLUMNS = ("status", "type", "kind")
_TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True)
class Server:
    """Where a served page sends its decisions, and what was decided before."""

    url: str
    decisions: Sequence[Mapping[str, Any]] = ()


def render(audit: Audit, options: Options) -> str:
    """The review page as a file of its own."""
    return page(audit)


def page(audit: Audit, server: Server | None = None) -> str:
    """The review page; with a ``server`` it sends decisions there instead of keeping them."""
    style, script = _asset("review.css"), _asset("review.js")
    drawn = alignment_map(audit)
    shown: str = _template().render(
        audit=audit,
        rows=rows(audit),
        items=[item(audit, finding) for finding in audit.findings],
        checks=sorted(Counter(finding.check for finding in audit.findings).items()),
        said_columns=_SAID_COLUMNS,
        map=drawn,
        map_size=(WIDTH, HEIGHT),
        strings=interfaces()[REFERENCE],
        languages={code: words["language_name"] for code, words in interfaces().items()},
        policy=_policy(style, script, server),
        style=style,
        script=script,
        data=_island(_data(audit, server)),
        outlines=_island(drawn.outlines),
        words=_island(word_places(audit)),
    )
    return shown


@lru_cache
def _template() -> Template:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    environment.filters.update(
        visible=one_line, percent=wording.percent, evidence=_evidence, worst=_worst
    )
    return environment.get_template("review.html.jinja")


@lru_cache
def _asset(name: str) -> str:
    return (_TEMPLATES / name).read_text(encoding="utf-8")


def _policy(style: str, script: str, server: Server | None) -> str:
    """The Content-Security-Policy: nothing but this page's own style and script."""
    return "; ".join(
        [
            "default-src 'none'",
            f"style-src '{_checksum(style)}'",
            f"script-src '{_checksum(script)}'",
            "img-src data:",
            "connect-src 'self'" if server else "connect-src 'none'",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        ]
    )


def _checksum(text: str) -> str:
    return "sha256-" + b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _data(audit: Audit, server: Server | None) -> dict[str, Any]:
    """What the script needs to know from the beginning."""
    return {
        "findings": [_brief(finding) for finding in audit.findings],
        "pair": pair_name(audit),
        "strings": interfaces(),
        "server": {"url": server.url, "decisions": list(server.decisions)} if server else None,
    }


def _island(values: Any) -> str:
    """JSON that cannot end the element in which it stands."""
    return encode(values).replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def _brief(finding: Finding) -> dict[str, Any]:
    """What the script needs to know of a finding."""
    keys = ("id", "fingerprint", "check", "severity", "status", "link")
    accepted = finding.evidence.get("accepted")
    return {**{key: getattr(finding, key) for key in keys}, "accepted": accepted}


def _evidence(value: Any) -> str:
    return visible(value if isinstance(value, str) else encode(value))


def _worst(findings: Sequence[Finding]) -> Severity:
    return max((f.severity or Severity.INFO for f in findings), key=lambda severity: severity.rank)
