"""The server without HTTP: the store in use, the children that read it, the one that writes, and what they answered."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg.errors import Message, StoreError
from kg.serve.answers import Answers
from kg.serve.formats import Choice, Wanted
from kg.serve.frames import Head
from kg.serve.generations import Generation, Served
from kg.serve.journal import Journal
from kg.serve.link import ChildEndedError, Reply
from kg.serve.pool import BusyError, Pool
from kg.serve.refusals import Refusal, Told
from kg.serve.settings import Settings

_AGAIN: Final = {"Retry-After": "1"}
_REFUSED: Final = 400


@dataclass(frozen=True, slots=True)
class Question:
    """A query as the protocol gives it: its text, the formats wanted, its base, the graphs that its parameters name."""

    text: str
    wanted: Wanted
    base: str = ""
    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """What is to be changed: an update, or one graph by PUT, POST or DELETE. `parts` are sizes and formats."""

    method: str
    body: bytes = b""
    graph: str = ""
    base: str = ""
    parts: tuple[tuple[int, str], ...] = ()
    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


class Serving:
    """Everything that lives as long as the server does."""

    def __init__(self, settings: Settings, journal: Journal) -> None:
        """Take the settings and the log. Raises `StoreError` when there is no store."""
        limits = settings.limits
        self.settings = settings
        self.journal = journal
        self.served = Served(Path(settings.store))
        self.answers = Answers(limits.cache)
        self.readers = Pool(limits, limits.children, journal.write, require_sandbox=settings.require_sandbox)
        self.writer = Pool(limits, 1, journal.write, require_sandbox=settings.require_sandbox)
        self._lock = asyncio.Lock()

    async def start(self) -> None:
        """Start the children. Raises `ChildEndedError`."""
        await self.readers.start()
        if self.settings.writable:
            await self.writer.start()

    async def close(self) -> None:
        """End the children."""
        await self.readers.close()
        await self.writer.close()

    def now(self) -> Generation:
        """Return the generation in use. Raises `Refusal` when the store has disappeared."""
        try:
            return self.served.now()
        except (StoreError, OSError) as error:
            self.journal.write("no-store", reason=str(error))
            raise Refusal(
                503, Message("the store is not there"), Message("The operator has it built again."), _AGAIN
            ) from error

    async def query(self, asked: Question) -> Reply:
        """Return the answer to a query, from the cache or a child. Raises `Refusal`."""
        generation = self.now()
        solutions, triples = asked.wanted.solutions.name, asked.wanted.triples.name
        key = (generation.key, asked.text, solutions, triples, asked.base, asked.default, asked.named)
        found = self.answers.get(key)
        if found is None:
            head = {
                "do": "query",
                "solutions": solutions,
                "triples": triples,
                "base": asked.base,
                "default": asked.default,
                "named": asked.named,
                "union": self.settings.union,
            }
            found = await self.read(head, generation, asked.text.encode())
            self.answers.put(key, asked.text, found)
        return found

    async def graph(self, graph: str, wanted: Choice) -> Reply:
        """Return one graph. Raises `Refusal`, with 404 where there is none of this name."""
        return await self.read({"do": "graph", "graph": graph, "triples": wanted.name}, self.now())

    async def count(self) -> int:
        """Return how many quads the store has. Raises `Refusal`."""
        generation = self.now()
        found = self.answers.get((generation.key, "count"))
        if found is None:
            found = await self.read({"do": "count"}, generation)
            self.answers.put((generation.key, "count"), "", found)
        return int(found.head["count"])

    async def change(self, change: Change) -> Reply:
        """Change the data, and let every later answer see it. Raises `Refusal`."""
        head = {
            "do": "change",
            "method": change.method,
            "graph": change.graph,
            "base": change.base,
            "parts": change.parts,
            "default": change.default,
            "named": change.named,
        }
        return await self._write(head, change.body)

    async def backup(self, folder: str) -> int:
        """Write a copy of the store, as of now, into a new folder; return its number of quads. Raises `Refusal`."""
        return int((await self._write({"do": "backup", "to": folder})).head["count"])

    async def _write(self, head: Head, body: bytes = b"") -> Reply:
        async with self._lock:
            given = {**head, "folder": self.now().folder, "key": "writer", "writable": True}
            try:
                return await self._asked(self.writer, given, body)
            finally:
                self.served.changed()  # of a child that was killed, nobody knows how far it came
                self.answers.clear()

    async def read(self, head: Head, generation: Generation, body: bytes = b"") -> Reply:
        """Return what a reading child answers. Raises `Refusal`."""
        given = {**head, "folder": generation.folder, "key": generation.key, "limit": self.settings.limits.answer}
        return await self._asked(self.readers, given, body)

    async def _asked(self, pool: Pool, head: Head, body: bytes) -> Reply:
        try:
            reply = await pool.ask(head, body)
        except BusyError:
            raise Refusal(429, Message("too many requests wait"), Message("Try again in a moment."), _AGAIN) from None
        except ChildEndedError as error:
            if error.late:
                message = Message("no answer within {seconds:g} s", seconds=self.settings.limits.seconds)
                hint = Message("Ask for less: more conditions, fewer rows, no cross product.")
                raise Refusal(503, message, hint) from None
            message = Message("the answer needs more memory than a query may have, or the engine failed on it")
            raise Refusal(503, message, Message("Ask for less, or write it flatter.")) from None
        if reply.status >= _REFUSED:
            raise Refusal(reply.status, Told(reply.head["message"]), Told(reply.head["hint"]))
        return reply
