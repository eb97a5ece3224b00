"""PDF with docling, an optional extra that reads layout and tables with models: slow, and large. Chosen by name only.

It is known to hang, and to take more than 20 GB, on some files: it runs only where `memory.readers.bounded` ends it.
Its models are not in its package: it fetches them when it first runs, or `docling-tools models download` does before.
"""

import io
from collections.abc import Sequence

from ech0.core.errors import NotInstalled
from memory.about import Read
from memory.readers.markdown import Markdown
from memory.readers.reader import refused


class Docling:
    """`.pdf` by way of Markdown; pages are not kept."""

    name = "docling"
    suffixes: tuple[str, ...] = (".pdf",)

    def read(self, raw: bytes, file: str, /) -> Sequence[Read]:
        """One document; raises `NotInstalled` without the extra."""
        try:
            from docling.datamodel.base_models import DocumentStream
            from docling.document_converter import DocumentConverter
            from docling.exceptions import ConversionError
        except ImportError as error:
            raise NotInstalled("reading a PDF with docling", "docling") from error
        try:
            made = DocumentConverter().convert(DocumentStream(name=file, stream=io.BytesIO(raw)))
        except ConversionError as error:
            raise refused(file, f"docling cannot read it ({str(error)[:100]})", "leave out --docling") from error
        found = Markdown().read(made.document.export_to_markdown().encode(), file)
        return [r.model_copy(update={"about": r.about.model_copy(update={"format": self.name})}) for r in found]
