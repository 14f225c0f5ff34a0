"""What can go wrong outside the audit itself: each error is one clear line and exit code 2.

A message says what is wrong, where, and what to do about it, in words that an
editor understands; the command line prints it and never a traceback.
"""


class SelarasError(Exception):
    """The command, a file, a model or the settings are wrong; the message is one line."""


class DocumentError(SelarasError):
    """A document cannot be read, is empty, or is not text."""


class LanguageError(SelarasError):
    """A language is unknown, unsupported, or the same on both sides."""


class ModelError(SelarasError):
    """A model is missing, damaged, or cannot run here."""


class SettingsError(SelarasError):
    """A setting, an option or a check's name is unknown or has a wrong value."""


class ReportError(SelarasError):
    """A report cannot be written, or is not what it claims to be."""


def explained(error: Exception) -> str:
    """An error as one line for the person at the terminal."""
    match error:
        case SelarasError():
            return str(error)
        case OSError():
            return f"the system refuses: {error}"
        case MemoryError():
            return "there is not enough memory for this"
    return (
        f"an error inside selaras ({type(error).__name__}: {error}); "
        "please report it with what SELARAS_DEBUG=1 shows"
    )
