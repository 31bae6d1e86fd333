"""The parts of others that hallqueue is made of, with versions and licences; as text, and as CycloneDX 1.6."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import metadata
from typing import Any
from urllib.parse import quote

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from halldisplay.built import pages_folder

OURS = "hallqueue"
EXTRAS = (
    "",
    "speech",
    "voice",
    "oidc",
    "ldap",
    "usb",
    "fast",
    "smpp",
    "apprise",
)  # what a hall may have; the tests' tools are none of its parts
UNSAID = "not said"
SAID_ELSEWHERE = {
    "espeakng-loader": "GPL-3.0-or-later"
}  # of the library in it: its COPYING; the metadata says nothing
LONGEST_NAME = 60  # in `License`, some packages put the whole text
_CLASSIFIER = "License :: "


@dataclass(frozen=True, slots=True, order=True)
class Part:
    """A part, as its own makers describe it. `kind`: pypi, or npm for what is in the pages."""

    kind: str
    name: str
    version: str
    licence: str

    @property
    def purl(self) -> str:
        """Return its package URL (ECMA-427)."""
        return f"pkg:{self.kind}/{quote(self.name.lower(), safe='/')}@{quote(self.version)}"


def parts_here() -> list[Part]:
    """Return the parts of this installation: what our requirements need and have here, and what is in the pages."""
    pages = pages_folder() / "parts.json"
    return sorted({*_installed(), *(parts_in(pages.read_bytes()) if pages.is_file() else ())})


def part_of(said: metadata.PackageMetadata) -> Part:
    """Return the part that a wheel's or a distribution's metadata describes (PEP 566, PEP 639)."""
    return Part("pypi", str(said["Name"]), str(said["Version"]), _licence(said))


def parts_in(pages: bytes) -> list[Part]:
    """Return the parts that are in the pages, as their build has written them down in `parts.json`."""
    told = json.loads(pages)
    return [Part("npm", each["name"], each["version"], each.get("licence", UNSAID)) for each in told]


def as_json(parts: Iterable[Part], version: str) -> str:
    """Return the bill of materials as text; the same parts give the same bytes."""
    return json.dumps(bill_of(parts, version), indent=1, ensure_ascii=False) + "\n"


def bill_of(parts: Iterable[Part], version: str) -> dict[str, Any]:
    """Return the software bill of materials, CycloneDX 1.6 (ECMA-424).

    Args:
        parts: of others.
        version: ours.
    """
    components = [
        {
            "type": "library",
            "bom-ref": each.purl,
            "name": each.name,
            "version": each.version,
            "purl": each.purl,
            "licenses": [{"license": {"name": each.licence}}],
        }
        for each in sorted(parts)
    ]
    serial = uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(components))
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{serial}",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": OURS,
                "name": OURS,
                "version": version,
                "licenses": [{"license": {"id": "MIT"}}],
            }
        },
        "components": components,
    }


def _installed() -> Iterator[Part]:
    seen: set[tuple[str, frozenset[str]]] = set()
    open_ones = list(_needs(metadata.requires(OURS), EXTRAS))
    while open_ones:
        need = open_ones.pop()
        known = canonicalize_name(need.name), frozenset(need.extras)
        if known in seen:
            continue
        seen.add(known)
        try:
            found = metadata.distribution(need.name)
        except metadata.PackageNotFoundError:
            continue  # of an extra that is not here
        yield part_of(found.metadata)
        open_ones += _needs(found.requires, ("", *need.extras))


def _needs(lines: Iterable[str] | None, extras: Iterable[str]) -> Iterator[Requirement]:
    for each in map(Requirement, lines or ()):
        if each.marker is None or any(each.marker.evaluate({"extra": extra}) for extra in extras):
            yield each


def _licence(said: metadata.PackageMetadata) -> str:
    if known := SAID_ELSEWHERE.get(canonicalize_name(said["Name"])):
        return known
    if "License-Expression" in said:
        return said["License-Expression"]
    short = said["License"].strip() if "License" in said else ""
    if short and "\n" not in short and len(short) <= LONGEST_NAME:
        return short
    named = [each for each in said.get_all("Classifier") or [] if each.startswith(_CLASSIFIER)]
    return ", ".join(each.rpartition(" :: ")[2] for each in named) or UNSAID
