"""One child process as the server sees it: asked one thing at a time, killed when it is late."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

import kg.errors
from kg.serve.frames import Head, packed, unpacked
from kg.serve.settings import MEGABYTE, Limits

_PROGRAM: Final = (
    "import sys; sys.path.extend({paths!r}); sys.modules.pop('__main__', None); from kg.serve.child import main; main()"
)
# the address space of a child that does nothing: its stack, and what Oxigraph reserves when it opens a store
_IDLE: Final = 1280 * MEGABYTE
_START_SECONDS: Final = 20.0
_SHOWN: Final = 300


class ChildEndedError(Exception):
    """A child ended, or was killed, before it had answered. `late` says that it was killed for its time."""

    def __init__(self, reason: str, *, late: bool = False) -> None:
        """Take what is known of its end."""
        super().__init__(reason)
        self.late = late


def _nowhere_on_disk() -> IO[bytes]:
    """Return a file that has no name: in memory where the system has that, for a disk may be closed to us."""
    if hasattr(os, "memfd_create"):
        return os.fdopen(os.memfd_create("kg-child"), "w+b")
    return tempfile.TemporaryFile()


@dataclass(frozen=True, slots=True)
class Reply:
    """What a child answered."""

    head: Head
    body: bytes

    @property
    def status(self) -> int:
        """The HTTP status that fits."""
        return int(self.head["status"])


class _Frames(asyncio.Protocol):
    """Puts a reply together; `answer` is the future that waits for it."""

    def __init__(self) -> None:
        self.answer: asyncio.Future[Reply] = asyncio.get_running_loop().create_future()
        self.ended = False
        self.transport: asyncio.Transport | None = None
        self._buffer = bytearray()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)  # noqa: S101 - a socket's transport always is
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        found = unpacked(self._buffer)
        if found is not None and not self.answer.done():
            self.answer.set_result(Reply(*found))

    def connection_lost(self, _error: Exception | None) -> None:
        self.ended = True
        if not self.answer.done():
            self.answer.set_exception(ChildEndedError("it ended"))
            self.answer.exception()  # nobody need wait for it


class Child:
    """A running child. Make one with `Child.start`."""

    def __init__(self, process: subprocess.Popen[bytes], frames: _Frames, errors: IO[bytes]) -> None:
        """Take what `start` made."""
        self.process = process
        self._frames = frames
        self._errors = errors
        self.sandboxed = False

    @classmethod
    async def start(cls, limits: Limits) -> Child:
        """Start a child and wait until it is ready. Raises `ChildEndedError` when it does not become so."""
        ours, theirs = socket.socketpair()
        errors = _nowhere_on_disk()
        given = {"parent": os.getpid(), "memory": limits.memory + _IDLE, "connection": theirs.fileno()}
        paths = [str(Path(kg.errors.__file__).parents[1]), *filter(None, sys.path)]
        command = [sys.executable, "-I", "-S", "-X", "utf8", "-c", _PROGRAM.format(paths=paths), json.dumps(given)]
        process = subprocess.Popen(  # noqa: ASYNC220, S603 - a few milliseconds; a program of our own
            command, stdin=subprocess.DEVNULL, stdout=errors, stderr=errors, pass_fds=(theirs.fileno(),), env={}
        )
        theirs.close()
        loop = asyncio.get_running_loop()
        _, frames = await loop.create_unix_connection(_Frames, sock=ours)
        child = cls(process, frames, errors)
        try:
            ready = await asyncio.wait_for(frames.answer, _START_SECONDS)
        except (ChildEndedError, TimeoutError) as error:
            child.kill()
            raise ChildEndedError(await child.end()) from error
        child.sandboxed = bool(ready.head["sandboxed"])
        return child

    @property
    def ended(self) -> bool:
        """Whether the child has ended."""
        return self._frames.ended

    async def ask(self, head: Head, body: bytes, seconds: float) -> Reply:
        """Return the reply to a request. A child that is late, or whose asker goes away, is killed.

        Raises `ChildEndedError`.
        """
        frames, loop = self._frames, asyncio.get_running_loop()
        transport = frames.transport
        if frames.ended or transport is None:
            raise ChildEndedError("it had ended")
        answer: asyncio.Future[Reply] = loop.create_future()
        frames.answer = answer
        late = loop.call_later(seconds, self._late, answer)
        try:
            transport.write(packed(head, body))
            return await answer
        except BaseException:
            self.kill()
            raise
        finally:
            late.cancel()

    def _late(self, answer: asyncio.Future[Reply]) -> None:
        if not answer.done():
            answer.set_exception(ChildEndedError("it was late", late=True))
            self.kill()

    def kill(self) -> None:
        """End the process at once."""
        self.process.kill()

    async def end(self) -> str:
        """Wait for the end of the process, close what belongs to it, and return what it said last, on one line."""
        if self._frames.transport is not None:
            self._frames.transport.close()
        await asyncio.to_thread(self.process.wait)
        self._errors.seek(0)
        lines = self._errors.read(64_000).decode(errors="replace").split("\n")
        self._errors.close()
        said = next((line.strip() for line in lines if line.strip()), "")
        return f"status {self.process.returncode}: {said[:_SHOWN]}".rstrip(": ")
