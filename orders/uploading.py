"""Take a large upload in, where files are wanted: when its last byte is here, so is its digest."""

import hashlib
from collections.abc import Mapping
from typing import Any, Final

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.http import HttpRequest, QueryDict
from django.utils.datastructures import MultiValueDict

# What a request has beside its files: other fields, and the lines between them.
_BESIDE_FILES: Final = 1024 * 1024


class DigestedUploadHandler(TemporaryFileUploadHandler):
    """Write an upload to a file of its own, as Django does, and note its SHA-256 on the way.

    Reading half a gigabyte again after the last byte would keep the person waiting for the answer.

    A request that is larger than its address takes is not written at all. Where it comes from somebody who may upload
    there, it is read to its end all the same, so that the page can say by how much it is too large.
    """

    is_over = False
    length = 0

    def handle_raw_input(
        self,
        input_data: Any,
        META: Mapping[str, str],  # noqa: N803 - Django calls it so
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> tuple[QueryDict, MultiValueDict[str, Any]] | None:
        """Leave what is too large for its address; from somebody who has nothing to upload there, unread."""
        most = _most(self.request)
        self.length = content_length
        self.is_over = content_length > (most or settings.LARGEST_OTHER_UPLOAD_BYTES)
        if self.is_over and most is None:
            return QueryDict(encoding=encoding), MultiValueDict()
        return None

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a digest with each file."""
        super().new_file(*args, **kwargs)
        self.sha256 = hashlib.sha256()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Take a piece of the file; of one that is too large, and refused for it, no more than is allowed."""
        if self.is_over or start >= settings.LARGEST_ORDER_FILE_BYTES:
            return
        self.sha256.update(raw_data)
        super().receive_data_chunk(raw_data, start)

    def file_complete(self, file_size: int) -> UploadedFile | None:  # type: ignore[type-arg]  # bytes, at run time
        """Hand the file on with its digest, which `orders.actions.hand_in` reads.

        Of a request that is too large every file is, or its page would take an empty file for a good one.
        """
        told = max(file_size, self.length - _BESIDE_FILES) if self.is_over else file_size
        done = super().file_complete(told)
        setattr(done, "digest", self.sha256.hexdigest())  # noqa: B010  # an attribute of ours on Django's class
        return done


def _most(request: HttpRequest | None) -> int | None:
    """Return how large a request with files may be; None where its sender has no files to upload there."""
    match = request.resolver_match if request else None
    if request is None or match is None:
        return None
    if match.view_name in settings.LARGEST_UPLOADS_OF_STRANGERS:
        return int(settings.LARGEST_UPLOADS_OF_STRANGERS[match.view_name])
    most = settings.LARGEST_UPLOADS.get(match.view_name)
    user = getattr(request, "user", None)
    return int(most) if most and user and user.is_authenticated else None
