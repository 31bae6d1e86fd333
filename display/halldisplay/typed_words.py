"""Write the pages' typed access to the catalogues, so that a misspelt id or a missing place fails in tsc.

`python -m halldisplay.typed_words` writes one file for each group of messages, and `ids.ts` with all ids and their places.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

from halldisplay.catalogues import Catalogue, Message, built_in, groups

HEAD = "// Written by `python -m halldisplay.typed_words` out of halldisplay/words/*.ftl: change it there.\n"
RESERVED = {"console": "console_", "public": "public_"}


def write_words(catalogues: Mapping[str, Catalogue]) -> dict[str, str]:
    """Give the text of each file, by name."""
    zh, en = catalogues["zh"], catalogues["en"]
    files = {f"{group}.ts": _group(group, messages, en) for group, messages in groups(zh)}
    return files | {"ids.ts": _ids(zh), "languages.ts": _languages(catalogues)}


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


def main(folder: Path = Path("display/web/lib/words")) -> None:
    """Write all files, and remove those of groups that are gone."""
    files = write_words(built_in())
    folder.mkdir(exist_ok=True)
    for old in folder.glob("*.ts"):
        if old.name not in files:
            old.unlink()
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
