"""A limit on the time that a piece of work may take."""

import ctypes
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class TooLongError(BaseException):
    """The work took more than its time. No `Exception`, so that no library that forgives errors swallows it."""


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Break the work inside off after so many seconds.

    In a main thread the system's clock does it; in another thread, as on a Dask worker, a thread that watches. Work in
    compiled code is broken off when it comes back to Python.

    Raises
    ------
    TooLongError
        In the midst of the work.

    Examples
    --------
    >>> try:
    ...     with time_limit(0.05):
    ...         while True:
    ...             pass
    ... except TooLongError:
    ...     print("too long")
    too long
    """
    main = threading.current_thread() is threading.main_thread() and hasattr(signal, "setitimer")
    with _by_signal(seconds) if main else _by_thread(seconds):
        yield


def _give_up(_signal: int, _frame: FrameType | None) -> None:
    raise TooLongError


@contextmanager
def _by_signal(seconds: float) -> Iterator[None]:
    before = signal.signal(signal.SIGALRM, _give_up)
    try:
        try:
            # Again each second: an exception that falls into a destructor is lost.
            signal.setitimer(signal.ITIMER_REAL, seconds, 1.0)
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
    finally:
        signal.signal(signal.SIGALRM, before)


@contextmanager
def _by_thread(seconds: float) -> Iterator[None]:
    worker = ctypes.c_ulong(threading.get_ident())
    raise_in = ctypes.pythonapi.PyThreadState_SetAsyncExc
    guard, over, fired = threading.Lock(), threading.Event(), threading.Event()

    def watch() -> None:
        patience = seconds
        while not over.wait(patience):
            with guard:
                if not over.is_set():
                    fired.set()
                    raise_in(worker, ctypes.py_object(TooLongError))
            patience = 1.0

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        try:
            over.set()
        finally:
            over.set()  # the exception may fall between the two words above
        with guard:
            if fired.is_set():
                raise_in(worker, None)  # what is still on its way must not hit the work that comes next
