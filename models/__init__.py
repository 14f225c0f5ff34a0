"""Models that run on CTranslate2: the sentence encoder now, translators beside it."""
