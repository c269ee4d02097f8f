"""Two small learners on plain arrays: one-vs-rest logistic regression, and a network with one hidden layer."""

from typing import Any

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp
from scipy.optimize import fmin_l_bfgs_b

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]


def one_vs_rest(X: sp.csr_matrix, y: Ints, classes: int, C: float, iterations: int = 80) -> Floats:
    """Weights [features + 1, classes] of class-balanced one-vs-rest logistic regression, all classes in one L-BFGS run."""
    rows, features = X.shape
    positive = np.zeros((rows, classes), np.float32)
    positive[np.arange(rows), y] = 1
    sign = 2 * positive - 1
    count = np.maximum(np.bincount(y, minlength=classes), 1)
    weight = (np.where(positive > 0, rows / (2 * count), rows / (2 * np.maximum(rows - count, 1))) * C).astype(np.float32)
    turned = X.T.tocsr()

    def loss(flat: Any) -> Any:
        W = flat.astype(np.float32).reshape(features + 1, classes)
        margin = sign * (X @ W[:-1] + W[-1])
        small = np.exp(-np.abs(margin))
        value = np.float64((weight * (np.log1p(small) + np.maximum(-margin, 0))).sum(dtype=np.float64))
        pull = -(weight * sign * np.where(margin >= 0, small / (1 + small), 1 / (1 + small)))
        slope = np.empty_like(W)
        slope[:-1] = turned @ pull + W[:-1]
        slope[-1] = pull.sum(0) + W[-1]
        return value + 0.5 * float((W.astype(np.float64) ** 2).sum()), slope.ravel().astype(np.float64)

    start = np.zeros((features + 1) * classes)
    best, _, _ = fmin_l_bfgs_b(loss, start, maxiter=iterations, m=8, factr=1e8, pgtol=1e-2)
    return best.reshape(features + 1, classes).astype(np.float32)


def network(
    X: Floats, y: Ints, classes: int, hidden: int = 512, epochs: int = 24, dropout: float = 0.4, rate: float = 2e-3
) -> "list[Floats]":
    """[W1, b1, W2, b2] of a one-hidden-layer network, softmax with smoothed labels, Adam, one fixed seed."""
    dice = np.random.RandomState(0)
    rows, features = X.shape
    W1 = (dice.randn(features, hidden) / features**0.5).astype(np.float32)
    W2 = (dice.randn(hidden, classes) / hidden**0.5).astype(np.float32)
    parts = [W1, np.zeros(hidden, np.float32), W2, np.zeros(classes, np.float32)]
    mean, square = [np.zeros_like(p) for p in parts], [np.zeros_like(p) for p in parts]
    count = np.maximum(np.bincount(y, minlength=classes), 1)
    weight = ((rows / classes / count) ** 0.5).astype(np.float32)
    batch, step = 128, 0
    steps = epochs * (rows // batch + 1)
    for _ in range(epochs):
        order = dice.permutation(rows)
        for at in range(0, rows, batch):
            chosen = order[at : at + batch]
            x, labels = X[chosen], y[chosen]
            inner = x @ parts[0] + parts[1]
            mask = (dice.rand(*inner.shape) > dropout).astype(np.float32) / (1 - dropout)
            active = np.maximum(inner, 0) * mask
            scores = active @ parts[2] + parts[3]
            scores -= scores.max(1, keepdims=True)
            share = np.exp(scores)
            share /= share.sum(1, keepdims=True)
            wanted = np.full_like(share, 0.1 / classes)
            wanted[np.arange(len(chosen)), labels] += 0.9
            pull = (share - wanted) * weight[labels][:, None] / len(chosen)
            back = (pull @ parts[2].T) * mask * (inner > 0)
            slopes = [x.T @ back, back.sum(0), active.T @ pull, pull.sum(0)]
            step += 1
            now = rate * 0.5 * (1 + np.cos(np.pi * step / steps))
            for part, slope, m, v in zip(parts, slopes, mean, square):
                m *= 0.9
                m += 0.1 * slope
                v *= 0.999
                v += 0.001 * slope * slope
                part -= now * ((m / (1 - 0.9**step)) / (np.sqrt(v / (1 - 0.999**step)) + 1e-8) + 0.01 * part * (part.ndim > 1))
    return parts
