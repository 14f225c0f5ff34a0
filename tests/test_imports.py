"""Imports go downwards only, and what is installed is what is there."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
NO_PACKAGES = {"tests", "build", "dist", "bench", "docs", "demo"}

LINT = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(sys.argv[1]))"


def run_contracts(config):
    return subprocess.run(
        [sys.executable, "-c", LINT, str(config)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_imports_go_downwards_only():
    result = run_contracts(ROOT / "pyproject.toml")
    assert result.returncode == 0, result.stdout + result.stderr


def test_an_upward_import_breaks_the_contract(tmp_path):
    """The same layers upside down must fail, or the test above could not."""
    layers = PROJECT["tool"]["importlinter"]["contracts"][0]["layers"]
    config = tmp_path / "upside_down.toml"
    lines = ",\n".join(f'"{layer}"' for layer in reversed(layers))
    config.write_text(
        '[tool.importlinter]\nroot_package = "selaras"\n'
        "[[tool.importlinter.contracts]]\n"
        f'name = "upside down"\ntype = "layers"\nlayers = [\n{lines}\n]\n',
        encoding="utf-8",
    )
    result = run_contracts(config)
    assert result.returncode == 1, result.stdout + result.stderr
    assert "upside down BROKEN" in result.stdout


def test_every_folder_has_a_layer():
    layers = PROJECT["tool"]["importlinter"]["contracts"][0]["layers"]
    placed = {part.strip().split(".")[1] for layer in layers for part in layer.split("|")}
    folders = {path.parent.name for path in ROOT.glob("*/__init__.py")}
    assert folders - NO_PACKAGES - {"seeds"} <= placed


def test_the_listed_packages_are_the_folders_with_code():
    listed = set(PROJECT["tool"]["setuptools"]["packages"])
    found = {
        ".".join(("selaras", *path.parent.relative_to(ROOT).parts))
        for path in ROOT.glob("**/__init__.py")
        if not NO_PACKAGES & set(path.relative_to(ROOT).parts)
        and not any(part.startswith(".") for part in path.relative_to(ROOT).parts)
    }
    assert listed == found


@pytest.mark.parametrize("module", ["selaras.cli", "selaras.documents.reading"])
def test_heavy_modules_are_not_imported_at_start(module):
    heavy = ("ctranslate2", "trafilatura", "sentencepiece", "sacrebleu", "py3langid", "lxml")
    code = f"import sys, {module}; print(*[m for m in {heavy!r} if m in sys.modules])"
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert result.stdout.split() == []
