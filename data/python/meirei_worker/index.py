# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meirei developers
"""One walk over the tree that sorts its nodes for all checks.

The walk keeps its own stack: code of a model may be nested so deeply that a
recursive visitor would fail.
"""

import ast

_LOOPS = (ast.For, ast.AsyncFor, ast.While)
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_SCOPES = (*_FUNCTIONS, ast.Lambda, ast.ClassDef)
_TRY = tuple(getattr(ast, name) for name in ("Try", "TryStar") if hasattr(ast, name))
# Nodes without children that matter.
_LEAVES = frozenset(
    (ast.Load, ast.Store, ast.Del, ast.Name, ast.alias, ast.Pass, ast.Break, ast.Continue)
)


class Scope:
    """A module, class or function and what its names are bound to."""

    __slots__ = ("node", "parent", "assigned", "annotated", "module")

    def __init__(self, node, parent):
        self.node = node
        self.parent = parent
        self.assigned = {}
        self.annotated = {}
        self.module = parent.module if parent is not None else self

    def bind(self, name, value):
        """Note that a name is bound to the value of a node, or to unknown."""
        self.assigned.setdefault(name, []).append(value)

    def lookup(self, name):
        """Return the scope that binds a name: this function, else the module."""
        for scope in (self, self.module):
            if name in scope.assigned or name in scope.annotated:
                return scope
        return None


class Place:
    """Where a node stands: its scope and what is around it in that scope.

    The loops; whether an ImportError is handled; whether an exception that
    the code expects would leave it.
    """

    __slots__ = ("scope", "loops", "guarded", "left_by_error")

    def __init__(self, scope, loops=(), guarded=False, left_by_error=False):
        self.scope = scope
        self.loops = loops
        self.guarded = guarded
        self.left_by_error = left_by_error

    def inside(self, loop):
        """Return the place in the body of a loop."""
        return Place(self.scope, (*self.loops, loop), self.guarded, False)


class Index:
    """The nodes of one file by kind, each with its place."""

    def __init__(self, tree):
        self.tree = tree
        self.module = Scope(tree, None)
        self.functions = []
        self.classes = []
        self.whiles = []
        self.additions = []
        self.comparisons = []
        self.raises = []
        self.calls = []
        self.imports = []
        self.assignments = []
        self.dicts = []
        self.strings = []
        self.divisions = False
        self.subscripts = False
        self._walk(tree)

    def _walk(self, tree):
        stack = [(tree, Place(self.module))]
        handlers = self._handlers()
        while stack:
            node, place = stack.pop()
            kind = type(node)
            handler = handlers.get(kind)
            if handler is not None:
                handler(node, place)
            if kind in _LOOPS:
                self._push_loop(stack, node, place)
            elif kind in _SCOPES:
                self._push_scope(stack, node, place)
            elif kind in _COMPREHENSIONS:
                self._push_comprehension(stack, node, place)
            elif kind in _TRY:
                self._push_try(stack, node, place)
            else:
                _push_children(stack, node, node._fields, place)

    def _handlers(self):
        return {
            ast.FunctionDef: self._add_function,
            ast.AsyncFunctionDef: self._add_function,
            ast.ClassDef: self._add_class,
            ast.While: lambda node, place: self.whiles.append((node, place)),
            ast.AugAssign: self._add_augmented,
            ast.Compare: lambda node, place: self.comparisons.append((node, place)),
            ast.Raise: lambda node, place: self.raises.append(node),
            ast.Call: lambda node, place: self.calls.append((node, place)),
            ast.Import: lambda node, place: self.imports.append((node, place)),
            ast.ImportFrom: lambda node, place: self.imports.append((node, place)),
            ast.Assign: self._add_assignment,
            ast.AnnAssign: self._add_annotated,
            ast.NamedExpr: self._add_named,
            ast.For: self._bind_loop,
            ast.AsyncFor: self._bind_loop,
            ast.Dict: lambda node, place: self.dicts.append(node),
            ast.Constant: self._add_constant,
            ast.JoinedStr: self._add_string,
            ast.BinOp: self._note_operator,
            ast.Subscript: self._note_subscript,
        }

    def _add_function(self, node, place):
        self.functions.append((node, place))
        place.scope.bind(node.name, None)

    def _add_class(self, node, place):
        self.classes.append((node, place))
        place.scope.bind(node.name, None)

    def _add_augmented(self, node, place):
        self.additions.append((node, place))
        if isinstance(node.op, (ast.Div, ast.FloorDiv, ast.Mod)):
            self.divisions = True

    def _add_assignment(self, node, place):
        self.assignments.append((node, place))
        for target in node.targets:
            _bind_target(place.scope, target, node.value)

    def _add_annotated(self, node, place):
        self.assignments.append((node, place))
        if isinstance(node.target, ast.Name):
            place.scope.annotated[node.target.id] = node.annotation
            if node.value is not None:
                place.scope.bind(node.target.id, node.value)

    def _add_named(self, node, place):
        place.scope.bind(node.target.id, node.value)

    def _bind_loop(self, node, place):
        _bind_target(place.scope, node.target, None)

    def _add_constant(self, node, place):
        if isinstance(node.value, (str, bytes)):
            self._add_string(node, place)

    def _add_string(self, node, place):
        if node.end_lineno is not None and node.end_lineno > node.lineno:
            self.strings.append(node)

    def _note_operator(self, node, place):
        if isinstance(node.op, (ast.Div, ast.FloorDiv, ast.Mod)):
            self.divisions = True

    def _note_subscript(self, node, place):
        self.subscripts = True

    def _push_loop(self, stack, node, place):
        inside = place.inside(node)
        _push_children(stack, node, ("orelse", "iter", "target"), place)
        # The condition of a while is computed again in every round.
        _push_children(stack, node, ("body", "test"), inside)

    def _push_scope(self, stack, node, place):
        outer = ("args", "decorator_list", "returns", "bases", "keywords", "type_params")
        _push_children(stack, node, [name for name in outer if name in node._fields], place)
        scope = Scope(node, place.scope)
        if not isinstance(node, ast.ClassDef):
            _bind_arguments(scope, node.args)
        _push_children(stack, node, ("body",), Place(scope))

    def _push_comprehension(self, stack, node, place):
        inside = place.inside(node)
        for number, generator in enumerate(node.generators):
            stack.append((generator.iter, place if number == 0 else inside))
            for condition in generator.ifs:
                stack.append((condition, inside))
        _push_children(stack, node, [n for n in node._fields if n != "generators"], inside)

    def _push_try(self, stack, node, place):
        guarded = place.guarded or any(_catches_import_error(h) for h in node.handlers)
        expected = place.left_by_error or any(_expects_error(h) for h in node.handlers)
        attempt = Place(place.scope, place.loops, guarded, expected)
        _push_children(stack, node, ("body",), attempt)
        # A handler of ImportError often imports a substitute.
        handling = Place(place.scope, place.loops, guarded, place.left_by_error)
        _push_children(stack, node, ("handlers",), handling)
        _push_children(stack, node, ("orelse", "finalbody"), place)


def _push_children(stack, node, fields, place):
    leaves = _LEAVES
    for name in fields:
        value = getattr(node, name, None)
        if value is None:
            continue
        if type(value) is list:
            for item in value:
                if isinstance(item, ast.AST) and type(item) not in leaves:
                    stack.append((item, place))
        elif isinstance(value, ast.AST) and type(value) not in leaves:
            stack.append((value, place))


def _bind_target(scope, target, value):
    pending = [(target, value)]
    while pending:
        target, value = pending.pop()
        if isinstance(target, ast.Name):
            scope.bind(target.id, value)
        elif isinstance(target, (ast.Tuple, ast.List)):
            pending.extend((item, None) for item in target.elts)
        elif isinstance(target, ast.Starred):
            pending.append((target.value, None))


def _bind_arguments(scope, args):
    names = [*getattr(args, "posonlyargs", []), *args.args, *args.kwonlyargs]
    for extra in (args.vararg, args.kwarg):
        if extra is not None:
            names.append(extra)
    for name in names:
        scope.bind(name.arg, None)
        if name.annotation is not None:
            scope.annotated[name.arg] = name.annotation


def _caught(handler):
    """Return the names of the exceptions that a handler takes."""
    if handler.type is None:
        return {"BaseException"}
    kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return {getattr(kind, "id", getattr(kind, "attr", None)) for kind in kinds}


def _catches_import_error(handler):
    return bool(
        _caught(handler) & {"ImportError", "ModuleNotFoundError", "Exception", "BaseException"}
    )


def _expects_error(handler):
    """Say whether a handler waits for an error that the code itself makes."""
    return bool(_caught(handler) - {"KeyboardInterrupt", "Exception", "BaseException"})
