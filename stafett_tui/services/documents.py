"""Files of a plan: the signed form and others, kept inside the encrypted file, told of by their hash in the log."""

import mimetypes
from pathlib import Path

from stafett_tui.domain.changes import Changes
from stafett_tui.domain.document import DocumentAttached, DocumentSort
from stafett_tui.services.writing import Proposal, Writer
from stafett_tui.store.blobs import Blobs, read_file


class Documents:
    """The files of a plan."""

    def __init__(self, writer: Writer, blobs: Blobs) -> None:
        """Write through this writer, and keep bytes here."""
        self._writer = writer
        self._blobs = blobs

    def attach(self, plan_id: str, path: Path, *, consent: str | None = None) -> Changes:
        """Attach a file; as the signed form where a consent is named. Raises TOO_LARGE, FILE_UNREADABLE."""
        data = read_file(path)
        media = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        self._writer.journal.plan(plan_id)
        digest = self._blobs.put(plan_id, path.name, data, media)
        sort = DocumentSort.OTHER if consent is None else DocumentSort.CONSENT_FORM
        body = DocumentAttached(
            name=path.name, sort=sort, sha256=digest, size=len(data), media=media, consent=consent
        )  # fmt: skip
        return self._writer.write(plan_id, [Proposal(body)])

    def read(self, digest: str) -> bytes:
        """Give the bytes of a file."""
        return self._blobs.get(digest)
