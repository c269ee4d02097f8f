"""Learns `encoder/adaptation.npz` from data/: python tools/adapt.py [ROUNDS]. The product never runs it.

Takes half an hour on two cores. With ROUNDS given it goes on from the corrections as they are, which suits some
thousand new examples.

Needs an environment of its own: `pip install torch numpy pyyaml phonenumbers holidays`, and the engine's world for the
weights (engine/.venv). Twelve layers of multilingual-e5-small get a correction of rank 16 each (LoRA), such that small heads
tell the 66 intents apart, danger and self-harm from all else (data/safety), and of which topic a question or a sentence
of an answer speaks (content/), in all languages. Four fifths of the examples take part (`adaptation.held_out`);
languages with few lines are drawn more often. Lines are also seen without accents, with slips of the finger, in lower
case.
Prints how often held-out examples are right after each round; ship the result only when `./akari evaluate` says so.
"""

import random
import re
import sys
import tempfile
import time
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
import yaml
from torch import nn
from torch.nn import functional as F

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from content import passages  # noqa: E402
from encoder import pieces, tables, weights  # noqa: E402
from encoder.adaptation import FILE, held_out  # noqa: E402
from encoder.normalise import normalise  # noqa: E402
from encoder.tables import HALFWAY_LAYER  # noqa: E402

RANK, STRENGTH = 16, 2.0
ROUNDS, BATCH, WARM = 5, 96, 100
RATE, HEAD_RATE = 1e-3, 2e-3
GOING_ON = 0.5
"""Share of the rate where it goes on."""
HARD = 2
"""Times an example of the safety net is drawn for one of an intent."""
ALARMS = ("none", "danger", "danger_other", "self_harm", "self_harm_other")
INTENTS = {"danger": "emergency", "danger_other": "emergency", "self_harm": "self_harm", "self_harm_other": "self_harm",
           "metaphor": "out_of_scope", "film": "out_of_scope"}  # fmt: skip
IGNORED = -1
SPOKEN = 0.5
"""Weight of telling topics apart beside the intents: sentences of one answer do not all say what it is about."""
EVENNESS = 0.35
"""Exponent by which languages with few lines are drawn more often."""
PARTS = ("q", "k", "v", "ao", "fi", "fo")
_MARKED = re.compile(r"\[([^\]]+)\]\{[^}]*\}")


def examples() -> Iterator[tuple[str, str, str, str]]:
    """(language, intent or "", alarm, text) of every example."""
    for file in sorted((ROOT / "data" / "safety").rglob("*.yml")):
        book = yaml.load(file.read_text("utf-8"), yaml.CBaseLoader)  # noqa: S506 - strings only
        for part in ("must", "must_not"):
            for group, lines in (book.get(part) or {}).items():
                for text in filter(None, map(str.strip, lines.splitlines())):
                    yield file.stem, INTENTS.get(group, ""), group if part == "must" else "none", text
    for file in sorted((ROOT / "data" / "nlu").glob("*/*.yml")):
        for part in yaml.load(file.read_text("utf-8"), yaml.CBaseLoader).get("nlu") or ():  # noqa: S506 - strings only
            for line in str(part["examples"]).splitlines() if "intent" in part else ():
                alarm = {"emergency": "danger"}.get(part["intent"], part["intent"])
                text = _MARKED.sub(r"\1", line.strip().removeprefix("- "))
                yield file.parent.name, part["intent"], alarm if alarm in ALARMS else "none", text


def answers() -> Iterator[tuple[str, str, str]]:
    """(language, topic, sentence) of everything the topics say."""
    for file in sorted((ROOT / "content" / "topics").glob("*.yml")):
        for language, text in yaml.load(file.read_text("utf-8"), yaml.CBaseLoader)["text"].items():  # noqa: S506 - strings only
            for sentence in (part for bubble in text["say"] for part in passages.sentences(bubble)):
                yield language, file.stem, sentence


class Linear(nn.Module):
    """A frozen matrix and its correction, in 16 bits."""

    def __init__(self, model: weights.Weights, name: str) -> None:
        super().__init__()
        bias, blocks = model.plain[name + ".b"], model.packed[name + ".w"]
        rows = tables.unpack(blocks, len(blocks) * weights.BLOCK // len(bias))
        self.register_buffer("frozen", torch.from_numpy(rows).bfloat16())
        self.register_buffer("bias", torch.from_numpy(bias.copy()).bfloat16())
        self.A = nn.Parameter(torch.randn(RANK, rows.shape[1]) / rows.shape[1] ** 0.5)
        self.B = nn.Parameter(torch.zeros(len(bias), RANK))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        correction = F.linear(F.linear(x, self.A.bfloat16()), self.B.bfloat16())
        return F.linear(x, self.frozen, self.bias) + correction * STRENGTH


class Norm(nn.Module):
    def __init__(self, model: weights.Weights, name: str) -> None:
        super().__init__()
        self.epsilon = model.sizes.epsilon
        self.register_buffer("w", torch.from_numpy(model.plain[name + ".w"].copy()))
        self.register_buffer("b", torch.from_numpy(model.plain[name + ".b"].copy()))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return F.layer_norm(x.float(), self.w.shape, self.w, self.b, self.epsilon)


class Layers(nn.Module):
    """The twelve layers as `encoder.graph` draws them: from embeddings to both vectors of length one."""

    def __init__(self, model: weights.Weights) -> None:
        super().__init__()
        self.heads = model.sizes.heads
        self.first = Norm(model, "emb.ln")
        self.layers = nn.ModuleList(
            nn.ModuleDict(
                {part: Linear(model, f"l{n}.{part}") for part in PARTS}
                | {part: Norm(model, f"l{n}.{part}") for part in ("aln", "oln")}
            )
            for n in range(model.sizes.layers)
        )

    def take_up(self) -> None:
        """Begin with the corrections that are in use."""
        with np.load(FILE) as known, torch.no_grad():
            for n, layer in enumerate(self.layers):
                for part in PARTS:
                    layer[part].A.copy_(torch.from_numpy(known[f"l{n}.{part}.A"].astype(np.float32)))
                    layer[part].B.copy_(torch.from_numpy(known[f"l{n}.{part}.B"].astype(np.float32) / STRENGTH))

    def forward(self, x: torch.Tensor, there: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        count, length, width = x.shape
        x = self.first(x)
        hidden = torch.zeros(count, 1, 1, length).masked_fill(~there[:, None, None, :], -1e4)
        for n, layer in enumerate(self.layers):
            flow = x.bfloat16()
            q, k, v = (layer[part](flow).view(count, length, self.heads, -1).transpose(1, 2) for part in "qkv")
            seen = torch.softmax((q @ k.transpose(2, 3)).float() * q.shape[-1] ** -0.5 + hidden, -1).bfloat16() @ v
            x = layer["aln"](x + layer["ao"](seen.transpose(1, 2).reshape(count, length, width)).float())
            x = layer["oln"](x + layer["fo"](F.gelu(layer["fi"](x.bfloat16()))).float())
            if n + 1 == HALFWAY_LAYER:
                halfway = _mean(x, there)
        return _mean(x, there), halfway


def _mean(x: torch.Tensor, there: torch.Tensor) -> torch.Tensor:
    share = there[:, :, None].float()
    return F.normalize((x * share).sum(1) / share.sum(1), dim=1)


def as_typed(text: str, language: str) -> str:
    """*text* as a hurried thumb may have typed it."""
    if language in {"vi", "es", "pt"} and random.random() < 0.25:
        bare = "".join(c for c in unicodedata.normalize("NFD", text) if not "\u0300" <= c <= "\u036f")
        text = bare.replace("đ", "d").replace("Đ", "D")
    elif len(text) > 8 and random.random() < 0.1:
        at, slip = random.randrange(1, len(text) - 1), random.random()
        if slip < 0.4:
            text = text[:at] + text[at + 1 :]
        elif slip < 0.6:
            text = text[:at] + text[at] + text[at:]
        else:
            text = text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    if random.random() < 0.15:
        text = text.lower()
    return text.rstrip(".?!。？！ ") if random.random() < 0.15 else text


class Embedding:
    """Texts to padded rows of the word table."""

    def __init__(self, model: weights.Weights, folder: Path) -> None:
        words = model.vocabulary
        self.width = model.sizes.hidden
        self._cut = pieces.load(folder, words.first, words.last, words.unknown)
        self._words, self._known = tables.Words(folder, self.width), {}
        self._positions = np.load(folder / tables.POSITIONS)

    def numbers(self, text: str) -> list[int]:
        return self._cut.numbers("query: " + normalise(text))

    def rows(self, some: list[list[int]]) -> tuple[torch.Tensor, torch.Tensor]:
        if new := list({number for row in some for number in row} - self._known.keys()):
            self._known.update(zip(new, self._words.rows(new), strict=True))
        length = max(map(len, some))
        x, there = np.zeros((len(some), length, self.width), np.float32), np.zeros((len(some), length), bool)
        for at, row in enumerate(some):
            x[at, : len(row)] = [self._known[number] for number in row]
            there[at, : len(row)] = True
        return torch.from_numpy(x + self._positions[:length]), torch.from_numpy(there)


def main() -> None:
    random.seed(0), np.random.seed(0), torch.manual_seed(0)
    torch.set_num_threads(2)
    source = next((ROOT / "engine" / ".venv").rglob(weights.FILE))
    model, folder = weights.read(source), Path(tempfile.mkdtemp())
    tables.write(model, folder)
    pieces.write(model.vocabulary, folder)
    embedding, layers = Embedding(model, folder), Layers(model)
    going_on = len(sys.argv) > 1
    rounds, rate = (int(sys.argv[1]), RATE * GOING_ON) if going_on else (ROUNDS, RATE)
    if going_on:
        layers.take_up()
    topics = sorted({topic for _, topic, _ in answers()})
    said = ((language, "", "", sentence, topic) for language, topic, sentence in answers())
    asked = ((*one, one[1] if one[1] in topics else "") for one in examples())
    languages, intents, alarms, texts, spoken_of = zip(*asked, *said, strict=True)
    names = sorted(set(intents) - {""})
    wanted, spoken = torch.tensor([names.index(intent) if intent else IGNORED for intent in intents]), np.array(languages)
    alarmed = torch.tensor([ALARMS.index(alarm) if alarm else IGNORED for alarm in alarms])
    about = torch.tensor([topics.index(topic) if topic else IGNORED for topic in spoken_of])
    meant_or_not = zip(intents, alarms, strict=True)
    hard = np.array([bool(alarm) and (not intent or intent in INTENTS.values()) for intent, alarm in meant_or_not])
    held = np.array([held_out(text) for text in texts])
    taught, plain = np.flatnonzero(~held), [embedding.numbers(text) for text in texts]
    lines = {code: (spoken[taught] == code).sum() ** -EVENNESS for code in set(languages)}
    share = np.array([lines[spoken[k]] * (HARD if hard[k] else 1) for k in taught])
    count = torch.bincount(wanted[wanted >= 0], minlength=len(names)).float()
    rarity = (count.mean() / count).sqrt()
    width = embedding.width
    head = nn.Sequential(nn.Dropout(0.2), nn.Linear(2 * width, 512), nn.GELU(), nn.Dropout(0.3), nn.Linear(512, len(names)))
    alarm = nn.Sequential(nn.Dropout(0.2), nn.Linear(2 * width, 256), nn.GELU(), nn.Dropout(0.3), nn.Linear(256, len(ALARMS)))
    subject = nn.Sequential(nn.Dropout(0.2), nn.Linear(2 * width, len(topics)))
    centres = nn.Parameter(F.normalize(torch.randn(len(names), width), dim=1))
    corrections = list(layers.parameters())
    heads = [*head.parameters(), *alarm.parameters(), *subject.parameters(), centres]
    learner = torch.optim.AdamW(
        [{"params": corrections, "lr": rate}, {"params": heads, "lr": HEAD_RATE}],
        weight_decay=0.01,
    )
    a_round = len(taught) // BATCH
    steps = rounds * a_round
    pace = torch.optim.lr_scheduler.LambdaLR(
        learner, lambda step: min(1.0, (step + 1) / WARM) * 0.5 * (1 + np.cos(np.pi * step / steps))
    )

    def judge() -> str:
        layers.eval(), head.eval(), alarm.eval()
        right, cries = {code: [0, 0] for code in sorted(set(languages))}, ([], [])
        order = sorted(np.flatnonzero(held), key=lambda k: len(plain[k]))
        with torch.no_grad():
            for begin in range(0, len(order), 256):
                some = order[begin : begin + 256]
                vectors = torch.cat(layers(*embedding.rows([plain[k] for k in some])), 1) * 10
                for k, hit in zip(some, (head(vectors).argmax(1) == wanted[some]).tolist(), strict=True):
                    right[spoken[k]][0] += hit
                    right[spoken[k]][1] += intents[k] != ""
                calm = torch.softmax(alarm(vectors), 1)[:, 0].tolist()
                for k, sure in zip(some, calm, strict=True):
                    if hard[k]:
                        cries[alarms[k] == "none"].append(1 - sure)
        layers.train(), head.train(), alarm.train()
        found = (np.array(cries[0]) >= np.quantile(cries[1], 0.95)).mean()
        told = " ".join(f"{code} {hits / max(whole, 1):.3f}" for code, (hits, whole) in right.items())
        return f"{told}; cries found where a twentieth of the hard calm ones alarm {found:.3f}"

    began, waiting = time.monotonic(), []
    for step in range(steps):
        if not waiting:  # neighbours in length need little padding
            drawn = np.random.choice(taught, BATCH * 24, p=share / share.sum())
            rows = sorted(((k, embedding.numbers(as_typed(texts[k], languages[k]))) for k in drawn), key=lambda row: len(row[1]))
            waiting = [rows[at : at + BATCH] for at in range(0, len(rows), BATCH)]
            random.shuffle(waiting)
        chosen, some = zip(*waiting.pop(), strict=True)
        last, halfway = layers(*embedding.rows(list(some)))
        target = wanted[list(chosen)]
        both = torch.cat([last, halfway], 1) * 10
        told = {"ignore_index": IGNORED, "label_smoothing": 0.05}
        meant = F.cross_entropy(head(both), target, rarity, **told)
        near = F.cross_entropy(last @ F.normalize(centres, dim=1).T * 16, target, rarity, **told)
        heard = F.cross_entropy(alarm(both), alarmed[list(chosen)], ignore_index=IGNORED, label_smoothing=0.02)
        told_of = F.cross_entropy(subject(both), about[list(chosen)], ignore_index=IGNORED, label_smoothing=0.1)
        learner.zero_grad()
        (meant + 0.5 * near + heard + SPOKEN * told_of).backward()
        nn.utils.clip_grad_norm_(corrections, 1.0)
        learner.step(), pace.step()
        if (step + 1) % a_round == 0:
            sys.stdout.write(f"step {step + 1} of {steps}, {time.monotonic() - began:.0f}s: {judge()}\n")
            sys.stdout.flush()
    arrays = {}
    for n, layer in enumerate(layers.layers):
        for part in PARTS:
            arrays[f"l{n}.{part}.A"] = layer[part].A.detach().numpy().astype(np.float16)
            arrays[f"l{n}.{part}.B"] = (layer[part].B.detach().numpy() * STRENGTH).astype(np.float16)
    np.savez_compressed(FILE, **arrays)


if __name__ == "__main__":
    main()
