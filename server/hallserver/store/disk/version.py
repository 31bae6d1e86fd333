"""The number of the schema, and the refusal of a file with another number."""

from __future__ import annotations

SCHEMA = 7  # raised with every change of the schema; a test enforces this
UPGRADABLE = frozenset({1})  # kept or released schemas that `hall upgrade` reads (store/disk/upgrading.py)

MOVED, ARRIVING = "moved", "arriving"  # what a database with a schema below 0 says of itself


class ForeignFile(RuntimeError):
    """The file is not a hall's database, or belongs to another version."""


def refuse_version(number: int | None, moved: tuple[str, str] | None = None) -> None:
    """Refuse a database of another schema, or one that is not the hall's.

    Args:
        number: of its schema; less than 0 where the database itself says that it is not the hall's.
        moved: what it says then (store/moved.py).

    Raises:
        ForeignFile: an older or a newer version made the file, or its hall is elsewhere, as the message says; the
            data are undamaged.
    """
    if number == SCHEMA:
        return
    if number is None:
        raise ForeignFile(
            "this is no hall's database: nobody has founded a hall in it · 这不是大厅的数据库文件。"
        )
    if number < 0:
        state, place = moved or ("", "")
        _refuse_moved(state, place)
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


def _refuse_moved(state: str, place: str) -> None:
    if state == ARRIVING:
        raise ForeignFile(
            f"a move of the hall from {place} to here was not finished: run the same hall move once more · "
            f"大厅数据从 {place} 迁入尚未完成，请再次运行同一条 hall move 命令。"
        )
    raise ForeignFile(
        f"this database is not the hall's any more: the hall was moved to {place or 'another place'}, and works there; "
        f"open it there (the setting store, HALL_STORE), or bring it back with hall move · "
        f"大厅数据已迁往 {place or '其他位置'} 并在那里运行，本数据库不再使用；请检查设置 store 和 HALL_STORE，或用 hall move 迁回。"
    )
