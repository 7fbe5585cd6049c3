"""The bundled encoder: sums of subword vectors, whatever the sizes of the texts."""

import numpy as np
import pytest

from align.encode import load_encoder, static

WORDS = ["한국은행은", "rate", "", "기준금리를", "incomprehensibilities", "a", "   "]
SENTENCES = [
    "한국은행은 지난달 기준금리를 연 3.5%로 동결했다고 밝혔다.",
    "The Bank of Korea kept its key interest rate.",
]


def test_a_text_is_the_sum_of_its_tokens():
    texts = [*WORDS, *SENTENCES, " ".join(SENTENCES * 20), *WORDS]
    encoding = load_encoder().encode(texts)
    assert np.isclose(np.linalg.norm(encoding.tokens, axis=1), 1, atol=1e-4).all()
    for text, vector, start, stop in zip(texts, encoding.vectors, encoding.offsets, encoding.offsets[1:], strict=False):
        ids = encoding.ids[start:stop]
        assert (stop > start) == bool(text.strip())
        assert vector == pytest.approx(encoding.weights[ids] @ encoding.tokens[ids], abs=2e-3)


def test_a_text_is_encoded_alike_alone_and_together():
    encoder = load_encoder()
    together = encoder.encode([*WORDS, *SENTENCES])
    for text, vector in zip([*WORDS, *SENTENCES], together.vectors, strict=True):
        assert (encoder.encode([text]).vectors[0] == vector).all()


def test_words_that_are_kept_are_encoded_alike_and_bounded(monkeypatch):
    monkeypatch.setattr(static, "_KEPT", 2)
    encoder = static.StaticEncoder(
        load_encoder()._pieces, load_encoder()._vectors, load_encoder()._scales, "static-test"
    )
    first = encoder.encode([*WORDS, *SENTENCES])
    again = encoder.encode([*WORDS, *SENTENCES])
    assert (first.ids == again.ids).all()
    assert (first.vectors == again.vectors).all()
    assert 0 < len(encoder._known) <= 2


def test_nothing_to_encode():
    encoding = load_encoder().encode([])
    assert encoding.vectors.shape[0] == len(encoding) == 0
