"""The routes, a module for each topic: a row that says who may ask what, and a handler that translates."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from hallserver.contract.routes import Route
from hallserver.web.door import ROUTES


def all_routes() -> list[Route]:
    """Every row of every module of this folder."""
    for module in sorted(iter_modules(__path__), key=lambda each: each.name):
        import_module(f"{__name__}.{module.name}")
    return ROUTES
