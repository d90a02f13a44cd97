"""`kg serve`."""

from __future__ import annotations

import sys
import threading
import webbrowser
from typing import TYPE_CHECKING, Any, Final

import click

from kg.cli.main import current_base
from kg.cli.naming import named
from kg.cli.once import Command
from kg.cli.options import quiet_option, store_option
from kg.cli.output import say
from kg.errors import KgError, Message, UsageError

if TYPE_CHECKING:
    from kg.serve.settings import Settings

_INSTALL: Final = Message("Install it: pip install 'programs-and-actors[serve]'")


@click.command(cls=Command)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port to listen on.")
@click.option("--socket", metavar="FILE", callback=named, help="Unix socket to listen on instead.")
@store_option
@click.option("--writable", is_flag=True, help="Accept updates at /update and /graph; a missing store is created.")
@click.option(
    "--token-file", "tokens", metavar="FILE", callback=named, help="File with the tokens that may write, one per line."
)
@click.option(
    "--default-graph",
    type=click.Choice(("union", "own")),
    help="What a query sees without GRAPH: all graphs, or the unnamed one; default: union, own with --writable.",
)
@click.option(
    "--timeout",
    default=10.0,
    show_default=True,
    type=click.FloatRange(0.1, 3600),
    help="Time limit of a query, in seconds.",
)
@click.option(
    "--memory", default=1024, show_default=True, type=click.IntRange(64), help="Memory limit of a query, in MB."
)
@click.option(
    "--max-answer",
    default=32,
    show_default=True,
    type=click.IntRange(1, 1024),
    help="Size limit of an answer, in MB.",
)
@click.option(
    "--children", default=4, show_default=True, type=click.IntRange(1, 64), help="Maximum number of queries at once."
)
@click.option(
    "--queue", default=64, show_default=True, type=click.IntRange(0), help="Maximum number of waiting queries."
)
@click.option(
    "--cors", multiple=True, metavar="ORIGIN", help="Let web pages of this origin query; repeatable; * is all."
)
@click.option("--allow-host", "hosts", multiple=True, metavar="NAME", help="Answer to this host name too; repeatable.")
@click.option(
    "--proxy", "proxies", multiple=True, metavar="ADDRESS", help="Trust X-Forwarded-For of this proxy; repeatable."
)
@click.option(
    "--log",
    default="-",
    show_default=True,
    metavar="FILE",
    callback=named,
    help="Log file, as JSON lines; - is standard error.",
)
@click.option("--require-sandbox", is_flag=True, help="Refuse to start where the system has no seccomp.")
@click.option("--open", "opens", is_flag=True, help="Open the address in a browser.")
@quiet_option
@click.pass_context
def serve(ctx: click.Context, /, store_at: str | None, *, quiet: bool, opens: bool, **given: Any) -> None:  # noqa: ANN401
    """Serve the store as a SPARQL endpoint.

    Queries are answered at /sparql and nothing can be changed, unless --writable and --token-file are given. Each query
    has a limit of time and memory.

    Example: kg serve --port 8000
    """
    base = current_base(ctx, store_at)
    settings = _settings(base.store_at, base.project.version, given)
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    address = settings.socket or f"http://{host}:{settings.port}/"
    say(Message("Serving {store} at {address}; Ctrl-C ends it.", store=settings.store, address=address), quiet=quiet)
    if opens and not settings.socket:
        threading.Timer(1.0, webbrowser.open, (address,)).start()
    _run(settings)


def _run(settings: Settings) -> None:
    """Serve until the end. Raises `KgError` where the packages of the extra are missing."""
    if sys.platform == "win32":
        raise KgError(Message("kg serve needs Linux or macOS"), Message("On Windows it runs in WSL."))
    try:
        from kg.serve.server import serve as served  # noqa: PLC0415 - an extra
    except ModuleNotFoundError as error:
        raise KgError(Message("kg serve needs {name}, which is not installed", name=error.name), _INSTALL) from error
    served(settings)


def _settings(store: str, version: str, given: dict[str, Any]) -> Settings:
    """Return the settings that the command line gives. Raises `UsageError` for options that do not go together."""
    from kg.serve.settings import MEGABYTE, Limits, Settings  # noqa: PLC0415 - `kg --help` stays light

    if given["writable"] and not given["tokens"]:
        raise UsageError(
            Message("--writable needs --token-file"),
            Message("Write a long random token into a file that only you can read."),
        )
    if given["tokens"] and not given["writable"]:
        raise UsageError(Message("--token-file is for --writable"), Message("Add --writable, or leave it out."))
    limits = Limits(
        seconds=given["timeout"],
        memory=given["memory"] * MEGABYTE,
        answer=given["max_answer"] * MEGABYTE,
        children=given["children"],
        waiting=given["queue"],
    )
    return Settings(
        store,
        host=given["host"],
        port=given["port"],
        socket=given["socket"] or "",
        writable=given["writable"],
        tokens=given["tokens"] or "",
        union=(given["default_graph"] or ("own" if given["writable"] else "union")) == "union",
        origins=given["cors"],
        hosts=given["hosts"],
        proxies=given["proxies"],
        log=given["log"],
        require_sandbox=given["require_sandbox"],
        title=f"programs-and-actors {version}",
        limits=limits,
    )
