"""``python -m umkm_research`` is ``umkm``."""

from umkm_research.command import main

main()
