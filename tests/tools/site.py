"""`make docs`: lays the pages out below build/docs, in Chinese and in English, and builds build/site of them, strictly.

A page of `docs/zh` or `docs/en` stands at the site's root, everything else that is read (docs/*.md, the READMEs of the
folders, the decisions) below `technical/`. Links are written anew to where their target stands; a link to a file of
the source that is no page keeps its words alone, and one to nothing is an error.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from os.path import normpath, relpath
from pathlib import Path

from PIL import Image

from tests.tools import http_reference

ROOT = Path(__file__).parents[2]
STAGE = ROOT / "build/docs"
SITE = ROOT / "build/site"
FACE = ROOT / "node_modules/@fontsource-variable/noto-sans-sc"  # the face of the pages
CONFIGS = {"zh": "mkdocs.yml", "en": "mkdocs.en.yml"}
ELSEWHERE = {
    "README.md": "technical/readme.md",
    "CHANGELOG.md": "technical/changelog.md",
    "CONTRIBUTING.md": "technical/contributing.md",
    "SECURITY.md": "technical/security.md",
    "display/README.md": "technical/display.md",
    "display/hallsigns/README.md": "technical/signs.md",
    "kiosk/README.md": "technical/kiosk.md",
    "kiosk/hallkiosk/README.md": "technical/pads-and-readers.md",
    "printers/README.md": "technical/printers.md",
    "tests/README.md": "technical/tests.md",
}
HTTP = "technical/http.md"
DECISIONS = "docs/adr"
LINK = re.compile(r"(!?)\[((?:[^\[\]]|\[[^\]]*\]\([^)]*\))*)\]\(([^)\s]+)\)(\{[^}]*\})?")
PICTURES = (".png", ".webp")
WEB = ("http://", "https://", "mailto:", "#")
FENCE = re.compile(r"^\s*```")
BLOCK = re.compile(r"^(?:[-*] |\d+\. |\||```)")
INSIDE = re.compile(r"^(?:[-*] |\d+\. |\||\s)")


class BrokenLink(Exception):
    """A relative link of a document leads nowhere."""


def main() -> int:
    """Lay out, build both languages; the exit code of the first build that fails."""
    lay_out()
    for config in CONFIGS.values():
        told = build(config)
        if told.returncode:
            sys.stderr.write(told.stdout + told.stderr)
            return told.returncode
    print(
        f"· {SITE.relative_to(ROOT)}/index.html; from a stick, or: python3 -m http.server -d {SITE.relative_to(ROOT)}"
    )
    return 0


def build(config: str, where: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run the builder on a laid-out site; what it warns of makes it fail."""
    zensical = Path(sys.executable).with_name("zensical")
    command: list[str | Path] = [zensical, "build", "--strict", "--clean", "-f", where / config]
    return subprocess.run(command, cwd=where, capture_output=True, text=True, check=False)


def lay_out(stage: Path = STAGE) -> None:
    """Write the pages of both languages, with pictures and what is generated, into `stage`."""
    shutil.rmtree(stage, ignore_errors=True)
    for lang in CONFIGS:
        places = places_of(lang)
        for source, place in places.items():
            target = stage / lang / place
            target.parent.mkdir(parents=True, exist_ok=True)
            if source.endswith(".md"):
                target.write_text(moved((ROOT / source).read_text(), source, places, lang))
            else:
                shutil.copyfile(ROOT / source, target)
        (stage / lang / HTTP).write_text(http_reference.write_http(lang))
        (stage / lang / "technical/adr/index.md").write_text(_decisions())
        shutil.copytree(ROOT / "docs/theme/javascripts", stage / lang / "javascripts")
        shutil.copytree(ROOT / "docs/theme/stylesheets", stage / lang / "stylesheets")
        _give_face(stage / lang / "fonts")


def _give_face(fonts: Path) -> None:
    """Put the face of the pages beside the site, in its slices: a browser loads those whose characters it meets."""
    fonts.mkdir()
    shutil.copyfile(FACE / "wght.css", fonts / "wght.css")
    shutil.copytree(FACE / "files", fonts / "files", ignore=shutil.ignore_patterns("*.woff", "*-italic*"))


def places_of(lang: str) -> dict[str, str]:
    """Where each file that is read or shown stands on the site of a language: repository path → site path."""
    places = {f"docs/{lang}/{each.name}": each.name for each in sorted((ROOT / "docs" / lang).glob("*.md"))}
    places |= {f"docs/{each.name}": f"technical/{each.name}" for each in _files("docs", "*.md", "*.json")}
    places |= {f"{DECISIONS}/{each.name}": f"technical/adr/{each.name}" for each in _files(DECISIONS, "*.md")}
    places |= {
        f"docs/pictures/{each.name}": f"pictures/{each.name}" for each in _files("docs/pictures", "*.*")
    }
    return places | ELSEWHERE


def moved(text: str, source: str, places: dict[str, str], lang: str) -> str:
    """A document's text as it stands on the site.

    Raises:
        BrokenLink: a relative link leads to nothing.
    """

    def write(found: re.Match[str]) -> str:
        mark, words, address, attributes = found.groups(default="")
        words = LINK.sub(write, words)
        if address.startswith(WEB):
            return f"{mark}[{words}]({address}){attributes}"
        path, hash_, anchor = address.partition("#")
        there = normpath(Path(source).parent / path)
        if mark and Path(there).suffix in PICTURES and there in places:
            attributes = _narrow(ROOT / there)
        if there in places:
            return f"{mark}[{words}]({relpath(places[there], Path(places[source]).parent)}{hash_}{anchor}){attributes}"
        if there == DECISIONS:
            return f"[{words}]({relpath('technical/adr/index.md', Path(places[source]).parent)})"
        if not (ROOT / there).exists():
            raise BrokenLink(f"{source}: {address}")
        return words

    parts = spaced(text)
    return "".join(part if is_code else LINK.sub(write, part) for is_code, part in parts)


def spaced(text: str) -> Iterator[tuple[bool, str]]:
    """A text's lines, each with whether it is code; an empty line goes before each block, as Python-Markdown wants it."""
    code, before = False, ""
    for line in text.splitlines(keepends=True):
        fence = FENCE.match(line)
        if not code and BLOCK.match(line) and before.strip() and (fence or not INSIDE.match(before)):
            yield False, "\n"
        yield code or bool(fence), line
        code, before = code ^ bool(fence), line


def _narrow(picture: Path) -> str:
    """What keeps a picture that is taller than wide from filling the page."""
    with Image.open(picture) as image:
        return "{ width=360 }" if image.height > image.width else ""


def _files(folder: str, *patterns: str) -> list[Path]:
    return sorted(each for pattern in patterns for each in (ROOT / folder).glob(pattern))


def _decisions() -> str:
    """The list of decisions, by their own headings."""
    rows = []
    for file in _files(DECISIONS, "*.md"):
        number, _, title = file.read_text().splitlines()[0].removeprefix("# ").partition(". ")
        rows.append(f"| {number} | [{title}]({file.name}) |")
    head = "# Decisions\n\nWhy it is so, one page each: status, context, decision, consequences.\n\n| | decision |\n|---|---|\n"
    return head + "\n".join(rows) + "\n"


if __name__ == "__main__":
    sys.exit(main())
