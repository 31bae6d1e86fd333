"""A virtual printer with real ESC/POS over a real socket, which fails in the ways that real printers do."""

from hallprinters.virtual.faults import Faults
from hallprinters.virtual.page import serve_page
from hallprinters.virtual.printer import VirtualPrinter
from hallprinters.virtual.tray import VirtualSlip

__all__ = ["Faults", "VirtualPrinter", "VirtualSlip", "serve_page"]
