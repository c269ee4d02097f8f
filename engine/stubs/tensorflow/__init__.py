"""Stands where TensorFlow is missing: naming and subclassing its classes works, the first use stops with the cure.

Rasa imports TensorFlow for parts that nobody chose. Without it the engine starts twice as fast in a third of the memory.
"""

import sys as _sys
import types as _types
from typing import Any as _Any

CURE = (
    "TensorFlow is not installed in the engine, and a part named in config.yml needs it: take DIETClassifier, TEDPolicy, "
    "ResponseSelector, UnexpecTEDIntentPolicy, LanguageModelFeaturizer and ConveRTFeaturizer out of config.yml "
    "(the file as delivered has none of them), then train again with --force."
)

# Those that Rasa 3.6.21 imports by name; every other name below tensorflow is reached as an attribute.
_MODULES = (
    "config",
    "keras",
    "keras.backend",
    "keras.callbacks",
    "keras.utils",
    "python",
    "python.eager",
    "python.eager.wrap_function",
    "types",
    "types.experimental",
)


class _Missing(type):
    """The type of a class that can be named, subclassed and used as a hint, and never be called."""

    def __getattr__(cls, name: str) -> _Any:
        return __getattr__(name)

    def __call__(cls, *_: _Any, **__: _Any) -> _Any:
        # Imported late: Rasa is still being imported itself when it asks for this module.
        from rasa.shared.exceptions import RasaException

        raise RasaException(CURE)


def __getattr__(name: str) -> _Any:
    if name.startswith("__"):
        raise AttributeError(name)
    return _Missing(name, (), {})


def _place(package: str, names: "tuple[str, ...]") -> None:
    for name in names:
        module = _types.ModuleType(f"{package}.{name}")
        module.__getattr__ = __getattr__  # type: ignore[method-assign]
        module.__path__ = []
        _sys.modules[module.__name__] = module
        parent, _, own = module.__name__.rpartition(".")
        setattr(_sys.modules[parent], own, module)


_place(__name__, _MODULES)
