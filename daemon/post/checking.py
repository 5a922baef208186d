"""What a template may do: an allow-list of nodes, filters and names, so that no template can reach, repeat or fill anything.

The sandbox alone would still call any public method and multiply a string to a gigabyte; so a template's tree is walked
before it is used, and each fault is a sentence with its line.
"""

from __future__ import annotations

from collections.abc import Iterator

from jinja2 import Environment, TemplateSyntaxError, nodes

from daemon.post.names import ATTRIBUTES, ITEM_ATTRIBUTES, OCCASIONS, allowed

FILTERS = ("join", "upper", "lower", "trim", "default", "first", "last", "length", "long_date", "short_date", "long_instant", "friendly")  # fmt: skip
_TESTS = ("defined", "none", "equalto", "eq", "ne", "lt", "le", "gt", "ge", "in", "string", "iterable")
_NODES = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.Const, nodes.If, nodes.For,
    nodes.Filter, nodes.Test, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.CondExpr,
    nodes.Include, nodes.Keyword,
)  # fmt: skip
_IN_WORDS = {
    "Call": "a call",
    "Mul": "a multiplication",
    "Pow": "a power",
    "Getitem": "an item by number or key",
    "Assign": "a `set`",
    "Import": "an import",
    "FromImport": "an import",
    "Macro": "a macro",
    "Extends": "another template to extend",
    "Block": "a block",
}
_DEEPEST_LOOP = 2


def faults_of(environment: Environment, name: str, source: str) -> list[tuple[int, str]]:
    """(line, sentence) for everything in a template of that file name that may not be there, in the order of its lines."""
    try:
        tree = environment.parse(source, name)
    except TemplateSyntaxError as fault:
        return [(fault.lineno, f"{(fault.message or 'it cannot be read').rstrip('.')}.")]
    occasion = None if name.startswith("_") else name.partition(".")[0]
    if occasion is not None and occasion not in OCCASIONS:
        known = ", ".join(sorted(OCCASIONS))
        return [(1, f"There is no letter of this name; there are {known}.")]
    return sorted(set(_faults(tree, allowed(occasion), frozenset(), 0)))


def _faults(node: nodes.Node, names: frozenset[str], loops: frozenset[str], depth: int) -> Iterator[tuple[int, str]]:
    line = node.lineno or 1
    if not isinstance(node, _NODES):
        kind = type(node).__name__
        yield line, f"A letter may not hold {_IN_WORDS.get(kind, f'“{kind}”')}."
        return
    match node:
        case nodes.Name() if node.name not in names and node.name not in loops:
            yield line, f"“{node.name}” is not a name that this letter may use; templates/README.md lists them."
        case nodes.Getattr():
            yield from _attribute(node, loops)
        case nodes.Filter() if node.name not in FILTERS:
            yield line, f"The filter “{node.name}” is not allowed; these are: {', '.join(FILTERS)}."
        case nodes.Test() if node.name not in _TESTS:
            yield line, f"The test “{node.name}” is not allowed."
        case nodes.Include() if not (
            isinstance(node.template, nodes.Const) and str(node.template.value).startswith("_")
        ):
            yield line, "Only a part whose file name begins with an underscore can be included, by its name in quotes."
        case nodes.For():
            yield from _loop(node, names, loops, depth)
            return
        case _:
            pass
    for child in node.iter_child_nodes():
        yield from _faults(child, names, loops, depth)


def _attribute(node: nodes.Getattr, loops: frozenset[str]) -> Iterator[tuple[int, str]]:
    owner = node.node.name if isinstance(node.node, nodes.Name) else None
    if owner in loops and node.attr in ITEM_ATTRIBUTES:
        return
    if owner is None or owner not in ATTRIBUTES or node.attr not in ATTRIBUTES[owner]:
        said = f"{owner}.{node.attr}" if owner else f".{node.attr}"
        yield node.lineno, f"“{said}” is not something that a letter may use; templates/README.md lists what is."


def _loop(node: nodes.For, names: frozenset[str], loops: frozenset[str], depth: int) -> Iterator[tuple[int, str]]:
    over = node.iter.node if isinstance(node.iter, nodes.Filter) else node.iter
    if not isinstance(over, (nodes.Name, nodes.Getattr)) or node.recursive:
        yield (
            node.lineno,
            "A loop may only go over one of the letter's own lists, not over a range or a list made up here.",
        )
        return
    if depth >= _DEEPEST_LOOP:
        yield node.lineno, "A loop inside a loop inside a loop is more than a letter needs."
        return
    if not isinstance(node.target, nodes.Name):
        yield node.lineno, "A loop takes one name at a time."
        return
    yield from _faults(node.iter, names, loops, depth)
    inner = loops | {node.target.name, "loop"}
    for child in (*node.body, *node.else_, *([node.test] if node.test else [])):
        yield from _faults(child, names, inner, depth + 1)
