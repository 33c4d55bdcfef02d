"""A mild preference for the newer of two articles that answer about equally well. docs/search.md has the formula."""

import numpy as np

# What the newest article of the index gets on its score at most: less than a second mention of a word gives.
FRESHNESS = 0.1
# Years after which half of that is left.
HALF_AFTER = 10.0
# What months count for among days, so that a year's last day comes before the next year's first.
_MONTH, _YEAR = 31, 14 * 31


def fresh_bonus(days: np.ndarray, newest: int, weight: float) -> np.ndarray:
    """Return what is added to the scores of articles of these days, both as 20221012; 0 for those without a day."""
    ages = np.maximum(_years(np.int64(newest)) - _years(days.astype(np.int64)), 0)
    return np.where(days > 0, weight * HALF_AFTER / (HALF_AFTER + ages), 0.0)


def _years(days: np.ndarray) -> np.ndarray:
    """Days as years and fractions: near enough, and never the wrong way round."""
    return days // 10_000 + (days // 100 % 100 * _MONTH + days % 100) / _YEAR
