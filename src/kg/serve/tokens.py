"""Who may change data: bearer tokens, one a line of a file that nobody else can read."""

from __future__ import annotations

import hmac
import os
import stat
import time
from collections import defaultdict, deque
from hashlib import sha256
from pathlib import Path
from typing import Final

from starlette.requests import Request

from kg.errors import Foreign, Message, UsageError
from kg.serve.guard import client_of
from kg.serve.refusals import Refusal
from kg.serve.settings import Settings

_SHORTEST: Final = 16
_MOST_CLIENTS: Final = 10_000
_OPEN_TO_OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO


class Tokens:
    """The tokens of a file, and who has guessed wrong lately."""

    def __init__(self, settings: Settings) -> None:
        """Read the file. Raises `UsageError` when it cannot be read, is open to others, or holds no long token."""
        self._settings = settings
        self._kept: tuple[bytes, ...] = ()
        self._wrong: defaultdict[str, deque[float]] = defaultdict(deque)
        self.reload()

    def reload(self) -> None:
        """Read the file again. Raises `UsageError`."""
        if self._settings.writable:
            self._kept = read_tokens(Path(self._settings.tokens))

    def require(self, request: Request) -> None:
        """Raise `Refusal` unless a request may change data: 403 on a server that only reads, 401 without a token."""
        if not self._settings.writable:
            raise Refusal(
                403, Message("this server only reads"), Message("Its operator starts one that writes by --writable.")
            )
        client = client_of(request.scope, self._settings.proxies)
        wrong, now = self._wrong[client], time.monotonic()
        while wrong and wrong[0] < now - self._settings.limits.guess_seconds:
            wrong.popleft()
        if len(wrong) >= self._settings.limits.guesses:
            wait = {"Retry-After": str(round(self._settings.limits.guess_seconds))}
            raise Refusal(429, Message("too many wrong tokens came from your address"), Message("Wait a minute."), wait)
        kind, _, token = request.headers.get("authorization", "").partition(" ")
        if kind.lower() == "bearer" and self._knows(token.strip()):
            if not wrong:
                del self._wrong[client]
            return
        if token:
            wrong.append(now)
        if len(self._wrong) > _MOST_CLIENTS:
            self._wrong.clear()
        asks = {"WWW-Authenticate": 'Bearer realm="kg"'}
        raise Refusal(401, Message("a token is needed"), Message("Send the header Authorization: Bearer TOKEN."), asks)

    def _knows(self, token: str) -> bool:
        asked = sha256(token.encode()).digest()
        return any(hmac.compare_digest(asked, each) for each in self._kept)


def read_tokens(path: Path) -> tuple[bytes, ...]:
    """Return the digests of the tokens in a file. Raises `UsageError`."""
    try:
        with path.open("rb") as file:
            if os.fstat(file.fileno()).st_mode & _OPEN_TO_OTHERS:
                raise UsageError(
                    Message("the token file {path} is open to others", path=path),
                    Message("Close it: chmod 600 {path}", path=path),
                )
            found = [line.strip() for line in file.read().splitlines()]
    except OSError as error:
        raise UsageError(
            Message("{path} cannot be read: {reason}", path=path, reason=Foreign(str(error.strerror))),
            Message("Name a file of tokens by --token-file."),
        ) from error
    tokens = [line for line in found if line and not line.startswith(b"#")]
    if not tokens or min(map(len, tokens)) < _SHORTEST:
        raise UsageError(
            Message("{path} has no token, or one of fewer than {shortest} characters", path=path, shortest=_SHORTEST),
            Message("Make one: python3 -c 'import secrets; print(secrets.token_urlsafe(32))'"),
        )
    return tuple(sha256(token).digest() for token in tokens)
