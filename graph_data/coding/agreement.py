"""Agreement of two coding passes: units found (F1 by kind) and labels on matched units (Krippendorff's alpha).

usage: agreement.py PASS_A.csv PASS_B.csv

Two rows are the same unit when their spans overlap by at least half of the shorter one; a row is matched once, best
overlap first, rows with equal kind, then equal subject and object, before others. For F1 the kinds must be equal. Alpha
is nominal, for two coders without missing values: 1 - (n - 1) * disagreements / sum over unlike pairs of n_c * n_k
(K. Krippendorff, Content Analysis, 4th ed., 2019, ch. 12).
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

HALF = 0.5


@dataclass(frozen=True)
class Unit:
    """One row of a pass with the set of offsets it quotes."""

    number: int
    kind: str
    subject: str
    object: str
    predicate: str
    modality: str
    certainty: str
    offsets: frozenset[int]


def read_pass(path: Path) -> list[Unit]:
    """Read a pass table in its own order."""
    with path.open(encoding="utf-8", newline="") as file:
        return [_unit(row) for row in csv.DictReader(file)]


def _unit(row: dict[str, str]) -> Unit:
    spans = [tuple(map(int, span.split("-"))) for span in row["spans"].split(";")]
    core = {"subject", "predicate", "object"} & set(row["inferred"].split(";"))
    return Unit(
        int(row["number"]),
        row["kind"],
        row["subject"],
        row["object"],
        row["predicate"],
        row["modality"] or "actual",
        "inferred" if core else "stated",
        frozenset(n for start, end in spans for n in range(start, end)),
    )


def match(left: Sequence[Unit], right: Sequence[Unit], *, same_kind: bool) -> list[tuple[Unit, Unit]]:
    """Return the matched pairs."""
    pairs = []
    for a in left:
        for b in right:
            overlap = len(a.offsets & b.offsets) / min(len(a.offsets), len(b.offsets))
            if overlap >= HALF and (a.kind == b.kind or not same_kind):
                alike = (a.kind == b.kind, (a.subject == b.subject) + (a.object == b.object), overlap)
                pairs.append((alike, -a.number, -b.number, a, b))
    taken_a: set[int] = set()
    taken_b: set[int] = set()
    matched = []
    for *_, a, b in sorted(pairs, key=lambda p: p[:3], reverse=True):
        if a.number not in taken_a and b.number not in taken_b:
            taken_a.add(a.number)
            taken_b.add(b.number)
            matched.append((a, b))
    return matched


def alpha(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Return nominal alpha for two coders, or None when every label is the same and alpha is not defined."""
    counts = Counter(label for pair in pairs for label in pair)
    n = sum(counts.values())
    unlike = n * n - sum(c * c for c in counts.values())
    if not unlike:
        return None
    disagreements = sum(2 for a, b in pairs if a != b)
    return 1 - (n - 1) * disagreements / unlike


def report(left: Sequence[Unit], right: Sequence[Unit]) -> list[str]:
    """Return the report as Markdown table rows."""
    same = match(left, right, same_kind=True)
    lines = ["| kind | pass A | pass B | matched | F1 |", "|---|---|---|---|---|"]
    for kind in (*sorted({u.kind for u in (*left, *right)}), "all"):
        a, b, both = (sum(kind in {u.kind, "all"} for u in units) for units in (left, right, [p[0] for p in same]))
        lines.append(f"| {kind} | {a} | {b} | {both} | {2 * both / (a + b):.2f} |")
    lines += ["", "| label on matched units | n | same | alpha |", "|---|---|---|---|"]
    anywhere = match(left, right, same_kind=False)
    involvements = [p for p in same if p[0].kind == "involvement"]
    rows: list[tuple[str, list[tuple[Unit, Unit]], Callable[[Unit], str]]] = [
        ("kind", anywhere, lambda u: u.kind),
        ("capacity", involvements, lambda u: u.predicate),
        ("modality", same, lambda u: u.modality),
        ("certainty", same, lambda u: u.certainty),
    ]
    for name, pairs, label in rows:
        labels = [(label(a), label(b)) for a, b in pairs]
        found = alpha(labels)
        shown = "not defined" if found is None else f"{found:.2f}"
        lines.append(f"| {name} | {len(labels)} | {sum(x == y for x, y in labels) / len(labels):.0%} | {shown} |")
    return lines


if __name__ == "__main__":
    print(*report(*(read_pass(Path(name)) for name in sys.argv[1:3])), sep="\n")
