"""The base of all kinds of events: a frozen struct whose fields are the facts that the log keeps."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, StrEnum
from typing import Any, ClassVar, Final, Self

from msgspec import Struct


class Absent(Enum):
    """Stands for a fact that an event does not have: the log lacks its key, which differs from null."""

    ABSENT = "absent"


ABSENT: Final = Absent.ABSENT


class Stream(StrEnum):
    """The live stream that carries a kind of event; the staff stream includes the public one."""

    PUBLIC = "public"
    STAFF = "staff"
    LOG = "log"


class Facts(Struct, frozen=True, kw_only=True):
    """The facts of one kind of event.

    Attributes:
        KIND: the name in the log, in past tense: `ticket.called`.
        STREAM: the live stream that carries it.
        VERSION: of the set of fields; a field that was added later is `ABSENT` in older events.
        PRIVATE: the contents of the event's private part, if it has one.
        REPLANS: the hall's plan is reloaded after it.
        PRINTS: it may add a print job, so waiting print agents are woken.
    """

    KIND: ClassVar[str]
    STREAM: ClassVar[Stream] = Stream.LOG
    VERSION: ClassVar[int] = 1
    PRIVATE: ClassVar[tuple[str, ...]] = ()
    REPLANS: ClassVar[bool] = False
    PRINTS: ClassVar[bool] = False

    def as_facts(self) -> dict[str, Any]:
        """The facts as the log keeps them: integers, text, lists, maps, null."""
        values = ((key, getattr(self, name)) for name, key in _keys(type(self)))
        return {key: value for key, value in values if value is not ABSENT}

    @classmethod
    def from_facts(cls, facts: Mapping[str, Any]) -> Self:
        """Read the facts from the log; facts that this version no longer knows are ignored.

        Raises:
            TypeError: a fact is missing that every version has.
        """
        return cls(**{each: facts[key] for each, key in _keys(cls) if key in facts})


def _keys(kind: type[Facts]) -> tuple[tuple[str, str], ...]:
    """Each field and its key in the log: `from_` is written `from`."""
    keys = _known.get(kind)
    if keys is None:
        keys = _known[kind] = tuple((name, name.rstrip("_")) for name in kind.__struct_fields__)
    return keys


_known: dict[Any, tuple[tuple[str, str], ...]] = {}
