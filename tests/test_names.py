import subprocess
import sys

import umkm_research


def test_exported_names_are_complete_sorted_and_there():
    assert umkm_research.__all__ == sorted(umkm_research._HOME)
    for name in umkm_research.__all__:
        assert getattr(umkm_research, name) is not None
    assert dir(umkm_research) == umkm_research.__all__


def test_the_command_line_starts_without_the_libraries_of_figures():
    seen = "import sys, umkm_research.command; print([m for m in ('matplotlib', 'scipy', 'trafilatura', 'nbformat') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", seen], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
