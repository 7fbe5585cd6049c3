"""The data types: what a bead and a row are made of."""

from align import AlignedPair, Alignment, Article, Bead, Block, Sentence, Span


def alignment():
    return Alignment(
        pair_id="p",
        source_sentences=(Sentence("가.", "headline"), Sentence("나.", paragraph=1), Sentence("다.", paragraph=1)),
        target_sentences=(Sentence("A.", "headline"), Sentence("B.", paragraph=1), Sentence("C.", paragraph=2)),
        beads=(
            Bead(Span(0, 1), Span(0, 1), 0.9, 0.5),
            Bead(Span(1, 3), Span(1, 2), 0.8, 0.4, crossing=True),
            Bead(Span(3, 3), Span(2, 3), 0.7),
        ),
        signature="s",
    )


def test_empty_spans_at_two_places_differ():
    assert Span(3, 3) != Span(5, 5)
    assert (Span(3, 3).size, Span(3, 5).size) == (0, 2)


def test_kind_counts_both_sides():
    assert [bead.kind for bead in alignment().beads] == ["1-1", "2-1", "0-1"]
    assert [bead.is_null for bead in alignment().beads] == [False, False, True]
    assert Bead(Span(0, 1), Span(0, 0), 1.0).is_null


def test_title_is_the_first_headline():
    raw = "메뉴\n제목\n부제\n제목 둘"
    blocks = (
        Block(Span(0, 2), "chrome"),
        Block(Span(3, 5), "headline"),
        Block(Span(6, 8), "deck"),
        Block(Span(9, 13), "headline"),
    )
    assert Article("", "ko", raw, blocks).title == "제목"
    assert Article("", "ko", raw, blocks[:1]).title == ""


def test_rows_join_sentences_and_leave_nulls_out():
    assert list(alignment().rows()) == [
        AlignedPair("p", "가.", "A.", "1-1", 0.9, 0.5, "headline", "headline", Span(0, 1), Span(0, 1), False),
        AlignedPair("p", "나. 다.", "B.", "2-1", 0.8, 0.4, "body", "body", Span(1, 3), Span(1, 2), True),
    ]


def test_rows_keep_nulls_where_asked():
    assert list(alignment().rows(nulls=True))[2:] == [
        AlignedPair("p", "", "C.", "0-1", 0.7, 0.0, "", "body", Span(3, 3), Span(2, 3), False)
    ]


def test_frame_has_the_rows():
    frame = alignment().to_frame(nulls=True)
    assert list(frame["kind"]) == ["1-1", "2-1", "0-1"]
    assert list(frame["ko_index"]) == ["0:1", "1:3", "3:3"]
    assert len(alignment().to_frame()) == 2
