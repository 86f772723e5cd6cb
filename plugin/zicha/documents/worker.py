"""The child process that reads files: `python -m zicha.documents.worker MEGABYTES`, with a file a request.

A request on stdin is the length of the name, the length of the content (4 bytes each) and both; the answer on stdout
the length of a JSON text and the text. It ends with its parent.
"""

from __future__ import annotations

import json
import os
import struct
import sys
from base64 import b64encode
from typing import BinaryIO

LENGTHS = struct.Struct(">II")
ANSWER = struct.Struct(">I")


def main() -> None:
    """Answer requests until the parent ends."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # a library that prints must not spoil an answer
    _limit_memory(int(sys.argv[1]))
    from zicha.documents.inspection import inspect
    from zicha.documents.views import views_of

    while lengths := _exactly(sys.stdin.buffer, LENGTHS.size):
        of_name, of_content = LENGTHS.unpack(lengths)
        name = _exactly(sys.stdin.buffer, of_name).decode()
        content = _exactly(sys.stdin.buffer, of_content)
        reading = inspect(content, name)
        views = [(view.media, b64encode(view.content).decode()) for view in views_of(content, reading)]
        document = reading.document.model_dump(mode="json")
        answer = json.dumps({"document": document, "personal": sorted(reading.personal), "views": views}).encode()
        answers.write(ANSWER.pack(len(answer)) + answer)
        answers.flush()


def _exactly(stream: BinaryIO, length: int) -> bytes:
    """Return so many bytes, none where the parent has gone."""
    content = stream.read(length)
    return content if len(content) == length else b""


def _limit_memory(megabytes: int) -> None:
    """Limit the memory of this process, so that a file that takes more ends it alone. Windows has no such limit."""
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))


if __name__ == "__main__":
    main()
