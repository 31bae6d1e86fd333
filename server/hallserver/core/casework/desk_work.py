"""Back-office work (后台办理): what a window does without a visitor; the hall's rules name the kinds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WorkKind:
    """A kind of work, in both languages."""

    code: str
    zh: str
    en: str


def _kinds(*rows: tuple[str, str, str]) -> Mapping[str, WorkKind]:
    return {row[0]: WorkKind(*row) for row in rows}


WORK_KINDS = _kinds(
    ("online", "网上申请审核", "Online applications"),
    ("phone", "电话答复", "Phone enquiries"),
    ("post", "邮寄件办理", "Postal applications"),
    ("review", "内部审批流转", "Internal review"),
    ("filing", "材料整理归档", "Filing"),
    ("other", "其他后台工作", "Other"),
)
"""The kinds that a hall begins with; `[work.CODE]` in its rules adds to them or says them otherwise."""
