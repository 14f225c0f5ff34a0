"""What selaras knows of each language: one folder a language, all of it data.

A third language is added by adding a folder; nothing outside this package
names a language.
"""

from selaras.languages.model import Language, available, load

__all__ = ["Language", "available", "load"]
