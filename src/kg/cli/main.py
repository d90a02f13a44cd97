"""The group of commands, what they share, and how errors are told."""

from __future__ import annotations

import os
import signal
import sys
import warnings
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final, NoReturn

import click

from kg.cli.language import is_chosen, speak
from kg.cli.naming import named_folder
from kg.cli.once import Group
from kg.cli.streams import open_standard_streams, tell, unwritable
from kg.errors import Foreign, KgError, Message, StaleStoreWarning, UsageError, sentences
from kg.project import locate

if TYPE_CHECKING:
    from kg.base import Base

EXIT_FAILED: Final = 1
BUILD_FIRST: Final = "kg.build-first"
_STALE: Final = (
    "注意：数据在建库之后有改动；请运行 kg build，或加 --build。",
    "Note: the data have changed since this store was built. Run kg build, or add --build.",
)
EXIT_USAGE: Final = 2
EXIT_INTERRUPTED: Final = 130


class _Commands(Group):
    """A group that imports a command when it is asked for and tells errors without a traceback."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order in which they are used."""
        del ctx
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return a command."""
        if cmd_name not in _COMMANDS:
            return super().get_command(ctx, cmd_name)
        from importlib import import_module  # noqa: PLC0415

        found = getattr(import_module(f"kg.cli.{cmd_name}"), cmd_name)
        assert isinstance(found, click.Command)  # noqa: S101 - a programming error, not a user's
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, _SUMMARIES[name]) for name in _COMMANDS])

    def main(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - click's own signature
        """Run a command; tell an error in two lines and choose the exit status."""
        given = args[0] if args else kwargs.get("args")
        speak(sys.argv[1:] if given is None else given)
        try:
            status = super().main(*args, **{**kwargs, "standalone_mode": False})
        except KgError as error:
            _tell(error.message, error.hint)
            sys.exit(EXIT_USAGE if isinstance(error, UsageError) else EXIT_FAILED)
        except click.ClickException as error:
            if type(error).__name__ == "NoArgsIsHelpError":  # click has it since 8.2
                error.show()
                sys.exit(error.exit_code)
            path = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else "kg"
            _tell(Foreign(error.format_message()), sentences(_options(error), Message("See: {path} --help", path=path)))
            sys.exit(error.exit_code)
        except (click.Abort, KeyboardInterrupt):
            _interrupted()
        except OSError as error:
            _tell_of_system(error)
            sys.exit(EXIT_FAILED)
        except RuntimeError as error:
            if "orruption" not in str(error):  # RocksDB's word, when a damaged block is met while rows are read
                raise
            _tell(Message("the store is damaged: {error}", error=error), Message("Build it again with: kg build"))
            sys.exit(EXIT_FAILED)
        sys.exit(status if isinstance(status, int) else 0)


def _options(error: click.ClickException) -> str:
    """Return the options that a command has, as a sentence, when one was given that it does not have."""
    if not isinstance(error, click.NoSuchOption) or error.ctx is None:
        return ""
    options = (each for each in error.ctx.command.params if isinstance(each, click.Option))
    return Message("It has {options}.", options=tuple(max(each.opts, key=len) for each in options))


class _Terminated(KeyboardInterrupt):
    """SIGTERM: it ends a command as Ctrl-C does."""


def _terminate(_number: int, _frame: object) -> None:
    raise _Terminated


def _interrupted() -> NoReturn:
    """Say that the command was interrupted, and end at once: a thread that still computes is not waited for."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    tell(Message("Interrupted; nothing was written."))
    os._exit(EXIT_INTERRUPTED)


def _tell(message: Message, hint: Message) -> None:
    tell(Message("Error: {message}\nHint: {hint}", message=message, hint=hint or Message("See: kg --help")))


def _tell_of_system(error: OSError) -> None:
    """Tell an error of the system: of a file, else of standard output, to which click itself writes help."""
    if error.filename is not None:
        _tell(Foreign(str(error)), Message("Does the file exist, may it be read or written, and is the disk full?"))
        return
    told = unwritable(error)
    _tell(told.message, told.hint)


_SUMMARIES: Final = {
    "demo": "Build and check the data, show who led what, draw the graph.",
    "build": "Build the store from graph_data/.",
    "check": "Check the data; report each problem with file, line and fix.",
    "query": "Answer a question of the catalogue, or any SPARQL.",
    "show": "Show everything the sources say about a person, place, initiative or body.",
    "search": "Search names, quotes, printed words and definitions.",
    "cite": "Cite a statement: its article, quote, translation and data edition.",
    "graph": "Draw a graph as one offline HTML file.",
    "chart": "Draw posts, figures, initiatives, spread or shares as SVG, PNG or HTML.",
    "network": "Measure, project and export the network of who did what with whom.",
    "export": "Write statements, qualifiers, entities, sources or the whole dataset.",
    "serve": "Serve the store as a SPARQL endpoint.",
    "backup": "Write the store into one file.",
    "restore": "Make the store from a file that kg backup wrote.",
    "quote": "Find words in an article and print the quote with its offsets.",
    "place": "Find the official code of a place.",
    "gloss": "Export printed words for translation, and import the translations.",
    "tidy": "Write the files of graph_data/ in canonical form.",
    "migrate": "Upgrade a project to the current model; list what you must decide.",
    "init": "Start a project of your own.",
}


_COMMANDS: Final = tuple(_SUMMARIES)


def _version(ctx: click.Context, _parameter: click.Parameter, value: bool) -> None:  # noqa: FBT001 - click's signature
    if not value or ctx.resilient_parsing:
        return
    from kg import __version__  # noqa: PLC0415

    project = locate(ctx.params.get("project"))
    click.echo(f"kg {__version__}")
    click.echo(f"data {project.version} ({project.data_checksum[:12]})")
    ctx.exit()


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--project",
    type=named_folder(file_okay=False),
    is_eager=True,
    help="Folder of the project; default: the enclosing project, else the bundled data.",
)
@click.option(
    "--version",
    is_flag=True,
    expose_value=False,
    callback=_version,
    help="Show program and data version.",
)
@click.pass_context
def cli(ctx: click.Context, project: Path | None) -> None:
    """Query, draw and extend a citable knowledge graph of who led what.

    Each fact comes with the sentence it is taken from. The data come from news articles; you can also start a project
    of your own.

    Example: kg query who-led --initiative "Librairie Avant-Garde"
    """
    ctx.obj = project


def current_base(
    ctx: click.Context, store_at: str | None = None, language: str = "zh", services: tuple[str, ...] = ()
) -> Base:
    """Return the project and store that the command line names, or those that are found.

    Pages open in the reader's language where neither `--lang` nor KG_LANG has named one.

    With `--build`, a store that is missing or older than the data is built first. Without it, an answer from an older
    store is followed by a word that says so.
    """
    from kg.base import Base  # noqa: PLC0415 - `kg --help` stays light

    chosen = language != "zh" or is_chosen(ctx)
    base = Base(locate(ctx.obj), store_at or "", language=language if chosen else "", services=services)
    if ctx.meta.get(BUILD_FIRST) and (not base.is_built or base.is_stale):
        for note in base.build().notes:
            tell(Message("Note: {note}", note=note))
    ctx.call_on_close(lambda: _say_stale(base, quiet=bool(ctx.params.get("quiet"))))
    return base


def _say_stale(base: Base, *, quiet: bool) -> None:
    """Say that an answer came from a store that is older than the data."""
    if not quiet and base.is_open and base.is_stale:
        tell(_STALE[base.language == "en"])


def _last_resort(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Tell an error that nobody foresaw without a traceback, unless KG_TRACEBACK asks for one."""
    if os.environ.get("KG_TRACEBACK"):
        sys.__excepthook__(kind, error, trace)
        return
    _tell(
        Message("unexpected {kind}: {error}", kind=kind.__name__, error=error),
        Message("this is a fault of kg; please report it with the output of the same command under KG_TRACEBACK=1."),
    )


def main() -> None:
    """Run the command line in UTF-8, whatever the locale says."""
    sys.excepthook = _last_resort
    signal.signal(signal.SIGTERM, _terminate)
    open_standard_streams()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", StaleStoreWarning)  # the command says so at its end
        cli(prog_name="kg")
