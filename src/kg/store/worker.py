"""One long-lived thread for every call into Oxigraph that can be long.

Oxigraph cannot cancel a query. While the calling thread waits here, Ctrl-C reaches it, and a time limit can end the
wait; the thread that still computes is left to itself, and the next call gets a fresh one. Its stack of 512 MB is for
Oxigraph's parser, which descends one level for each bracket: on a small stack a few thousand end the process.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from queue import SimpleQueue
from typing import Final, TypeVar

_STACK: Final = 512 * 1024 * 1024
_PATIENCE: Final = 0.5  # seconds: on Windows a wait without an end cannot be interrupted
_Answer = TypeVar("_Answer")


class _Job:
    """One call: what it gives or raises, and a lock that is open when it has ended."""

    __slots__ = ("answer", "call", "ended", "error")

    def __init__(self, call: Callable[[], object]) -> None:
        self.call = call
        self.answer: object = None
        self.error: BaseException | None = None
        self.ended = threading.Lock()
        self.ended.acquire()

    def run(self) -> None:
        try:
            self.answer = self.call()
        except BaseException as error:  # noqa: BLE001 - it is raised again where the call is waited for
            self.error = error
        finally:
            del self.call  # what it refers to may be a store, which is closed when nothing refers to it
            self.ended.release()


class _Worker:
    """A thread that runs jobs one after another."""

    def __init__(self) -> None:
        self.process = os.getpid()
        self._jobs: SimpleQueue[_Job] = SimpleQueue()
        self.thread = threading.Thread(target=self._work, name="kg-oxigraph", daemon=True)
        self._start()

    def _start(self) -> None:
        before = threading.stack_size()
        try:
            threading.stack_size(_STACK)
            self.thread.start()
        except (RuntimeError, ValueError):  # where so much may not be asked for, what is usual has to do
            threading.stack_size(before)
            self.thread.start()
        finally:
            threading.stack_size(before)

    def _work(self) -> None:
        while True:
            self._jobs.get().run()

    def put(self, job: _Job) -> None:
        self._jobs.put(job)


_current: list[_Worker] = []


def in_worker(call: Callable[[], _Answer], limit: float | None = None) -> _Answer:
    """Return what `call` gives, computed in the worker thread; raise what it raises.

    `call` must give values that any thread may hold: Oxigraph's iterators are not. Raises `TimeoutError` when it does
    not end within `limit` seconds; then, as after `KeyboardInterrupt`, it goes on unheeded in a thread of its own.
    """
    worker = _worker()
    if threading.current_thread() is worker.thread:
        return call()
    job = _Job(call)
    worker.put(job)
    try:
        _wait(job, limit)
    except BaseException:
        _current.clear()
        raise
    if job.error is not None:
        raise job.error
    return job.answer  # type: ignore[return-value]


def _wait(job: _Job, limit: float | None) -> None:
    waited = 0.0
    while not job.ended.acquire(timeout=_PATIENCE):
        waited += _PATIENCE
        if limit is not None and waited >= limit:
            raise TimeoutError(f"no end within {limit:g} seconds")


def _worker() -> _Worker:
    if not _current or _current[0].process != os.getpid():  # a thread does not live on in a forked process
        _current[:] = [_Worker()]
    return _current[0]
