"""Find the errors that each route can end with; `python -m hallserver.web.find_refusals` writes them down.

Every function, class and constant of the server is a node, and the names it uses are its edges. An error
counts where it is created or raised, not where it is caught. So the table covers at least what can happen,
and OpenAPI omits no refusal.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from hallserver.contract.routes import Route
from hallserver.core import errors
from hallserver.core.errors import HallError
from hallserver.web.routes import all_routes

SERVER = Path(__file__).parents[1]
OUT = Path(__file__).with_name("refusals.py")
ROOMS = ("core", "contract", "store", "views", "services", "audit", "traffic", "history", "web", "hall")
HEAD = '''"""Which errors each route can end with; written by `python -m hallserver.web.find_refusals` out of the source."""

from __future__ import annotations

# fmt: off
'''
Node = tuple[str, str]  # module and name; a method's name is `Class.method`


@dataclass(slots=True)
class _Module:
    """What one module defines and imports."""

    name: str
    nodes: dict[str, ast.AST] = field(default_factory=dict)
    imports: dict[str, Node] = field(default_factory=dict)


def write_refusals() -> str:
    """Return the text of `refusals.py`."""
    rows = [
        f'    ("{route.method}", "{route.path}"): {tuple(refusals_of(route))!r},\n'.replace("'", '"')
        for route in every_route()
    ]
    return f"{HEAD}REFUSALS: dict[tuple[str, str], tuple[str, ...]] = {{\n{''.join(rows)}}}\n"


def every_route() -> list[Route]:
    """Return all routes, by path."""
    return sorted(all_routes(), key=lambda row: (row.path, row.method))


def refusals_of(route: Route) -> list[str]:
    """Return the names of the error classes that a route's handler can reach."""
    handler = inspect.unwrap(route.handler)
    seen: set[Node] = set()
    found: set[str] = set()
    open_ones: list[Node] = [(handler.__module__, handler.__qualname__)]
    while open_ones:
        node = open_ones.pop()
        if node in seen:
            continue
        seen.add(node)
        for other in _edges(node):
            if other[0] == errors.__name__:
                found.add(other[1])
            else:
                open_ones.append(other)
    return sorted(name for name in found if _is_refusal(name))


def _is_refusal(name: str) -> bool:
    kind = getattr(errors, name, None)
    return isinstance(kind, type) and issubclass(kind, HallError) and "code" in kind.__dict__


@cache
def _modules() -> dict[str, _Module]:
    found = {}
    for file in sorted(SERVER.rglob("*.py")):
        if file.relative_to(SERVER).parts[0].removesuffix(".py") not in ROOMS:
            continue
        parts = file.relative_to(SERVER.parent).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        found[name] = _read(name, ast.parse(file.read_text(encoding="utf-8")))
    return found


def _read(name: str, tree: ast.Module) -> _Module:
    module = _Module(name)
    for node in ast.walk(tree):  # imports inside functions count as well
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("hallserver"):
            for each in node.names:
                module.imports[each.asname or each.name] = (node.module, each.name)
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            module.nodes[node.name] = node
        if isinstance(node, ast.ClassDef):
            module.nodes |= {
                f"{node.name}.{each.name}": each for each in node.body if isinstance(each, ast.FunctionDef)
            }
        targets = (
            node.targets
            if isinstance(node, ast.Assign)
            else [node.target]
            if isinstance(node, ast.AnnAssign)
            else []
        )
        module.nodes |= {each.id: node for each in targets if isinstance(each, ast.Name)}
    return module


@cache
def _methods() -> dict[str, list[Node]]:
    """Return method name → definition, for names unique to one class; names of built-in types are skipped."""
    common = {name for kind in (dict, list, set, str, bytes, int, tuple) for name in dir(kind)}
    found: dict[str, list[Node]] = {}
    for module in _modules().values():
        for name in module.nodes:
            owner, _, method = name.partition(".")
            if method and method not in common and not method.startswith("__"):
                found.setdefault(method, []).append((module.name, f"{owner}.{method}"))
    return {name: where for name, where in found.items() if len(where) == 1}


@cache
def _called_fields() -> dict[str, list[Node]]:
    """Return field name → what calling the field runs: `hall.hash_for_all(…)` is `Hashing.__call__`."""
    found: dict[str, list[Node]] = {}
    for module in _modules().values():
        fields = (
            each
            for kind in module.nodes.values()
            if isinstance(kind, ast.ClassDef)
            for each in kind.body
            if isinstance(each, ast.AnnAssign)
        )
        for each in fields:
            if isinstance(each.target, ast.Name) and isinstance(each.annotation, ast.Name):
                for where, name in _resolve(module, each.annotation.id):
                    if where in _modules() and f"{name}.__call__" in _modules()[where].nodes:
                        found.setdefault(each.target.id, []).append((where, f"{name}.__call__"))
    return found


@cache
def _edges(node: Node) -> frozenset[Node]:
    module = _modules().get(node[0])
    tree = module.nodes.get(node[1]) if module else None
    if module is None or tree is None:
        return frozenset()
    return frozenset(_named_in(module, tree))


def _named_in(module: _Module, tree: ast.AST) -> Iterator[Node]:
    for each in _parts(tree):
        if isinstance(each, ast.Call) and isinstance(each.func, ast.Attribute):
            yield from _called_fields().get(each.func.attr, ())
        if isinstance(each, ast.Name):
            yield from _resolve(module, each.id)
        elif isinstance(each, ast.Attribute):
            base = each.value
            owner = module.imports.get(base.id) if isinstance(base, ast.Name) else None
            if owner is not None and ".".join(owner) in _modules():
                yield ".".join(owner), each.attr
            else:
                yield from _methods().get(each.attr, ())


def _resolve(module: _Module, name: str) -> Iterator[Node]:
    if name in module.nodes:
        yield module.name, name
    elif name in module.imports:
        yield from _follow(module.imports[name])


def _follow(node: Node) -> Iterator[Node]:
    """Follow a name that a package imports and re-exports to its definition."""
    module = _modules().get(node[0])
    if module is not None and node[1] not in module.nodes and node[1] in module.imports:
        yield from _follow(module.imports[node[1]])
    else:
        yield node


def _parts(tree: ast.AST) -> Iterator[ast.AST]:
    """Yield all parts except annotations and the types named in `except`."""
    open_ones: list[ast.AST] = [tree]
    while open_ones:
        node = open_ones.pop()
        yield node
        for name, value in ast.iter_fields(node):
            if name in {"annotation", "returns", "decorator_list"} or (
                isinstance(node, ast.ExceptHandler) and name == "type"
            ):
                continue
            open_ones.extend(
                each for each in (value if isinstance(value, list) else [value]) if isinstance(each, ast.AST)
            )


if __name__ == "__main__":
    OUT.write_text(write_refusals(), encoding="utf-8")
