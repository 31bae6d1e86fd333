"""The site of docs/: built strictly, whole in both languages, read from a stick, in the very words of the screens."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from msgspec import structs
from PIL import Image
from playwright.sync_api import Browser, expect

from halldisplay.built import pages
from halldisplay.catalogues import Message, built_in
from hallserver.core.casework.retention import RetainedKind
from hallserver.core.events import EVENTS
from hallserver.core.language import said
from hallserver.core.rights import PERMISSIONS
from tests.tools import film, http_reference, logged, site
from tests.tools.logged_words import FACTS, KINDS_ZH, READERS

ROOT = site.ROOT
DAYS = (
    "visitors-helper",
    "clerk",
    "guide",
    "manager",
    "department",
    "supervision",
    "technician",
    "developer",
)
QUOTED = {"zh": re.compile(r"\*\*「(.+?)」\*\*"), "en": re.compile(r"\*\*“(.+?)”\*\*")}
PLACE = re.compile(r"\{\s*\$\w+[^}]*\}")
REMOTE = re.compile(r'<(?:script|link|img|iframe)\b[^>]*?(?:src|href)="(?:https?:)?//[^"]*"')


@pytest.fixture(scope="module")
def built() -> Path:
    """The site, built anew in both languages."""
    assert site.main() == 0
    return site.SITE


def links_of(text: str) -> list[str]:
    """The relative links of a document, outside its code, without anchors."""
    plain = "".join(line for is_code, line in site.spaced(text) if not is_code)
    plain = re.sub(r"`[^`\n]*`", "", plain)
    found = re.findall(r"\]\(([^)\s]+)\)", plain)
    return [each.partition("#")[0] for each in found if not each.startswith(site.WEB)]


def documents() -> list[Path]:
    """Every document of the source."""
    folders = (
        "",
        *(f"{each}/**/" for each in ("docs", "server", "display", "kiosk", "printers", "wires", "tests")),
    )
    return sorted({file for folder in folders for file in ROOT.glob(f"{folder}*.md")})


def nav_of(lang: str) -> list[str]:
    return re.findall(r": ([\w/-]+\.md)$", (ROOT / site.CONFIGS[lang]).read_text(), re.MULTILINE)


@cache
def words_of(lang: str) -> re.Pattern[str]:
    """Any text that a screen can show in this language: a message with something at its places, a page's title, a language."""
    catalogues = built_in()
    texts = [text for each in catalogues[lang].messages.values() for text in said_by(each)]
    titles = [getattr(page.title, lang) for page in pages()]
    names = [each.name for each in catalogues.values()]
    return re.compile("|".join(f"(?:{each})" for each in [*texts, *map(re.escape, [*titles, *names])]))


def said_by(message: Message) -> list[str]:
    """A message as a pattern; of one with choices no page quotes a line."""
    if message.plain is not None:
        return [re.escape(message.plain)]
    if "->" in message.source:
        return []
    parts = PLACE.split(message.source)
    letters = re.sub(r"\W", "", "".join(parts))
    return [".{1,12}".join(map(re.escape, parts))] if len(letters) >= 2 else []


def test_every_page_of_the_site_is_in_its_contents_in_both_languages(built: Path) -> None:
    decisions = {f"technical/adr/{each.name}" for each in (ROOT / "docs/adr").glob("*.md")}
    for lang in site.CONFIGS:
        folder = site.STAGE / lang
        laid_out = {str(each.relative_to(folder)) for each in folder.rglob("*.md")} - decisions
        assert laid_out == set(nav_of(lang))
        home = built if lang == "zh" else built / lang
        assert [each for each in nav_of(lang) if not (home / each).with_suffix(".html").is_file()] == []


def test_the_site_fetches_nothing_from_elsewhere(built: Path) -> None:
    html = list(built.rglob("*.html"))
    assert len(html) > 150
    assert [f"{each.name}: {found}" for each in html for found in REMOTE.findall(each.read_text())] == []


@pytest.mark.parametrize(
    ("opened", "wanted", "lands"),
    [("technical/tls.html", "紧急求助", "clerk.html"), ("en/index.html", "emergency", "en/")],
)
def test_a_reader_with_a_stick_finds_a_word_without_a_server(
    browser: Browser, built: Path, opened: str, wanted: str, lands: str
) -> None:
    asked: list[str] = []
    with browser.new_context() as context:
        reader = context.new_page()
        reader.on("request", lambda request: asked.append(request.url))
        reader.goto((built / opened).as_uri())
        reader.keyboard.press("/")
        box = reader.get_by_role("combobox")
        box.fill(wanted)
        found = reader.locator(f"a[href*='{lands}']", has_text=wanted).first
        expect(found).to_be_visible()
    assert [each for each in asked if each.startswith("http")] == []


def test_a_page_leads_to_itself_in_the_other_language(built: Path) -> None:
    for page in [*(f"{each}.html" for each in DAYS), "technical/adr/0001-a-ticket-has-stops.html"]:
        for home, other in ((built, built / "en"), (built / "en", built)):
            [link] = re.findall(
                r'<a class="md-header__button" href="([^"]+)" hreflang', (home / page).read_text()
            )
            assert (home / page).parent.joinpath(link).resolve() == (other / page).resolve()


def test_a_link_to_nothing_stops_the_site() -> None:
    with pytest.raises(site.BrokenLink, match="no-such-page"):
        site.moved("See [this](no-such-page.md).", "docs/zh/clerk.md", site.places_of("zh"), "zh")


def test_an_anchor_that_is_not_there_stops_the_site(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/index.md").write_text("# Here\n\n[there](index.md#nowhere)\n")
    (tmp_path / "mkdocs.yml").write_text("site_name: x\ntheme: {font: false}\n")
    assert site.build("mkdocs.yml", tmp_path).returncode != 0


@pytest.mark.parametrize("document", documents(), ids=lambda each: str(each.relative_to(ROOT)))
def test_a_document_links_only_to_what_is_there(document: Path) -> None:
    assert [each for each in links_of(document.read_text()) if not (document.parent / each).exists()] == []


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("post", [*DAYS, "index", "logged"])
def test_what_a_page_quotes_stands_on_a_screen(post: str, lang: str) -> None:
    quoted = QUOTED[lang].findall((ROOT / f"docs/{lang}/{post}.md").read_text())
    screen = words_of(lang)
    assert len(quoted) >= {"developer": 0, "logged": 1, "index": 7}.get(post, 8)
    assert [each for each in quoted if not screen.fullmatch(each)] == []


@pytest.mark.parametrize("post", DAYS)
def test_a_page_tells_a_day_in_the_same_order_in_both_languages(post: str) -> None:
    zh, en = ((ROOT / f"docs/{lang}/{post}.md").read_text() for lang in ("zh", "en"))
    heads = [re.findall(r"^## (.+)$", each, re.MULTILINE) for each in (zh, en)]
    assert len(heads[0]) == len(heads[1])
    for head, zh_word, en_word in ((0, "早上", "Morning"), (-1, "下班前", "Evening")):
        assert heads[0][head].startswith(zh_word)
        assert heads[1][head].startswith(en_word)
    assert any("出了问题" in each for each in heads[0])
    assert any("went wrong" in each for each in heads[1])
    assert len(re.findall(r"!\[", zh)) == len(re.findall(r"!\[", en))


@pytest.mark.parametrize("lang", logged.LANGS)
def test_the_page_of_what_is_logged_is_what_the_source_says(lang: logged.Lang) -> None:
    """Write it anew with `python -m tests.tools.logged`."""
    text = logged.file_of(lang).read_text()
    assert logged.write_logged(lang) == text
    assert [kind for kind in EVENTS if f"| `{kind}` |" not in text] == []


def test_every_fact_of_the_log_is_said_to_lead_to_somebody_or_not() -> None:
    names = {each.name.rstrip("_") for kind in EVENTS.values() for each in structs.fields(kind)}
    told = [name for row in FACTS.values() for name in row.split()]
    assert sorted(told) == sorted(names)


def test_every_kind_has_one_name_and_every_private_part_its_readers() -> None:
    catalogued = {kind for kind in EVENTS if kind.replace(".", "_") in said.EVENT_KINDS}
    assert set(KINDS_ZH) == set(EVENTS) - catalogued
    assert set(READERS) == set(RetainedKind)
    assert {each for each in READERS.values() if each} <= set(PERMISSIONS)


def test_the_page_of_the_api_has_every_operation_and_every_shape() -> None:
    text = http_reference.write_http("en")
    document = http_reference.document()
    operations = [row["operationId"] for path in document["paths"].values() for row in path.values()]
    assert [each for each in operations if f"{{ #{each} }}" not in text] == []
    assert [each for each in document["components"]["schemas"] if f"### {each} {{" not in text] == []
    assert set(re.findall(r"\]\(#(shape-[\w.-]+)\)", text)) <= set(
        re.findall(r"\{ #(shape-[\w.-]+) \}", text)
    )


def test_the_film_moves_is_light_and_says_what_it_shows_in_both_languages() -> None:
    with Image.open(film.OUT) as moving:
        assert moving.n_frames >= 8
    assert film.OUT.stat().st_size <= film.LARGEST
    [told] = re.findall(r"!\[([^\]]+)\]\(docs/pictures/film\.webp\)", (ROOT / "README.md").read_text())
    assert re.search(r"[\u4e00-\u9fff]{8,}", told)
    assert re.search(r"[a-z ]{20,}", told)
