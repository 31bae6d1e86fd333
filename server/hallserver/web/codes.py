"""QR codes for screens, as SVG."""

from __future__ import annotations

import io
from functools import lru_cache


@lru_cache(maxsize=256)
def code_of(link: str) -> str:
    """Return an address as a QR code; one takes some milliseconds, so those asked for lately are kept."""
    import segno

    svg = io.BytesIO()
    segno.make(link, error="m").save(svg, kind="svg", xmldecl=False, scale=8, border=2, light="#fff")
    return svg.getvalue().decode()
