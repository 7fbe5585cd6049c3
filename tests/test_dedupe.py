"""Duplicates across a corpus: exact, near, by priority; values that don't depend on how rows are grouped."""

from __future__ import annotations

import numpy as np
import pytest
from builders import sentence
from hypothesis import given
from hypothesis import strategies as st

from align.dedupe import KEPT, bands_of, describe, find_duplicates, normalise
from align.errors import OptionError
from align.options import DedupeOptions

ROWS = [sentence(k) for k in range(300)]


def duplicates(rows, options=None, priority=None):
    keys, sketches = describe(rows)
    found = find_duplicates(keys, sketches, options, None if priority is None else np.array(priority, np.int8))
    return found.of.tolist(), found.exact.tolist()


def test_distinct_rows_are_kept():
    of, exact = duplicates(ROWS)
    assert set(of) == {KEPT}
    assert not any(exact)


def test_case_width_spacing_and_punctuation_make_no_difference():
    ko, en = ROWS[0]
    of, exact = duplicates([(ko, en), ROWS[1], (ko.replace(" ", ""), en.upper() + "!"), (f"“{ko}”", en)])
    assert of == [KEPT, KEPT, 0, 0]
    assert exact == [False, False, True, True]


def test_a_shared_side_makes_no_duplicate():
    of, _ = duplicates([(ROWS[0][0], ROWS[0][1]), (ROWS[0][0], ROWS[1][1]), (ROWS[2][0], ROWS[0][1])])
    assert of == [KEPT, KEPT, KEPT]


def changed(row):
    """The row with one word of each side changed: about nine tenths of its n-grams stay."""
    ko, en = row
    return ko.replace("밝혔다", "말했다"), en.replace("It said", "He said")


def test_near_duplicates_are_found():
    of, exact = duplicates([*ROWS, *map(changed, ROWS)])
    assert of[:300] == [KEPT] * 300
    assert sum(place == k for k, place in enumerate(of[300:])) >= 297
    assert not any(exact)


def test_near_duplicates_can_be_kept():
    of, _ = duplicates([ROWS[0], changed(ROWS[0]), ROWS[0]], DedupeOptions(near=None))
    assert of == [KEPT, KEPT, 0]
    of, _ = duplicates([ROWS[0], ROWS[0]], DedupeOptions(exact=False, near=None))
    assert of == [KEPT, KEPT]


def test_the_row_of_least_priority_wins_wherever_it_stands():
    rows = [ROWS[0], ROWS[1], changed(ROWS[0]), ROWS[1]]
    assert duplicates(rows, priority=[1, 1, 0, 1])[0] == [2, KEPT, KEPT, 1]
    assert duplicates(rows, priority=[1, 1, 1, 0])[0] == [KEPT, 3, 0, KEPT]


def test_no_two_kept_rows_are_near():
    rng = np.random.default_rng(5)
    words = [f"단어{k}" for k in range(40)]
    rows = []
    for _ in range(400):
        base = int(rng.integers(8))
        picks = [words[(base * 5 + k) % 40] for k in range(20)]
        picks[int(rng.integers(20))] = words[int(rng.integers(40))]
        rows.append((" ".join(picks), " ".join(picks)))
    keys, sketches = describe(rows)
    kept = np.flatnonzero(find_duplicates(keys, sketches).of == KEPT)
    alike = [(sketches[a] == sketches[b]).mean() for place, a in enumerate(kept) for b in kept[place + 1 :]]
    # Sorting by bands finds 99 % of the pairs at the threshold, nearly all above it.
    assert np.mean(np.array(alike) >= 0.85) < 0.001


def test_many_rows_near_to_one_are_dropped_in_bounded_memory():
    keys = np.arange(50_000, dtype=np.uint64)
    sketches = np.tile(np.arange(128, dtype=np.uint16), (50_000, 1))
    sketches[:, 120] = keys % 1000
    found = find_duplicates(keys, sketches)
    assert (found.of[1:] == 0).all()
    assert found.of[0] == KEPT


@given(st.lists(st.tuples(st.text(max_size=20), st.text(max_size=20)), min_size=1, max_size=6), st.integers(0, 6))
def test_descriptions_do_not_depend_on_grouping(rows, cut):
    keys, sketches = describe(rows)
    parts = [describe(part) for part in (rows[:cut], rows[cut:])]
    assert np.array_equal(keys, np.concatenate([part[0] for part in parts]))
    assert np.array_equal(sketches, np.concatenate([part[1] for part in parts]))


def test_descriptions_stay_the_same_between_versions():
    keys, sketches = describe([("정부가 예산안을 확정했다.", "The government set the budget.")])
    assert keys.tolist() == [12300656770383568525]
    assert sketches[0, :4].tolist() == [9327, 41513, 5804, 49233]


def test_similarity_is_estimated_within_its_error():
    rng = np.random.default_rng(3)
    texts = ["".join(chr(0xAC00 + int(c)) for c in rng.integers(0, 11000, 400)) for _ in range(20)]
    for share in (0.5, 0.8):
        estimates = []
        for text in texts:
            cut = round(400 * (1 - share) / 2)
            rows = [(text, ""), (text[:-cut] + "끝" * cut, "")]
            _, sketches = describe(rows)
            grams = [{normalise(row)[i : i + 3] for i in range(len(row) - 2)} for row, _ in rows]
            estimates.append((sketches[0] == sketches[1]).mean() - len(grams[0] & grams[1]) / len(grams[0] | grams[1]))
        assert abs(np.mean(estimates)) < 0.03


@pytest.mark.parametrize(("threshold", "expected"), [(0.5, (42, 3)), (0.8, (21, 6)), (0.9, (12, 10))])
def test_bands_find_what_is_at_the_threshold(threshold, expected):
    bands, rows = bands_of(threshold, 128)
    assert (bands, rows) == expected
    assert 1 - (1 - threshold**rows) ** bands >= 0.99


def test_nothing_has_no_duplicates():
    assert duplicates([]) == ([], [])


@pytest.mark.parametrize("options", [{"near": 0.0}, {"near": 1.0}, {"permutations": 8}])
def test_options_outside_their_range_are_refused(options):
    with pytest.raises(OptionError):
        DedupeOptions(**options)
