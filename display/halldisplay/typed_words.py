"""Generates typed access to the catalogues: tsc (pages) and mypy (server) find a wrong id or missing place.

`python -m halldisplay.typed_words` writes one file for each group of the pages' messages; `ids.ts` with all
ids and their places; the server's `said.py`, with a table for each group without places, else a function for
each message; and the modules of slips, of signs and of the voice.
"""

from __future__ import annotations

import json
import keyword
import re
from collections.abc import Mapping
from pathlib import Path

from halldisplay.catalogues import BadCatalogue, Catalogue, Message, built_in, groups

HEAD = "// Written by `python -m halldisplay.typed_words` out of halldisplay/words/*.ftl: change it there.\n"
SERVERS = (
    "ticket-states",
    "held",
    "outcomes",
    "case-states",
    "overtaken",
    "overtaken-by",
    "offers",
    "advice",
    "alarms",
    "standing",
    "story",
    "event-kinds",
    "retained",
    "doctor",
    "outgoing-kinds",
    "texting",
    "event-said",
    "sign-on-means",
    "sign-on-reasons",
    "actors",
    "actor-names",
    "found-columns",
    "readings",
    "on-paper",
    "receipts",
    "refusals",
    "refused",
    "quick",
)
"""Groups for the server: it sends Chinese and English, and the id and the facts for any other language."""
TEMPLATES = frozenset({"refusals"})
"""Groups of these that become tables although they have places: the caller fills the places."""
PAIRS = {
    "slip": ("What stands on slips", Path("printers/hallprinters/drawing/said.py")),
    "sign": ("What stands on LED signs", Path("display/hallsigns/said.py")),
    "part-faults": ("What is wrong with a device behind an agent", Path("wires/hallwires/said.py")),
    "pause-reasons": ("Why a window pauses", Path("kiosk/hallkiosk/said.py")),
    "voice": ("What is spoken", Path("display/halldisplay/voice/said.py")),
    "sheets": ("What stands in sheets of reports", Path("server/hallserver/core/language/sheets_said.py")),
    "county": (
        "What stands in the report for the county",
        Path("server/hallserver/core/language/county_said.py"),
    ),
    "leave-kinds": ("Kinds of leave", Path("server/hallserver/core/language/leave_said.py")),
    "leave-sheet": (
        "What stands in a sheet of leave",
        Path("server/hallserver/core/language/leave_sheet_said.py"),
    ),
}
"""Groups for paper, signs and voice, each with its generated module: pairs (zh, en) by id."""
SHARED = frozenset({"county", "leave-kinds", "part-faults", "pause-reasons"})
"""Groups of these that pages say, too."""
PAIRS_HEAD = '''"""{what}. Written by `python -m halldisplay.typed_words` out of the catalogues: change it there."""

# fmt: off

from __future__ import annotations

'''
SERVERS_HEAD = '''"""What the server says to visitors. Written by `python -m halldisplay.typed_words` out of the catalogues: change it there."""

# ruff: noqa: D103 - each function says its sentence
# fmt: off

from __future__ import annotations

from hallserver.core.language.words import Fact, Said, fill
'''
RESERVED = {"console": "console_", "public": "public_"}


def write_words(catalogues: Mapping[str, Catalogue]) -> dict[str, str]:
    """Return the text of each file, by name."""
    zh, en = catalogues["zh"], catalogues["en"]
    files = {
        f"{group}.ts": _group(group, messages, en)
        for group, messages in groups(zh)
        if group not in {*SERVERS, *PAIRS} - SHARED
    }
    return files | {"ids.ts": _ids(zh), "languages.ts": _languages(catalogues)}


def write_servers_words(catalogues: Mapping[str, Catalogue]) -> str:
    """Return the text of the server's module."""
    zh, en = catalogues["zh"], catalogues["en"]
    parts = [_servers_group(group, messages, en) for group, messages in groups(zh) if group in SERVERS]
    return f"{SERVERS_HEAD}{''.join(parts)}"


def write_pairs(catalogues: Mapping[str, Catalogue], group: str) -> str:
    """Return the text of a module of pairs: (zh, en) for each message, and all of them by id."""
    messages, en = dict(groups(catalogues["zh"]))[group], catalogues["en"].messages
    pairs = {each.id: (_template(each), _template(en[each.id])) for each in messages}
    names = {id_: _snake(id_.removeprefix(f"{group}-")).upper() for id_ in pairs}
    rows = "".join(
        f"{names[id_]} = ({_quoted(pair[0])}, {_quoted(pair[1])})\n" for id_, pair in pairs.items()
    )
    table = "".join(f"    {_quoted(id_)}: {names[id_]},\n" for id_ in pairs)
    return f"{PAIRS_HEAD.format(what=PAIRS[group][0])}{rows}\nMESSAGES: dict[str, tuple[str, str]] = {{\n{table}}}\n"


def _servers_group(group: str, messages: list[Message], en: Catalogue) -> str:
    if group not in TEMPLATES and any(each.places for each in messages):
        return "".join(_servers_function(each, en.messages[each.id]) for each in messages)
    rows = (
        f"    {_quoted(each.id.removeprefix(f'{group}-'))}: Said({_quoted(_template(each))}, "
        f"{_quoted(_template(en.messages[each.id]))}, {_quoted(each.id)}),\n"
        for each in messages
    )
    return f"\n{_snake(group).upper()}: dict[str, Said] = {{\n{''.join(rows)}}}\n"


def _servers_function(zh: Message, en: Message) -> str:
    name, places = _snake(zh.id), sorted(zh.places)
    if not places:
        return f"\n\ndef {name}() -> Said:\n    return Said({_quoted(zh.plain or '')}, {_quoted(en.plain or '')}, {_quoted(zh.id)})\n"
    asked = ", ".join(f"{_snake_place(place)}: Fact" for place in places)
    given = ", ".join(f"{_quoted(place)}: {_snake_place(place)}" for place in places)
    return (
        f"\n\ndef {name}(*, {asked}) -> Said:\n"
        f"    return fill({_quoted(zh.id)}, {_quoted(_template(zh))}, {_quoted(_template(en))}, {{{given}}})\n"
    )


def _template(message: Message) -> str:
    """Return a message without choices as a Python format string; other languages may still use choices."""
    if "->" in message.source:
        raise BadCatalogue(f"{message.id} chooses: the server fills places only")
    if message.plain is not None:
        return message.plain
    filled = re.sub(r"\{ \$(\w[\w-]*) \}", lambda found: f"{{{found[1]}}}", message.source)
    return re.sub(r'\{ "( +)" \}', lambda found: found[1], filled)


def _snake(name: str) -> str:
    return name.replace("-", "_")


def _snake_place(name: str) -> str:
    name = _snake(name)
    return f"{name}_" if keyword.iskeyword(name) else name


def _languages(catalogues: Mapping[str, Catalogue]) -> str:
    rows = (
        f"  {each.code}: {{ name: {_quoted(each.name)}, tag: {_quoted(each.tag)}, dir: '{each.dir}' }},\n"
        for each in catalogues.values()
    )
    return f"{HEAD}\nexport const BUILT_IN = {{\n{''.join(rows)}}} as const;\n"


def _ids(catalogue: Catalogue) -> str:
    rows = (f"  '{each.id}': {_places(each)};\n" for each in catalogue.messages.values())
    return f"""{HEAD}
/** Each message's places. */
export interface Places {{
{"".join(rows)}}}

export type Id = keyof Places;
"""


def _places(message: Message) -> str:
    return " | ".join(f"'{place}'" for place in sorted(message.places)) or "never"


def _group(group: str, messages: list[Message], en: Catalogue) -> str:
    name = RESERVED.get(group, _camel(group))
    uses = sorted({_maker(each) for each in messages})
    rows = (
        f"  {_camel(each.id.removeprefix(f'{group}-'))}: {_maker(each)}('{each.id}', "
        f"{_quoted(_said(each))}, {_quoted(_said(en.messages[each.id]))}),\n"
        for each in messages
    )
    imports = f"import {{ {', '.join(uses)} }} from '../message.ts';\n"
    return f"{HEAD}{imports}\nexport const {name} = {{\n{''.join(rows)}}};\n"


def _maker(message: Message) -> str:
    return "plain" if message.plain is not None else "placed"


def _said(message: Message) -> str:
    return message.source if message.plain is None else message.plain


def _camel(name: str) -> str:
    return re.sub(r"-(\w)", lambda found: found[1].upper(), name)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def main(
    folder: Path = Path("display/web/lib/words"),
    servers: Path = Path("server/hallserver/core/language/said.py"),
) -> None:
    """Write all files, and remove those of deleted groups."""
    files = write_words(built_in())
    folder.mkdir(exist_ok=True)
    for old in folder.glob("*.ts"):
        if old.name not in files:
            old.unlink()
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    servers.write_text(write_servers_words(built_in()), encoding="utf-8")
    for group, (_, module) in PAIRS.items():
        module.write_text(write_pairs(built_in(), group), encoding="utf-8")


if __name__ == "__main__":
    main()
