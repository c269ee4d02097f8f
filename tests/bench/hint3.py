"""Our classifier on HINT3 v1 (aclanthology.org/2020.insights-1.16), a folder with train/ and test/ given on the command line.

Runs in the engine's world. For each of the three bots: accuracy on messages that have an answer, with nothing rejected;
AUROC of the confidence between those and messages that have none; Matthews' correlation with the threshold that is best
on the other two bots. The full training sets, nothing chosen on the test sets.
"""

import csv
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import numpy as np
from sklearn.metrics import matthews_corrcoef, roc_auc_score

from encoder.memory import at_once
from engine.featurizer import encoder
from engine.learned import learn

BOTS = ("sofmattress", "curekart", "powerplay11")
NONE = "NO_NODES_DETECTED"


def rows(path: Path) -> "list[tuple[str, str]]":
    with path.open(encoding="utf-8", newline="") as file:
        return [(row["sentence"], row["label"]) for row in csv.DictReader(file) if row["sentence"].strip()]


def asked(folder: Path, bot: str) -> SimpleNamespace:
    """What the classifier trained for *bot* makes of its test messages."""
    train, test = rows(folder / "train" / f"{bot}_train.csv"), rows(folder / "test" / f"{bot}_test.csv")
    ours, began = encoder(), time.monotonic()
    texts = [text for text, _ in train]
    learned = learn(texts, [label for _, label in train], at_once(ours, texts))
    trained, began = time.monotonic() - began, time.process_time()
    sure = np.concatenate([learned.confidences([text], ours.depths([text])) for text, _ in test])
    each = (time.process_time() - began) / len(test) * 1000
    wanted, got = np.array([label for _, label in test]), np.array(learned.names)[sure.argmax(1)]
    return SimpleNamespace(wanted=wanted, got=got, sure=sure.max(1), trained=trained, each=each)


def correlation(found: SimpleNamespace, threshold: float) -> float:
    return float(matthews_corrcoef(found.wanted, np.where(found.sure >= threshold, found.got, NONE)))


def main() -> None:
    found = {bot: asked(Path(sys.argv[1]), bot) for bot in BOTS}
    thresholds = np.linspace(0, 1, 101)
    means = []
    for bot, one in found.items():
        inside = one.wanted != NONE
        others = [other for name, other in found.items() if name != bot]
        best = max(thresholds, key=lambda threshold: sum(correlation(other, threshold) for other in others))
        figures = (np.mean(one.got[inside] == one.wanted[inside]), roc_auc_score(inside, one.sure), correlation(one, best))
        means.append(figures)
        print(f"{bot:<14} in scope {figures[0]:.3f}  AUROC {figures[1]:.3f}  MCC {figures[2]:.3f} (threshold {best:.2f})  "
              f"trained in {one.trained:.1f} s, {one.each:.1f} ms of processor time a message")  # fmt: skip
    print("mean           in scope {:.3f}  AUROC {:.3f}  MCC {:.3f}".format(*np.mean(means, axis=0)))


if __name__ == "__main__":
    main()
