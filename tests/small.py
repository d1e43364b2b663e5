"""The small bundle of the tests: two drugs, three arms, three passages, two questions."""

from pathlib import Path

BUNDLE = Path(__file__).parent / "bundle"
