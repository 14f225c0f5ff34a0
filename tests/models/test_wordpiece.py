"""WordPiece: the pieces, their ids and their places."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selaras.errors import ModelError
from selaras.models.wordpiece import WordPieceTokenizer

PIECES = [
    "[PAD]",
    "[UNK]",
    "[CLS]",
    "[SEP]",
    "mem",
    "##bina",
    "##培",
    "培",
    "养",
    "ha",
    "##noi",
    ",",
]
PIECES += ["Ha", "##nội", "hà", "3", "##5", "."]


def tokenizer(folder, lower=False):
    path = folder / "vocab.txt"
    path.write_text("\n".join(PIECES) + "\n", encoding="utf-8")
    return WordPieceTokenizer(path, lower)


@pytest.fixture(scope="module")
def cased(tmp_path_factory):
    return tokenizer(tmp_path_factory.mktemp("pieces"))


@pytest.mark.parametrize(
    ("text", "pieces", "shown"),
    [
        ("membina.", ["mem", "##bina", "."], ["mem", "bina", "."]),
        ("mem培养", ["mem", "培", "养"], ["mem", "培", "养"]),
        (" Hanội, 35", ["Ha", "##nội", ",", "3", "##5"], ["Ha", "nội", ",", "3", "5"]),
        ("hanya mem", ["[UNK]", "mem"], ["hanya", "mem"]),
        ("mem\u200bbina", ["mem", "##bina"], ["mem", "bina"]),
        ("\u200b \ufffd", [], []),
        ("a" * 200, ["[UNK]"], ["a" * 200]),
        ("", [], []),
    ],
)
def test_pieces_and_places(cased, text, pieces, shown):
    found = cased.pieces(text)
    assert list(found.texts) == pieces
    assert [text[span.start : span.end].strip("\u200b") for span in found.spans] == shown
    assert list(found.ids) == [PIECES.index(piece) for piece in pieces]


def test_without_case_marks_are_left_out_too(tmp_path):
    found = tokenizer(tmp_path, lower=True).pieces("HÀNỘI")
    assert found.texts == ("ha", "##noi")
    assert [(span.start, span.end) for span in found.spans] == [(0, 2), (2, 5)]


@given(st.text(max_size=60))
def test_every_piece_stands_in_the_text_in_order(cased, text):
    spans = cased.pieces(text).spans
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(one.end <= other.start for one, other in itertools.pairwise(spans))


@pytest.mark.parametrize("content", [b"\xff\xfe", b"a\nb\n"])
def test_what_is_no_vocabulary_is_told(tmp_path, content):
    (tmp_path / "vocab.txt").write_bytes(content)
    with pytest.raises(ModelError, match="WordPiece"):
        WordPieceTokenizer(tmp_path / "vocab.txt", lower=False)


@pytest.mark.slow
@pytest.mark.parametrize("lower", [False, True])
def test_it_cuts_as_the_original_does(tmp_path, lower):
    tokenizers = pytest.importorskip("tokenizers")
    ours = tokenizer(tmp_path, lower)
    theirs = tokenizers.BertWordPieceTokenizer(str(tmp_path / "vocab.txt"), lowercase=lower)
    texts = ["membina, Hanội. 35 mem培养", "Hà Nội: hà-nội ha (mem) mem™ 3 5 $3", "“mem” … 养培养"]
    for text in texts:
        expected = theirs.encode(text, add_special_tokens=False)
        assert list(ours.pieces(text).texts) == expected.tokens
        assert [(s.start, s.end) for s in ours.pieces(text).spans] == expected.offsets
