"""Read the tables of a plan strictly; every fault is noted with its line and field, none hides the next."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any, Final

from halldisplay.languages import BUILT_IN
from hallserver.core.errors import BadPlan, Fault
from hallserver.core.language.text import clean, fold, fold_code, harm, meant, printable
from hallserver.core.language.why import Why, near, nearest, quoted
from hallserver.core.plans.tables import CODE, MISSED, MOST_ITEMS, PREFIX, SPAN, WORDS, Field, PlanRow
from hallserver.core.workdays import NoSpan, parse_span

MOST_FAULTS = 500
FIRST_DAY, LAST_DAY = date(1949, 10, 1), date(2199, 12, 31)
MISSING = Why("缺少此项", "is missing")
NEEDS_WORDS = Why(
    "须写作 { zh = “…”, en = “…” }，至少一种有文字",
    "needs { zh = “…”, en = “…” }, at least one of them with words",
)
KINDS: dict[type | str, Why] = {
    str: Why("文字", "text"),
    int: Why("整数", "a whole number"),
    bool: Why("true 或 false", "true or false"),
    list: Why("列表", "a list"),
    date: Why("日期，如 2026-03-02", "a day like 2026-03-02"),
    dict: Why("表", "a table"),
}
FORMS: dict[re.Pattern[str], Why] = {
    CODE: Why("字母、数字、点、横线、下划线，至多 64 位", "letters, digits, dot, hyphen, at most 64"),
    MISSED: Why("keep、void 或 back:1 至 back:99", "keep, void, or back:1 to back:99"),
    PREFIX: Why("1 至 2 个字母，不含 I、O、Q", "one or two letters without I, O, Q"),
}


class _Bad:
    """Marks a field with a fault, so that no further fault is reported for it."""

    def __repr__(self) -> str:
        return "BAD"


BAD: Final = _Bad()
_HEAD = re.compile(r"\s*\[{1,2}\s*([^\[\]]*?)\s*\]{1,2}")


class Enough(Exception):
    """Raised when there are too many faults to read."""


class Reader:
    """Holds the text, so that an error can name its line, and collects the faults."""

    def __init__(
        self, text: str, file: str, faults: Iterable[Fault] = (), languages: Collection[str] = BUILT_IN
    ) -> None:
        """Split the text into lines; faults found before are reported with the others.

        Args:
            text: of a plan file; empty for a sheet.
            file: its name.
            faults: found before.
            languages: the languages in which names may be given.
        """
        self.languages = languages
        self.lines, self.file = text.splitlines(), file
        self.faults = list(faults)
        self._heads: defaultdict[str, list[int]] = defaultdict(list)  # table → the lines of its headings
        for number, line in enumerate(self.lines):
            if head := _HEAD.match(line):
                self._heads[head[1]].append(number)

    def fault(self, table: str, index: int, field: str, why: Why) -> None:
        """Note a fault of a field."""
        name = printable(f"{table}.{field}")
        found = Fault(self.place(table, index, field), name, why.zh, why.en)
        if found not in self.faults:
            self.faults.append(found)
        if len(self.faults) >= MOST_FAULTS:
            raise Enough

    def refusal(self) -> BadPlan:
        """Every noted fault, sorted by line."""
        return BadPlan(self.file, sorted(self.faults, key=lambda each: each.line))

    def place(self, table: str, index: int, field: str) -> int:
        """The line of a field in the index-th `[[table]]`; without the field, of the table's heading."""
        heads = self._heads.get(table, [])
        start = heads[max(index, 0)] if len(heads) > max(index, 0) else 0
        for number in range(start + 1, len(self.lines)):
            line = self.lines[number]
            if re.match(rf"\s*{re.escape(field)}\s*=", line):
                return number + 1
            if re.match(r"\s*\[", line):
                break
        return start + 1

    def known_keys(self, row: Mapping[str, Any], known: Iterable[str], table: str, index: int) -> set[str]:
        """Note each name that the table does not have; return the known names that were probably meant."""
        found: set[str] = set()
        for key in row:
            if key not in known:
                unknown = Why(f"没有字段 {quoted(key)}", f"unknown field {quoted(key)}")
                self.fault(table or key, index, key, unknown.then(near(key, known)))
                found |= {each for each in (nearest(key, known),) if each}
        return found

    def rows(self, table: str, said: Mapping[str, Any]) -> list[Any]:
        """The rows of a table, unchecked."""
        found = said.get(table, [])
        if isinstance(found, list):
            return found
        self.fault(table, 0, "-", Why(f"应逐行写作 [[{table}]]", f"is written [[{table}]], once for each"))
        return []

    def row(self, table: str, index: int, said: Any, fields: Mapping[str, Field]) -> PlanRow:
        """One row: each field checked, defaults filled in, `BAD` where there is a fault."""
        if not isinstance(said, dict):
            self.fault(table, index, "-", Why("应为一个表", "is no table"))
            return dict.fromkeys(fields, BAD)
        meant_by = self.known_keys(said, fields, table, index)
        said = {**dict.fromkeys(meant_by, BAD), **said}
        return {name: self.value(table, index, name, field, said) for name, field in fields.items()}

    def value(self, table: str, index: int, name: str, field: Field, said: PlanRow) -> Any:
        """One field of a row, or its default."""
        if name not in said:
            if field.default is ...:
                self.fault(table, index, name, MISSING)
                return BAD
            return field.default
        value = said[name]
        if value is BAD:
            return BAD
        read = _read(field, value, self.languages)
        if isinstance(read, Why):
            self.fault(table, index, name, read)
            return BAD
        return read


def fine(row: PlanRow, *names: str) -> bool:
    """Whether these fields of a row have no fault."""
    return all(row[name] is not BAD for name in names)


def read_words(
    value: Any, longest: int, languages: Collection[str], *, lines: bool = False
) -> dict[str, str] | Why:
    """Read words by language; if Chinese or English is missing, it is taken from the other.

    Return a reason if the value has no words, hidden characters, or is too long.
    """
    if (
        not isinstance(value, dict)
        or not all(isinstance(key, str) for key in value)
        or not _are_texts(value.values())
    ):
        return NEEDS_WORDS
    if strange := sorted(value.keys() - {*BUILT_IN, *languages}):
        tag = quoted(strange[0])
        return Why(
            f"没有语言 {tag}，请先放入 words/ 文件",
            f"has no language {tag}: its file belongs into words/ first",
        )
    said = {lang: cleaned for lang, each in value.items() if (cleaned := clean(each))}
    one = said.get("zh") or said.get("en")
    if not one:
        return NEEDS_WORDS
    for each in said.values():
        if why := unfit(each, longest, lines=lines):
            return why
    return {"zh": one, "en": one} | said


def unfit(said: str, longest: int, *, lines: bool = False) -> Why | None:
    """Why these words cannot be stored: they contain control characters, or are too long."""
    if "\n" in said and not lines:
        return Why("不能换行", "must stand on one line")
    if found := harm(said, lines=lines):
        return Why(f"含有不可用的字符 {found}", f"has the character {found}, which has no place in words")
    if len(said) > longest:
        return Why(
            f"共 {len(said)} 字，不得超过 {longest} 字", f"has {len(said)} characters, and may have {longest}"
        )
    return None


def _read(field: Field, value: Any, languages: Collection[str]) -> Any:
    """The value as the plan stores it, or the reason why it is wrong."""
    if field.kind == WORDS:
        return read_words(value, field.longest, languages, lines=field.lines)
    if field.kind == SPAN:
        return _span(value)
    return _typed(field, value)


def _typed(field: Field, value: Any) -> Any:
    if type(value) is not field.kind:
        kind = KINDS[field.kind]
        said = KINDS.get(type(value), Why(type(value).__name__, type(value).__name__))
        return Why(f"须为{kind.zh}，而不是{said.zh}", f"needs {kind.en}, not {said.en}")
    if isinstance(value, int) and (why := _bounds(field, value)):
        return why
    if isinstance(value, date) and not FIRST_DAY <= value <= LAST_DAY:
        return Why(
            f"{value} 太远，须在 {FIRST_DAY} 与 {LAST_DAY} 之间",
            f"{value} is too far away: {FIRST_DAY} to {LAST_DAY}",
        )
    if isinstance(value, str):
        return _text(field, value)
    return _list(field, value) if isinstance(value, list) else value


def _bounds(field: Field, value: int) -> Why | None:
    if field.at_least is not None and value < field.at_least:
        said = value if value > -(2**63) else "…"
        return Why(
            f"为 {said}，不得小于 {field.at_least}", f"is {said}, and must be at least {field.at_least}"
        )
    if field.at_most is not None and value > field.at_most:
        return Why(f"太大，不得超过 {field.at_most}", f"is too large, and may be {field.at_most} at most")
    return None


def _text(field: Field, value: str) -> str | Why:
    if field.one_of:
        return _one_of(field, value)
    if field.form:
        said = fold_code(value) if field.form is PREFIX else fold(value)
        return said if field.form.fullmatch(said) else _formless(field.form, value)
    said = fold(value) if field.of else clean(value)
    return unfit(said, field.longest) or said


def _formless(form: re.Pattern[str], value: str) -> Why:
    what = FORMS.get(form, Why(form.pattern, form.pattern))
    return Why(f"{quoted(value)} 不符合格式（{what.zh}）", f"{quoted(value)} is not of the form: {what.en}")


def _list(field: Field, value: list[Any]) -> list[Any] | Why:
    if len(value) > MOST_ITEMS:
        return Why(f"至多 {MOST_ITEMS} 项", f"may have {MOST_ITEMS} items")
    if not field.one_of:
        return [fold(each) if field.of and isinstance(each, str) else each for each in value]
    found: list[Any] = []
    for each in value:
        read = _one_of(field, each) if isinstance(each, str) else _none_of(field, each)
        if isinstance(read, Why):
            return read
        if read in found:
            return Why(f"{quoted(each)} 重复", f"{quoted(each)} is there twice")
        found.append(read)
    return found


def _one_of(field: Field, value: str) -> str | Why:
    return meant(value, field.one_of) or _none_of(field, value)


def _none_of(field: Field, value: Any) -> Why:
    known = Why(
        f"{quoted(value)} 不是 {'、'.join(field.one_of)} 之一",
        f"{quoted(value)} is none of {', '.join(field.one_of)}",
    )
    return known.then(near(str(value), field.one_of))


def _span(value: Any) -> str | Why:
    try:
        return parse_span(str(value)).words()
    except NoSpan as error:
        return error.why


def _are_texts(values: Iterable[Any]) -> bool:
    return all(isinstance(each, str) for each in values)
