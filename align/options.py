"""Options with their defaults, shared by the Python API and the command line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from align.errors import OptionError


@dataclass(frozen=True, slots=True)
class AlignOptions:
    """How beads are found.

    `max_bead` is the most sentences that one side of a bead may hold (1 to 4).
    `worth` is the probability (above 0, below 1) from which a bead is linked: each path's beads add up
    their distance to it. `rematch` looks for moved sentences among what the monotone path left over.
    `band` is the least half-width, in sentences, of the corridor searched in long documents;
    shorter ones are searched whole.
    """

    max_bead: int = 4
    worth: float = 0.4
    rematch: bool = True
    band: int = 48

    def __post_init__(self) -> None:
        if not 1 <= self.max_bead <= 4:
            raise OptionError(f"max_bead is {self.max_bead}; give a number from 1 to 4")
        if not 0 < self.worth < 1:
            raise OptionError(f"worth is {self.worth}; give a probability above 0 and below 1")
        if self.band < 8:
            raise OptionError(f"band is {self.band}; give 8 or more")


@dataclass(frozen=True, slots=True)
class CleanOptions:
    """How a page is cleaned.

    `chrome_phrases` are further lines that a site prints around its articles, beside those of
    `align/clean/phrases.txt`; a final `*` matches any continuation.
    """

    chrome_phrases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SegmentOptions:
    """How blocks are cut into sentences.

    `quote_limit` is the most characters that a quotation may keep together as part of one
    sentence; a longer one, and one that never closes, is cut like running text.
    `splitter` is who cuts Korean: `own`, or `kiwi` (`pip install 'hanalign[kiwi]'`).
    `normalize` stores sentences composed (NFC), half-width, with plain quotation marks; without it
    they are stored as the page has them.
    """

    quote_limit: int = 600
    splitter: Literal["own", "kiwi"] = "own"
    normalize: bool = False

    def __post_init__(self) -> None:
        if self.splitter not in ("own", "kiwi"):
            raise OptionError(f"splitter is {self.splitter}; give own or kiwi")
        if self.quote_limit < 0:
            raise OptionError(f"quote_limit is {self.quote_limit}; give 0 or more")


@dataclass(frozen=True, slots=True)
class FilterOptions:
    """Which rows of a corpus are kept; each threshold is one filter of `align.filters`, and None turns it off.

    `min_probability` and `min_quality` (0 to 1) are the least chance that the bead, and the pair as a whole, is right.
    `min_letters` is the fewest letters, `max_length` the most characters, of a side.
    `max_length_ratio` (above 1) is how many times longer or shorter than expected the English side may be.
    `min_language` (0 to 1) is the least share of its own script among the letters of a side; foreign names are common,
    so that Korean text may be half Latin. `langid` asks py3langid as well, which knows French from English.
    `max_symbols` (0 to 1) is the largest share of digits and punctuation, `max_markup` the most tags, entities and
    template marks left over, `max_copied` (0 to 1) how much of the shorter side may stand in the other word for word,
    `max_repeated` (0 to 1) the largest share of n-grams that repeat earlier ones.
    """

    min_probability: float | None = 0.4
    min_quality: float | None = 0.1
    min_letters: int | None = 1
    max_length: int | None = 2000
    max_length_ratio: float | None = 3.0
    min_language: float | None = 0.3
    langid: bool = False
    max_symbols: float | None = 0.8
    max_markup: int | None = 0
    max_copied: float | None = 0.7
    max_repeated: float | None = 0.5

    def __post_init__(self) -> None:
        for name in ("min_probability", "min_quality", "min_language", "max_symbols", "max_copied", "max_repeated"):
            value = getattr(self, name)
            if value is not None and not 0 <= value <= 1:
                raise OptionError(f"{name} is {value}; give a number from 0 to 1")
        for name in ("min_letters", "max_length", "max_markup"):
            value = getattr(self, name)
            if value is not None and value < 0:
                raise OptionError(f"{name} is {value}; give 0 or more")
        if self.max_length_ratio is not None and not self.max_length_ratio > 1:
            raise OptionError(f"max_length_ratio is {self.max_length_ratio}; give a number above 1")


@dataclass(frozen=True, slots=True)
class DedupeOptions:
    """What counts as a duplicate across a corpus.

    `exact` drops a row whose two sides have the letters and digits of an earlier row's.
    `near` is the similarity (Jaccard index of character n-grams of both sides, above 0 and below 1) from which a row
    is a near duplicate; None keeps them. `permutations` is the length of the MinHash sketch that estimates it.
    """

    exact: bool = True
    near: float | None = 0.8
    permutations: int = 128

    def __post_init__(self) -> None:
        if self.near is not None and not 0 < self.near < 1:
            raise OptionError(f"near is {self.near}; give a similarity above 0 and below 1")
        if not 16 <= self.permutations <= 1024:
            raise OptionError(f"permutations is {self.permutations}; give a number from 16 to 1024")


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """How a corpus is built from many article pairs.

    `split` names parts of the corpus with their shares, which add up to 1; empty for none.
    `rows_per_file` cuts the corpus into compressed files of that many rows; 0 writes one plain file.

    The others have no part in the result: `jobs` processes (0 for one a core) work on batches of `batch_size` pairs,
    and a pair that takes longer than `timeout` seconds (0 for no limit) is rejected.
    """

    filters: FilterOptions = FilterOptions()
    dedupe: DedupeOptions = DedupeOptions()
    split: tuple[tuple[str, float], ...] = ()
    rows_per_file: int = 0
    jobs: int = 0
    batch_size: int = 32
    timeout: float = 600.0

    def __post_init__(self) -> None:
        names = [name for name, _ in self.split]
        for name, share in self.split:
            if not name or not name.replace("-", "").replace("_", "").isalnum():
                raise OptionError(f"split {name!r} is no name; use letters, digits, - and _")
            if not 0 < share <= 1:
                raise OptionError(f"the share of split {name} is {share}; give a number above 0, at most 1")
        if len(set(names)) < len(names):
            raise OptionError(f"split {', '.join(names)}: a name stands twice; give each its own")
        if self.split and abs(sum(share for _, share in self.split) - 1) > 1e-6:
            raise OptionError(
                f"the shares of the splits add up to {sum(s for _, s in self.split):g}; make them add to 1"
            )
        for name in ("rows_per_file", "jobs", "timeout"):
            if getattr(self, name) < 0:
                raise OptionError(f"{name} is {getattr(self, name)}; give 0 or more")
        if self.batch_size < 1:
            raise OptionError(f"batch_size is {self.batch_size}; give 1 or more")


#: Metrics of translations, as `TranslationOptions.metrics` and the command line name them.
TRANSLATION_METRICS = ("bleu", "chrf", "chrf++", "ter")
#: Tokenizers of BLEU that need no download.
BLEU_TOKENIZERS = ("13a", "ko-mecab", "char", "intl", "none")


@dataclass(frozen=True, slots=True)
class TranslationOptions:
    """How translations are scored.

    `metrics` are some of TRANSLATION_METRICS; TER takes ten times as long as the others together, so that it has to
    be asked for. `language` is that of the translations, None to detect it; `tokenizer` is that of BLEU, None for the
    one of the language: 13a for English, ko-mecab for Korean (`pip install 'hanalign[ko]'`), characters without it.

    `test` compares systems with the first one: `bs` by paired bootstrap resampling, `ar` by paired approximate
    randomisation, `none` not at all. `samples` are resamples or trials, 0 for sacrebleu's 1,000 and 10,000. A lone
    system gets a bootstrap interval where `confidence` asks for one. `segments` keeps the scores of segments.
    `realign` cuts each translation anew, into the sentences of the reference.
    """

    metrics: tuple[str, ...] = ("bleu", "chrf", "chrf++")
    language: Literal["ko", "en"] | None = None
    tokenizer: str | None = None
    lowercase: bool = False
    test: Literal["bs", "ar", "none"] = "bs"
    samples: int = 0
    confidence: bool = False
    segments: bool = False
    realign: bool = False

    def __post_init__(self) -> None:
        known = ", ".join(TRANSLATION_METRICS)
        for metric in self.metrics:
            if metric not in TRANSLATION_METRICS:
                raise OptionError(f"there is no metric {metric!r}; give some of {known}")
        if not self.metrics or len(set(self.metrics)) < len(self.metrics):
            raise OptionError(f"metrics are {', '.join(self.metrics) or 'none'}; give each of {known} at most once")
        if self.language not in (None, "ko", "en"):
            raise OptionError(f"language is {self.language!r}; give ko or en")
        if self.tokenizer is not None and self.tokenizer not in BLEU_TOKENIZERS:
            raise OptionError(f"tokenizer is {self.tokenizer!r}; give one of {', '.join(BLEU_TOKENIZERS)}")
        if self.test not in ("bs", "ar", "none"):
            raise OptionError(f"test is {self.test!r}; give bs, ar or none")
        if self.samples < 0:
            raise OptionError(f"samples is {self.samples}; give 0 or more")


_LANGUAGE_CODE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")


@dataclass(frozen=True, slots=True)
class FormatOptions:
    """How corpora are written to other formats, and read from them.

    `source_lang` and `target_lang` are language codes (BCP 47) of the Korean and the English side, such as `ko-KR`;
    in reading, `ko` stands for `ko-KR` too, and the other way round. `xliff_version` is what is written; both are read.
    `signature` says what made the corpus, in the formats that have a place for it: TMX, XLIFF, Excel, Hugging Face.
    """

    source_lang: str = "ko"
    target_lang: str = "en"
    xliff_version: Literal["1.2", "2.0"] = "1.2"
    signature: str = ""

    def __post_init__(self) -> None:
        for name in ("source_lang", "target_lang"):
            if not _LANGUAGE_CODE.fullmatch(getattr(self, name)):
                raise OptionError(f"{name} is {getattr(self, name)!r}; give a language code such as ko, en or en-US")
        if self.source_lang.lower() == self.target_lang.lower():
            raise OptionError(f"both languages are {self.source_lang}; give two")
        if self.xliff_version not in ("1.2", "2.0"):
            raise OptionError(f"xliff_version is {self.xliff_version!r}; give 1.2 or 2.0")
