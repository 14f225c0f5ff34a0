"""All checks there are: every module in ``artifacts/`` and ``mismatches/`` that declares one."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache
from types import ModuleType

from selaras.checks import artifacts, mismatches
from selaras.checks.model import Check
from selaras.errors import SettingsError

_GROUPS: tuple[ModuleType, ...] = (artifacts, mismatches)


@lru_cache
def modules() -> dict[str, ModuleType]:
    """The module of each check by the check's name, sorted by name."""
    found = {}
    for group in _GROUPS:
        for info in pkgutil.iter_modules(group.__path__):
            module = importlib.import_module(f"{group.__name__}.{info.name}")
            found[module.CHECK.name] = module
    return dict(sorted(found.items()))


def all_checks() -> list[Check]:
    """Every check, sorted by name."""
    return [module.CHECK for module in modules().values()]


def manual(name: str) -> str:
    """The manual page of a check: its module's docstring."""
    return (modules()[known(name)].__doc__ or "").strip()


def group(name: str) -> str:
    """The group a check belongs to: ``artifacts`` or ``mismatches``."""
    return modules()[known(name)].__name__.split(".")[-2]


def known(name: str) -> str:
    """``name`` if it is a check; raises SettingsError with the nearest name otherwise."""
    if name in modules():
        return name
    near = get_close_matches(name, modules(), n=1)
    hint = f"; did you mean {near[0]!r}?" if near else "; see: selaras checks list"
    raise SettingsError(f"there is no check named {name!r}{hint}")


def chosen(select: Iterable[str] = (), ignore: Iterable[str] = ()) -> list[Check]:
    """The checks to run: those selected (all, if none is), less those ignored.

    A name may also be a group (``artifacts``, ``mismatches``). Raises
    SettingsError for an unknown name.
    """
    selected, ignored = _expand(select), _expand(ignore)
    return [
        check
        for check in all_checks()
        if (not selected or check.name in selected) and check.name not in ignored
    ]


def _expand(names: Iterable[str]) -> set[str]:
    groups = {module.__name__.split(".")[-1] for module in _GROUPS}
    return {
        check.name
        for name in names
        for check in all_checks()
        if (name in groups and group(check.name) == name)
        or (name not in groups and known(name) == check.name)
    }
