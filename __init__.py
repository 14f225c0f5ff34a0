"""selaras audits a translated publication against its source.

The one pipeline is :func:`selaras.auditing.audit`; everything that it returns
is plain, frozen data.
"""

__version__ = "0.1.0"
