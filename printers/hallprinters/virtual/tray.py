"""Where slips fall: a folder of numbered pictures, each whole as soon as it is there."""

from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from hallprinters.raster import png


@dataclass(frozen=True)
class VirtualSlip:
    """A slip that fell out; `path` is its PNG, the bytes it was made of lie beside it."""

    number: int
    path: Path

    @property
    def picture(self) -> Image.Image:
        """What stands on it."""
        with Image.open(self.path) as file:
            return file.convert("1")

    @property
    def raw(self) -> bytes:
        """The bytes since the cut before."""
        return self.path.with_suffix(".bin").read_bytes()


def drop(out: Path, picture: Image.Image, raw: bytes, last: int | None = None) -> VirtualSlip:
    """Let a slip fall into the folder, under the number after `last`, or after the last one there."""
    if last is None:
        last = max((int(path.stem) for path in out.glob("*.png") if path.stem.isdecimal()), default=0)
    number = last + 1
    path = out / f"{number:04}.png"
    for kind, content in ((".bin", raw), (".png", png(picture))):
        unfinished = path.with_suffix(".part")
        unfinished.write_bytes(content)
        unfinished.replace(path.with_suffix(kind))
    return VirtualSlip(number, path)
