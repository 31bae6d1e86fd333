"""Pretend signs: parse strictly, draw what they got as dots, and refuse like real ones."""

from hallsigns.virtual.sign import VirtualSign, virtual_sign

__all__ = ["VirtualSign", "virtual_sign"]
