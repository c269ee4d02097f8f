"""The learner that both worlds use: one hidden layer on sentence vectors, plain arrays in and out."""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]


def learn(
    X: Floats,
    y: Ints,
    classes: int,
    hidden: int = 384,
    epochs: int = 15,
    rate: float = 2e-3,
    drop: float = 0.3,
    drop_in: float = 0.1,
) -> "list[Floats]":
    """[W1, b1, W2, b2] of a network with one hidden layer and one sigmoid a class, by Adam with dropout.

    Sigmoids, not softmax: a text that is like nothing learned may then score low everywhere.
    """
    dice = np.random.default_rng(0)
    rows, features = X.shape

    def drawn(inner: int, outer: int, scale: float) -> Floats:
        return dice.standard_normal((inner, outer), dtype=np.float32) * np.float32(scale)

    parts = [
        drawn(features, hidden, (2 / features) ** 0.5), np.zeros(hidden, np.float32),
        drawn(hidden, classes, (1 / hidden) ** 0.5), np.full(classes, -np.log(classes), np.float32),
    ]  # fmt: skip
    means, squares = [np.zeros_like(part) for part in parts], [np.zeros_like(part) for part in parts]
    share = np.maximum(np.bincount(y, minlength=classes), 1) * classes / rows
    weight = (1 / np.sqrt(share)).astype(np.float32)
    batch, step = 128, 0
    steps = epochs * -(-rows // batch)
    for _ in range(epochs):
        order = dice.permutation(rows)
        for at in range(0, rows, batch):
            chosen = order[at : at + batch]
            count = len(chosen)
            x = X[chosen] * (dice.random((count, features), dtype=np.float32) > drop_in) / np.float32(1 - drop_in)
            inner = x @ parts[0] + parts[1]
            alive = ((dice.random(inner.shape, dtype=np.float32) > drop) & (inner > 0)) / np.float32(1 - drop)
            active = inner * alive
            pull = 1 / (1 + np.exp(-(active @ parts[2] + parts[3])))
            pull[np.arange(count), y[chosen]] -= 1
            pull *= (weight[y[chosen]] / count)[:, None]
            back = (pull @ parts[2].T) * alive
            slopes = [x.T @ back, back.sum(0), active.T @ pull, pull.sum(0)]
            step += 1
            now = rate * 0.5 * (1 + np.cos(np.pi * step / steps)) * (1 - 0.999**step) ** 0.5 / (1 - 0.9**step)
            for part, slope, mean, square in zip(parts, slopes, means, squares, strict=True):
                mean += 0.1 * (slope - mean)
                square += 0.001 * (slope * slope - square)
                part -= np.float32(now) * mean / (np.sqrt(square) + np.float32(1e-8))
    return parts


def scores(parts: "list[Floats]", X: Floats) -> Floats:
    """What the network *parts* says of each row of *X*: a score for every class."""
    W1, b1, W2, b2 = parts
    found: Floats = np.maximum(X @ W1 + b1, 0) @ W2 + b2
    return found
