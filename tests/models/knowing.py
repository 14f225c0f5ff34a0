"""Stand-ins for translation models: what they know is a rule, and how well they know it."""

import random

from selaras.documents.tokens import word_spans
from selaras.models.interfaces import TokenScores


def pairs(count, seed=1):
    """Made-up sentences and their translations: each word reversed."""
    generator = random.Random(seed)
    letters = "abcdefghijklmnop"
    stock = ["".join(generator.choices(letters, k=generator.randint(5, 9))) for _ in range(400)]
    sources = [" ".join(generator.choices(stock, k=9)) for _ in range(count)]
    return sources, [" ".join(word[::-1] for word in source.split()) for source in sources]


class Knowing:
    """Translates by reversing words; finds what it expects probable, with some noise.

    All words are less probable by what the target lacks of the source. With
    ``knows=False`` it finds all words equally probable, whatever the source.
    """

    name, quality = "knowing", None

    def __init__(self, knows=True, doubtful_surprise=None, least_contrast=None):
        self.knows, self.doubtful_surprise = knows, doubtful_surprise
        self.least_contrast = least_contrast
        self.asked = 0

    def translate(self, texts):
        return [
            " ".join(word[::-1] for word in text.split()) if self.knows else "x" for text in texts
        ]

    def score(self, sources, targets):
        self.asked += len(sources)
        return [self._score(*pair) for pair in zip(sources, targets, strict=True)]

    def _score(self, source, target):
        generator = random.Random(f"{target}{'' if self.knows else source}")
        expected = {word[::-1] for word in source.split() if word != "."}
        spans = word_spans(target)
        lacking = sum(word not in target for word in expected) / max(1, len(expected))
        values = [
            -8
            - (3 * lacking if self.knows else 0)
            + generator.random() * 4
            + (6 if self.knows and target[span.start : span.end] in expected else 0)
            for span in spans
        ]
        return TokenScores(
            tuple(target[span.start : span.end] for span in spans), tuple(spans), tuple(values), 0.0
        )
