"""The model of quality: one small hidden layer over the features of a pair, and a calibration of its output."""

from __future__ import annotations

import json
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

import numpy as np

from align.errors import ModelError
from align.score.features import FEATURES
from align.score.words import Floats


class QualityModel:
    """A perceptron: `mean` and `scale` (features,), `hidden` (features + 1, units), `out` (units + 1,).

    The last row of `hidden` and the last weight of `out` are biases.
    """

    def __init__(self, mean: Floats, scale: Floats, hidden: Floats, out: Floats, signature: str = "") -> None:
        self.mean, self.scale, self.hidden, self.out = mean, scale, hidden, out
        self.signature = signature

    def probabilities(self, values: Floats) -> Floats:
        """Return the probability, 0 to 1, that each of some pairs (pairs, features) is a translation: (pairs,)."""
        z = np.clip((values - self.mean) / self.scale, -6, 6)
        hidden = np.tanh(z @ self.hidden[:-1] + self.hidden[-1])
        logit = hidden @ self.out[:-1] + self.out[-1]
        return np.asarray(1 / (1 + np.exp(-np.clip(logit, -30, 30))), np.float32)

    @classmethod
    def from_file(cls, path: Path) -> QualityModel:
        """Read the weights. Raises ModelError where the file is missing, damaged or made for other features."""
        try:
            raw = path.read_bytes()
            table = json.loads(raw)
            if tuple(table["features"]) != FEATURES:
                raise ValueError("made for other features")
            parts = {name: np.array(table[name], np.float32) for name in ("mean", "scale", "hidden", "out")}
            return cls(**parts, signature=f"quality-{sha256(raw).hexdigest()[:8]}")
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ModelError(f"{path}: can't read the model of quality ({error!r}); reinstall hanalign") from error

    def to_table(self) -> dict[str, object]:
        """Return the weights by name, as the file holds them."""
        parts = {name: np.round(getattr(self, name).astype(float), 4).tolist() for name in ("mean", "scale", "out")}
        return {"features": list(FEATURES), **parts, "hidden": np.round(self.hidden.astype(float), 4).tolist()}


@cache
def load_quality() -> QualityModel:
    """Load the bundled model of quality, once a process. Raises ModelError where its file is damaged."""
    return QualityModel.from_file(Path(str(files("align") / "models" / "quality.json")))
