"""A form's package, of which only the document's text is ever changed: every other part stays byte for byte."""

from __future__ import annotations

import copy
import io
import zipfile
from typing import Any

from lxml import etree

from parsers.faults import Unreadable
from parsers.formats.package import STRICT, Package
from parsers.formats.word.names import W


class NotFillable(Exception):
    """A document that cannot be filled in: no Word document (.docx), damaged, signed or with macros. Says which."""


class Form:
    """An open form: `root` is the tree of its text. Raises `NotFillable`."""

    def __init__(self, data: bytes) -> None:
        self._main, self.root, self._strict, self._parts = _opened(data)
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            self._members = [(info, package.read(info)) for info in package.infolist()]
            self._comment = package.comment

    def styles(self) -> bytes | None:
        """The part that holds the styles."""
        return self._parts.read(f"{self._main.rpartition('/')[0]}/styles.xml")

    def packed(self, root: Any, *, light: bool = False) -> bytes:
        """The package with `root` as its text. `light` is for our own reading: stored, without its pictures."""
        text = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        if self._strict:
            for strict, transitional in STRICT:
                text = text.replace(transitional, strict)
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as new:
            for info, content in self._members:
                kept = copy.copy(info)
                main = info.filename.replace("\\", "/").lstrip("/").casefold() == self._main.casefold()
                if light:
                    kept.compress_type = zipfile.ZIP_STORED
                    content = b"" if "/media/" in info.filename else content
                new.writestr(kept, text if main else content)
            new.comment = self._comment
        return out.getvalue()


def _opened(data: bytes) -> tuple[str, Any, bool, Package]:
    """The name of the document's part, its tree, whether it is strict, and the package. Raises `NotFillable`."""
    if data[:2] != b"PK":
        raise NotFillable("The form is no Word document of today's format (.docx).")
    try:
        package = Package(data)
        main = package.main_part()
        root = package.tree(main) if main is not None else None
        if main is None or root is None or next(root.iter(W + "body"), None) is None:
            raise NotFillable("The form is no Word document of today's format (.docx).")
        for info in package.names():
            if info.endswith("vbaproject.bin"):
                raise NotFillable("The form holds macros, which are not passed on.")
            if info.startswith("_xmlsignatures/"):
                raise NotFillable("The form is signed; filling it in would break its signature.")
            package.read(info)
        return main, root, package.strict, Package(data)
    except Unreadable as refusal:
        raise NotFillable(str(refusal)) from None
