"""A pretend printer speaks real ESC/POS over a real socket, and fails as real printers do; it never helps the sender."""

from hallprinters.virtual.faults import Faults
from hallprinters.virtual.page import serve_page
from hallprinters.virtual.printer import VirtualPrinter
from hallprinters.virtual.tray import VirtualSlip

__all__ = ["Faults", "VirtualPrinter", "VirtualSlip", "serve_page"]
