"""Scores of translations: the numbers and signatures of sacrebleu's command line, run on the same files."""

import json
import os
import re
import subprocess
import sys
import unicodedata

import numpy as np
import pytest

from align.errors import InputError, OptionError
from align.evaluate import by_length, check_lengths, translation_scores, worst_first
from align.evaluate.diff import Piece, diff, marked
from align.evaluate.lengths import first_missing
from align.options import TranslationOptions

EN = [
    "The government finalized next year's budget on Monday.",
    "It totals 638.7 trillion won, up 5.2% from this year.",
    "The opposition objected to the cut in research spending.",
    '"We can\'t accept this," its floor leader said.',
    "A vote is due on Friday.",
    "Analysts expect growth of 2.1 percent.",
    "The won fell to 1,320 against the dollar.",
    "Exports of semiconductors rose for the third month.",
]
#: A second reference, and two systems, the second of which lost a segment.
EN_2 = [
    "On Monday the government settled the budget for next year.",
    "At 638.7 trillion won it is 5.2 percent larger than this year's.",
    "Opposition lawmakers protested against less money for research.",
    '"This is unacceptable," said their floor leader.',
    "The vote takes place on Friday.",
    "Growth of 2.1 percent is expected by analysts.",
    "The won weakened to 1,320 per dollar.",
    "Chip exports grew for a third month.",
]
EN_A = [
    "The government confirmed the budget for next year on Monday.",
    "The total is 638.7 trillion won, 5.2% more than this year.",
    "The opposition party objected to the cut in research spending.",
    '"We cannot accept this," the floor leader said.',
    "The vote is on Friday.",
    "Analysts expect growth of 2.1 percent.",
    "Won fell to 1,320 to the dollar.",
    "Semiconductor exports rose for a third month.",
]
EN_B = [
    "Government confirm budget of next year Monday.",
    "Total amount is 638.7 trillion won and increase 5.2% than this year.",
    "Opposition protested research cut.",
    "",
    "Friday is vote.",
    "Analyst see 2.1 percent of growth",
    "The won dropped at 1,320 won for dollar.",
    "Exports of semiconductors rose for the third month.",
]
KO = [
    "정부가 월요일 내년 예산안을 확정했다.",
    "총액은 638조 7천억 원으로 올해보다 5.2% 늘었다.",
    "야당은 연구개발비 삭감에 반발했다.",
    "원내대표는 “받아들일 수 없다”고 말했다.",
    "표결은 금요일에 열린다.",
    "전문가들은 2.1% 성장을 예상한다.",
    "원화는 달러당 1320원으로 떨어졌다.",
    "반도체 수출은 석 달째 늘었다.",
]
KO_A = [
    "정부는 월요일에 내년도 예산을 확정했다.",
    "총 638조 7천억 원으로 올해보다 5.2% 증가했다.",
    "야당은 연구비 삭감에 반대했다.",
    "원내대표는 “이를 받아들일 수 없다”고 말했다.",
    "금요일에 투표가 예정되어 있다.",
    "분석가들은 2.1% 성장을 예상한다.",
    "원화는 달러당 1320원으로 하락했다.",
    "반도체 수출은 3개월 연속 증가했다.",
]
KO_B = [
    "정부 예산 확정 월요일.",
    "합계는 638.7조 원입니다.",
    "반대 연구 삭감을 야당이.",
    "우리는 받아들일 수 없습니다.",
    "투표 금요일.",
    "2.1 퍼센트 성장 기대.",
    "원은 1,320 달러로 떨어졌다.",
    "반도체 수출은 석 달째 늘었다.",
]

ALL = ("bleu", "chrf", "chrf++", "ter")
#: The names that sacrebleu gives the metrics.
NAMES = {"bleu": "BLEU", "chrf": "chrF2", "chrf++": "chrF2++", "ter": "TER"}


@pytest.fixture(autouse=True)
def _default_seed(monkeypatch):
    monkeypatch.delenv("SACREBLEU_SEED", raising=False)


def sacrebleu(tmp_path, systems, references, *arguments):
    """What `python -m sacrebleu` prints for these texts."""
    names = []
    for kind, several in (("ref", references), ("hyp", systems)):
        for number, texts in enumerate(several):
            path = tmp_path / f"{kind}{number}.txt"
            path.write_text("".join(f"{text}\n" for text in texts), "utf-8")
            names.append(path.name)
    references, systems = names[: len(references)], names[len(references) :]
    command = [sys.executable, "-m", "sacrebleu", *references, "-i", *systems, "-w", "10", "-nc", *arguments]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("SACREBLEU")}
    return subprocess.run(command, capture_output=True, cwd=tmp_path, env=environment, check=True).stdout.decode()


def command_scores(tmp_path, system, references, *arguments, metrics=ALL):
    """Score, signature and more of each metric, as the command line prints them, by its name."""
    found = {}
    # chrF and chrF++ are the same metric with other options, so that they can't be asked for at once.
    for group in (("bleu", "chrf", "ter"), ("chrf++",)):
        if chosen := [metric for metric in group if metric in metrics]:
            options = ["--chrf-word-order", "2"] if chosen == ["chrf++"] else []
            names = [metric.removesuffix("++") for metric in chosen]
            printed = json.loads(sacrebleu(tmp_path, [system], references, "-m", *names, *options, *arguments))
            found |= {one["name"]: one for one in ([printed] if isinstance(printed, dict) else printed)}
    return {NAMES[metric]: found[NAMES[metric]] for metric in metrics}


@pytest.mark.parametrize(
    ("system", "references", "tokenizer"),
    [
        (EN_A, [EN], "13a"),
        (EN_B, [EN], "13a"),
        (EN_A, [EN, EN_2], "13a"),
        (KO_A, [KO], "ko-mecab"),
        (KO_B, [KO], "ko-mecab"),
        (KO_A, [KO], "char"),
        (EN_A, [EN], "intl"),
        (EN_A, [EN], "none"),
    ],
)
def test_numbers_and_signatures_are_those_of_the_command_line(tmp_path, system, references, tokenizer):
    if tokenizer == "ko-mecab":
        pytest.importorskip("mecab_ko")
    is_default = tokenizer in ("13a", "ko-mecab")
    options = TranslationOptions(metrics=ALL, tokenizer=None if is_default else tokenizer)
    scores = translation_scores(system, references, options=options).systems[0].scores
    printed = command_scores(tmp_path, system, references, "-tok", tokenizer)
    assert [score.metric for score in scores] == list(printed)
    for score in scores:
        wanted = printed[score.metric]
        assert score.score == pytest.approx(wanted["score"], abs=1e-9)
        assert score.signature == wanted["signature"]
        assert score.detail == wanted.get("verbose_score", "")
        assert (score.mean, score.interval, score.p_value) == (None, None, None)


def test_lowercase_is_that_of_the_command_line(tmp_path):
    system = [text.upper() for text in EN_A]
    options = TranslationOptions(metrics=("bleu", "chrf"), lowercase=True)
    scores = translation_scores(system, EN, options=options).systems[0].scores
    printed = json.loads(sacrebleu(tmp_path, [system], [EN], "-m", "bleu", "chrf", "-lc", "--chrf-lowercase"))
    assert [(one.score, one.signature) for one in scores] == [
        (pytest.approx(wanted["score"], abs=1e-9), wanted["signature"]) for wanted in printed
    ]


def test_white_space_at_the_ends_counts_as_little_as_on_the_command_line(tmp_path):
    system, reference = [f"{text} \t\r" for text in EN_A], [f"{text}   " for text in EN]
    scores = translation_scores(system, reference).systems[0].scores
    assert scores == translation_scores(EN_A, EN).systems[0].scores
    printed = command_scores(tmp_path, system, [reference], metrics=["bleu"])["BLEU"]
    assert scores[0].score == pytest.approx(printed["score"], abs=1e-9)


@pytest.mark.parametrize("is_frugal", [False, True])
def test_interval_of_a_lone_system_is_that_of_the_command_line(tmp_path, monkeypatch, is_frugal):
    if is_frugal:
        monkeypatch.setattr("align.evaluate.significance._ROOM", 0)
    options = TranslationOptions(metrics=("bleu", "chrf", "ter"), confidence=True, samples=200)
    scores = translation_scores(EN_A, EN, options=options).systems[0].scores
    arguments = ["--confidence", "--confidence-n", "200"]
    printed = command_scores(tmp_path, EN_A, [EN], *arguments, metrics=("bleu", "chrf", "ter"))
    for score, wanted in zip(scores, printed.values(), strict=True):
        assert score.score == pytest.approx(wanted["score"], abs=1e-9)
        assert score.mean == pytest.approx(wanted["confidence_mean"], abs=1e-4)
        assert score.interval == pytest.approx(wanted["confidence_var"], abs=1e-4)
        assert score.signature == wanted["signature"]


#: A score of sacrebleu's table, with mean and interval where there are any.
PRINTED = r"(\d+\.\d{10})(?: \((\d+\.\d{10}) ± (\d+\.\d{10})\))?"


@pytest.mark.parametrize("is_frugal", [False, True])
@pytest.mark.parametrize("test", ["bs", "ar"])
@pytest.mark.parametrize(
    ("systems", "reference", "tokenizer"), [((EN_A, EN_B, EN_2), EN, "13a"), ((KO_A, KO_B), KO, "ko-mecab")]
)
def test_comparison_is_that_of_the_command_line(tmp_path, monkeypatch, systems, reference, tokenizer, test, is_frugal):
    if tokenizer == "ko-mecab":
        pytest.importorskip("mecab_ko")
    if is_frugal:
        monkeypatch.setattr("align.evaluate.significance._ROOM", 0)
    options = TranslationOptions(metrics=("bleu", "chrf", "ter"), test=test, samples=301)
    named = {f"hyp{number}.txt": texts for number, texts in enumerate(systems)}
    scores = translation_scores(named, reference, options=options)
    arguments = ["-m", "bleu", "chrf", "ter", "-tok", tokenizer, f"--paired-{test}", f"--paired-{test}-n", "301"]
    # Not JSON: means are of a type of numpy's that it can't hold.
    printed = sacrebleu(tmp_path, systems, [reference], *arguments, "-f", "text")
    rows = [re.findall(PRINTED, cells) for cells in re.findall(r"^│ .*(?:\n│  +│.*)?", printed, re.MULTILINE)[1:]]
    assert len(rows) == len(scores.systems)
    for system, row in zip(scores.systems, rows, strict=True):
        for score, (value, mean, interval) in zip(system.scores, row, strict=True):
            assert f"{score.score:.10f}" == value
            assert mean == ("" if test == "ar" else f"{score.mean:.10f}")
            assert interval == ("" if test == "ar" else f"{score.interval:.10f}")
    p_values = re.findall(r"\(p = ([\d.]+)\)", printed)
    assert p_values == [f"{score.p_value:.4f}" for system in scores.systems[1:] for score in system.scores]
    signatures = dict(re.findall(r"^ - (\S+) +(nrefs:\S+)$", printed, re.MULTILINE))
    assert signatures == scores.signatures


def test_seed_is_that_of_the_environment(monkeypatch):
    options = TranslationOptions(metrics=("bleu",), samples=50)
    before = translation_scores({"a": EN_A, "b": EN_B}, EN, options=options)
    monkeypatch.setenv("SACREBLEU_SEED", "7")
    after = translation_scores({"a": EN_A, "b": EN_B}, EN, options=options)
    monkeypatch.setattr("align.evaluate.significance._ROOM", 0)
    frugal = translation_scores({"a": EN_A, "b": EN_B}, EN, options=options)
    assert "seed:12345" in before.signatures["BLEU"]
    assert "seed:7" in after.signatures["BLEU"]
    assert before.systems[0].scores[0].mean != after.systems[0].scores[0].mean
    assert frugal == after


def test_draws_in_parts_are_the_draws_at_once():
    """What the tests with little memory rest on: two properties of numpy's generator."""
    at_once = np.random.default_rng(5).choice(77, size=(40, 77), replace=True)
    generator = np.random.default_rng(5)
    assert all((generator.choice(77, size=77, replace=True) == row).all() for row in at_once)
    at_once = np.random.default_rng(5).integers(2, size=(100, 77), dtype=bool)
    generator = np.random.default_rng(5)
    parts = [generator.integers(2, size=(size, 77), dtype=bool) for size in (32, 32, 32, 4)]
    assert (np.concatenate(parts) == at_once).all()


def test_several_systems_may_stay_uncompared(tmp_path):
    scores = translation_scores({"a": EN_A, "b": EN_B}, EN, options=TranslationOptions(test="none"))
    assert [score.p_value for system in scores.systems for score in system.scores] == [None] * 6
    assert scores.signatures["BLEU"] == command_scores(tmp_path, EN_A, [EN], metrics=["bleu"])["BLEU"]["signature"]
    assert scores.best("BLEU") == scores.systems[0].scores[0].score
    with pytest.raises(OptionError, match="give test bs"):
        translation_scores({"a": EN_A, "b": EN_B}, EN, options=TranslationOptions(test="none", confidence=True))


def test_the_best_has_the_fewest_edits():
    scores = translation_scores({"a": EN_A, "b": EN_B}, EN, options=TranslationOptions(metrics=("ter",), test="none"))
    values = [system.scores[0].score for system in scores.systems]
    assert scores.best("TER") == min(values) < max(values)


# Segments and groups


@pytest.mark.parametrize(("system", "reference", "tokenizer"), [(EN_B, EN, "13a"), (KO_B, KO, "ko-mecab")])
def test_scores_of_segments_are_those_of_the_command_line(tmp_path, system, reference, tokenizer):
    if tokenizer == "ko-mecab":
        pytest.importorskip("mecab_ko")
    scores = translation_scores(system, reference, options=TranslationOptions(metrics=ALL, segments=True))
    segments = scores.segments["translation"]
    for metric in ALL if reference is EN else ["bleu"]:
        name = NAMES[metric]
        options = ["--chrf-word-order", "2"] if metric == "chrf++" else []
        options += ["-m", metric.removesuffix("++"), "-sl", "-tok", tokenizer]
        printed = sacrebleu(tmp_path, [system], [reference], *options)
        for line, segment in zip(printed.splitlines(), segments, strict=True):
            signature, score = re.match(r"[^|]+\|(\S+) = ([\d.]+)", line).groups()
            assert segment.scores[name] == pytest.approx(float(score), abs=1e-9)
            assert scores.segment_signatures[name] == signature


def test_segments_bring_their_texts():
    scores = translation_scores(
        ["The cat sat.", ""], ["The dog sat.", ""], source=["고양이", "개"], options=TranslationOptions(segments=True)
    )
    first, second = scores.segments["translation"]
    assert (first.number, first.hypothesis, first.reference, first.source) == (
        1,
        "The cat sat.",
        "The dog sat.",
        "고양이",
    )
    assert first.length_ratio == 1.0
    assert second.length_ratio is None
    assert marked(first.diff) == "The [-dog-] {+cat+} sat."
    assert [one.number for one in worst_first(scores.segments["translation"])] == [2, 1]
    assert worst_first([]) == []


def test_worst_first_turns_round_for_errors():
    scores = translation_scores(EN_B, EN, options=TranslationOptions(metrics=("ter",), segments=True))
    ranked = [one.scores["TER"] for one in worst_first(scores.segments["translation"])]
    assert ranked == sorted(ranked, reverse=True)
    assert len(set(ranked)) > 3


def test_a_group_has_the_score_of_its_segments_alone(tmp_path):
    roles = ["headline", "body", "body", "body", "caption", "body", "headline", "body"]
    scores = translation_scores(
        {"a": EN_A, "b": EN_B}, EN, groups={"role": roles}, options=TranslationOptions(test="none")
    )
    assert [(group.value, group.segments) for group in scores.groups] == [("body", 5), ("caption", 1), ("headline", 2)]
    for group in scores.groups:
        chosen = [place for place, role in enumerate(roles) if role == group.value]
        part = [[texts[place] for place in chosen] for texts in (EN_A, EN_B, EN)]
        for name, texts in zip("ab", part, strict=False):
            printed = command_scores(tmp_path, texts, part[2:], metrics=["bleu"])
            assert group.scores[name]["BLEU"] == pytest.approx(printed["BLEU"]["score"], abs=1e-9)


def test_lengths_make_groups_in_their_order():
    reference = ["", "a b", " ".join("abcde"), " ".join("abcdef"), "w " * 50, "w " * 51, "w " * 20]
    assert by_length(reference) == ["0", "1-5", "1-5", "6-10", "31-50", "over 50", "16-20"]
    scores = translation_scores(reference, reference, groups={"length": by_length(reference)})
    assert [group.value for group in scores.groups] == ["0", "1-5", "6-10", "16-20", "31-50", "over 50"]


def test_diff_keeps_every_word():
    assert diff("a b c", "a x c d") == [
        Piece("both", "a"),
        Piece("reference", "b"),
        Piece("hypothesis", "x"),
        Piece("both", "c"),
        Piece("hypothesis", "d"),
    ]
    assert marked(diff("정부가 예산을 확정했다", "정부는 예산을 확정했다")) == "[-정부가-] {+정부는+} 예산을 확정했다"
    assert diff("", "") == []
    assert marked(diff("", "a b")) == "{+a b+}"
    for one, other in zip(EN, EN_B, strict=True):
        pieces = diff(one, other)
        assert " ".join(piece.text for piece in pieces if piece.where != "hypothesis") == one
        assert " ".join(piece.text for piece in pieces if piece.where != "reference") == other


# Another segmentation


def test_a_translation_cut_elsewhere_is_scored_as_if_it_were_not(tmp_path):
    stream = " ".join(EN_A).split()
    lines = [" ".join(stream[start : start + 13]) for start in range(0, len(stream), 13)]
    options = TranslationOptions(realign=True, segments=True)
    scores = translation_scores(lines, EN, options=options)
    assert [one.hypothesis for one in scores.segments["translation"]] == EN_A
    plain = translation_scores(EN_A, EN)
    assert scores.systems[0].scores[:3] == plain.systems[0].scores
    document = scores.systems[0].scores[3]
    assert document.metric == "chrF2++ (document)"
    printed = command_scores(tmp_path, [" ".join(EN_A)], [[" ".join(EN)]], metrics=["chrf++"])["chrF2++"]
    assert document.score == pytest.approx(printed["score"], abs=1e-9)
    assert document.signature == printed["signature"]


def test_systems_are_compared_after_realignment():
    options = TranslationOptions(realign=True, samples=30, metrics=("chrf",))
    scores = translation_scores({"a": [" ".join(EN_A)], "b": EN_B[:4] + EN_B[5:]}, EN, options=options)
    assert scores.count == 8
    assert scores.systems[1].scores[0].p_value is not None
    assert scores.metrics == ("chrF2", "chrF2++ (document)")


# Languages and tokenizers


def test_language_chooses_the_tokenizer():
    pytest.importorskip("mecab_ko")
    assert translation_scores(EN_A, EN).language == "en"
    korean = translation_scores(KO_A, KO)
    assert (korean.language, korean.warnings) == ("ko", ())
    assert "tok:ko-mecab" in korean.signatures["BLEU"]
    assert "tok:13a" in translation_scores(EN_A, EN).signatures["BLEU"]
    told = translation_scores(EN_A, EN, options=TranslationOptions(language="ko"))
    assert "tok:ko-mecab" in told.signatures["BLEU"]
    assert "English where Korean is scored" in " ".join(told.warnings)
    assert translation_scores(["네"], ["네"]).language == "ko"
    assert translation_scores(["7"], ["7"]).language == "en"


def without_mecab(monkeypatch):
    """Let the tokenizer be missing, for us and for sacrebleu, which may have it already."""
    tokenizers = pytest.importorskip("sacrebleu.tokenizers.tokenizer_ko_mecab")
    monkeypatch.setattr(tokenizers, "MeCab", None)


def test_korean_without_mecab_is_scored_by_characters_with_a_warning(tmp_path, monkeypatch):
    without_mecab(monkeypatch)
    scores = translation_scores(KO_A, KO)
    assert "pip install 'hanalign[ko]'" in scores.warnings[0]
    printed = command_scores(tmp_path, KO_A, [KO], "-tok", "char", metrics=["bleu"])["BLEU"]
    assert scores.systems[0].scores[0].score == pytest.approx(printed["score"], abs=1e-9)
    assert scores.signatures["BLEU"] == printed["signature"]
    assert translation_scores(KO_A, KO, options=TranslationOptions(metrics=("chrf",))).warnings == ()
    with pytest.raises(OptionError, match=r"hanalign\[ko\]"):
        translation_scores(KO_A, KO, options=TranslationOptions(tokenizer="ko-mecab"))


def test_options_are_checked():
    for options in (
        {"metrics": ("meteor",)},
        {"metrics": ()},
        {"metrics": ("bleu", "bleu")},
        {"language": "ja"},
        {"tokenizer": "flores200"},
        {"test": "t"},
        {"samples": -1},
    ):
        with pytest.raises(OptionError, match="give"):
            TranslationOptions(**options)


def test_sacrebleu_is_loaded_by_those_who_score():
    code = "import align.evaluate, sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "sacrebleu" not in done.stdout.split()
    assert "align.evaluate.translation" in done.stdout.split()


# What may be wrong with the input


@pytest.mark.parametrize("place", [0, 3, 7])
def test_a_missing_line_is_found(place):
    for texts, reference in ((EN_A, EN), (KO_A, KO)):
        short = texts[:place] + texts[place + 1 :]
        assert first_missing(short, reference) == place
        assert first_missing(reference[:place] + reference[place + 1 :], texts) == place
        with pytest.raises(InputError, match=rf"mt has 7 segments where en has 8; .* line {place + 1} of en"):
            check_lengths("mt", short, "en", reference)
    check_lengths("mt", EN_A, "en", EN)


def test_several_missing_lines_are_found_at_the_first():
    reference = [f"{a} {b}" for a, b in zip(EN * 4, [*EN_2, *KO, *KO_A, *EN_A], strict=True)]
    assert first_missing(reference[:5] + reference[7:20] + reference[21:], reference) == 5
    assert first_missing(reference[:20], reference) == 20
    assert first_missing([], reference) == 0


def test_lengths_have_to_match():
    with pytest.raises(InputError, match="a has 7 segments where the reference has 8"):
        translation_scores({"a": EN_A[:7]}, EN)
    with pytest.raises(InputError, match="reference 2 has 7 segments where reference 1 has 8"):
        translation_scores(EN_A, [EN, EN_2[1:]])
    with pytest.raises(InputError, match="source has 1 segments"):
        translation_scores(EN_A, EN, source=KO[:1])
    with pytest.raises(InputError, match="role has 2 values for 8"):
        translation_scores(EN_A, EN, groups={"role": ["a", "b"]})
    with pytest.raises(InputError, match="no references"):
        translation_scores(EN_A, [])
    with pytest.raises(InputError, match="no translations"):
        translation_scores({}, EN)
    with pytest.raises(InputError, match="reference 2 has 7"):
        translation_scores(EN_A, [EN, EN_2[1:]], options=TranslationOptions(realign=True))


def test_what_is_empty_is_scored_and_told(tmp_path):
    scores = translation_scores({"b": EN_B}, EN)
    assert scores.warnings == ("b: 1 of 8 segments is empty, the first at line 4; what is empty matches nothing",)
    empty = translation_scores([""] * 8, EN, options=TranslationOptions(metrics=ALL, segments=True))
    assert "8 of 8 segments are empty" in empty.warnings[0]
    assert [score.score for score in empty.systems[0].scores] == [0, 0, 0, 100]
    printed = command_scores(tmp_path, [""] * 8, [EN])
    assert [score.score for score in empty.systems[0].scores] == [one["score"] for one in printed.values()]
    assert "the reference: 8 of 8" in translation_scores(EN_A, [""] * 8).warnings[0]


def test_a_wrong_language_is_told():
    for system, reference in ((KO_A, EN), (EN_A, KO)):
        assert any("translation: is in" in warning for warning in translation_scores(system, reference).warnings)
    swapped = translation_scores(EN_A, [EN, KO])
    assert swapped.warnings == (
        "reference 2: is in Korean where English is scored; are the files in the right order? "
        "--language says what is meant",
    )
    same = translation_scores(EN_A, EN, source=EN_2)
    assert "the source is in English" in same.warnings[0]
    assert translation_scores(EN_A, EN, source=KO).warnings == ()


def test_untranslated_tokenized_and_copied_text_is_told():
    copied = translation_scores([*KO[:3], *EN_A[3:]], EN, source=KO)
    assert any("3 of 8 segments repeat their source, the first at line 1" in warning for warning in copied.warnings)
    tokenized = translation_scores(["A test ."] * 100, ["A test."] * 100)
    assert "detached full stop" in tokenized.warnings[0]
    assert translation_scores(["A test ."] * 99, ["A test."] * 99).warnings == ()
    twins = translation_scores({"a": EN_A, "b": EN_A}, EN, options=TranslationOptions(samples=5))
    assert twins.warnings == ("b: is the same as a, so that its p-values mean nothing",)


def test_decomposed_hangul_is_told():
    pytest.importorskip("mecab_ko")
    decomposed = [*KO_A[:6], *(unicodedata.normalize("NFD", text) for text in KO_A[6:])]
    scores = translation_scores(decomposed, KO)
    assert scores.warnings[0].startswith(
        "translation: 2 of 8 segments hold decomposed Hangul (NFD), the first at line 7"
    )
    assert scores.systems[0].scores[1].score < translation_scores(KO_A, KO).systems[0].scores[1].score


def test_progress_is_told():
    told = []
    translation_scores(
        {"a": EN_A, "b": EN_B},
        EN,
        options=TranslationOptions(samples=10, metrics=("bleu", "chrf")),
        progress=lambda *what: told.append(what),
    )
    assert told[0] == ("score", 8, 8)
    resampled = [done for stage, done, total in told if stage == "resample" and total == 60]
    assert resampled == sorted(resampled)
    assert resampled[-1] == 60


def test_many_segments_are_taken_in_blocks(tmp_path):
    system, reference = (EN_A + EN_B) * 70, (EN + EN) * 70
    scores = translation_scores(system, reference).systems[0].scores
    printed = command_scores(tmp_path, system, [reference], metrics=["bleu", "chrf", "chrf++"])
    assert [score.score for score in scores] == [
        pytest.approx(wanted["score"], abs=1e-9) for wanted in printed.values()
    ]
