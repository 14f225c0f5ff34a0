"""How far a translation model may be trusted: measured on parallel text, kept in a file.

The file belongs to a model and a direction. One that the user measured stands
beside the installed models; one that came with a model stands in its folder.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from selaras.errors import ModelError
from selaras.models.interfaces import Quality
from selaras.models.store import CHECKSUMS, models_folder
from selaras.writing import write_whole

FILE = "calibration.json"
# chrF from which a translation is a draft, and good: on FLORES-200 dev, from English, known
# systems reach 45 to 64 in Vietnamese and 65 to 72 in Indonesian.
_DRAFT, _GOOD = 45.0, 60.0


@dataclass(frozen=True, slots=True)
class Calibration:
    """What was measured of a model in one direction.

    ``chrf`` is the chrF of its translations against the references.
    ``chrf_reliability`` and ``score_reliability`` are how often a right pair
    gets more than a wrong one, by the chrF of the model's translation and by the
    log-probability that it gives the target (0.5 is chance). A word
    is doubtful from ``surprise`` on; that flagged the share ``alarms`` of right
    sentences and found the share ``recall`` of words put in the place of others.
    ``surprise`` is None where the model does not tell such words from right ones.
    ``contrast`` is how much likelier a target must be without a stretch of its source
    for that to count as untranslated (:mod:`selaras.models.contrast`), with the
    alarms and the recall of that threshold; None in the same way.
    """

    sentences: int
    chrf: float
    chrf_reliability: float
    score_reliability: float
    surprise: float | None
    alarms: float
    recall: float
    contrast: float | None = None
    contrast_alarms: float = 0.0
    contrast_recall: float = 0.0

    @property
    def quality(self) -> Quality:
        """What translations of this chrF are good for."""
        if self.chrf < _DRAFT:
            return Quality.GIST
        return Quality.DRAFT if self.chrf < _GOOD else Quality.GOOD


def read(folder: Path, source: str, target: str) -> Calibration | None:
    """The calibration of the model in ``folder`` for this direction, if it was measured."""
    return all_of(folder).get(f"{source}-{target}")


def all_of(folder: Path) -> dict[str, Calibration]:
    """What is known of the model by direction: the user's own figures before the model's."""
    found: dict[str, Calibration] = {}
    for path in (folder / FILE, _own(folder)):
        values = _values(path)
        if values.pop("model", None) == _digest(folder):
            found.update({name: _calibration(path, each) for name, each in values.items()})
    return dict(sorted(found.items()))


def keep(folder: Path, source: str, target: str, calibration: Calibration) -> Path:
    """Write it beside the installed models; returns the file's path."""
    return _write(_own(folder), folder, f"{source}-{target}", calibration)


def ship(folder: Path, source: str, target: str, calibration: Calibration) -> Path:
    """Write it into the folder of a model that is passed on with it; returns the file's path."""
    return _write(folder / FILE, folder, f"{source}-{target}", calibration)


def forget(folder: Path) -> None:
    """Delete what was measured here of the model in ``folder``."""
    _own(folder).unlink(missing_ok=True)


def _write(path: Path, folder: Path, direction: str, calibration: Calibration) -> Path:
    digest, known = _digest(folder), _values(path)
    others = known if known.get("model") == digest else {"model": digest}
    content = json.dumps({**others, direction: asdict(calibration)}, indent=1, sort_keys=True)
    write_whole(path, content + "\n")
    return path


def _own(folder: Path) -> Path:
    return models_folder() / f"{folder.name}.{FILE}"


def _digest(folder: Path) -> str:
    """What the calibration belongs to: the model's files as they were installed."""
    return hashlib.sha256((folder / CHECKSUMS).read_bytes()).hexdigest()


def _values(path: Path) -> dict[str, Any]:
    try:
        return dict(json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else {}
    except (OSError, ValueError) as error:
        raise _damaged(path, error) from error


def _calibration(path: Path, values: Any) -> Calibration:
    try:
        return Calibration(**values)
    except TypeError as error:
        raise _damaged(path, error) from error


def _damaged(path: Path, error: Exception) -> ModelError:
    return ModelError(f"{path} is damaged ({error}): delete it and calibrate the model again.")
