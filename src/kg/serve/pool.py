"""A pool of children. One that is killed or crashes harms nobody else's request, and another takes its place."""

from __future__ import annotations

import asyncio
from collections import Counter, deque
from collections.abc import Callable

from kg.serve.frames import Head
from kg.serve.link import Child, ChildEndedError, Reply
from kg.serve.settings import Limits

_AGAIN: float = 1.0
Note = Callable[..., None]


class BusyError(Exception):
    """Too many requests wait already, or this one has waited too long."""


class Pool:
    """`size` children that take requests in the order in which these come."""

    def __init__(self, limits: Limits, size: int, note: Note, *, require_sandbox: bool = False) -> None:
        """Take limits, the number of children, and what is called with an event's name and details for the log."""
        self.limits = limits
        self.size = size
        self.ends: Counter[str] = Counter()
        self.sandboxed = True
        self._note = note
        self._require = require_sandbox
        self._idle: list[Child] = []
        self._all: set[Child] = set()
        self._waiting: deque[asyncio.Future[Child]] = deque()
        self._tasks: set[asyncio.Task[None]] = set()
        self._closed = False

    @property
    def waiting(self) -> int:
        """How many requests wait for a child."""
        return len(self._waiting)

    @property
    def alive(self) -> int:
        """How many children run."""
        return sum(not child.ended for child in self._all)

    async def start(self) -> None:
        """Start all children. Raises `ChildEndedError` when one does not become ready."""
        for child in await asyncio.gather(*(self._started() for _ in range(self.size))):
            self._give(child)
        if not self.sandboxed:
            self._note(
                "no-sandbox", hint="the system refuses seccomp; SERVICE and LOAD are refused by their words alone"
            )

    async def _started(self) -> Child:
        child = await Child.start(self.limits)
        self._all.add(child)
        if not child.sandboxed:
            self.sandboxed = False
            if self._require:
                raise ChildEndedError("the system refuses seccomp, and --require-sandbox asks for it")
        return child

    async def close(self) -> None:
        """End all children, and wait for them."""
        self._closed = True
        for child in self._all:
            child.kill()
        if self._tasks:
            await asyncio.wait(self._tasks)
        await asyncio.gather(*(child.end() for child in self._all))
        self._all.clear()

    async def ask(self, head: Head, body: bytes = b"") -> Reply:
        """Return a child's reply; the limit of time begins now, so that whoever waits for a child waits no longer.

        Raises `BusyError`, and `ChildEndedError` when it was late or crashed.
        """
        begun = asyncio.get_running_loop().time()
        child = await self._take()
        left = self.limits.seconds - (asyncio.get_running_loop().time() - begun)
        try:
            reply = await child.ask(head, body, max(left, 0))
        except BaseException as error:
            left = isinstance(error, asyncio.CancelledError)
            late = isinstance(error, ChildEndedError) and error.late
            self._replace(child, "left" if left else "late" if late else "")
            raise
        self._give(child)
        return reply

    async def _take(self) -> Child:
        while self._idle:
            child = self._idle.pop()
            if not child.ended:
                return child
            self._replace(child)
        if len(self._waiting) >= self.limits.waiting:
            raise BusyError
        loop = asyncio.get_running_loop()
        place: asyncio.Future[Child] = loop.create_future()
        self._waiting.append(place)
        late = loop.call_later(self.limits.seconds, _give_up, place)
        try:
            return await place
        except asyncio.CancelledError:
            if place.done() and not place.cancelled() and place.exception() is None:
                self._give(place.result())
            raise
        finally:
            late.cancel()

    def _give(self, child: Child) -> None:
        while self._waiting:
            place = self._waiting.popleft()
            if not place.done():
                place.set_result(child)
                return
        self._idle.append(child)

    def _replace(self, child: Child, kind: str = "") -> None:
        child.kill()
        task = asyncio.get_running_loop().create_task(self._replaced(child, kind))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _replaced(self, child: Child, kind: str) -> None:
        """Start another child, and log how this one ended."""
        fresh = None
        while fresh is None and not self._closed:
            try:
                fresh = await self._started()
                self._give(fresh)
            except (ChildEndedError, OSError) as error:
                self._note("child-not-started", reason=str(error))
                await asyncio.sleep(_AGAIN)
        self._all.discard(child)
        reason = await child.end()
        kind = kind or ("memory" if "memory allocation" in reason else "crash")
        self.ends[kind] += 1
        self._note("child-ended", kind=kind, process=child.process.pid, reason=reason)


def _give_up(place: asyncio.Future[Child]) -> None:
    if not place.done():
        place.set_exception(BusyError())
