"""From a raw document to labelled values: which words ask, and which answer (README, *Layouts*)."""

from parsers.layout.document import labelled
from parsers.layout.known import Known

__all__ = ["Known", "labelled"]
