"""What is wrong, and where."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, order=True)
class Finding:
    page: Path
    line: int
    # The name of the check, as the self-test expects it.
    check: str
    message: str

    def __str__(self):
        return f"{self.page}:{self.line}: {self.check}: {self.message}"
