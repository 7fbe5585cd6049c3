"""The shadow text and its way back to raw offsets."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from align.shadow import shadow_of


def test_ascii_is_its_own_shadow() -> None:
    text = "He left. (END)"
    assert shadow_of(text).text is text


def test_decomposed_and_full_width() -> None:
    raw = unicodedata.normalize("NFD", "값이 ") + "１２％．\0끝"
    shadow = shadow_of(raw)
    assert shadow.text == "값이 12%. 끝"
    pieces = [raw[shadow.to_raw(i) : shadow.to_raw(i + 1)] for i in range(len(shadow.text))]
    assert pieces == [unicodedata.normalize("NFD", c) for c in "값이 "] + [*"１２％．\0끝"]


@given(st.text(alphabet=st.sampled_from("각한e\u0301\u0327a１．\0 다.\u1100\u1161\u11a8\n"), max_size=40))
def test_offsets_grow_and_reach_both_ends(text: str) -> None:
    shadow = shadow_of(text)
    offsets = [shadow.to_raw(i) for i in range(len(shadow.text) + 1)]
    assert offsets[0] == 0
    assert offsets[-1] == len(text)
    assert offsets == sorted(set(offsets))


@given(st.text(max_size=60))
def test_hangul_is_composed(text: str) -> None:
    shadow = shadow_of(unicodedata.normalize("NFD", text))
    assert len(shadow.text) <= len(unicodedata.normalize("NFD", text))
    assert not any(
        "\u1161" <= c <= "\u1175" and p in "\u1100\u1102" for p, c in zip(shadow.text, shadow.text[1:], strict=False)
    )
