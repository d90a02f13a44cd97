"""What a server is told when it starts: where it listens, what it serves, and its limits."""

from __future__ import annotations

from dataclasses import dataclass, field

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits before strangers. Times are seconds, sizes bytes; `memory` is for one query."""

    seconds: float = 10.0
    memory: int = 1024 * MEGABYTE
    answer: int = 32 * MEGABYTE
    worker: int = 1536 * MEGABYTE
    query: int = 256 * 1024
    upload: int = 64 * MEGABYTE
    body_seconds: float = 10.0
    header_seconds: float = 5.0
    children: int = 4
    waiting: int = 64
    cache: int = 64 * MEGABYTE
    accept: int = 1024
    guesses: int = 10
    guess_seconds: float = 60.0


@dataclass(frozen=True, slots=True)
class Settings:
    """A whole server. `hosts` are names that requests may ask for beside those of this machine itself."""

    store: str
    host: str = "127.0.0.1"
    port: int = 8000
    socket: str = ""
    writable: bool = False
    tokens: str = ""
    union: bool = True
    origins: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    proxies: tuple[str, ...] = ()
    log: str = "-"
    require_sandbox: bool = False
    title: str = "programs-and-actors"
    limits: Limits = field(default_factory=Limits)
