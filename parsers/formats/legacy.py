"""Files of the older Office container: told apart, so that each gets its own sentence."""

from __future__ import annotations

import io
from typing import NoReturn

from parsers.faults import Unreadable


def refuse_ole(data: bytes) -> NoReturn:
    """Say which kind of OLE file this is: protected with a password, an older .doc, or something else."""
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            if ole.exists("EncryptedPackage"):
                raise Unreadable("encrypted", "The file is protected with a password; please send it without one.")
            if ole.exists("WordDocument"):
                head = ole.openstream("WordDocument").read(32)
                if len(head) > 11 and head[11] & 1:
                    raise Unreadable("encrypted", "The file is protected with a password; please send it without one.")
                raise Unreadable("unsupported", "The file is an older Word document (.doc); please save it as .docx.")
    except OSError:
        raise Unreadable("corrupt", "The file is damaged and cannot be opened.") from None
    raise Unreadable("unsupported", "The file is not a Word document (.docx); please send the form as one.")
