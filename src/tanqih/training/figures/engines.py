"""Real output of six engines before and after `fix`: chrF++ and TER against the human translation, the Arabic given."""

from __future__ import annotations

from collections.abc import Iterator

from tanqih.errors import MissingExtraError
from tanqih.training.corpora import rows
from tanqih.training.figures import Asked, Line
from tanqih.training.figures.gold import mended

ENGINES = ("argos", "bergamot-base", "google", "microsoft", "nllb", "opusmt")
PROFILE = "preserve"


def engines(asked: Asked) -> Iterator[Line]:
    """chrF++ (word order 2) and TER of every engine: as it is, mended by the rules, mended with the model."""
    checker = asked.with_model(PROFILE)
    if checker is None:
        asked.say("engines: needs a model folder; export the checkpoint first")
        return
    try:
        from sacrebleu.metrics.chrf import CHRF
        from sacrebleu.metrics.ter import TER
    except ImportError:
        raise MissingExtraError("chrF++ and TER", "score") from None
    table = asked.some(list(rows(asked.file("corpora/ar-en/flores-dev.tsv.gz"))))
    references = [[row["reference"] for row in table]]
    for engine in ENGINES:
        asked.say(f"engines: {engine}, {len(table)} sentences")
        plain = [row[engine] for row in table]
        by_rules = [mended(asked.rules(PROFILE), row[engine], row["source"]) for row in table]
        by_model = [mended(checker, row[engine], row["source"]) for row in table]
        for name, metric in (("chrF++", CHRF(word_order=2)), ("TER", TER())):
            scores = [round(metric.corpus_score(texts, references).score, 2) for texts in (plain, by_rules, by_model)]
            nothing, rules, model = scores
            yield Line("engines", f"{engine}, {name}", model, nothing, rules, nothing, at_most=name == "TER", digits=2)
        changed = sum(one != other for one, other in zip(by_rules, by_model, strict=True))
        yield Line("engines", f"{engine}, sentences that the model changes", changed, 0, 0, digits=0)
