"""The choice of the speech engine: the requested one, or the best installed."""

from __future__ import annotations

import logging
from pathlib import Path

from halldisplay.voice.engines import ChimeAlone, Engine, NoEngine, espeak
from halldisplay.voice.neural import Neural

_logger = logging.getLogger(__name__)


def voice_for_own_languages(engine: Engine) -> Engine:
    """Return the engine for a hall's own languages: espeak-ng, as the neural voice has none of them."""
    if not isinstance(engine, Neural):
        return engine
    try:
        return espeak()
    except NoEngine as error:
        _logger.warning("%s; the hall's own languages are not spoken", error)
        return ChimeAlone()


def choose(name: str, models: Path) -> Engine:
    """Return the engine of that name; `auto` picks the best, and warns if only the chime is left.

    Args:
        name: one of `ENGINES`.
        models: the folder of a neural model's files.

    Raises:
        NoEngine: the requested engine is not installed.
    """
    if name == "chime":
        return ChimeAlone()
    if name == "espeak":
        return espeak()
    if name == "neural":
        return Neural(models)
    for make in (lambda: Neural(models), espeak):
        try:
            return make()
        except NoEngine as error:
            _logger.info("%s", error)
    _logger.warning("NO VOICE: no speech engine is installed; calls are rung and shown, not spoken")
    return ChimeAlone()
