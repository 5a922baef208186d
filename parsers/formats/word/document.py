"""A Word document as a whole: its text, then its headers, footers, notes and comments."""

from __future__ import annotations

from parsers import raw
from parsers.faults import Unreadable
from parsers.formats.package import Package
from parsers.formats.word.names import W
from parsers.formats.word.walker import OpenPart, Walker
from parsers.formats.words import has_words

_ASIDES = {
    "header": "header",
    "footer": "footer",
    "footnotes": "footnote",
    "endnotes": "endnote",
    "comments": "comment",
}


def read_docx(data: bytes, open_part: OpenPart) -> raw.RawDocument:
    """The raw document in the bytes of a .docx, .docm, .dotx or .dotm; `open_part` reads documents inside it.

    Raises `Unreadable`.
    """
    return read_package(Package(data), open_part)


def read_package(package: Package, open_part: OpenPart) -> raw.RawDocument:
    """The raw document in an open package. Raises `Unreadable`."""
    main = package.main_part()
    if main is None:
        raise Unreadable("unsupported", "The file is a zip package, and not a Word document.")
    tree = package.tree(main)
    if tree is None:
        raise Unreadable("corrupt", "The Word document has no text part.")
    body = next((one for one in tree.iter(W + "body")), None)
    if body is None:
        raise Unreadable("unsupported", "The file is an Office document, and not a Word document.")
    relations = package.relations(main)
    walker = Walker(package, relations, open_part)
    blocks = walker.blocks(body)
    _asides(package, relations, walker, blocks)
    names = package.names()
    if any(name.endswith("vbaproject.bin") for name in names):
        walker.flag("macros")
    _outside(package, walker)
    document = raw.RawDocument(blocks, walker.controls, walker.flags)
    document.images = sum("/media/" in name for name in names)
    return document


def _asides(package: Package, relations: dict[str, tuple[str, str]], walker: Walker, blocks: list[raw.Block]) -> None:
    """What stands beside the text, each once: the sections of a document mostly share their headers' words."""
    parts: dict[str, list[str]] = {}
    for kind, target in relations.values():
        if kind in _ASIDES and target not in parts.setdefault(kind, []):
            parts[kind].append(target)
    for kind, where in _ASIDES.items():
        seen: list[list[raw.Block]] = []
        for target in parts.get(kind, ()):
            tree = package.tree(target)
            found = walker.part(tree, target) if tree is not None else []
            if found not in seen and any(has_words(block) for block in found):
                seen.append(found)
                blocks.append(raw.Aside(where, found))
                if kind == "comments":
                    walker.flag("comments")


def _outside(package: Package, walker: Walker) -> None:
    """Targets outside the package are only noted; a template that it is attached to stands in the settings' relations."""
    if package.external:
        walker.flag("external-link")
    settings = next((target for kind, target in walker.relations.values() if kind == "settings"), None)
    if settings is not None and any(kind == "attachedTemplate" for kind, _ in package.relations(settings).values()):
        walker.flag("attached-template")
