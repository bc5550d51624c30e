"""The files of this repository, as the house tests read them."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CODE = ("stafett_tui", "stafett_server", "scripts", "benchmarks", "hatch_build.py")


@cache
def tracked() -> tuple[Path, ...]:
    """Every file git keeps, or would keep, that is still there."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if listed.returncode:  # an unpacked archive
        names = [str(path.relative_to(ROOT)) for top in (*CODE, "tests") for path in (ROOT / top).rglob("*")]
    else:
        names = listed.stdout.split("\0")
    return tuple(sorted({ROOT / name for name in names if name and (ROOT / name).is_file()}))


def under(*tops: str, suffix: str = ".py") -> list[Path]:
    """The tracked files below any of `tops` that end so."""
    return [path for path in tracked() if named(path).split("/")[0] in tops and path.name.endswith(suffix)]


def named(path: Path) -> str:
    """The path as it is written in a report."""
    return path.relative_to(ROOT).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of a Python file."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function of a file, methods and inner ones too."""
    return (node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def classes(path: Path) -> Iterator[ast.ClassDef]:
    """Every class of a file."""
    return (node for node in ast.walk(tree(path)) if isinstance(node, ast.ClassDef))


def modules(*packages: str) -> list[str]:
    """The dotted names of all modules of these packages (or single modules) of stafett_tui that exist."""
    return _modules("stafett_tui", packages)


def server_modules(*rooms: str) -> list[str]:
    """The same of the server's rooms."""
    return _modules("stafett_server", rooms)


def _modules(top: str, packages: tuple[str, ...]) -> list[str]:
    names = []
    for path in under(top):
        parts = path.relative_to(ROOT).with_suffix("").parts
        if len(parts) > 1 and parts[1] in packages:
            names.append(".".join(parts[:-1] if parts[-1] == "__init__" else parts))
    return names
