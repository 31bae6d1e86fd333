"""The routes, one module per topic: each has a row (rights, shapes) and a handler that calls a command."""

from __future__ import annotations

from importlib import import_module
from pkgutil import walk_packages

from hallserver.contract.routes import Route
from hallserver.web.door import ROUTES


def all_routes() -> list[Route]:
    """Return every route of every module in this folder."""
    for module in sorted(walk_packages(__path__, f"{__name__}."), key=lambda each: each.name):
        import_module(module.name)
    return ROUTES
