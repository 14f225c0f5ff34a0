"""From gains to probabilities: the score of a link means the same in every document.

A logistic curve maps a link's gain to the share of links with that gain that
are right; for a gap, the highest gain of any link that the sentence could have
had tells how likely it is that something was overlooked. How the constants
were fitted, and how reliable they are, is told in docs/alignment.md.
"""

from __future__ import annotations

import math

# Beyond these gains nothing more is learnt about a link or a gap.
_MOST_LINK_GAIN, _LEAST_GAP_GAIN = 0.25, -0.25
_LINK_SLOPE, _LINK_MIDDLE = 19.0, -0.051
_GAP_SLOPE, _GAP_MIDDLE = 8.5, 0.409


def link_score(gain: float) -> float:
    """The probability in 0..1 that a link of this gain is right."""
    return _logistic(_LINK_SLOPE * (min(gain, _MOST_LINK_GAIN) - _LINK_MIDDLE))


def gap_score(best_gain: float) -> float:
    """The probability in 0..1 that a sentence left alone has no counterpart.

    ``best_gain`` is the highest gain of a link with any single sentence.
    """
    return _logistic(-_GAP_SLOPE * (max(best_gain, _LEAST_GAP_GAIN) - _GAP_MIDDLE))


def _logistic(value: float) -> float:
    return round(1 / (1 + math.exp(-max(-60.0, min(60.0, value)))), 4)
