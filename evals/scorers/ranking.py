"""A ranked list of documents against judgements: nDCG, average precision, recall [Manning2008]_.

References:
    .. [Manning2008] C. Manning, P. Raghavan, H. Schütze, Introduction to Information Retrieval, 2008, chapter 8.
"""

from collections.abc import Mapping, Sequence
from math import log2

from ech0.core.types import Answer, Passage
from evals.case import Case, Score


def ndcg(ranked: Sequence[str], gains: Mapping[str, float], k: int) -> float:
    """Discounted gain of the first `k` over that of the best possible order; 0 if nothing is relevant."""
    best = sorted(gains.values(), reverse=True)[:k]
    ideal = sum(g / log2(n + 1) for n, g in enumerate(best, 1))
    found = sum(gains.get(d, 0.0) / log2(n + 1) for n, d in enumerate(ranked[:k], 1))
    return found / ideal if ideal else 0.0


def average_precision(ranked: Sequence[str], gains: Mapping[str, float]) -> float:
    """Mean of the precision at each relevant document, those never found counting 0; MAP is its mean over queries."""
    wanted = sum(g > 0 for g in gains.values())
    hits, total = 0, 0.0
    for n, document in enumerate(ranked, 1):
        if gains.get(document, 0.0) > 0:
            hits += 1
            total += hits / n
    return total / wanted if wanted else 0.0


def recall(ranked: Sequence[str], gains: Mapping[str, float], k: int) -> float:
    """The part of the relevant documents that is among the first `k`."""
    wanted = {d for d, g in gains.items() if g > 0}
    return len(wanted & set(ranked[:k])) / len(wanted) if wanted else 0.0


def _documents(passages: Sequence[Passage]) -> list[str]:
    return list(dict.fromkeys(p.document for p in passages))


def ranking(case: Case, answer: Answer) -> Score:
    """nDCG@10 of the answer's passages, each document counted where it first comes; the target maps ids to gains.

    It counts as correct if one of the first ten is relevant. Where passages say what rank they had by words alone and
    by meaning alone, the same is told of these two, so that the three are of one run.
    """
    ranked, gains = _documents(answer.passages), case.target
    value = min(ndcg(ranked, gains, 10), 1.0)
    parts = {"nDCG@10": value, "MAP": average_precision(ranked, gains), "R@100": recall(ranked, gains, 100)}
    parts["first"] = float(any(gains.get(d, 0.0) > 0 for d in ranked[:1]))
    for name, ranks in (
        ("words alone", [(p.by_words, p) for p in answer.passages]),
        ("meaning alone", [(p.by_meaning, p) for p in answer.passages]),
    ):
        known = sorted(((rank, n) for n, (rank, _) in enumerate(ranks) if rank is not None))
        if known:
            alone = _documents([answer.passages[n] for _, n in known])
            parts[f"nDCG@10, {name}"] = min(ndcg(alone, gains, 10), 1.0)
            parts[f"first, {name}"] = float(any(gains.get(d, 0.0) > 0 for d in alone[:1]))
    told = ", ".join(f"{name} {figure:.3f}" for name, figure in parts.items())
    return Score(correct=value > 0, value=value, reason=told, parsed=bool(ranked), parts=parts)
