"""Fixtures for all tests: the shared folder of real documents, read in one place only."""

import os
import shutil
from collections.abc import Callable, Iterator
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any, NoReturn

import pytest
from selaras.align.model import Alignment, Kind, Link
from selaras.auditing import Audit, Scores, Tool, summarise
from selaras.checks.model import Finding, Severity
from selaras.checks.parallel import document_of_segments

CHROMIUM_ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
SHARED = Path(os.environ.get("SELARAS_SHARED", Path(__file__).parents[2] / "shared"))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real documents beside the checkout; without it the test is skipped.

    In CI its absence is a failure.
    """
    if SHARED.is_dir():
        return SHARED
    if os.environ.get("CI"):
        pytest.fail(f"no folder of real documents at {SHARED}")
    pytest.skip(f"no folder of real documents at {SHARED}")


@pytest.fixture(scope="session")
def knowing() -> ModuleType:
    """The helpers of models/knowing.py: stand-ins for translation models that judge."""
    spec = spec_from_file_location("knowing", Path(__file__).parent / "models" / "knowing.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def audit_with() -> Callable[..., Audit]:
    """Makes an audit of one linked sentence that raised the given findings."""

    def audit(*findings: Finding, fail_on: Severity = Severity.ERROR) -> Audit:
        return Audit(
            tool=Tool("selaras", "0.1.0", "test-encoder", None, "0" * 64),
            source=document_of_segments(["Sáng nay trời mưa."], "vi"),
            target=document_of_segments(["Pagi ini hujan."], "id"),
            alignment=Alignment((Link(0, (0,), (0,), Kind.MATCH, 0.9),)),
            findings=findings,
            scores=Scores(1.0, 1.0),
            summary=summarise(findings, fail_on, corresponds=True),
            signature="selaras|pair:vi-id",
        )

    return audit


def unavailable(reason: str) -> NoReturn:
    """Skip where there is no browser; in CI that is a failure."""
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """A headless Chromium."""
    names = ("chromium", "chromium-browser", "google-chrome")
    path = next(filter(None, map(shutil.which, names)), None)
    if path is None:
        unavailable("no Chromium is installed")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        unavailable("playwright is not installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(CHROMIUM_ARGUMENTS))
        yield browser
        browser.close()
