from collections import Counter

import pytest
import sentencepiece
from selaras.models.training.vocabulary import Inventory, Vocabulary, common_words

KNOWN = Inventory(
    ("<s>", "<pad>", "</s>", "<unk>", "▁", "a", "b", "q", "▁ab", "ab", "▁xyz"),
    (0.0, 0.0, 0.0, 0.0, -2.0, -3.0, -3.0, -9.0, -4.0, -5.0, -6.0),
)


def test_pieces_are_counted_as_the_encoder_cuts_texts():
    counts = KNOWN.count(["ab xyz", "ab"])
    assert counts[8] == 2
    assert counts[10] == 1


def test_the_commonest_pieces_and_all_characters_stay_in_the_encoders_order():
    pruned = KNOWN.pruned(Counter({10: 9, 8: 2, 9: 1}), 9, byte_fallback=False)
    assert pruned.pieces == ("<s>", "<pad>", "</s>", "<unk>", "▁", "a", "b", "q", "▁xyz")
    assert pruned.rows == (0, 1, 2, 3, 4, 5, 6, 7, 10)


def test_what_no_piece_has_is_spelled_in_bytes_and_read_again(tmp_path):
    vocabulary = KNOWN.pruned(Counter({8: 2}), 300, byte_fallback=True)
    vocabulary.write(tmp_path / "pieces.model", KNOWN.scores)
    processor = sentencepiece.SentencePieceProcessor(model_file=str(tmp_path / "pieces.model"))
    assert len(processor) == len(vocabulary.pieces)
    ids = processor.encode("ab 培")
    assert processor.unk_id() not in ids
    assert processor.decode(ids) == "ab 培"


def test_pieces_of_a_vocabulary_have_the_numbers_of_its_model(tmp_path):
    Vocabulary(KNOWN.pieces, tuple(range(11))).write(tmp_path / "pieces.model", KNOWN.scores)
    processor = sentencepiece.SentencePieceProcessor(model_file=str(tmp_path / "pieces.model"))
    assert tuple(processor.id_to_piece(n) for n in range(11)) == KNOWN.pieces


@pytest.mark.parametrize("code", ["vi", "id", "en"])
def test_common_words_come_plain_and_capitalised(code):
    words = common_words([code], 50)
    assert len(words) == 100
    assert {word.lower() for word in words} == {word for word in words if word.islower()} | {
        word.lower() for word in words
    }


def test_a_language_without_a_list_has_no_common_words():
    assert common_words(["aa"], 50) == []
