"""Quality of pairs: what the model sees, what it says, and why."""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from align import ModelError
from align.score import Scorer
from align.score.features import FEATURES, length_ratio, negation, repeated
from align.score.model import QualityModel, load_quality
from align.score.words import Lexicon, links, longest_run, word_spans

KO = "한국은행은 지난달 기준금리를 연 3.5%로 동결했다고 밝혔다."
EN = "The Bank of Korea said it kept its key interest rate at 3.5 percent last month."


@pytest.fixture(scope="module")
def scorer():
    return Scorer()


def names(score):
    return [reason.name for reason in score.reasons]


def test_a_translation_is_better_than_any_spoiled_form_of_it(scorer):
    spoiled = [
        (KO, "The weather was fine over the weekend in most of the country."),
        (KO, "The Bank of Korea said it kept"),
        ("한국은행은 지난달", EN),
        (KO, EN.replace("3.5", "8.25")),
        (KO, KO),
        (EN, EN),
        (KO, ""),
    ]
    best, *others = (score.quality for score in scorer.score([(KO, EN), *spoiled]))
    assert best > 0.7
    assert max(others) < best - 0.2


def test_reasons_say_what_a_person_can_act_on(scorer):
    pairs = {
        "number_mismatch": (KO, EN.replace("3.5", "8.25")),
        "truncated": (KO, "The Bank of Korea said it"),
        "misaligned": (KO, "She sang two songs and left the stage in tears."),
        "untranslated_copy": (EN, EN),
        "wrong_language": (KO, "어제는 비가 많이 내려서 모두가 집에 일찍 돌아가야만 했다."),
        "empty": (KO, " "),
    }
    for name, score in zip(pairs, scorer.score(list(pairs.values())), strict=True):
        assert name in names(score), name
        assert score.quality < 0.5


def test_a_mismatch_names_both_numbers_and_their_places(scorer):
    en = EN.replace("3.5", "8.25")
    reason = next(r for r in scorer.score([(KO, en)])[0].reasons if r.name == "number_mismatch")
    assert "3.5" in reason.detail
    assert "8.25" in reason.detail
    assert "3.5" in KO[slice(*reason.ko)]
    assert "8.25" in en[slice(*reason.en)]


def test_a_name_in_place_of_another_is_a_mismatch(scorer):
    ko = "러시아의 파트루셰프 서기가 어제 서울에 왔다."
    (score, changed) = scorer.score(
        [(ko, f"Russian secretary {name} came to Seoul yesterday.") for name in ("Patrushev", "Zelenskyy")]
    )
    assert not score.reasons
    assert str(changed.reasons[0]) == "name_mismatch(파트루셰프|Zelenskyy)"
    assert changed.quality < score.quality


def test_the_score_of_a_pair_does_not_depend_on_its_company(scorer):
    pairs = [(KO, EN), ("비가 왔다.", "It rained."), ("", "")]
    together = scorer.score(pairs)
    for pair, score in zip(pairs, together, strict=True):
        (alone,) = scorer.score([pair])
        assert alone.reasons == score.reasons
        assert alone.quality == pytest.approx(score.quality, abs=1e-4)


def test_no_pairs_no_scores(scorer):
    assert scorer.score([]) == []


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.text(max_size=60), st.text(max_size=60)), max_size=4))
def test_any_text_has_a_score_whose_spans_lie_inside(pairs):
    for (ko, en), score in zip(pairs, Scorer().score(pairs), strict=True):
        assert 0 <= score.quality <= 1
        for reason in score.reasons:
            for text, span in ((ko, reason.ko), (en, reason.en)):
                assert span is None or 0 <= span.start <= span.stop <= len(text)


def test_endless_texts_are_cut_not_feared(scorer):
    (score,) = scorer.score([("가나다 " * 100_000, "word " * 100_000)])
    assert score.quality < 0.5


def test_explanation_links_words_that_say_the_same(scorer):
    explanation = scorer.explain(KO, EN)
    linked = {
        (KO[slice(*left)], EN[slice(*right)]) for group in explanation.groups for left in group.ko for right in group.en
    }
    assert ("지난달", "month.") in linked
    assert any(ko.startswith("기준금리") and en in ("rate", "interest", "key") for ko, en in linked)
    spans = [span for group in explanation.groups for span in group.ko]
    assert len(spans) == len(set(spans))


def test_length_ratio_is_in_standard_deviations():
    assert abs(length_ratio("가" * 40, "a" * 82)) < 0.05
    assert length_ratio("가" * 40, "a" * 200) > 2
    assert length_ratio("가" * 40, "a" * 30) < -2


@pytest.mark.parametrize(
    ("ko", "en", "differs"),
    [
        ("가지 않았다.", "He did not go.", 0),
        ("갔다.", "He didn't go.", 1),
        ("없다", "There is nothing.", 0),
        ("갔다", "He went.", 0),
    ],
)
def test_negation_on_one_side(ko, en, differs):
    assert negation(ko, en) == differs


def test_repeated_runs():
    assert repeated("a b a b a b") == pytest.approx(0.6)
    assert repeated("a b c") == 0


def test_longest_run_forgives_one_covered_word():
    weights = np.ones(6, np.float32)
    assert longest_run([True, False, True, True, False, False], weights) == (0.5, (0, 4))
    assert longest_run([True, False, False, True, True, False], weights)[1] == (3, 5)
    assert longest_run([False] * 6, weights)[0] == 0


def test_words_and_tokens_belong_together(scorer):
    text = "  가나다 한국은행은\t밝혔다.  "
    tokens = Lexicon([text], scorer.encoder).tokens(text)
    assert tokens.words == len(word_spans(text)) == 3
    assert [text[slice(*span)] for span in word_spans(text)] == ["가나다", "한국은행은", "밝혔다."]
    assert set(tokens.owners.tolist()) <= {0, 1, 2}
    assert links(tokens, tokens).shape == (3, 3)
    assert np.diag(links(tokens, tokens)).min() > 0.3


def test_the_vector_of_words_is_that_of_the_text(scorer):
    tokens = Lexicon([EN], scorer.encoder).tokens(EN)
    assert np.allclose(tokens.sum, scorer.encoder.encode([EN]).vectors[0], atol=1e-3)


class TestModel:
    def test_by_hand(self):
        size = len(FEATURES)
        hidden = np.zeros((size + 1, 1), np.float32)
        hidden[0] = 1.0
        model = QualityModel(np.zeros(size), np.ones(size), hidden, np.array([2.0, -1.0]))
        values = np.zeros((2, size), np.float32)
        values[1, 0] = 1.0
        expected = [1 / (1 + np.exp(1)), 1 / (1 + np.exp(1 - 2 * np.tanh(1)))]
        assert model.probabilities(values) == pytest.approx(expected, abs=1e-6)

    def test_file_round_trip(self, tmp_path):
        path = tmp_path / "quality.json"
        path.write_text(json.dumps(load_quality().to_table()), "utf-8")
        values = np.random.default_rng(1).normal(size=(5, len(FEATURES))).astype(np.float32)
        again = QualityModel.from_file(path)
        assert again.probabilities(values) == pytest.approx(load_quality().probabilities(values), abs=1e-3)
        assert again.signature.startswith("quality-")

    @pytest.mark.parametrize("text", ["", "{}", '{"features": ["other"]}'])
    def test_a_damaged_file_is_named(self, tmp_path, text):
        path = tmp_path / "quality.json"
        path.write_text(text, "utf-8")
        with pytest.raises(ModelError, match=r"quality\.json"):
            QualityModel.from_file(path)
