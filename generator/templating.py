"""Jinja for views: they have attributes and nothing else, and what is HTML already is printed as it is.

Templates mean what they mean everywhere. Only what Jinja makes of them is shorter: Python that asks a view
for an attribute and calls a function without looking each time whether there is more to it.
"""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from functools import lru_cache
from typing import Any

from jinja2 import Environment, Template, nodes
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import escape


class Html(str):
    """Finished HTML: Jinja prints it as it is."""

    __slots__ = ()

    def __html__(self) -> str:
        return str(self)


def printed(value: object) -> str:
    """A value as templates print it: HTML of ours as it is, everything else escaped."""
    if type(value) is Html:
        return value
    if type(value) is not str and hasattr(value, "__html__"):
        return escape(value)
    return escaped(str(value))


@lru_cache(maxsize=2_000)
def escaped(text: str) -> str:
    """Text as HTML. Most of what a story says stands on several of its pages."""
    return str(escape(text))


def macro(_environment: Environment, body: Callable[..., Html], *_about: object) -> Callable[..., Html]:
    """A macro as a function of what its parameters are given, in their order."""
    return body


class Direct(CodeGenerator):
    """Writes templates as Python."""

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        """An attribute, asked for as Python does."""
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:
        """A function, called as Python does: by what is given in its order, then by name."""
        assert node.dyn_args is node.dyn_kwargs is None
        assert not forward_caller
        self.visit(node.node, frame)
        self.write("(")
        for given in (*node.args, *node.kwargs):
            self.visit(given, frame)
            self.write(", ")
        self.write(")")

    def return_buffer_contents(self, frame: Frame, *_escaped: bool, **_named: bool) -> None:
        """What a macro prints, which is HTML."""
        super().return_buffer_contents(frame)


class Printing(Template):
    """A template that prints through `printed`: Jinja's own way copies finished HTML twice."""

    @classmethod
    def from_code(cls, *made_of: Any, **options: Any) -> Template:
        """Its code, run once."""
        template = super().from_code(*made_of, **options)
        template.root_render_func.__globals__.update(escape=printed, Macro=macro, Markup=Html)
        return template


class Views(Environment):
    """Jinja for views; what templates share is one mapping."""

    template_class = Printing
    code_generator_class = Direct

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """What a template is given beside its view."""
        return {**self.globals, **(d or {})}
