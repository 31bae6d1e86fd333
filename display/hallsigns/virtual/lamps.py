"""What a pretend sign shows, as dots: seven segments, letters of five by seven, or the dots as they came."""

from __future__ import annotations

from PIL import Image, ImageDraw

from hallsigns.glyphs import HEIGHT, WIDTH, glyph

Colour = tuple[int, int, int]
RED: Colour = (255, 60, 50)
_OFF: Colour = (26, 26, 26)
_PITCH = 8
#  a
# f b
#  g
# e c
#  d
_SEGMENTS = {
    "0": "abcdef",
    "1": "bc",
    "2": "abged",
    "3": "abgcd",
    "4": "fgbc",
    "5": "afgcd",
    "6": "afgedc",
    "7": "abc",
    "8": "abcdefg",
    "9": "abcdfg",
    "A": "abcefg",
    "B": "cdefg",
    "C": "adef",
    "D": "bcdeg",
    "E": "adefg",
    "F": "aefg",
    "G": "acdef",
    "H": "bcefg",
    "I": "ef",
    "J": "bcd",
    "L": "def",
    "N": "ceg",
    "O": "abcdef",
    "P": "abefg",
    "Q": "abcfg",
    "R": "eg",
    "S": "afgcd",
    "T": "defg",
    "U": "bcdef",
    "Y": "bcdfg",
    "-": "g",
    " ": "",
}
_STROKES = {
    "a": (1, 0, 5, 0),
    "b": (6, 1, 6, 5),
    "c": (6, 7, 6, 11),
    "d": (1, 12, 5, 12),
    "e": (0, 7, 0, 11),
    "f": (0, 1, 0, 5),
    "g": (1, 6, 5, 6),
}
PLACE = 9
TALL = 13


def segments(text: str, places: int) -> Image.Image:
    """Return `places` digits of seven segments; what has none is dark but for the middle stroke."""
    picture = Image.new("RGB", (places * PLACE - 2, TALL))
    pen = ImageDraw.Draw(picture)
    for place, letter in enumerate(text[:places]):
        for stroke in _SEGMENTS.get(letter.upper(), "g"):
            x0, y0, x1, y1 = _STROKES[stroke]
            left = place * PLACE
            pen.line((left + x0, y0, left + x1, y1), fill=RED)
    return picture


def letters(text: str, places: int, colour: Colour) -> Image.Image:
    """Return a strip of `places` letters of five by seven."""
    picture = Image.new("RGB", (places * (WIDTH + 1) - 1, HEIGHT))
    for place, letter in enumerate(text[:places]):
        for down, row in enumerate(glyph(letter)):
            for across in range(WIDTH):
                if row >> (WIDTH - 1 - across) & 1:
                    picture.putpixel((place * (WIDTH + 1) + across, down), colour)
    return picture


def as_lamps(dots: Image.Image) -> Image.Image:
    """Return dots as round lamps on a black face, for people to look at."""
    face = Image.new("RGB", (dots.width * _PITCH, dots.height * _PITCH))
    pen = ImageDraw.Draw(face)
    data = dots.convert("RGB").tobytes()
    for y in range(dots.height):
        for x in range(dots.width):
            at = 3 * (y * dots.width + x)
            colour = (data[at], data[at + 1], data[at + 2])
            lit = colour if any(colour) else _OFF
            left, top = x * _PITCH + 1, y * _PITCH + 1
            pen.ellipse((left, top, left + _PITCH - 3, top + _PITCH - 3), fill=lit)
    return face
