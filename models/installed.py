"""The models on this machine: install, list, choose, verify, remove, and find a translator."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from selaras.errors import ModelError
from selaras.models import (
    argos,
    calibrating,
    calibration,
    converting,
    converting_encoders,
    description,
    encoders,
    families,
    registry,
)
from selaras.models.building import SENTENCES
from selaras.models.cache import Cache, default_cache
from selaras.models.calibration import Calibration
from selaras.models.converting_encoders import Wishes
from selaras.models.description import MODEL, Description
from selaras.models.devices import open_model
from selaras.models.families import Family
from selaras.models.fetching import Progress, fetch
from selaras.models.interfaces import Translator
from selaras.models.registry import Entry
from selaras.models.store import (
    cache_folder,
    ensure_folder,
    is_whole,
    models_folder,
    new_folder,
    remove_folder,
)
from selaras.models.translator import BEAM, ModelTranslator, Notify, PivotTranslator
from selaras.writing import write_whole

_CHOICES = "chosen.json"
# Models that come with selaras.
_EMBEDDED = Path(__file__).with_name("embedded")

Fill = Callable[[Path], Description]


def installed() -> list[Description]:
    """Every installed model, sorted by name."""
    return [description.read(folder) for folder in _folders(models_folder())]


def fetch_model(name: str, progress: Progress = lambda name, done, total: None) -> list[str]:
    """Fetch and install a model of the registry, with its parts; returns the names installed.

    Parts that are installed already stay as they are.
    """
    here = {model.name for model in installed()}
    return [_fetched(entry, progress) for entry in registry.parts(name) if entry.name not in here]


def _fetched(entry: Entry, progress: Progress) -> str:
    # Beside the cache, where files grow: they are renamed, never copied.
    downloads = cache_folder() / "downloads"
    downloads.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=downloads) as work:
        files = [
            replace(file, sha256=fetch(file, Path(work, file.name), progress))
            for file in entry.files
        ]
        known = replace(entry, files=tuple(files))
        if entry.kind == "argos":
            return install_package(Path(work, files[0].name), known)
        return install_transformers(Path(work), known)


def install_package(archive: Path, entry: Entry | None = None) -> str:
    """Install an Argos package; returns the model's name."""
    package = argos.read(archive)
    prefix = (package.target_prefix,) if package.target_prefix else ()
    known = entry or Entry(
        f"argos-{package.source}-{package.target}",
        "argos",
        (package.source, package.target),
        "as the package says",
    )

    def fill(folder: Path) -> Description:
        argos.unpack(archive, folder)
        return _described(known, Family(target_prefix=prefix), str(archive))

    return _install(known.name, fill)


def install_transformers(source: Path, entry: Entry, quantization: str = "int8") -> str:
    """Convert and install a model of the library transformers; returns its name."""
    return _install(
        entry.name,
        lambda folder: _described(
            entry, converting.convert(source, folder, quantization), str(source)
        ),
    )


def install_encoder(source: Path, wishes: Wishes, quantization: str = "int8") -> str:
    """Convert and install a sentence encoder of the library transformers; returns its name."""

    def fill(fresh: Path) -> None:
        converting_encoders.convert_encoder(source, fresh, wishes, quantization).write(fresh)
        open_model("Encoder", fresh / SENTENCES)

    ensure_folder(new_folder(wishes.name), fill)
    return wishes.name


def install_folder(source: Path, entry: Entry) -> str:
    """Install a folder in CTranslate2's format with its tokenizer; returns the model's name."""
    return _install(
        entry.name,
        lambda folder: _described(entry, families.copy_model(source, folder), str(source)),
    )


def shipped() -> list[Description]:
    """Every model that comes with selaras, sorted by name."""
    return [description.read(folder) for folder in _folders(_EMBEDDED)]


def calibrations(name: str) -> dict[str, Calibration]:
    """What was measured of the model, by direction."""
    return calibration.all_of(_folder(name))


def calibrate(
    name: str, sources: Sequence[str], targets: Sequence[str], direction: tuple[str, str] | None
) -> tuple[str, Calibration]:
    """Measure the model on parallel text, and keep it; returns the direction and what was found.

    The direction may be left out where the model has but one.
    """
    folder = _folder(name)
    source, target = direction or _only_direction(description.read(folder))
    translator = ModelTranslator(folder, description.read(folder), source, target)
    measured = calibrating.calibrate(translator, sources, targets)
    calibration.keep(folder, source, target, measured)
    return f"{source}-{target}", measured


def _only_direction(model: Description) -> tuple[str, str]:
    if len(model.source_languages) == len(model.target_languages) == 1:
        return model.source_languages[0], model.target_languages[0]
    raise ModelError(
        f"{model.name} translates several directions: say which one with --source-lang and "
        "--target-lang."
    )


def verify(name: str) -> bool:
    """Whether the model's files are still what was installed."""
    return is_whole(_folder(name))


def remove(name: str) -> None:
    """Delete an installed model, every choice of it, and what was measured of it."""
    folder = _folder(name)
    if folder.parent == _EMBEDDED:
        raise ModelError(
            f"{name} comes with selaras and stays; another model can be chosen with "
            "'selaras models use'."
        )
    calibration.forget(folder)
    remove_folder(folder)
    _choose({pair: names for pair, names in _choices().items() if name not in names})


def use(names: tuple[str, ...], source: str, target: str) -> None:
    """Translate source-target with these models from now on: one, or two through a pivot."""
    _chain(names, source, target)
    _choose({**_choices(), f"{source}-{target}": list(names)})


def find_translator(
    source: str,
    target: str,
    device: str = "cpu",
    threads: int = 0,
    cache: Cache | None = None,
    notify: Notify = lambda message: None,
    beam: int = BEAM,
    name: str | None = None,
) -> Translator | None:
    """The translator for this direction, or None if no model for it is installed.

    The model ``name`` if it is given; else first the user's choice, then a direct
    model, then one that comes with selaras, then two models through a third
    language. A model whose licence forbids commercial use is taken only if it was
    chosen. Raises ModelError when the model ``name`` is not there, or does not
    translate this.
    """
    steps = _chain(_parts(name), source, target) if name else _steps(source, target)
    if steps is None:
        return None
    kept = cache if cache is not None else default_cache()
    translators = [
        ModelTranslator(folder, described, one, other, device, threads, kept, notify, beam)
        for folder, described, one, other in steps
    ]
    return translators[0] if len(translators) == 1 else PivotTranslator(*translators)


_Step = tuple[Path, Description, str, str]


def _steps(source: str, target: str) -> list[_Step] | None:
    if chosen := _choices().get(f"{source}-{target}"):
        return _chain(tuple(chosen), source, target)
    own = [(folder, description.read(folder)) for folder in _folders(models_folder())]
    shipped = [(folder, description.read(folder)) for folder in _folders(_EMBEDDED)]
    free = [model for model in (*own, *shipped) if not model[1].non_commercial]
    for folder, described in free:
        if described.translates(source, target):
            return [(folder, described, source, target)]
    return next(_pivots(free, source, target), None)


def _pivots(
    models: list[tuple[Path, Description]], source: str, target: str
) -> Iterator[list[_Step]]:
    for folder, first in models:
        for between in first.target_languages:
            for other_folder, second in models:
                if first.translates(source, between) and second.translates(between, target):
                    yield [
                        (folder, first, source, between),
                        (other_folder, second, between, target),
                    ]


def _chain(names: tuple[str, ...], source: str, target: str) -> list[_Step]:
    """The models of these names, one after the other; raises ModelError if they do not fit."""
    folders = [_folder(name, encoders_too=False) for name in names]
    models = [(folder, description.read(folder)) for folder in folders]
    if len(models) == 1 and models[0][1].translates(source, target):
        return [(*models[0], source, target)]
    if len(models) == 2:
        first, second = models
        for between in first[1].target_languages:
            if first[1].translates(source, between) and second[1].translates(between, target):
                return [(*first, source, between), (*second, between, target)]
    raise ModelError(
        f"The model {' with '.join(names)} does not translate {source}-{target}: choose another, "
        "or none, for this pair."
    )


def _parts(name: str) -> tuple[str, ...]:
    """The models of this name: several for a pivot of the registry."""
    if name in registry.entries():
        return tuple(part.name for part in registry.parts(name))
    return (name,)


def _install(name: str, fill: Fill) -> str:
    """Fill a new folder, try whether its model runs, and put it in place."""
    folder = new_folder(name)

    def complete(fresh: Path) -> None:
        fill(fresh).write(fresh)
        open_model("Translator", fresh / MODEL)

    ensure_folder(folder, complete)
    return name


def _described(entry: Entry, family: Family, origin: str) -> Description:
    """What is known of a model that is being installed."""
    sources, targets = entry.languages[:1], entry.languages[1:]
    if entry.multilingual:
        sources = targets = tuple(family.tokens)
    return Description(
        name=entry.name,
        origin=entry.files[0].url if entry.files else origin,
        licence=entry.licence,
        source_languages=sources,
        target_languages=targets,
        non_commercial=entry.non_commercial,
        before=family.before,
        after=family.after,
        target_prefix=family.target_prefix,
        tokens=family.tokens,
        checksums={file.name: file.sha256 for file in entry.files if file.sha256},
    )


def _folders(parent: Path) -> list[Path]:
    return sorted(path.parent for path in parent.glob(f"*/{description.FILE}"))


def _folder(name: str, encoders_too: bool = True) -> Path:
    """The folder of the model: the user's own goes before one that comes with selaras."""
    known = {path.name: path for place in (_EMBEDDED, models_folder()) for path in _folders(place)}
    if encoders_too:
        known |= {each.name: models_folder() / each.name for each in encoders.installed_encoders()}
    if name not in known:
        names = ", ".join(sorted(known)) or "none"
        raise ModelError(f"No model called {name!r} is installed; installed are: {names}.")
    return known[name]


def _choices() -> dict[str, list[str]]:
    path = models_folder() / _CHOICES
    try:
        return dict(json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else {}
    except (OSError, ValueError) as error:
        raise ModelError(f"{path} is damaged ({error}): delete it and choose again.") from error


def _choose(choices: dict[str, list[str]]) -> None:
    write_whole(models_folder() / _CHOICES, json.dumps(choices, indent=1, sort_keys=True))
