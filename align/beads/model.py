"""The path model's weights, and the scores that they give to the beads of a document.

Log-linear: the score of a bead is a weighted sum of its features. How readily sentences are dropped or
merged differs from document to document, so it is read off the document itself: a first pass finds the
expected shares of dropped and merged sentences, a second one takes these as features.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from align.beads.features import MATCH_FEATURES, NULL_FEATURES, Features
from align.beads.lattice import MATCHES, Doubles, Lattice
from align.beads.moved import MovedWeights
from align.errors import ModelError

#: Role names that shift the score of a match, beside body.
ROLES = ("headline", "deck", "caption")
#: What the document tells about all beads of a kind.
CONTEXT = (
    "one", "imbalance", "even", "own_margin", "other_margin",
    "own_dropped", "other_dropped", "own_merged", "other_merged", "parallel",
)  # fmt: skip
#: Groups of bead types that share the weights of features; each type has a bias of its own.
GROUPS = ("1-1", "1-n", "n-1", "n-m")


def group_of(a: int, b: int) -> int:
    """Return the index in GROUPS of a bead type."""
    return (a > 1) * 2 + (b > 1)


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights of one pass.

    `matches` (groups, features); `biases` (types,); `roles` (roles,) for each match of that role; `nulls`
    (features,) shared by both sides; `null_context` (context,); `merge_context` (context,) for merges.
    """

    matches: Doubles
    biases: Doubles
    roles: Doubles
    nulls: Doubles
    null_context: Doubles
    merge_context: Doubles

    @staticmethod
    def shapes() -> dict[str, tuple[int, ...]]:
        """Return the shape of each part, in the order of the fields."""
        return {
            "matches": (len(GROUPS), len(MATCH_FEATURES)),
            "biases": (len(MATCHES),),
            "roles": (len(ROLES),),
            "nulls": (len(NULL_FEATURES),),
            "null_context": (len(CONTEXT),),
            "merge_context": (len(CONTEXT),),
        }

    @classmethod
    def from_vector(cls, vector: Doubles) -> Weights:
        """Cut a flat vector into the parts."""
        parts, start = {}, 0
        for name, shape in cls.shapes().items():
            size = int(np.prod(shape))
            parts[name] = np.asarray(vector[start : start + size]).reshape(shape)
            start += size
        return cls(**parts)


@dataclass(frozen=True, slots=True)
class Scores:
    """Scores of the beads of a document, or of a piece of one, before the document's own context is added.

    `matches` (types, n, m) is -inf where a bead can't be; `source_nulls` (n,), `target_nulls` (m,).
    """

    matches: NDArray[np.float32]
    source_nulls: Doubles
    target_nulls: Doubles


@dataclass(frozen=True, slots=True)
class Context:
    """What a document tells about its null beads and merges: (context,) for each side."""

    source: Doubles
    target: Doubles


def first_context(source_nulls: NDArray[np.float32], target_nulls: NDArray[np.float32]) -> Context:
    """Return what can be told before any path is summed: the sizes, and how good the best partners are.

    Takes the null features (n, features) and (m, features) of the two sides.
    """
    imbalance = float(np.clip(np.log(len(source_nulls) / len(target_nulls)), -3, 3))
    even = float(imbalance == 0)
    column = NULL_FEATURES.index("best_margin")
    own, other = float(source_nulls[:, column].mean()), float(target_nulls[:, column].mean())
    return Context(
        np.array([1.0, imbalance, even, own, other, 0, 0, 0, 0, 0]),
        np.array([1.0, -imbalance, even, other, own, 0, 0, 0, 0, 0]),
    )


def second_context(first: Context, posterior: NDArray[np.float32], plain: Lattice) -> Context:
    """Add what the first pass found: the expected shares of dropped and of merged sentences, and parallel lines.

    `posterior` (n + 1, types, width) holds the probabilities of the lattice's match beads. Sides of one
    size whose beads mostly pair line k with line k are parallel: 1 where all do, 0 where half do or fewer.
    """
    n, m = plain.shape
    mass = posterior.sum(axis=(0, 2), dtype=np.float64)
    a, b = np.array(MATCHES).T
    shares = 1 - mass @ a / n, 1 - mass @ b / m, mass @ (a * (a > 1)) / n, mass @ (b * (b > 1)) / m
    dropped, missed, merged, split = (np.log(s / (1 - s)) for s in np.clip(shares, 0.01, 0.99))
    parallel = 0.0
    if n == m:
        line = np.arange(1, n + 1)
        column = line - plain.lo[1:]
        inside = (column >= 0) & (column < plain.width)
        parallel = max(0.0, 2 * float(posterior[line[inside], 0, column[inside]].sum()) / n - 1)
    return Context(
        np.concatenate([first.source[:5], [dropped, missed, merged, split, parallel]]),
        np.concatenate([first.target[:5], [missed, dropped, split, merged, parallel]]),
    )


def scores(features: Features, weights: Weights, role: str = "body", max_bead: int = 4) -> Scores:
    """Return the scores of the beads of one piece, all of one role; those longer than `max_bead` are out."""
    types, _, n, m = features.matches.shape
    by_type = weights.matches[[group_of(a, b) for a, b in MATCHES]].astype(np.float32)
    flat = features.matches.reshape(types, len(MATCH_FEATURES), n * m)
    table = (by_type[:, None, :] @ flat).reshape(types, n, m)
    shift = weights.roles[ROLES.index(role)] if role in ROLES else 0.0
    table += (weights.biases + shift).astype(np.float32)[:, None, None]
    table[~features.possible] = -np.inf
    table[[max(kind) > max_bead for kind in MATCHES]] = -np.inf
    return Scores(table, features.source_nulls @ weights.nulls, features.target_nulls @ weights.nulls)


def lattice(base: Scores, weights: Weights, context: Context) -> Lattice:
    """Return the lattice of a document that is searched whole."""
    types, n, m = base.matches.shape
    matches = np.full((n + 1, types, m + 1), -np.inf, np.float32)
    matches[1:, :, 1:] = base.matches.transpose(1, 0, 2)
    return with_context(
        Lattice(matches, base.source_nulls, base.target_nulls, np.zeros(n + 1, np.int64)), weights, context
    )


def with_context(plain: Lattice, weights: Weights, context: Context) -> Lattice:
    """Return the lattice with what the document tells added to its merges and null beads.

    Takes over the scores of `plain` and changes them in place: of a long document they are hundreds of megabytes.
    """
    merge_source, merge_target = weights.merge_context @ context.source, weights.merge_context @ context.target
    shift = np.array([(a > 1) * merge_source + (b > 1) * merge_target for a, b in MATCHES], np.float32)
    return Lattice(
        np.add(plain.matches, shift[:, None], out=plain.matches),
        plain.source_nulls + weights.null_context @ context.source,
        plain.target_nulls + weights.null_context @ context.target,
        plain.lo,
    )


class PathModel:
    """Weights of both passes and of the beads out of order, with the signature of the file that they came from."""

    def __init__(self, first: Weights, second: Weights, moved: MovedWeights, signature: str) -> None:
        self.first = first
        self.second = second
        self.moved = moved
        self.signature = signature

    @classmethod
    def from_file(cls, path: Path) -> PathModel:
        """Read the weights. Raises ModelError where the file is missing, damaged or made for other features."""
        try:
            raw = path.read_bytes()
            table = json.loads(raw)
            first, second = (_from_table(table[name]) for name in ("first", "second"))
            moved = MovedWeights(**table["moved"])
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ModelError(f"{path}: can't read the path model ({error!r}); reinstall hanalign") from error
        return cls(first, second, moved, f"path-{hashlib.sha256(raw).hexdigest()[:8]}")

    def to_table(self) -> dict[str, object]:
        """Return the weights by name, as the file holds them."""
        return {"first": _to_table(self.first), "second": _to_table(self.second), "moved": asdict(self.moved)}


def _names() -> dict[str, tuple[tuple[str, ...], ...]]:
    return {
        "matches": (GROUPS, MATCH_FEATURES),
        "biases": (tuple(f"{a}-{b}" for a, b in MATCHES),),
        "roles": (ROLES,),
        "nulls": (NULL_FEATURES,),
        "null_context": (CONTEXT,),
        "merge_context": (CONTEXT,),
    }


def _to_table(weights: Weights) -> dict[str, object]:
    def named(values: Doubles, names: tuple[tuple[str, ...], ...]) -> object:
        if not names:
            return round(float(values), 4)
        return {name: named(value, names[1:]) for name, value in zip(names[0], values, strict=True)}

    return {part: named(getattr(weights, part), names) for part, names in _names().items()}


def _from_table(table: dict[str, dict[str, object]]) -> Weights:
    def array(values: object, names: tuple[tuple[str, ...], ...]) -> object:
        if not names:
            return values
        return [array(values[name], names[1:]) for name in names[0]]  # type: ignore[index]

    return Weights(**{part: np.array(array(table[part], names), np.float64) for part, names in _names().items()})


@cache
def load_model() -> PathModel:
    """Load the bundled path model, once a process. Raises ModelError where its file is damaged."""
    return PathModel.from_file(Path(str(files("align") / "models" / "path.json")))
