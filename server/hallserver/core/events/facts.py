"""What every kind of event is made of: a frozen dataclass whose fields are the facts that the log keeps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import Enum, StrEnum
from typing import Any, ClassVar, Final, Self


class Absent(Enum):
    """Stands for a fact that an event does not have: the key is missing in the log, which is not the same as null."""

    ABSENT = "absent"


ABSENT: Final = Absent.ABSENT


class Stream(StrEnum):
    """Where a kind of event is told besides the log; whoever hears the staff stream hears the public one too."""

    PUBLIC = "public"
    STAFF = "staff"
    LOG = "log"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The facts of one kind of event.

    Attributes:
        KIND: the name in the log, past tense: `ticket.called`.
        STREAM: who hears it.
        VERSION: of the set of fields; a field that is added later is `ABSENT` in older events.
        PRIVATE: what stands in the event's private part, as far as it has one.
        REPLANS: the hall's plan is read again after it.
        PRINTS: a slip may be there to print after it: who waits for one is woken.
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
        """Read what the log keeps; facts that this version does not know any more are passed over.

        Raises:
            TypeError: a fact is missing that every version has.
        """
        return cls(**{each: facts[key] for each, key in _keys(cls) if key in facts})


def _keys(kind: type[Facts]) -> tuple[tuple[str, str], ...]:
    """Each field and its key in the log: `from_` is written `from`."""
    keys = _known.get(kind)
    if keys is None:
        keys = _known[kind] = tuple((each.name, each.name.rstrip("_")) for each in fields(kind))
    return keys


_known: dict[Any, tuple[tuple[str, str], ...]] = {}
