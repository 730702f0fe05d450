"""Exit codes that tell the truth: 0 done, 1 our fault, 2 the user's input, 130 interrupted. No traceback on screen."""

from __future__ import annotations

import atexit
import errno
import gc
import os
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from typing import Any

import typer
from typer.core import TyperGroup

from caucasus_sim.errors import Mistakes, nearest

DONE, OURS, YOURS, INTERRUPTED = 0, 1, 2, 130
PATIENCE = 2.0  # seconds
SELDOM = 200_000  # objects made since Python last looked for circles


class Commands(TyperGroup):
    """The group of all commands; whatever goes wrong in any of them ends here."""

    def main(self, *args: Any, standalone_mode: bool = True, **kwargs: Any) -> Any:
        """Run a command and leave with its exit code."""
        words = kwargs.get("args") or (args[0] if args else None) or sys.argv[1:]
        kwargs["standalone_mode"] = False
        code = guarded(lambda: super(Commands, self).main(*args, **kwargs), list(words), self)
        if standalone_mode:
            sys.exit(code)
        return code

    def invoke(self, ctx: Any) -> Any:
        """Run the command; a reader that has seen enough is no mistake."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            return _pipe_closed()


def ready() -> None:
    """Before any command: streams that can be written to whatever is written, and one interruption at a time."""
    _unhindered()
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by whoever called us
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115
        stream = getattr(sys, name)
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a console that cannot show a letter shows another
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _Interrupt())


def _unhindered() -> None:
    """Spare a short command what helps long ones of another kind: together a fifth of the time of `sim run`.

    Modules, evidence and tables are a million objects that stay. Python looks through them for circles each time some
    hundred more are made, and again when it leaves, and finds none: so it looks seldom, and at the end not at all.
    Our matrices are small: threads that wait for large ones only take the processor from histories.
    """
    gc.set_threshold(SELDOM, 20, 100)
    atexit.register(gc.freeze)
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # read when numpy is first imported, after this


class _Interrupt:
    """Ctrl-C held down is one interruption: a second within two seconds would interrupt only our leaving."""

    def __init__(self) -> None:
        self._last = -PATIENCE
        self.came = False

    def __call__(self, *_: object) -> None:
        now = time.monotonic()
        if now - self._last >= PATIENCE:
            self._last, self.came = now, True
            raise KeyboardInterrupt


def go_on() -> None:
    """Interrupt again where an interruption has come and the work still goes on.

    Python drops what is raised in the midst of a destructor or of a library's callback, and goes on as if nothing was.
    """
    handler = signal.getsignal(signal.SIGINT)
    if isinstance(handler, _Interrupt) and handler.came:
        raise KeyboardInterrupt


def guarded(call: Callable[[], Any], words: list[str], group: TyperGroup) -> int:  # noqa: PLR0911
    """Call a command; its exit code, after saying what went wrong if anything did."""
    try:
        code = call()
        sys.stdout.flush()
    except Mistakes as mistakes:
        return _mistakes(mistakes, words)
    except BrokenPipeError:
        return _pipe_closed()
    except (KeyboardInterrupt, EOFError, typer.Abort):
        return _interrupted()
    except SystemExit as leaving:
        if isinstance(leaving.__context__, BrokenPipeError):  # so does rich leave, where it prints the help
            return _pipe_closed()
        return leaving.code if isinstance(leaving.code, int) else OURS
    except Exception as error:  # noqa: BLE001  # the last resort of the program: no traceback on screen
        return _usage(error, words, group) if hasattr(error, "format_message") else _fault(error)
    if code == INTERRUPTED:
        return _interrupted()
    return code if isinstance(code, int) else DONE


def _mistakes(mistakes: Mistakes, words: list[str]) -> int:
    from caucasus_sim.cli.screen import notice, print_json

    if "--json" in words:
        told = ("what", "file", "line", "column", "expected", "nearest")
        print_json({"mistakes": [{key: getattr(each, key) for key in told} for each in mistakes.all]})
    for each in mistakes.all:
        notice(str(each))
    if len(mistakes.all) > 1:
        notice(f"{len(mistakes.all)} mistakes")
    return YOURS


def _usage(error: Any, words: list[str], group: TyperGroup) -> int:
    from caucasus_sim.cli.screen import notice, print_json

    context = getattr(error, "ctx", None)
    told = str(error.format_message())
    if "--json" in words:
        print_json({"mistakes": [{"what": told, "file": "the command line"}]})
    notice(f"{told}{_meant(told, words, group)}")
    path = context.command_path if context is not None else "sim"
    notice(f"see `{path} --help`")
    return YOURS


def _meant(told: str, words: list[str], group: TyperGroup) -> str:
    """The nearest command, where the library has not found one."""
    if "No such command" not in told or "Did you mean" in told:
        return ""
    near = next((found for word in words if (found := nearest(word, group.commands))), "")
    return f" Did you mean '{near}'?" if near else ""


def _interrupted() -> int:
    from caucasus_sim.cli.screen import notice

    if isinstance(signal.getsignal(signal.SIGINT), _Interrupt):
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # we are leaving; one more would change the exit code
    notice("interrupted; what was finished is kept, and the same command does the rest")
    return INTERRUPTED


def _pipe_closed() -> int:
    """Whoever read our output has seen enough (`| head`)."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
    return DONE


def _fault(error: BaseException) -> int:
    from caucasus_sim.cli.screen import notice

    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        if error.filename is None:
            _pipe_closed()  # what could not be written would be tried again at the end
        notice(f"cannot write {error.filename or 'the output'}: the disk is full; expected free space")
        return YOURS
    if isinstance(error, MemoryError):
        notice("there is not enough memory for this; expected fewer histories, or a question with a shorter answer")
        return YOURS
    what = " ".join(str(error).split())[:300]
    notice(f"a fault of the program, not of what you wrote: {type(error).__name__}: {what}; {_kept(error)}")
    return OURS


def _kept(error: BaseException) -> str:
    """Where the traceback is, in words; no disk to write it to is no second fault."""
    told = "".join(traceback.format_exception(error))
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", errors="replace", prefix="sim-fault-", suffix=".txt", delete=False
        ) as file:
            file.write(told)
    except OSError:
        return f"no file could be written with the full account; it ends: {told.strip().splitlines()[-2].strip()}"
    return f"the full account is in {file.name}"
