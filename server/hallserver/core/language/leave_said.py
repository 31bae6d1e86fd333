"""Kinds of leave. Written by `python -m halldisplay.typed_words` out of the catalogues: change it there."""

# fmt: off

from __future__ import annotations

ANNUAL = ("年休假", "Annual leave")
SICK = ("病假", "Sick leave")
ERRAND = ("公出", "Away on duty")
TRAINING = ("培训", "Training")
PERSONAL = ("事假", "Personal leave")
OTHER = ("其他", "Other")

MESSAGES: dict[str, tuple[str, str]] = {
    "leave-kinds-annual": ANNUAL,
    "leave-kinds-sick": SICK,
    "leave-kinds-errand": ERRAND,
    "leave-kinds-training": TRAINING,
    "leave-kinds-personal": PERSONAL,
    "leave-kinds-other": OTHER,
}
