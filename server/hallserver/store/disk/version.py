"""The number of the schema, and the refusal of a file with another number."""

from __future__ import annotations

SCHEMA = 7  # raised with every change of the schema; a test enforces this
UPGRADABLE = frozenset({1})  # kept or released schemas that `hall upgrade` reads (store/disk/upgrading.py)


class ForeignFile(RuntimeError):
    """The file is not a hall's database, or belongs to another version."""


def refuse_version(number: int | None) -> None:
    """Refuse a file of another schema.

    Raises:
        ForeignFile: an older or a newer version made the file, as the message says; the data are undamaged.
    """
    if number == SCHEMA:
        return
    if number is None:
        raise ForeignFile(
            "this is no hall's database: nobody has founded a hall in it · 这不是大厅的数据库文件。"
        )
    made_by, zh = ("an older", "较早") if number < SCHEMA else ("a newer", "较新")
    todo, zh_todo = (
        ("Bring it up to date with: hall upgrade", "请运行 hall upgrade 升级")
        if number in UPGRADABLE
        else ("Open it with the version that made it", "请用对应版本打开")
    )
    raise ForeignFile(
        f"this hall's database was made by {made_by} version of hallqueue (schema {number}; this program knows {SCHEMA}); "
        f"its data are as they were. {todo} · 该数据库由{zh}版本创建，数据完好，{zh_todo}。"
    )
