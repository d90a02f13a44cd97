"""What a child gives up before it opens a store: sockets, other programs, endless memory, a life without its parent.

On Linux alone, on x86-64 and aarch64; the caller learns whether the system allowed it.
"""

from __future__ import annotations

import ctypes
import os
import platform
import signal
import struct
import sys
from collections.abc import Iterator
from contextlib import suppress
from typing import Final

_PR_SET_PDEATHSIG: Final = 1
_PR_SET_SECCOMP: Final = 22
_PR_SET_NO_NEW_PRIVS: Final = 38
_FILTER: Final = 2
_EPERM: Final = 1

# https://www.kernel.org/doc/html/latest/userspace-api/seccomp_filter.html
_LOAD: Final = 0x20
_EQUAL: Final = 0x15
_AT_LEAST: Final = 0x35
_RETURN: Final = 0x06
_ALLOW: Final = 0x7FFF0000
_REFUSE: Final = 0x00050000 | _EPERM
_NUMBER_AT: Final = 0
_MACHINE_AT: Final = 4
_OTHER_ABI: Final = 0x40000000  # x32 has numbers of its own

# socket, connect, bind, execve, execveat, ptrace, process_vm_readv, process_vm_writev, io_uring_setup
_MACHINES: Final = {
    "x86_64": (0xC000003E, (41, 42, 49, 59, 322, 101, 310, 311, 425)),
    "aarch64": (0xC00000B7, (198, 203, 200, 221, 281, 117, 270, 271, 425)),
}


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


def end_with(parent: int, number: int = signal.SIGKILL) -> None:
    """End this process when its parent ends, by a signal; at once when the parent has ended already."""
    if sys.platform == "linux":
        _prctl(_PR_SET_PDEATHSIG, number)
    if os.getppid() != parent:
        os.kill(os.getpid(), number)


def limit_memory(size: int) -> None:
    """Let this process have at most `size` bytes of address space, its stacks among them."""
    import resource  # noqa: PLC0415 - not on Windows

    with suppress(ValueError, OSError):  # more than the system allows
        resource.setrlimit(resource.RLIMIT_AS, (size, size))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def refuse_sockets() -> bool:
    """Refuse this process new sockets and other programs, by seccomp; say whether the system took the filter.

    What is called on other threads later inherits the filter; threads that run already do not have it.
    """
    machine = _MACHINES.get(platform.machine()) if sys.platform == "linux" else None
    if machine is None:
        return False
    steps = b"".join(_steps(*machine))
    code = ctypes.create_string_buffer(steps, len(steps))
    program = _Program(len(steps) // 8, ctypes.cast(code, ctypes.c_void_p))
    return _prctl(_PR_SET_NO_NEW_PRIVS, 1) and _prctl(_PR_SET_SECCOMP, _FILTER, ctypes.addressof(program))


def _steps(machine: int, refused: tuple[int, ...]) -> Iterator[bytes]:
    """Yield the filter: calls of another machine's numbering are refused, then those of the list."""
    yield _step(_LOAD, _MACHINE_AT)
    yield _step(_EQUAL, machine, no=len(refused) + 3)
    yield _step(_LOAD, _NUMBER_AT)
    yield _step(_AT_LEAST, _OTHER_ABI, yes=len(refused) + 1)
    for at, number in enumerate(refused):
        yield _step(_EQUAL, number, yes=len(refused) - at)
    yield _step(_RETURN, _ALLOW)
    yield _step(_RETURN, _REFUSE)


def _step(code: int, value: int, *, yes: int = 0, no: int = 0) -> bytes:
    return struct.pack("HBBI", code, yes, no, value)


def _prctl(option: int, *values: int) -> bool:
    call = ctypes.CDLL(None, use_errno=True).prctl
    given = [ctypes.c_ulong(value) for value in (*values, 0, 0, 0, 0)[:4]]
    return int(call(ctypes.c_int(option), *given)) == 0
