"""Where the files of the project that tests read lie."""

from pathlib import Path

TESTS = Path(__file__).parent
ROOT = TESTS.parent
EXAMPLES = ROOT / "examples" / "minutes"
DOCS = ROOT / "docs"
SHARED = ROOT.parent / "shared"
"""What only the makers of the project have: real minutes and the standards' own tests."""
