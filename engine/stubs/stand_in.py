"""Stands where a package is missing that Rasa imports for parts nobody chose: naming and subclassing what is in it works, and
the first use stops with the cure."""

import sys
import types
from collections.abc import Callable, Iterable
from typing import Any

NOT_OURS = (
    "{package} is not installed in the engine, and a part named in credentials.yml or endpoints.yml needs it: take that part "
    "out. People's messages come through the gateway, which keeps them too (docs/architecture.md)."
)

ERRORS = ("Error", "Exception", "Failure")
"""Ends of names that Rasa catches."""


def stand_in(package: str, cure: str, modules: Iterable[str] = ()) -> None:
    """Make the module *package*, which is being imported, and *modules* below it (those that Rasa 3.6.21 imports by name; every
    other name is reached as an attribute) say *cure* as soon as anything in them is called."""

    class Missing(type):
        """The type of a class that can be named, subclassed and used as a hint, and never be called."""

        def __getattr__(cls, name: str) -> Any:
            return absent(name)

        def __call__(cls, *_: Any, **__: Any) -> Any:
            # Imported late: Rasa is still being imported itself when it asks for this module.
            from rasa.shared.exceptions import RasaException

            raise RasaException(cure)

    def absent(name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if name.endswith(ERRORS):
            return type(name, (Exception,), {})
        return Missing(name, (), {})

    _place(package, modules, absent)


def not_ours(package: str, *modules: str) -> None:
    """A messenger's or a database's package."""
    stand_in(package, NOT_OURS.format(package=package), modules)


def _place(package: str, modules: Iterable[str], absent: Callable[[str], Any]) -> None:
    whole = sys.modules[package]
    whole.__getattr__ = absent  # type: ignore[method-assign]
    whole.__path__ = []
    for name in modules:
        module = types.ModuleType(f"{package}.{name}")
        module.__getattr__ = absent  # type: ignore[method-assign]
        module.__path__ = []
        sys.modules[module.__name__] = module
        parent, _, own = module.__name__.rpartition(".")
        setattr(sys.modules[parent], own, module)
