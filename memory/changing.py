"""A file beside a folder that is there while the folder is being changed. Knows nothing of what is in it.

It says what the files were when they were last whole. A process that is killed leaves it behind: if the files are still
those, nothing was written since; if they are others, they may be half of one state and half of another.
"""

import contextlib
import json
from pathlib import Path


class Changing:
    """What is known of `folder` while it is changed; the files looked at are those in the folders in it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.file = folder, folder.with_suffix(".changing")
        self.begun = False

    def begin(self) -> None:
        """Say that the folder will be changed; call before each change."""
        if not self.begun:
            self.whole()
            self.begun = True

    def whole(self) -> None:
        """Say that its files are whole as they are, and that more is to come."""
        part = self.file.with_suffix(".part")
        part.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(json.dumps(self._files()), encoding="utf-8")
        part.replace(self.file)

    def end(self) -> None:
        """Say that nothing more is to come."""
        self.file.unlink(missing_ok=True)
        self.begun = False

    def left(self) -> bool:
        """Whether somebody has begun and not ended."""
        return self.file.exists()

    def torn(self) -> bool:
        """Whether files were written since they were last whole."""
        with contextlib.suppress(ValueError, OSError):
            return bool(json.loads(self.file.read_text(encoding="utf-8")) != self._files())
        return True

    def _files(self) -> list[list[str | int]]:
        found = [(file, file.stat()) for file in sorted(self.folder.glob("*/*"))]
        return [[str(file.relative_to(self.folder)), about.st_size, about.st_mtime_ns] for file, about in found]
