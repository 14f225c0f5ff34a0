"""Stores matrices as four-bit numbers in blocks that share a scale, as the encoder's weights are.

Weights that were read from such blocks are stored again without loss; other
matrices stay float16. Compressed, that is an eighth of float32.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
from selaras.models.interfaces import Vectors

Array = npt.NDArray[np.generic]

_BLOCK = 32
_CODES, _SCALES = ".codes", ".scales"


def packed(arrays: Mapping[str, Vectors]) -> dict[str, Array]:
    """The arrays as they are stored: codes and scales, or float16."""
    stored: dict[str, Array] = {}
    for name, array in arrays.items():
        coded = _coded(array)
        if coded is None:
            stored[name] = array.astype(np.float16)
        else:
            stored[name + _CODES], stored[name + _SCALES] = coded
    return stored


def unpacked(stored: Mapping[str, Array]) -> dict[str, Vectors]:
    """The arrays again, as float32."""
    arrays: dict[str, Vectors] = {}
    for name, array in stored.items():
        if name.endswith(_CODES):
            plain = name.removesuffix(_CODES)
            scales = stored[plain + _SCALES].astype(np.float32)
            codes = _blocks(array.astype(np.float32))
            arrays[plain] = (codes * scales[:, None]).reshape(array.shape)
        elif not name.endswith(_SCALES):
            arrays[name] = array.astype(np.float32)
    return arrays


def _coded(array: Vectors) -> tuple[Array, Array] | None:
    """Codes from -8 to 7 and a scale a block, if that is exact.

    The value furthest from 0 has the code -8, which tells the scale.
    """
    if array.ndim != 2 or array.shape[1] % _BLOCK:
        return None
    blocks = _blocks(array)
    furthest = np.abs(blocks).argmax(axis=1)[:, None]
    scales = np.take_along_axis(blocks, furthest, axis=1).astype(np.float32) / -8
    codes = np.rint(blocks / np.where(scales == 0, 1, scales))
    if not np.array_equal(codes * scales.astype(np.float16), blocks) or codes.max() > 7:
        return None
    return codes.astype(np.int8).reshape(array.shape), scales[:, 0].astype(np.float16)


def _blocks(array: Vectors) -> Vectors:
    return array.reshape(-1, _BLOCK)
