"""DocumentReader: reads files in one child process, which serves file after file, within limits of time and memory.

A file that makes the child crash, hang or fill the memory ends that child; the next file gets a new one.
"""

from __future__ import annotations

import json
import queue
import subprocess
import sys
import threading
from base64 import b64decode
from collections.abc import Sequence
from types import TracebackType
from typing import Self

from zicha.documents.pictures import can_read_text
from zicha.documents.worker import ANSWER, LENGTHS
from zicha.model.facts.forms import Condition, Document, FileType, FormView, Reading

_SECONDS, _MEGABYTES = 20.0, 1024
_SECONDS_OCR, _MEGABYTES_OCR = 90.0, 4096
"""Reading the text of pictures takes five seconds a page and half a gigabyte."""

_WORKER = ("-m", "zicha.documents.worker")


class DocumentReader:
    """Returns a Reading for the bytes of a file, by a child that runs the worker. Not for several threads at once."""

    def __init__(
        self, seconds: float | None = None, megabytes: int | None = None, worker: Sequence[str] = _WORKER
    ) -> None:
        self._seconds = seconds or (_SECONDS_OCR if can_read_text() else _SECONDS)
        self._megabytes = megabytes or (_MEGABYTES_OCR if can_read_text() else _MEGABYTES)
        self._worker = worker
        self._child: subprocess.Popen[bytes] | None = None

    def read(self, content: bytes, name: str = "") -> Reading:
        """Return the document in a file; `name` is what the portal calls it."""
        child = self._child = self._child if self._child and self._child.poll() is None else self._start()
        answers: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        threading.Thread(target=_exchange, args=(child, content, name.encode(), answers), daemon=True).start()
        try:
            answer = answers.get(timeout=self._seconds)
        except queue.Empty:
            self.close()
            return _unread(f"本工具在{self._seconds:.0f}秒内没有读完这个文件", name)
        if answer is None:
            self.close()
            return _unread("本工具读取这个文件时内存不足或中断", name)
        data = json.loads(answer)
        views = tuple(FormView(media, b64decode(content)) for media, content in data["views"])
        return Reading(Document.model_validate(data["document"]), frozenset(data["personal"]), views)

    def close(self) -> None:
        """End the child, whatever it is doing."""
        if self._child is not None:
            self._child.kill()
            self._child.wait()
            for pipe in (self._child.stdin, self._child.stdout):
                if pipe is not None:
                    pipe.close()
            self._child = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _start(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, *self._worker, str(self._megabytes)]
        return subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, bufsize=0
        )


def _exchange(
    child: subprocess.Popen[bytes], content: bytes, name: bytes, answers: queue.SimpleQueue[bytes | None]
) -> None:
    """Send a file and put the answer into the queue, None where the child ended instead."""
    assert child.stdin is not None
    assert child.stdout is not None
    try:
        _send(child, LENGTHS.pack(len(name), len(content)) + name + content)
        (length,) = ANSWER.unpack(_receive(child, ANSWER.size))
        answers.put(_receive(child, length))
    except (OSError, EOFError, ValueError):
        answers.put(None)


def _send(child: subprocess.Popen[bytes], message: bytes) -> None:
    assert child.stdin is not None
    view = memoryview(message)
    while view:
        view = view[child.stdin.write(view) or 0 :]


def _receive(child: subprocess.Popen[bytes], length: int) -> bytes:
    assert child.stdout is not None
    content = b""
    while len(content) < length:
        more = child.stdout.read(length - len(content))
        if not more:
            raise EOFError
        content += more
    return content


def _unread(message: str, name: str) -> Reading:
    return Reading(Document(type=FileType.UNKNOWN, condition=Condition.GAVE_UP, message=message, name=name))
