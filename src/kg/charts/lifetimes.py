"""How long something lasts, where it is only known in part: Kaplan-Meier's and Turnbull's estimates.

Ten lines each, so no library is needed; lifelines has both, and brings pandas, autograd and formulaic along.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import exp, inf, log, sqrt
from typing import Final

_NORMAL: Final = 1.959963984540054  # 97.5 % of a normal distribution lie below
_ROUNDS: Final = 100_000
_NEAR: Final = 1e-12
_NOTHING: Final = 1e-7
_FADING: Final = 1e-3


@dataclass(frozen=True, slots=True)
class Step:
    """What is known at a time: how many were at risk, how many ended and were censored there, and who survives it.

    `low` and `high` are the bounds of the 95 % interval; both are None where nobody or everybody has ended.
    """

    time: float
    at_risk: int
    ended: int
    censored: int
    survival: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Mass:
    """The share that ends after `left` and at `right` or before; on one day where both are the same."""

    left: float
    right: float
    share: float


def kaplan_meier(lengths: Sequence[tuple[float, bool]]) -> tuple[Step, ...]:
    """Return the steps of the product-limit estimate, one for each time at which something ends or is censored.

    `lengths` are times with whether the end was seen; what is censored at a time was at risk at it. Source: E. L.
    Kaplan and P. Meier, Nonparametric estimation from incomplete observations, J. of the American Statistical
    Association 53 (1958); the variance by M. Greenwood (1926), the interval on the log-log scale, which stays between 0
    and 1: J. D. Kalbfleisch and R. L. Prentice, The Statistical Analysis of Failure Time Data (Wiley, 1980).

    >>> steps = kaplan_meier([(1, True), (2, False), (3, True)])
    >>> [(step.time, step.at_risk, round(step.survival, 3)) for step in steps]
    [(1, 3, 0.667), (2, 2, 0.667), (3, 1, 0.0)]
    """
    ended, all_ = Counter(t for t, seen in lengths if seen), Counter(t for t, _ in lengths)
    steps = []
    at_risk, survival, greenwood = len(lengths), 1.0, 0.0
    for time in sorted(all_):
        gone = ended[time]
        survival *= 1 - gone / at_risk
        greenwood += gone / (at_risk * (at_risk - gone)) if gone < at_risk else inf
        steps.append(Step(time, at_risk, gone, all_[time] - gone, survival, *_interval(survival, greenwood)))
        at_risk -= all_[time]
    return tuple(steps)


def _interval(survival: float, greenwood: float) -> tuple[float | None, float | None]:
    if not 0 < survival < 1:
        return None, None
    wide = _NORMAL * sqrt(greenwood) / log(survival)
    return survival ** exp(-wide), survival ** exp(wide)


def turnbull(spans: Sequence[tuple[float, float]]) -> tuple[Mass, ...]:
    """Return where the maximum likelihood estimate of lengths lies that are known to be within spans.

    A span (low, high) says: longer than `low`, at most `high`; just `low` where both are the same, no bound where
    `high` is infinite. Where within an interval its share lies cannot be known. By the EM algorithm, from equal shares
    until none moves by more than 1e-12: B. W. Turnbull, The empirical distribution function with arbitrarily grouped,
    censored and truncated data, J. of the Royal Statistical Society B 38 (1976) 290-295. A small share that shrinks is
    set to nothing at once, for it would shrink for ever, and taken back where the likelihood says so: R. Gentleman and
    C. J. Geyer, Maximum likelihood for interval censored data, Biometrika 81 (1994).

    >>> [(mass.left, mass.right, round(mass.share, 3)) for mass in turnbull([(0, 2), (1, 3), (4, inf)])]
    [(1, 2, 0.667), (4, inf, 0.333)]
    """
    import numpy as np  # noqa: PLC0415 - 0.1 s, needed here alone

    cells = _innermost(spans)
    within = np.array([[_is_within(cell, span) for cell in cells] for span in spans], dtype=float)
    shares, lasting = np.full(len(cells), 1 / len(cells)), np.zeros(len(cells), dtype=bool)
    for _ in range(_ROUNDS):
        # what a little more in a cell does to the likelihood: 1 where its share is right, less where it has too much
        gain = within.T @ (1 / (within @ shares)) / len(spans)
        fading = (shares < _FADING) & (gain < 1) & ~lasting
        shares = np.where(fading, 0, shares * gain)
        shares /= shares.sum()
        if np.abs(shares * (gain - 1)).max() < _NEAR:
            missed = (shares == 0) & (gain > 1 + _NOTHING)
            if not missed.any():
                break
            lasting |= missed
            shares[missed] = _FADING
            shares /= shares.sum()
    return tuple(Mass(*cell, float(share)) for cell, share in zip(cells, shares, strict=True) if share > _NOTHING)


def _innermost(spans: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return the intervals from a lower bound to an upper one with no bound between: only there can shares lie.

    At one time the lower bound of an exact length comes first, for it is closed, then upper bounds, then open ones.
    """
    lower = {(low, -1 if low == high else 1) for low, high in spans}
    upper = {(high, 0) for _, high in spans}
    marks = sorted(lower | upper)
    return [(one[0], other[0]) for one, other in pairwise(marks) if one[1] and not other[1]]


def _is_within(cell: tuple[float, float], span: tuple[float, float]) -> bool:
    if span[0] == span[1]:
        return cell == span
    return span[0] <= cell[0] and cell[1] <= span[1] and not cell[0] == cell[1] == span[0]


def survival_between(masses: Sequence[Mass], time: float) -> tuple[float, float]:
    """Return the least and the greatest share that may last longer than a time.

    >>> survival_between((Mass(1, 2, 0.5), Mass(4, inf, 0.5)), 1.5)
    (0.5, 1.0)
    """
    gone = sum(mass.share for mass in masses if mass.right <= time)
    perhaps = sum(mass.share for mass in masses if mass.left < time < mass.right)
    return max(1.0 - gone - perhaps, 0.0), 1.0 - gone
