"""An Audit as text: table, Markdown, HTML, JSON; one file a format."""
