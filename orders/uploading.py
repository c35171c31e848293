"""Take a large upload in: when its last byte is here, so is its digest."""

import hashlib
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler


class DigestedUploadHandler(TemporaryFileUploadHandler):
    """Write an upload to a file of its own, as Django does, and note its SHA-256 on the way.

    Reading half a gigabyte again after the last byte would keep the person waiting for the answer.
    """

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a digest with each file."""
        super().new_file(*args, **kwargs)
        self.sha256 = hashlib.sha256()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Take a piece of the file; of one that is too large, and refused for it, no more than is allowed."""
        if start >= settings.LARGEST_ORDER_FILE_BYTES:
            return
        self.sha256.update(raw_data)
        super().receive_data_chunk(raw_data, start)

    def file_complete(self, file_size: int) -> UploadedFile | None:  # type: ignore[type-arg]  # bytes, at run time
        """Hand the file on with its digest, which `orders.actions.hand_in` reads."""
        done = super().file_complete(file_size)
        setattr(done, "digest", self.sha256.hexdigest())  # noqa: B010  # an attribute of ours on Django's class
        return done
