#!/usr/bin/env python3
"""Train the bundled encoder: SentencePiece subwords, one vector each, in `align/models/encoder/`.

First the sums of subword vectors learn, in large batches, to tell translations from other texts of the same
domain; then, in small batches of sentences, sums and coverage learn together (`contrastive.py`). The vectors
are stored as int8 with a scale each. Dev data are measured after every epoch, never fitted on.

On two cores it takes about a quarter of an hour. The seed fixes the result on one machine with one number
of threads of the linear algebra library.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path

import numpy as np
import sentencepiece
from contrastive import Floats, Ints, Tokens, coverage_loss, sum_loss
from regimes import read_pages
from rich.progress import Progress, TextColumn
from scipy import sparse

from align.encode import StaticEncoder, normalise

ROOT = Path(__file__).resolve().parent.parent

#: File, domain, licence. Batches hold texts of one domain, which makes its other texts hard negatives.
SOURCES = {
    "train/krdict_defs": ("definitions", "CC BY-SA 2.0 KR"),
    "train/python_docs": ("software", "PSF"),
    "train/tensorflow_docs": ("software", "Apache-2.0"),
    "train/react_docs": ("software", "CC BY 4.0"),
    "train/rust_book": ("software", "MIT or Apache-2.0"),
    "train/rust_book_2nd_ed": ("software", "MIT or Apache-2.0"),
    "train/bible_krv_web": ("scripture", "public domain"),
    "train/tatoeba": ("news", "CC BY 2.0 FR"),
    "train/cc_kedict_examples": ("news", "CC BY-SA 3.0"),
    "train/news_2000": ("news", "CC BY-SA 3.0"),
    "train/jhe_dev": ("news", "CC BY-SA 3.0"),
    "project/sentences": ("news", "written for hanalign"),
    "project/headlines": ("news", "written for hanalign"),
    "project/glossary": ("glossary", "written for hanalign"),
    "lexicon/krdict": ("lexicon", "CC BY-SA 2.0 KR"),
    "lexicon/loanwords_names_nikl": ("lexicon", "Apache-2.0"),
    "lexicon/cc_kedict": ("lexicon", "CC BY-SA 3.0"),
    "lexicon/wiktionary_en_ko": ("lexicon", "CC BY-SA 3.0"),
    "lexicon/kengdic_ezcorean6000": ("lexicon", "MPL 2.0"),
    "lexicon/nsi_brands_orgs": ("lexicon", "BSD-3-Clause"),
}


@dataclass(frozen=True)
class Training:
    """What the result depends on, beside the data."""

    vocabulary: int = 32_000
    dimensions: int = 256
    batch: int = 8192
    epochs: int = 10
    plain_epochs: int = 3  # at the end, without subword sampling
    rate: float = 0.03
    temperature: float = 0.05
    drop: float = 0.2  # share of tokens left out of a text, anew each time
    sampling: float = 0.3  # alpha of subword regularisation (Kudo 2018)
    # Times that an epoch goes through a domain.
    repeats: dict[str, int] = field(default_factory=lambda: {"news": 5, "glossary": 2})
    cover_epochs: int = 3
    cover_batch: int = 96
    cover_rate: float = 0.003
    cover_drop: float = 0.1
    cover_others: int = 6000  # sentences of other domains in each epoch, beside all of news
    cover_longest: int = 60  # tokens of a text
    # Texts for the subword model: a share of the large technical sources, news several times over.
    subword_shares: dict[str, float] = field(
        default_factory=lambda: {
            "train/python_docs": 0.35, "train/tensorflow_docs": 0.35, "train/bible_krv_web": 0.25,
            "train/krdict_defs": 0.7, "train/react_docs": 0.6,
            "train/news_2000": 3, "project/sentences": 3, "project/headlines": 3, "project/glossary": 2,
        }
    )  # fmt: skip
    seed: int = 1


Pair = tuple[str, str]


def read_pairs(path: Path) -> list[Pair]:
    """Read `ko<TAB>en` lines as the encoder sees them; lines with an empty side are left out."""
    rows = (line.split("\t")[:2] for line in path.read_text(encoding="utf-8").splitlines())
    pairs = ((normalise(row[0]), normalise(row[1])) for row in rows if len(row) == 2)
    return [pair for pair in pairs if all(pair)]


def read_sources(data: Path, without: set[str]) -> dict[str, list[Pair]]:
    """Read all sources but those named, each pair once."""
    seen: set[Pair] = set()
    sources = {}
    for name in SOURCES:
        if name in without:
            continue
        pairs = [pair for pair in dict.fromkeys(read_pairs(data / f"{name}.tsv")) if pair not in seen]
        seen.update(pairs)
        sources[name] = pairs
    return sources


def train_subwords(sources: dict[str, list[Pair]], training: Training, path: Path) -> None:
    """Train the subword model, shared by both languages, on a mix of the sources."""
    rng = np.random.default_rng(training.seed)

    def texts() -> Iterator[str]:
        for name, pairs in sources.items():
            share = training.subword_shares.get(name, 1.0)
            for pair in pairs:
                times = int(share) if share >= 1 else int(rng.random() < share)
                for _ in range(times):
                    yield from pair

    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=texts(),
        model_prefix=str(path.with_suffix("")),
        vocab_size=training.vocabulary,
        model_type="unigram",
        character_coverage=0.9998,
        normalization_rule_name="identity",
        max_sentence_length=20_000,
        unk_id=0,
        bos_id=-1,
        eos_id=-1,
        pad_id=-1,
        minloglevel=2,
    )


class Subwords:
    """Cuts texts into subwords, at random where asked for."""

    def __init__(self, path: Path, seed: int) -> None:
        self._model = sentencepiece.SentencePieceProcessor(model_file=str(path))
        sentencepiece.set_random_generator_seed(seed)

    def __len__(self) -> int:
        return int(self._model.get_piece_size())

    def __call__(self, texts: list[str], alpha: float = 0.0) -> list[list[int]]:
        if not alpha:
            return [self._model.encode(text) for text in texts]
        return [self._model.encode(text, enable_sampling=True, alpha=alpha, nbest_size=-1) for text in texts]


class Adam:
    """Adam (Kingma & Ba 2015) on the rows that a batch touches."""

    def __init__(self, vectors: Floats) -> None:
        self._vectors = vectors
        self._mean = np.zeros_like(vectors)
        self._square = np.zeros_like(vectors)
        self._steps = 0

    def step(self, rows: Ints, gradient: Floats, rate: float) -> None:
        self._steps += 1
        self._mean[rows] = mean = 0.9 * self._mean[rows] + 0.1 * gradient
        self._square[rows] = square = 0.999 * self._square[rows] + 0.001 * gradient * gradient
        mean = mean / (1 - 0.9**self._steps)
        square = square / (1 - 0.999**self._steps)
        self._vectors[rows] -= rate * mean / (np.sqrt(square) + 1e-8)


def _schedule(step: int, steps: int) -> float:
    """Return the share of the learning rate at a step: ten steps of warming up, then down in a line to 2 %."""
    return max(0.02, 1 - step / steps) * min(1.0, (step + 1) / 10)


def _names(texts: list[str]) -> Ints:
    known: dict[str, int] = {}
    return np.array([known.setdefault(text, len(known)) for text in texts])


def learn_sums(
    vectors: Floats, subwords: Subwords, sources: dict[str, list[Pair]], training: Training, progress: Progress
) -> None:
    """Train the vectors in place on all sources, batches of one domain each."""
    rng = np.random.default_rng(training.seed)
    pairs = [pair for part in sources.values() for pair in part]
    domains = np.array([SOURCES[name][0] for name, part in sources.items() for _ in part])
    source, target = [ko for ko, _ in pairs], [en for _, en in pairs]
    names = _names(source), _names(target)
    members = {domain: np.flatnonzero(domains == domain) for domain in sorted(set(domains.tolist()))}
    counts = {d: max(1, round(len(places) / training.batch)) for d, places in members.items()}
    repeats = {domain: training.repeats.get(domain, 1) for domain in members}
    steps = training.epochs * sum(counts[d] * repeats[d] for d in members)
    task = progress.add_task("sums", total=steps, note="")
    adam, step = Adam(vectors), 0
    for epoch in range(training.epochs):
        alpha = training.sampling if epoch < training.epochs - training.plain_epochs else 0.0
        matrices = []
        for texts in (source, target):
            matrix = Tokens.of(subwords(texts, alpha)).matrix(len(vectors))
            matrix.data[rng.random(len(matrix.data)) < training.drop] = 0
            matrices.append(matrix)
        batches = [
            batch
            for domain, places in members.items()
            for _ in range(repeats[domain])
            for batch in np.array_split(rng.permutation(places), counts[domain])
        ]
        losses = []
        for k in rng.permutation(len(batches)):
            batch = batches[k]
            near, far = (matrix[batch] for matrix in matrices)
            loss, left, right = sum_loss(
                near @ vectors, far @ vectors, training.temperature, (names[0][batch], names[1][batch])
            )
            touching = sparse.vstack([near, far]).tocsc()
            gradient = touching.T @ np.vstack([left, right])
            rows = np.flatnonzero(np.diff(touching.indptr))
            adam.step(rows, gradient[rows], training.rate * _schedule(step, steps))
            step += 1
            losses.append(loss)
            progress.update(task, advance=1, note=f"epoch {epoch + 1} loss {np.mean(losses):.3f}")


def learn_coverage(
    vectors: Floats, subwords: Subwords, sources: dict[str, list[Pair]], training: Training, progress: Progress
) -> None:
    """Go on training the vectors in place on sentences: news at random and in page order, and some others."""
    rng = np.random.default_rng(training.seed)
    news = [p for name, part in sources.items() if SOURCES[name][0] == "news" for p in part]
    ordered = sources.get("train/news_2000", [])
    others = [
        (ko, en)
        for name, part in sources.items()
        if SOURCES[name][0] in ("definitions", "software", "scripture")
        for ko, en in part
        if len(ko) < 300 and len(en) < 600
    ]
    size = training.cover_batch

    def batches() -> list[list[Pair]]:
        shuffled = [news[k] for k in rng.permutation(len(news))]
        # Others stay in the order of their sources, so that neighbours are about the same things.
        some = [others[k] for k in sorted(rng.permutation(len(others))[: training.cover_others])]
        return [run[k : k + size] for run in (shuffled, some, ordered) for k in range(0, len(run) - 8, size)]

    def cut(texts: list[str]) -> Tokens:
        out = []
        for tokens in subwords(texts, training.sampling):
            kept = [token for token in tokens if rng.random() >= training.cover_drop] or tokens
            out.append(kept[: training.cover_longest])
        return Tokens.of(out)

    steps = training.cover_epochs * len(batches())
    task = progress.add_task("coverage", total=steps, note="")
    adam, step = Adam(vectors), 0
    for epoch in range(training.cover_epochs):
        losses = []
        todo = batches()
        for k in rng.permutation(len(todo)):
            batch = list({en: (ko, en) for ko, en in {ko: (ko, en) for ko, en in todo[k]}.values()}.values())
            near, far = cut([ko for ko, _ in batch]), cut([en for _, en in batch])
            source, target = vectors[near.ids], vectors[far.ids]
            loss, left, right = coverage_loss(source, target, near, far, training.temperature)
            _, left_sum, right_sum = sum_loss(
                np.add.reduceat(source, near.offsets[:-1]),
                np.add.reduceat(target, far.offsets[:-1]),
                training.temperature,
            )
            slopes = np.vstack([left + left_sum[near.owners], right + right_sum[far.owners]])
            rows, places = np.unique(np.concatenate([near.ids, far.ids]), return_inverse=True)
            gather = sparse.csr_matrix(
                (np.ones(len(places), np.float32), (places, np.arange(len(places)))), shape=(len(rows), len(places))
            )
            adam.step(rows, gather @ slopes.astype(np.float32), training.cover_rate * _schedule(step, steps))
            step += 1
            losses.append(loss)
            progress.update(task, advance=1, note=f"epoch {epoch + 1} loss {np.mean(losses):.3f}")


def _precision(similar: Floats) -> float:
    own = np.arange(len(similar))
    return float(((similar.argmax(axis=1) == own).mean() + (similar.argmax(axis=0) == own).mean()) / 2)


def measure(encoder: StaticEncoder, data: Path) -> dict[str, float]:
    """Return mean P@1 of both ways: each line against all others, and 1-1 beads within their page."""
    results = {}
    for name in ("news_dev1000", "jhe_eval720"):
        rows = [line.split("\t") for line in (data / "dev" / f"{name}.tsv").read_text(encoding="utf-8").splitlines()]
        source, target = (encoder.encode([row[k] for row in rows]).vectors for k in (0, 1))
        results[name] = round(_precision(_cosines(source, target)), 4)
    hits = total = 0
    for page in read_pages(data / "dev" / "pages"):
        source, target = (encoder.encode([u.text for u in side]).vectors for side in (page.source, page.target))
        similar = _cosines(source, target)
        for s, t in page.beads:
            if s.size == t.size == 1:
                hits += int(similar[s.start].argmax() == t.start) + int(similar[:, t.start].argmax() == s.start)
                total += 2
    results["pages"] = round(hits / total, 4)
    return results


def _cosines(source: Floats, target: Floats) -> Floats:
    source, target = (side / np.maximum(np.linalg.norm(side, axis=1, keepdims=True), 1e-6) for side in (source, target))
    return source @ target.T


def pack(vectors: Floats, pieces: Path, folder: Path, card: dict[str, object]) -> None:
    """Write the encoder's files; those of an earlier one are replaced."""
    folder.mkdir(parents=True, exist_ok=True)
    scales = np.maximum(np.abs(vectors).max(axis=1), 1e-9).astype(np.float32) / 127
    small = np.round(vectors / scales[:, None]).astype(np.int8)
    np.save(folder / "vectors.npy", small)
    np.save(folder / "scales.npy", scales)
    shutil.copyfile(pieces, folder / "pieces.model")
    digest = hashlib.sha256(small.tobytes() + scales.tobytes() + pieces.read_bytes()).hexdigest()
    (folder / "card.json").write_text(json.dumps({"hash": digest, **card}, indent=1) + "\n", encoding="utf-8")


def write_card(folder: Path, measured: dict[str, float]) -> None:
    """Write the model card beside the encoder, with what was tried (`encoder_trials.md`)."""
    card = json.loads((folder / "card.json").read_text(encoding="utf-8"))
    sources = "\n".join(f"| {s['name']} | {s['pairs']:,} | {s['licence']} |" for s in card["data"])
    results = "\n".join(f"| {name} | {value:.4f} |" for name, value in measured.items())
    trials = (ROOT / "scripts" / "encoder_trials.md").read_text(encoding="utf-8")
    (folder / "CARD.md").write_text(
        f"# Model card: hanalign static encoder\n\n"
        f"Trained on {card['date']} by `scripts/train_encoder.py`, SHA-256 `{card['hash'][:16]}…`. "
        f"{card['training']['vocabulary']:,} Korean and English subwords, "
        f"{card['training']['dimensions']} dimensions, int8.\n\n"
        "Made for comparing Korean with English sentences, of news above all. No order of words, no context: "
        "*dog bites man* and *man bites dog* are the same to it. Negation and roles are beyond it.\n\n"
        f"## Data\n\n| source | pairs | licence |\n|---|---|---|\n{sources}\n\n"
        "None of the data is part of hanalign; the parameters were fitted on it.\n\n"
        f"## Retrieval\n\nMean P@1 of both ways, by cosine alone: each line against all of its file; 1-1 beads within "
        f"their page.\n\n| dev set | P@1 |\n|---|---|\n{results}\n\n{trials}",
        encoding="utf-8",
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--out", type=Path, default=ROOT / "align" / "models" / "encoder")
    parser.add_argument("--without", action="append", default=[], help="source to leave out, e.g. train/news_2000")
    parser.add_argument("--seed", type=int, default=Training.seed)
    parser.add_argument("--vocabulary", type=int, default=Training.vocabulary)
    parser.add_argument("--dimensions", type=int, default=Training.dimensions)
    parser.add_argument("--epochs", type=int, default=Training.epochs)
    parser.add_argument("--cover-epochs", type=int, default=Training.cover_epochs)
    options = parser.parse_args()
    training = Training(
        seed=options.seed,
        vocabulary=options.vocabulary,
        dimensions=options.dimensions,
        epochs=options.epochs,
        cover_epochs=options.cover_epochs,
    )
    sources = read_sources(options.data, set(options.without))
    rng = np.random.default_rng(training.seed)
    vectors = rng.normal(0, 0.02, (training.vocabulary, training.dimensions)).astype(np.float32)
    card: dict[str, object] = {
        "name": "hanalign static encoder",
        "date": date.today().isoformat(),
        "training": asdict(training),
        "data": [{"name": k, "pairs": len(v), "licence": SOURCES[k][1]} for k, v in sources.items()],
    }
    columns = (*Progress.get_default_columns(), TextColumn("{task.fields[note]}"))
    with tempfile.TemporaryDirectory() as scratch:
        pieces = Path(scratch) / "pieces.model"
        print(f"{sum(map(len, sources.values())):,} pairs from {len(sources)} sources; training subwords")
        train_subwords(sources, training, pieces)
        subwords = Subwords(pieces, training.seed)
        for learn in (learn_sums, learn_coverage):
            with Progress(*columns) as progress:
                learn(vectors, subwords, sources, training, progress)
            pack(vectors, pieces, options.out, card)
            measured = measure(StaticEncoder.from_folder(options.out), options.data)
            print(learn.__name__, measured, flush=True)
    write_card(options.out, measured)


if __name__ == "__main__":
    main()
