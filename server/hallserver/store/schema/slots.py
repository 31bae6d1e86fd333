"""The places of slots that visitors book by themselves: each has a number, so that none can be given twice."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, LargeBinary, Named, Table, text

from hallserver.store.schema.form import Columns, index, metadata, triggers
from hallserver.store.types import UtcDateTime


class SlotPlaceColumns(Columns):
    line: Named[str] = Column(ForeignKey("line.code"), primary_key=True)
    starts_at: Named[datetime] = Column(UtcDateTime, primary_key=True)
    place: Named[int] = Column(Integer, CheckConstraint("place >= 1"), primary_key=True)
    matter: Named[str] = Column(ForeignKey("matter.code"))
    # who holds it while deciding: a hash of the secret that they were given, and until when
    draft: Named[bytes | None] = Column(LargeBinary, unique=True)
    held_until: Named[datetime | None] = Column(UtcDateTime)
    appointment: Named[str | None] = Column(ForeignKey("appointment.code", ondelete="CASCADE"), unique=True)


slot_places = Table(
    "slot_place",
    metadata,
    SlotPlaceColumns,
    CheckConstraint("(appointment IS NULL) = (held_until IS NOT NULL)", name="held_or_booked"),
    CheckConstraint("appointment IS NOT NULL OR draft IS NOT NULL", name="held_by_somebody"),
)
index("drafts_by_their_end", slot_places.c.held_until, where=text("slot_place.held_until IS NOT NULL"))

triggers(
    """CREATE TRIGGER a_booking_given_up_frees_its_place
    AFTER UPDATE OF state ON appointment WHEN NEW.state IN ('cancelled', 'lapsed')
    BEGIN
      DELETE FROM slot_place WHERE appointment = NEW.code;
    END""",
    """CREATE TRIGGER a_booking_moved_frees_its_place
    AFTER UPDATE OF booked_at, matter ON appointment
    WHEN NEW.booked_at <> OLD.booked_at OR NEW.matter <> OLD.matter
    BEGIN
      DELETE FROM slot_place WHERE appointment = NEW.code;
    END""",
    """CREATE TRIGGER a_place_is_of_its_booking BEFORE INSERT ON slot_place WHEN NEW.appointment IS NOT NULL
    BEGIN
      SELECT RAISE(ABORT, 'a place stands for a booking at its time') WHERE NOT EXISTS (
        SELECT 1 FROM appointment JOIN matter ON matter.code = appointment.matter
        WHERE appointment.code = NEW.appointment AND appointment.booked_at = NEW.starts_at
          AND appointment.matter = NEW.matter AND matter.line = NEW.line
      );
    END""",
    """CREATE TRIGGER a_place_becomes_its_booking BEFORE UPDATE ON slot_place
    WHEN NEW.line <> OLD.line OR NEW.starts_at <> OLD.starts_at OR NEW.place <> OLD.place OR NEW.matter <> OLD.matter
      OR OLD.appointment IS NOT NULL OR NOT EXISTS (
        SELECT 1 FROM appointment WHERE code = NEW.appointment AND booked_at = NEW.starts_at AND matter = NEW.matter
      )
    BEGIN
      SELECT RAISE(ABORT, 'a place that is held becomes that of a booking at its time, and nothing else');
    END""",
)
