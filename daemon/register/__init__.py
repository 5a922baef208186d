"""Pictures of the store: the workbook that the business manager reads. The one door to openpyxl for writing it."""

from daemon.register.workbook import Drawn, draw

__all__ = ["Drawn", "draw"]
