"""The virtual printer's output: a folder of numbered pictures, each written atomically."""

from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from hallprinters.drawing.raster import png


@dataclass(frozen=True)
class VirtualSlip:
    """A printed slip; `path` is its PNG, and the bytes it was made of are in a file beside it."""

    number: int
    path: Path

    @property
    def picture(self) -> Image.Image:
        """Return its picture."""
        with Image.open(self.path) as file:
            return file.convert("1")

    @property
    def raw(self) -> bytes:
        """Return the bytes since the previous cut."""
        return self.path.with_suffix(".bin").read_bytes()


def drop(out: Path, picture: Image.Image, raw: bytes, last: int | None = None) -> VirtualSlip:
    """Write a slip to the folder, numbered after `last`, or after the last one there."""
    if last is None:
        last = max((int(path.stem) for path in out.glob("*.png") if path.stem.isdecimal()), default=0)
    number = last + 1
    path = out / f"{number:04}.png"
    for kind, content in ((".bin", raw), (".png", png(picture))):
        unfinished = path.with_suffix(".part")
        unfinished.write_bytes(content)
        unfinished.replace(path.with_suffix(kind))
    return VirtualSlip(number, path)
