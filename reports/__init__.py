"""An Audit as text: table, Markdown, HTML, JSON and more; one file a format."""

from selaras.reports.registry import format_of, formats, merge, render

__all__ = ["format_of", "formats", "merge", "render"]
