"""The README's picture says what a run says."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "docs"))


def test_the_picture_is_what_a_run_gives():
    import picture

    assert picture.PICTURE.read_text(encoding="utf-8") == picture.draw(picture.measured())
