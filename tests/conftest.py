"""Fixtures for all tests: the shared folder of real documents, read in one place only."""

import os
from pathlib import Path

import pytest

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
