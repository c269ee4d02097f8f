"""Writes the twelve layers as an ONNX graph with 8-bit weights, from summed embeddings to vectors of length one.

Weights are 8 bits with one scale a row; what flows through is made 8 bits with one scale a *token*, so that
1. a vector never depends on which other messages share its batch, and
2. one outlying token does not cost the others their precision
(one scale a message, as ONNX Runtime's own tool does it, fell to a cosine of .9896 on one of 30 sentences; this
keeps .9986).

Needs the package `onnx`, which nothing else here does: it is not wanted at run time.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper

from encoder.tables import HALFWAY, HALFWAY_LAYER, INPUT, OUTPUT, unpack
from encoder.weights import BLOCK, Floats, Weights

_MIDDLE: Final = 128
"""The number that stands for zero in what flows through, 8 unsigned bits."""

_REACH: Final = 127
_WEIGHT_REACH: Final = 72
"""Largest 8-bit weight. Processors without VNNI add two products in 16 bits and would cut them off: with 127 in four
of 100,000 sums of real messages, with 72 in none; the cosine to the full weights falls by .0002."""


_MICROSOFT: Final = "com.microsoft"
_OPERATORS: Final = 17
_FORMAT: Final = 8


def write(weights: Weights, added: "dict[str, Floats]", path: Path) -> None:
    """Write the graph of *weights*, with what is *added* to some of them, to *path*.

    `embedded` [n, length, hidden] in, `vectors` and `halfway` [n, hidden] out.
    """
    onnx.save(_Drawing(weights, added).model(), str(path))


class _Drawing:
    """Collects the nodes and constants of one graph. A method adds nodes and returns the name of what they yield."""

    def __init__(self, weights: Weights, added: "dict[str, Floats]") -> None:
        self.weights = weights
        self.added = added
        self.nodes: list[onnx.NodeProto] = []
        self.constants: dict[str, onnx.TensorProto] = {}

    def model(self) -> onnx.ModelProto:
        sizes = self.weights.sizes
        self.constant("middle", np.array(_MIDDLE, np.uint8))
        self.constant("rows", np.array([-1, sizes.hidden], np.int64))
        self.add("Shape", [INPUT], "shape")
        self.constant("three_wide", np.array([1, 1, 3], np.int64))
        self.add("Mul", ["shape", "three_wide"], "thrice")
        tokens = self.add("Reshape", [INPUT, "rows"], "tokens")
        self.add("Shape", [tokens], "count", start=0, end=1)
        self.add("Expand", ["middle", "count"], "middles")
        flow = self.norm(tokens, "emb.ln")
        for layer in range(sizes.layers):
            flow = self.layer(flow, f"l{layer}.")
            if layer + 1 == HALFWAY_LAYER:
                self.mean(flow, HALFWAY)
        self.mean(flow, OUTPUT)
        graph = helper.make_graph(
            self.nodes,
            "multilingual-e5-small",
            [helper.make_tensor_value_info(INPUT, TensorProto.FLOAT, ["n", "length", sizes.hidden])],
            [helper.make_tensor_value_info(name, TensorProto.FLOAT, ["n", sizes.hidden]) for name in (OUTPUT, HALFWAY)],
            list(self.constants.values()),
        )
        operators = [helper.make_opsetid("", _OPERATORS), helper.make_opsetid(_MICROSOFT, 1)]
        return helper.make_model(graph, opset_imports=operators, ir_version=_FORMAT)

    def layer(self, flow: str, at: str) -> str:
        qkv = [at + part for part in "qkv"]
        self.add("Reshape", [self.product(self.quantised(flow), at + "qkv", qkv), "thrice"], at + "three")
        self.nodes.append(helper.make_node("Split", [at + "three"], qkv, axis=-1))
        self.constant(at + "qkv.b", np.concatenate([self.weights.plain[part + ".b"] for part in qkv]))
        given = [*qkv, at + "qkv.b"]
        self.add("MultiHeadAttention", given, at + "heads", domain=_MICROSOFT, num_heads=self.weights.sizes.heads)
        seen = self.add("Reshape", [at + "heads", "rows"], at + "seen")
        attended = self.linear(self.quantised(seen), at + "ao")
        flow = self.norm(self.add("Add", [flow, attended], at + "attended"), at + "aln")
        inner = self.linear(self.quantised(flow), at + "fi")
        curved = self.add("Gelu", [inner], at + "curved", domain=_MICROSOFT)
        outer = self.linear(self.quantised(curved), at + "fo")
        return self.norm(self.add("Add", [flow, outer], at + "summed"), at + "oln")

    def quantised(self, flow: str) -> tuple[str, str]:
        """*flow* in 8 bits, and the scale of each of its rows."""
        self.constant("per_step", np.array(1 / _REACH, np.float32))
        self.add("Abs", [flow], flow + ".size")
        self.add("ReduceMax", [flow + ".size"], flow + ".largest", axes=[-1], keepdims=0)
        self.add("Mul", [flow + ".largest", "per_step"], flow + ".step")
        return self.add("QuantizeLinear", [flow, flow + ".step", "middles"], flow + ".u8", axis=0), flow + ".step"

    def linear(self, flow: tuple[str, str], name: str) -> str:
        self.constant(name + ".b", self.weights.plain[name + ".b"])
        return self.add("Add", [self.product(flow, name, [name]), name + ".b"], name + ".out")

    def product(self, flow: tuple[str, str], name: str, matrices: Sequence[str]) -> str:
        """*flow* times each of *matrices*, side by side: what they share is made 8 bits once, and multiplied at once."""
        eight_bit, scale = flow
        rows = np.concatenate([self.rows(matrix) for matrix in matrices])
        steps = np.abs(rows).max(axis=1) / np.float32(_WEIGHT_REACH)
        self.constant(name + ".w", np.round(rows / steps[:, None]).astype(np.int8).T)
        self.constant(name + ".steps", steps)
        self.add("MatMulInteger", [eight_bit, name + ".w", "middle"], name + ".sums")
        self.add("DequantizeLinear", [name + ".sums", scale], name + ".tokens", axis=0)
        return self.add("Mul", [name + ".tokens", name + ".steps"], name + ".scaled")

    def rows(self, matrix: str) -> Floats:
        """The weights of *matrix*, a row for each of its outputs."""
        blocks = self.weights.packed[matrix + ".w"]
        width = len(blocks) * BLOCK // len(self.weights.plain[matrix + ".b"])
        found: Floats = unpack(blocks, width) + self.added.get(matrix, np.float32(0))
        return found

    def norm(self, flow: str, name: str) -> str:
        for part in (".w", ".b"):
            self.constant(name + part, self.weights.plain[name + part])
        given = [flow, name + ".w", name + ".b"]
        return self.add("LayerNormalization", given, name + ".out", axis=-1, epsilon=self.weights.sizes.epsilon)

    def mean(self, flow: str, name: str) -> str:
        """The mean of each message's tokens, of length one."""
        self.add("Reshape", [flow, "shape"], name + ".tokens")
        self.add("ReduceMean", [name + ".tokens"], name + ".mean", axes=[1], keepdims=0)
        return self.add("LpNormalization", [name + ".mean"], name, axis=-1, p=2)

    def constant(self, name: str, values: npt.NDArray[Any]) -> None:
        if name not in self.constants:
            self.constants[name] = numpy_helper.from_array(np.ascontiguousarray(values), name)

    def add(self, operator: str, given: list[str], yields: str, **settings: Any) -> str:
        self.nodes.append(helper.make_node(operator, given, [yields], **settings))
        return yields
