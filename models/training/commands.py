"""How the steps of training become commands: errors are one line, as everywhere in selaras."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable
from typing import Any

import click
from selaras.errors import SelarasError

WRONG = 2


def command(function: Callable[..., None]) -> click.Command:
    """``function`` as a command that tells errors in one line and exits with 2."""

    @functools.wraps(function)
    def run(*arguments: Any, **options: Any) -> None:
        try:
            function(*arguments, **options)
        except SelarasError as error:
            click.echo(f"error: {error}", err=True)
            sys.exit(WRONG)

    return click.command()(run)
