"""The manual of the checks: ``docs/checks/``, generated from the modules' docstrings.

A check's docstring is its manual page. Its first paragraph says what the check
finds; then come four paragraphs, each begun by its word and a colon: ``Why:``,
``Bad:``, ``Good:`` and ``Silence:``. Paragraphs in between are kept as they are.

``python -m selaras.checks.manual`` writes the pages anew.
"""

from __future__ import annotations

import inspect
import re
from pathlib import Path

from selaras.checks import registry
from selaras.checks.model import Check

FOLDER = Path(__file__).parents[1] / "docs" / "checks"

HEADINGS = {
    "Why": "Why it matters",
    "Bad": "Bad",
    "Good": "Good",
    "Silence": "How to silence it",
}

_SECTION = re.compile(rf"^({'|'.join(HEADINGS)}):\s*(.*)", re.DOTALL)


def paragraphs(name: str) -> list[str]:
    """The paragraphs of a check's docstring, without its indentation."""
    return [part for part in inspect.cleandoc(registry.manual(name)).split("\n\n") if part.strip()]


def sections(name: str) -> dict[str, str]:
    """The sections of a check's docstring by their words (``Why``, ``Bad`` …)."""
    matches = (_SECTION.match(paragraph) for paragraph in paragraphs(name))
    return {match[1]: match[2] for match in matches if match}


def page(name: str) -> str:
    """The manual page of one check, in Markdown."""
    check = registry.modules()[name].CHECK
    body = [_formatted(paragraph) for paragraph in paragraphs(name)]
    return "\n\n".join([f"# {name}", *body[:1], _facts(check), *body[1:]]) + "\n"


def index() -> str:
    """The page that lists all checks, group by group, in Markdown."""
    lines = ["# The checks", "", "One page a check, written from the check's own description."]
    for group in ("artifacts", "mismatches"):
        rows = [_row(check) for check in registry.all_checks() if _group(check) == group]
        lines += ["", f"## {group.capitalize()}", "", "| check | severity | what it finds |"]
        lines += ["| --- | --- | --- |", *rows]
    return "\n".join(lines) + "\n"


def pages() -> dict[str, str]:
    """All pages of the manual by file name."""
    names = [check.name for check in registry.all_checks()]
    return {"README.md": index(), **{f"{name}.md": page(name) for name in names}}


def write(folder: Path = FOLDER) -> None:
    """Write all pages into ``folder`` and remove those of checks that are no more."""
    folder.mkdir(parents=True, exist_ok=True)
    current = pages()
    for stale in set(folder.glob("*.md")) - {folder / name for name in current}:
        stale.unlink()
    for name, text in current.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def _formatted(paragraph: str) -> str:
    match = _SECTION.match(paragraph)
    return f"## {HEADINGS[match[1]]}\n\n{match[2]}" if match else paragraph


def _facts(check: Check) -> str:
    facts = [f"severity **{check.severity}**", f"ITS 2.0 type `{check.issue_type}`", _group(check)]
    if check.needs_alignment:
        facts.append("needs documents that correspond")
    if check.yields_to:
        names = ", ".join(f"[{name}]({name}.md)" for name in sorted(check.yields_to))
        facts.append(f"silent where one of these speaks: {names}")
    return " · ".join(facts)


def _row(check: Check) -> str:
    summary = " ".join(paragraphs(check.name)[0].split()).replace("|", "\\|")
    return f"| [{check.name}]({check.name}.md) | {check.severity} | {summary} |"


def _group(check: Check) -> str:
    return registry.group(check.name)


if __name__ == "__main__":
    write()
