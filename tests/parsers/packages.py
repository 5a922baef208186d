"""Word packages with parts beside the text: what `word.a_document` makes, and any part, relationship or change to it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence

from tests.parsers.word import a_document

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:v="urn:schemas-microsoft-com:vml"'
)


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(parts: Mapping[str, bytes | str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


def with_parts(
    *blocks: str,
    parts: Mapping[str, bytes | str] | None = None,
    relations: Sequence[tuple[str, str, str]] = (),
    rest: Sequence[tuple[str, str]] | None = None,
) -> bytes:
    """A form that begins with `blocks` (raw XML under `NAMES`), with `parts` added and (id, type, target) relations."""
    plain = members(a_document() if rest is None else a_document(rest=rest))
    text = plain["word/document.xml"].decode()
    start = text.index("<w:tbl>")
    root_end = text.index(">", text.index("<w:document"))
    head, tail = text[:start], text[start:]
    named = head[: root_end + 1]
    for one in NAMES.split(" xmlns:"):
        name = one.removeprefix("xmlns:").partition("=")[0]
        if f"xmlns:{name}=" not in named:
            declared = "xmlns:" + one.removeprefix("xmlns:")
            named = named[:-1] + f" {declared}>"
    plain["word/document.xml"] = (named + head[root_end + 1 :] + "".join(blocks) + tail).encode()
    for key, kind, target in relations:
        mode = ' TargetMode="External"' if ":" in target or target.startswith("//") else ""
        made = f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="{target}"{mode}/></Relationships>'
        name = "word/_rels/document.xml.rels"
        plain[name] = plain[name].decode().replace("</Relationships>", made).encode()
    return packed({**plain, **(parts or {})})


def changed(data: bytes, name: str, before: str, after: str) -> bytes:
    """`data` with words of one part replaced."""
    parts = members(data)
    text = parts[name].decode()
    assert before in text
    return packed({**parts, name: text.replace(before, after)})
