"""Under nbval figures are compared too, byte for byte, and what a lesson saves goes to a folder of the test's own."""

import os
import tempfile

import pytest


def pytest_configure() -> None:
    os.environ["UMKM_BUILD"] = tempfile.mkdtemp(prefix="umkm-lessons-")
    os.environ["IPYKERNEL_CELL_NAME"] = "<cell>"


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        notebook = item.parent
        if hasattr(notebook, "skip_compare"):
            notebook.skip_compare = tuple(kind for kind in notebook.skip_compare if kind != "image/png")
