"""Typed values (numbers, dates, measures, document numbers …): found, compared, told."""

from selaras.checks.values.findings import findings_of
from selaras.checks.values.model import Kind, Value

__all__ = ["Kind", "Value", "findings_of"]
