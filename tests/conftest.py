"""Lets tests import what the scripts share, and take their time."""

import sys
from pathlib import Path

from hypothesis import settings

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "scripts"))

# How long a test takes says more about the machine than about the code.
settings.register_profile("hanalign", deadline=None)
settings.load_profile("hanalign")
