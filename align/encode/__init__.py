"""Texts to vectors: what an encoder gives, and the one that is bundled."""

from align.encode.base import Encoder, Encoding
from align.encode.static import StaticEncoder, load_encoder, normalise

__all__ = ["Encoder", "Encoding", "StaticEncoder", "load_encoder", "normalise"]
