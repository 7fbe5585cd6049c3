"""Why a pair may be bad, in words that a person can act on, with the places that they are about."""

from __future__ import annotations

from collections.abc import Iterator

from align.bitext import Reason, Span
from align.language import hangul_share
from align.score.features import FEATURES, Profile
from align.score.words import word_spans

#: Quality above which a pair has no reason but contradicting evidence.
GOOD = 0.8
#: Standard deviations of the length ratio that are worth a word.
_ODD_LENGTH = 2.0
#: Weight of words in a row without a partner, as a share of a side, that is worth a word.
_LONG_RUN = 0.25
#: Quality below which a pair may be no pair at all.
_BAD = 0.5
#: Coverage of the better covered side below which two texts tell different things.
_STRANGE = 0.45
#: Standard deviations by which a side is too short where it lacks what the other one says at length.
_CUT = 1.5
_COPIED, _COPIED_AT = 0.7, FEATURES.index("copied")
_REPEATED = 0.4
_SHOWN = 40


def disqualified(ko: str, en: str, profile: Profile) -> tuple[Reason, ...]:
    """Return what makes a pair no translation at all: a blank side, a copy, the wrong language."""
    if not ko.strip() or not en.strip():
        return (Reason("empty", "both" if not (ko.strip() or en.strip()) else "en" if ko.strip() else "ko"),)
    return tuple(_foreign(ko, en, profile))


def reasons_of(ko: str, en: str, profile: Profile, quality: float) -> tuple[Reason, ...]:
    """Return what speaks against a pair, the most telling first; only evidence for a good pair."""
    return (*_evidence(profile), *(_content(ko, en, profile, quality) if quality < GOOD else ()))


def _foreign(ko: str, en: str, profile: Profile) -> Iterator[Reason]:
    """Yield what makes a side no translation at all."""
    if ko.strip() == en.strip() and any(c.isalpha() for c in ko):
        yield Reason("untranslated_copy", "", Span(0, len(ko)), Span(0, len(en)))
        return
    source, target = hangul_share([ko]), hangul_share([en])
    if target is not None and target > 0.6:
        yield Reason("wrong_language", "en", None, Span(0, len(en)))
    if source is not None and source < 0.1:
        yield Reason("wrong_language", "ko", Span(0, len(ko)))
    elif profile.values[_COPIED_AT] > _COPIED and len(en.split()) > 3:
        yield Reason("untranslated_copy", "", Span(0, len(ko)), Span(0, len(en)))


def _evidence(profile: Profile) -> Iterator[Reason]:
    evidence = profile.evidence
    for left, right in evidence.clashes:
        yield Reason("number_mismatch", f"{left.text}|{right.text}", left.span, right.span)
    for one in evidence.alone_ko:
        yield Reason("number_missing", one.text, ko=one.span)
    for one in evidence.alone_en:
        yield Reason("number_missing", one.text, en=one.span)
    if len(evidence.names_ko) == len(evidence.names_en) == 1:
        left_name, right_name = evidence.names_ko[0], evidence.names_en[0]
        yield Reason("name_mismatch", f"{left_name.text}|{right_name.text}", left_name.span, right_name.span)
        return
    for name in evidence.names_ko:
        yield Reason("name_missing", name.text, ko=name.span)
    for name in evidence.names_en:
        yield Reason("name_missing", name.text, en=name.span)


def _content(ko: str, en: str, profile: Profile, quality: float) -> Iterator[Reason]:
    value = dict(zip(FEATURES, profile.values.tolist(), strict=True))
    if quality < _BAD and max(value["coverage_ko"], value["coverage_en"]) < _STRANGE:
        yield Reason("misaligned", "", Span(0, len(ko)), Span(0, len(en)))
        return
    for text, run, share, is_source in (
        (ko, profile.ko_run, value["run_ko"], True),
        (en, profile.en_run, value["run_en"], False),
    ):
        if share < _LONG_RUN:
            continue
        words = word_spans(text)
        span = Span(words[run.start].start, words[run.stop - 1].stop)
        part = text[span.start : span.stop]
        part = part if len(part) <= _SHOWN else part[: _SHOWN - 1] + "…"
        is_short = value["length_short"] if is_source else value["length_long"]
        name = "truncated" if is_short >= _CUT else "extra_content"
        yield Reason(name, part, span if is_source else None, None if is_source else span)
    if value["length"] >= _ODD_LENGTH:
        yield Reason("length", f"{len(ko)}|{len(en)}")
    if value["repeated"] >= _REPEATED:
        yield Reason("repetition")
    if value["negation"] and quality < _BAD:
        yield Reason("negation")
