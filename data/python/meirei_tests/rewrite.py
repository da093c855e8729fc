# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meirei developers
"""Makes plain assertions say which values they compared."""

import ast

LEFT = "@left"
RIGHT = "@right"
EXPLAIN = "@explain"
HONEST = "@honest"

_SIGNS = {ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">",
          ast.GtE: ">=", ast.Is: "is", ast.IsNot: "is not", ast.In: "in", ast.NotIn: "not in"}


def _name(name, context, at):
    return ast.copy_location(ast.Name(name, context), at)


def _keep(value, name):
    """`(name := honest(value))`: the name cannot be one that somebody wrote."""
    honest = ast.Call(_name(HONEST, ast.Load(), value), [value], [])
    return ast.copy_location(
        ast.NamedExpr(_name(name, ast.Store(), value), ast.copy_location(honest, value)), value)


class _Rewriter(ast.NodeTransformer):
    def visit_Assert(self, node):
        test = node.test
        if not (isinstance(test, ast.Compare) and len(test.ops) == 1):
            return node
        sign = ast.Constant(_SIGNS[type(test.ops[0])])
        arguments = [_name(LEFT, ast.Load(), node), sign, _name(RIGHT, ast.Load(), node)]
        if node.msg is not None:
            arguments.append(node.msg)
        explain = ast.Call(_name(EXPLAIN, ast.Load(), node), arguments, [])
        test.left = _keep(test.left, LEFT)
        test.comparators = [_keep(test.comparators[0], RIGHT)]
        node.msg = explain
        for part in (sign, explain):
            ast.copy_location(part, node)
        return ast.fix_missing_locations(node)


def compile_step(node, path, flags):
    """The code of one statement, its assertions made talkative."""
    tree = ast.Module([_Rewriter().visit(node)], [])
    return compile(tree, path, "exec", flags=flags, dont_inherit=True)


def _short(value):
    try:
        text = repr(value)
    except Exception as error:  # noqa: BLE001 - whatever a tested class raises
        text = "<%s whose repr() raised %s>" % (type(value).__name__, type(error).__name__)
    return text if len(text) <= 400 else text[:300] + " … " + text[-80:]


def explain(left, sign, right, *said):
    """The message of an assertion that does not hold."""
    text = "%s %s %s is not true" % (_short(left), sign, _short(right))
    return "%s\n%s" % (said[0], text) if said else text


class Dishonest(Exception):
    """A value that says it is equal to everything."""


def make_honest(module_name):
    """A check of values: nothing the tested code made may equal everything."""
    stranger = object()

    def honest(value):
        kind = type(value)
        if kind.__module__ != module_name or "__eq__" not in kind.__dict__:
            return value
        try:
            equal = value == stranger
        except Exception:  # noqa: BLE001 - the comparison itself will show it
            return value
        if equal is True:
            raise Dishonest("a value of the class %s says that it is equal to anything"
                            % kind.__name__)
        return value

    return honest
