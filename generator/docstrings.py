"""What a model says of its fields: the string that stands below each one.

Messages and the page for editors ask for them; the source is read then, which takes a fifth of a second.
"""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Mapping
from functools import cache
from itertools import pairwise

from generator.kinds import Model


@cache
def description(model: type[Model], field: str) -> str:
    """The text below a field, from the class that declares it; empty where there is none."""
    for owner in model.__mro__:
        if field in inspect.get_annotations(owner):
            return docstrings(owner.__module__).get((owner.__qualname__, field), "")
    return ""


@cache
def docstrings(module: str) -> Mapping[tuple[str, str], str]:
    """The texts below the fields of all classes at the top of a module."""
    found: dict[tuple[str, str], str] = {}
    for node in ast.parse(inspect.getsource(sys.modules[module])).body:
        body = node.body if isinstance(node, ast.ClassDef) else []
        for above, below in pairwise(body):
            match above, below:
                case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text))):
                    assert isinstance(node, ast.ClassDef)
                    found[node.name, name] = inspect.cleandoc(text)
    return found
