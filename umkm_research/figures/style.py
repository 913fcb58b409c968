"""The look of every figure: sizes, type, colours that colour-blind readers tell apart and that differ in grey.

Figures are made without pyplot, so nothing is shown twice, nothing stays open, and no setting of the reader's own
matplotlib gets in.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Literal

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from umkm_research.errors import UmkmError

Width = Literal["single", "double"]

INCH = 25.4
WIDTHS: dict[str, float] = {"single": 89, "double": 183}
"""Millimetres of a journal's column and of its page."""

INK, MUTED, FAINT, PAPER = "#1A1A1A", "#595959", "#D9D9D9", "#FFFFFF"

# From Okabe and Ito (2008), "Color Universal Design", darkened or lightened until the steps in grey are even.
BLUE, VERMILION, GREEN, ORANGE, PURPLE = "#0B5C97", "#C14A00", "#5CC2A4", "#EBAA3C", "#8E5A8A"

FILLS: dict[str, dict[str, Any]] = {
    # frames
    "harm": {"facecolor": VERMILION},
    "benefit": {"facecolor": GREEN, "hatch": "////"},
    "both": {"facecolor": PURPLE, "hatch": "xxxx"},
    "policy": {"facecolor": ORANGE, "hatch": "...."},
    "neutral": {"facecolor": FAINT},
    # directions of trade
    "import": {"facecolor": VERMILION},
    "export": {"facecolor": "#A8DCE8", "hatch": "////"},
    # kinds of quotation
    "direct": {"facecolor": BLUE},
    "mixed": {"facecolor": "#5B9BC8", "hatch": "////"},
    "indirect": {"facecolor": "#B3D2E8"},
    "continuation": {"facecolor": PAPER, "hatch": "...."},
    # what became of a line
    "kept": {"facecolor": BLUE},
    "known": {"facecolor": ORANGE, "hatch": "////"},
    "dropped": {"facecolor": FAINT},
    "total": {"facecolor": MUTED},
}
"""A colour and a hatch for each category; both, so that a figure survives a photocopier."""

POSITIONS: dict[int, dict[str, Any]] = {
    1: {"color": BLUE, "marker": "o", "linestyle": "-", "sign": "+"},
    0: {"color": "#777777", "marker": "D", "linestyle": ":", "sign": "±"},
    -1: {"color": VERMILION, "marker": "s", "linestyle": "--", "sign": "−"},
}
"""Support, ambivalent, oppose: a colour, a marker, a line and a sign each."""

RC: dict[str, Any] = {
    "font.family": "DejaVu Sans",
    "font.size": 7,
    "axes.titlesize": 7,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.labelsize": 7,
    "xtick.labelsize": 6.5,
    "ytick.labelsize": 6.5,
    "legend.fontsize": 6.5,
    "axes.linewidth": 0.5,
    "axes.edgecolor": MUTED,
    "axes.labelcolor": INK,
    "text.color": INK,
    "xtick.color": MUTED,
    "ytick.color": INK,
    "xtick.labelcolor": INK,
    "xtick.major.width": 0.5,
    "ytick.major.width": 0.5,
    "xtick.major.size": 2.5,
    "ytick.major.size": 0,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "hatch.linewidth": 0.4,
    "patch.linewidth": 0.4,
    "legend.frameon": False,
    "figure.dpi": 150,
    "savefig.dpi": 300,
    "figure.facecolor": PAPER,
    "pdf.fonttype": 42,  # letters stay letters: journals ask for it, and text can be searched and copied
    "ps.fonttype": 42,
    "svg.fonttype": "path",  # looks the same where DejaVu Sans is not installed
    "svg.hashsalt": "umkm_research",  # else identifiers in the file are random
    "path.simplify": False,
}


@contextmanager
def style() -> Iterator[None]:
    """Draw or save with the settings of this package, whatever the reader's own."""
    with mpl.rc_context():
        mpl.rcdefaults()
        for setting, value in RC.items():
            mpl.rcParams[setting] = value  # type: ignore[index]  # names are checked by matplotlib itself
        yield


def new_figure(width: Width, height: float) -> Figure:
    """An empty figure that no window and no notebook knows of.

    Parameters
    ----------
    width : {"single", "double"}
        89 or 183 millimetres.
    height : float
        Millimetres.

    Raises
    ------
    UmkmError
        If there is no such width.

    Examples
    --------
    >>> [round(side * 25.4) for side in new_figure("single", 60).get_size_inches()]
    [89, 60]
    """
    if width not in WIDTHS:
        raise UmkmError(f"There is no width {width!r}.", "Say 'single' (89 mm) or 'double' (183 mm).", "width")
    figure = Figure(figsize=(WIDTHS[width] / INCH, height / INCH), layout="constrained")
    FigureCanvasAgg(figure)
    return figure


def fill(category: str) -> dict[str, Any]:
    """Colour, hatch and edge of a category's area; plain grey for one that this package does not know."""
    return {"edgecolor": MUTED, "linewidth": 0.4} | FILLS.get(category, {"facecolor": "#BFBFBF"})


def bare(axes: Axes, *, x: bool = False) -> None:
    """Take away the frame; keep the bottom line and its ticks where ``x`` is true."""
    for side in ("left", "top", "right"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_visible(x)
    axes.tick_params(bottom=x, labelbottom=x)


def guides(axes: Axes, axis: Literal["x", "y"] = "x") -> None:
    """Faint lines that the eye can follow, behind everything."""
    axes.grid(visible=True, axis=axis, color=FAINT, linewidth=0.4)
    axes.set_axisbelow(True)


def key(figure: Figure, entries: Sequence[tuple[str, str]], columns: int) -> None:
    """What the fills of a figure mean, above it: pairs of category and label."""
    handles = [Patch(label=text, **fill(category)) for category, text in entries]
    figure.legend(handles=handles, loc="outside upper left", ncols=columns, handlelength=1.6, borderaxespad=0)
