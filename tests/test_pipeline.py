"""The whole line from pages to beads, on the bundled models: what goes in, what stays out, what is refused."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from align import (
    Aligner,
    AlignOptions,
    CleanOptions,
    InputError,
    LanguageError,
    OptionError,
    SegmentOptions,
)
from align.bitext import ALIGNED_ROLES, Sentence, Span
from align.encode import load_encoder
from align.language import hangul_share

PAGE = Path(__file__).resolve().parent.parent / "corpora" / "pages" / "36"

KO = ["정부가 내년 예산안을 확정했다.", "총액은 638조 원이다.", "야당은 거세게 반발했다."]
EN = [
    "The government finalized next year's budget.",
    "It totals 638 trillion won.",
    "The opposition objected strongly.",
]

KO_PAGE = "로그인\n\n정부, 내년 예산안 확정\n\n김하늘 기자\n\n" + " ".join(KO) + "\n\n무단 전재 및 재배포 금지\n"
EN_PAGE = "Log in\n\nGovernment finalizes budget\n\nBy Kim Ha-neul\n\n" + " ".join(EN) + "\n\nAll rights reserved\n"


@pytest.fixture(scope="module")
def aligner():
    return Aligner()


@pytest.fixture(scope="module")
def page_alignment(aligner):
    return aligner.align_files(PAGE / "ko.txt", PAGE / "en.txt", pair_id="36")


def texts(sentences):
    return [sentence.text for sentence in sentences]


def links(alignment):
    return [(tuple(bead.source), tuple(bead.target)) for bead in alignment.beads if not bead.is_null]


def assert_each_sentence_in_one_bead(alignment):
    for side, sentences in (("source", alignment.source_sentences), ("target", alignment.target_sentences)):
        covered = [k for bead in alignment.beads for k in range(*getattr(bead, side))]
        assert sorted(covered) == list(range(len(sentences)))


# Pages


def test_only_the_story_is_aligned(aligner):
    alignment = aligner.align_texts(KO_PAGE, EN_PAGE)
    assert texts(alignment.source_sentences) == ["정부, 내년 예산안 확정", *KO]
    assert texts(alignment.target_sentences) == ["Government finalizes budget", *EN]
    assert links(alignment) == [((k, k + 1), (k, k + 1)) for k in range(4)]
    assert [s.role for s in alignment.source_sentences] == ["headline", "body", "body", "body"]


def test_spans_lead_back_to_the_page(page_alignment):
    for name, sentences in (("ko", page_alignment.source_sentences), ("en", page_alignment.target_sentences)):
        raw = (PAGE / f"{name}.txt").read_text("utf-8")
        assert len(sentences) > 5
        assert texts(sentences) == [" ".join(raw[slice(*s.span)].split()) for s in sentences]
        assert [s.span for s in sentences] == sorted(s.span for s in sentences)


def test_a_page_keeps_its_roles_apart(page_alignment):
    assert_each_sentence_in_one_bead(page_alignment)
    source, target = page_alignment.source_sentences, page_alignment.target_sentences
    assert {s.role for s in (*source, *target)} <= set(ALIGNED_ROLES)
    for bead in page_alignment.beads:
        assert len({s.role for s in source[slice(*bead.source)] + target[slice(*bead.target)]}) == 1
        assert 0 <= bead.probability <= 1
        assert -1 <= bead.similarity <= 1


def test_nothing_depends_on_the_run(page_alignment):
    assert Aligner().align_files(PAGE / "ko.txt", PAGE / "en.txt", pair_id="36") == page_alignment


def test_html_is_told_by_its_looks(aligner):
    html = (
        "<!DOCTYPE html>\n<html><head><title>정부, 내년 예산안 확정 - 한빛뉴스</title>"
        "<style>p {color: red}</style></head><body><nav><a href='/'>홈</a></nav>"
        f"<article><h1>정부, 내년 예산안 확정</h1><p>{' '.join(KO)}</p></article></body></html>"
    )
    alignment = aligner.align_texts(html, EN_PAGE)
    assert texts(alignment.source_sentences) == ["정부, 내년 예산안 확정", *KO]
    assert links(alignment) == [((k, k + 1), (k, k + 1)) for k in range(4)]


def test_a_text_about_markup_is_no_html(aligner):
    lines = ["<p> 태그는 문단을 나타낸다.", "본문은 그 안에 쓴다."]
    alignment = aligner.align_texts("\n\n".join(lines), "The <p> tag marks a paragraph.\n\nThe text is written in it.")
    assert texts(alignment.source_sentences) == lines


def test_a_lone_headline_finds_its_sentence_in_the_story(aligner):
    alignment = aligner.align_texts("예산 총액 638조 원", EN_PAGE)
    assert [s.role for s in alignment.source_sentences] == ["headline"]
    linked = [texts(alignment.target_sentences[slice(*b.target)]) for b in alignment.beads if not b.is_null]
    assert linked == [[EN[1]]]


@pytest.mark.parametrize(("ko", "en", "side"), [("", EN_PAGE, "Korean"), (KO_PAGE, "Log in\nShare\n", "English")])
def test_a_page_without_an_article_is_named(aligner, ko, en, side):
    with pytest.raises(InputError, match=f"{side} text: "):
        aligner.align_texts(ko, en)


def test_a_file_without_an_article_is_named(aligner, tmp_path):
    path = tmp_path / "menu.txt"
    path.write_text("홈\n로그인\n공유하기\n", "utf-8")
    with pytest.raises(InputError, match=r"menu\.txt: "):
        aligner.align_files(path, PAGE / "en.txt")


def test_a_pair_is_called_after_its_korean_file_unless_named(aligner, page_alignment, tmp_path):
    path = tmp_path / "story-7.ko.txt"
    path.write_bytes((PAGE / "ko.txt").read_text("utf-8").encode("cp949"))
    alignment = aligner.align_files(str(path), PAGE / "en.txt")
    assert alignment.pair_id == "story-7.ko"
    assert replace(alignment, pair_id="36") == page_alignment


# Sentences


def test_sentences_are_kept_as_given(aligner):
    ko = [KO[0], "  " + KO[1], "\t", KO[2] + "\n"]
    alignment = aligner.align_sentences(ko, EN, pair_id="p")
    assert texts(alignment.source_sentences) == ko
    assert links(alignment) == [((0, 1), (0, 1)), ((1, 2), (1, 2)), ((3, 4), (2, 3))]
    assert alignment.pair_id == "p"
    assert [s.role for s in alignment.source_sentences] == ["body"] * 4


def test_roles_decide_what_can_meet(aligner):
    together = aligner.align_sentences(KO[:2], EN[:2], ["headline", "body"], ["headline", "body"])
    assert links(together) == [((0, 1), (0, 1)), ((1, 2), (1, 2))]
    apart = aligner.align_sentences(KO[:2], EN[:2], ["caption", "body"], ["headline", "body"])
    assert links(apart) == [((1, 2), (1, 2))]
    assert [s.role for s in apart.source_sentences] == ["caption", "body"]


def test_as_many_roles_as_sentences(aligner):
    with pytest.raises(OptionError, match="en_roles has 1 items for 3 sentences"):
        aligner.align_sentences(KO, EN, None, ["body"])


@pytest.mark.parametrize(("ko", "en"), [([], []), (KO, []), ([], EN), (["", " "], EN)])
def test_a_side_without_text_leaves_the_other_alone(aligner, ko, en):
    alignment = aligner.align_sentences(ko, en)
    assert links(alignment) == []
    assert_each_sentence_in_one_bead(alignment)


@settings(max_examples=40)
@given(st.lists(st.text(max_size=30), max_size=6), st.lists(st.text(max_size=30), max_size=6))
def test_any_sentences_come_out_once(ko, en):
    try:
        alignment = Aligner().align_sentences(ko, en)
    except LanguageError:
        return
    assert (texts(alignment.source_sentences), texts(alignment.target_sentences)) == (ko, en)
    assert_each_sentence_in_one_bead(alignment)


# Languages


def test_swapped_sides_are_told_how_to_swap(aligner):
    with pytest.raises(LanguageError, match="--swap"):
        aligner.align_sentences(EN, KO)
    with pytest.raises(LanguageError, match="--swap"):
        aligner.align_texts(EN_PAGE, KO_PAGE)


def test_both_sides_in_one_language(aligner):
    with pytest.raises(LanguageError, match="English side is in Korean"):
        aligner.align_sentences(KO, KO)
    with pytest.raises(LanguageError, match="Korean side is in English"):
        aligner.align_sentences(EN, EN)


@pytest.mark.parametrize(
    ("ko", "en"),
    [
        (["KF-21"], ["KF-21 Boramae (보라매) flies for the first time"]),
        (["LG, OLED TV 공개"], ["LG unveils OLED TV"]),
        (["IMF·OECD·BIS·WTO·FTA·GDP·GNP 뜻은?"], ["What IMF, OECD, BIS, WTO, FTA, GDP and GNP mean"]),
        (KO, ["Gwanghwamun (광화문), Gyeongbokgung (경복궁) and Deoksugung (덕수궁) are in Seoul.", *EN]),
    ],
)
def test_mixed_and_short_texts_pass(aligner, ko, en):
    assert aligner.align_sentences(ko, en)


def test_the_language_is_judged_over_the_whole_text():
    assert hangul_share(["Quoted in English at length. " * 300, "나머지는 모두 한국어로 쓴 글이다. " * 3000]) > 0.8
    assert hangul_share(["짧다"]) is None


# Parts and options


class Recorder:
    """The bundled encoder, remembering what it was given."""

    signature = "recorder-1"

    def __init__(self):
        self.encoder = load_encoder()
        self.seen = []

    def encode(self, texts):
        self.seen += texts
        return self.encoder.encode(texts)


def test_any_encoder_will_do_and_sees_the_story_alone():
    encoder = Recorder()
    alignment = Aligner(encoder).align_texts(KO_PAGE, EN_PAGE)
    assert encoder.seen == texts((*alignment.source_sentences, *alignment.target_sentences))
    assert "encoder:recorder-1" in alignment.signature


def test_the_signature_names_what_the_result_depends_on(aligner):
    signature = aligner.signature
    assert signature.startswith("hanalign:")
    assert f"encoder:{aligner.encoder.signature}|model:{aligner.model.signature}|" in signature
    others = {
        Aligner(options=AlignOptions(max_bead=3)).signature,
        Aligner(options=AlignOptions(rematch=False)).signature,
        Aligner(options=AlignOptions(band=99)).signature,
        Aligner(clean_options=CleanOptions(("구독*",))).signature,
        Aligner(segment_options=SegmentOptions(quote_limit=99)).signature,
        Aligner(encoder=Recorder()).signature,
    }
    assert len(others | {signature}) == 7
    assert Aligner().signature == signature


def test_options_reach_their_steps():
    one = Aligner(options=AlignOptions(max_bead=1)).align_files(PAGE / "ko.txt", PAGE / "en.txt")
    assert {bead.kind for bead in one.beads} <= {"1-1", "1-0", "0-1"}
    page = KO_PAGE.replace(KO[1], "\n\n한빛 단독 보도입니다.\n\n" + KO[1])
    plain = texts(Aligner().align_texts(page, EN_PAGE).source_sentences)
    told = texts(Aligner(clean_options=CleanOptions(("한빛 단독*",))).align_texts(page, EN_PAGE).source_sentences)
    assert plain == [*told[:2], "한빛 단독 보도입니다.", *told[2:]]
    long = "“" + " ".join(KO * 5) + "”라고 했다."
    counts = [
        len(Aligner(segment_options=SegmentOptions(limit)).align_texts(long, EN_PAGE).source_sentences)
        for limit in (600, 50)
    ]
    assert counts[0] == 1 < counts[1]


@pytest.mark.parametrize("options", [{"max_bead": 0}, {"max_bead": 5}, {"worth": 0}, {"worth": 1.0}, {"band": 7}])
def test_options_out_of_range(options):
    with pytest.raises(OptionError, match=next(iter(options))):
        AlignOptions(**options)


def test_null_beads_say_where_they_stand_on_the_other_side(page_alignment):
    nulls = [bead for bead in page_alignment.beads if bead.is_null]
    assert nulls
    for bead in nulls:
        assert bead.source.size + bead.target.size == 1
        assert 0 <= bead.source.start <= len(page_alignment.source_sentences)
        assert 0 <= bead.target.start <= len(page_alignment.target_sentences)


def test_headlines_alone_are_linked_to_the_sentences_that_carry_them():
    """Two Korean headlines without their story, against an English body without its headline."""
    lines = [json.loads(line) for line in (PAGE.parent / "30" / "gold.jsonl").read_text("utf-8").splitlines()]
    heads = [line["ko"][0] for line in lines if line["role"] in ("headline", "deck") and line["ko"]][:2]
    body = [text for line in lines if line["role"] == "body" for text in line["en"]]
    rows = list(Aligner().align_texts("\n".join(heads), "\n".join(body)).rows())
    assert [row.ko for row in rows] == heads
    assert "best quarterly results" in rows[0].en
    assert "88.3%" in rows[1].en


def test_sentences_cut_elsewhere_keep_their_places_and_their_doubts(aligner):
    source = [
        Sentence("정부가 예산안을", "body", 0, Span(0, 8)),
        Sentence("확정했다.", "body", 0, Span(9, 14), soft=True),
    ]
    target = [Sentence("The government finalized the budget.", "body", 0, Span(0, 36))]
    alignment = aligner.align_segmented(source, target, pair_id="own")
    assert alignment.source_sentences == tuple(source)
    assert [bead.kind for bead in alignment.beads] == ["2-1"]
    firm = [source[0], replace(source[1], soft=False)]
    probability = aligner.align_segmented(firm, target).beads[0].probability
    assert alignment.beads[0].probability > probability


def test_numbers_help_and_never_decide_alone(aligner):
    """hunalign's trap: `Chapter 1` draws every sentence with a 1."""
    ko = [
        "1장",
        "왕에게는 아들이 셋 있었다.",
        "막내는 매일 아침 사과 2개를 먹었다.",
        "2장",
        "왕비는 1년 뒤에 병으로 죽었다.",
    ]
    en = [
        "Chapter 1",
        "The king had three sons.",
        "The youngest ate two apples every morning.",
        "Chapter 2",
        "The queen died of an illness a year later.",
    ]
    beads = aligner.align_sentences(ko, en).beads
    assert [(bead.source, bead.target) for bead in beads] == [(Span(k, k + 1), Span(k, k + 1)) for k in range(5)]


def test_a_wrong_number_does_not_beat_a_clear_meaning(aligner):
    ko = ["정부가 예산안을 확정했다.", "왕에게는 아들이 4명 있었다.", "날씨가 몹시 추웠다.", "마구간에는 말이 많았다."]
    en = [
        "The government finalized the budget.",
        "The king had three sons.",
        "The weather was very cold.",
        "There were 4 horses in the stable.",
    ]
    beads = aligner.align_sentences(ko, en).beads
    assert [(bead.source, bead.target) for bead in beads] == [(Span(k, k + 1), Span(k, k + 1)) for k in range(4)]


def test_headlines_of_two_stories_are_not_linked(aligner):
    ko = (PAGE.parent / "22" / "ko.txt").read_text("utf-8")
    alignment = aligner.align_texts(ko, (PAGE.parent / "44" / "en.txt").read_text("utf-8"))
    assert all(bead.is_null for bead in alignment.beads)
    same = aligner.align_texts(ko, (PAGE.parent / "22" / "en.txt").read_text("utf-8"))
    assert next(row for row in same.rows() if row.ko_role == "headline").probability > 0.9
