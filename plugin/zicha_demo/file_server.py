"""The file server: form files as they are published, and everything that a file server does wrong."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import AsyncIterator
from functools import lru_cache
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from zicha_demo.backend import Backend
from zicha_demo.forms import MEDIA_TYPES, bomb, make_form, protected_form
from zicha_demo.plain_files import zipped
from zicha_demo.publication import FileContent, PublishedFile

_GONE = "<html><head><title>错误</title></head><body>文件不存在或已被删除</body></html>"
_HUGE = 300 << 20
_CHUNK = 1 << 16


class FileServer:
    """Downloads. As on the real portal the address holds no file name, and an error page comes with 200."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend

    def routes(self) -> list[Route]:
        return [Route("/fileserver/download", self.download)]

    async def download(self, request: Request) -> Response:
        file = self._backend.files.get(request.query_params.get("filePath", ""))
        if file is None:
            return HTMLResponse(_GONE)
        match file.content:
            case FileContent.ERROR_PAGE:
                return HTMLResponse(_GONE)
            case FileContent.ERROR_JSON:
                return JSONResponse({"errCode": -1, "errMsg": "文件下载失败", "result": None})
            case FileContent.MISSING:
                return self._backend.message(None, "您访问的页面不存在", 404)
            case FileContent.BUSY:
                return HTMLResponse("<html><body>系统繁忙，请稍后重试</body></html>")
            case FileContent.BAD_GATEWAY:
                return HTMLResponse("<html><body><h1>502 Bad Gateway</h1></body></html>", 502)
            case FileContent.HUGE:
                return StreamingResponse(_endless(_HUGE), media_type="application/octet-stream")
            case FileContent.HANG:
                return StreamingResponse(_stalled(), media_type="application/octet-stream")
            case FileContent.INFLATED:
                return Response(_inflated(), headers={"Content-Encoding": "gzip"})
            case FileContent.SLOW:
                await asyncio.sleep(1)
        name = quote(f"{file.title}{'（样表）' if file.filled else '（空表）'}.{file.extension or file.kind}")
        disposition = f"attachment; filename*=UTF-8''{name}"
        return Response(_content(file), media_type=MEDIA_TYPES[file.kind], headers={"Content-Disposition": disposition})


def _content(file: PublishedFile) -> bytes:
    match file.content:
        case FileContent.EMPTY:
            return b""
        case FileContent.PROTECTED:
            return protected_form(file)
        case FileContent.EMPTY_ARCHIVE:
            return zipped({})
        case FileContent.BOMB:
            return bomb()
    content = make_form(file)
    if file.content is FileContent.DAMAGED:
        return content[: len(content) // 3]
    if file.content is FileContent.GARBAGE:
        return bytes((byte * 7 + index * 13 + 131) % 251 + 1 for index, byte in enumerate(content[:4096]))
    return content


async def _endless(size: int) -> AsyncIterator[bytes]:
    for _ in range(size // _CHUNK):
        yield b"%PDF" * (_CHUNK // 4)


async def _stalled() -> AsyncIterator[bytes]:
    yield b"%PDF-1.4"
    await asyncio.sleep(3600)


@lru_cache(maxsize=1)
def _inflated() -> bytes:
    return gzip.compress(bytes(_HUGE // 4))
