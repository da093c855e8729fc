#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meirei developers
"""Reviews a workspace as somebody does who sees nothing and has no mouse.

review-by-keyboard.py PROGRAM DEMO_WORKSPACE_PROGRAM

The window is looked at through AT-SPI only, and gets keys only.  To be run by
with-display and dbus-run-session.  Debian's Python has the bindings that this
needs; without them the test is skipped.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time

try:
    import gi
    gi.require_version("Atspi", "2.0")
    from gi.repository import Atspi, GLib
except (ImportError, ValueError) as error:
    print(f"No AT-SPI bindings: {error}")
    sys.exit(77)

for tool in ("xdotool", "dbus-run-session"):
    if shutil.which(tool) is None:
        print(f"{tool} is not installed")
        sys.exit(77)

LIMIT = 20  # seconds for anything to happen
BUTTONS = {Atspi.Role.PUSH_BUTTON, Atspi.Role.TOGGLE_BUTTON, Atspi.Role.COMBO_BOX,
           Atspi.Role.CHECK_BOX, Atspi.Role.ENTRY}


def children(node):
    for index in range(node.get_child_count()):
        try:
            child = node.get_child_at_index(index)
        except GLib.Error:  # It has gone meanwhile.
            continue
        if child is not None:
            yield child


def walk(node):
    yield node
    for child in children(node):
        yield from walk(child)


def wait_for(what, function):
    """The first true value of the function."""
    end = time.monotonic() + LIMIT
    value = None
    while time.monotonic() < end:
        try:
            value = function()
        except GLib.Error:
            value = None
        if value:
            return value
        time.sleep(.05)
    raise AssertionError(f"{what} did not happen within {LIMIT} s")


class Program:
    """The program under test, and its window."""

    def __init__(self, program, folder):
        # Whatever the window complains about is a fault of it.
        self.process = subprocess.Popen([program, folder],
                                        env=dict(os.environ, G_DEBUG="fatal-criticals"))
        self.window = wait_for("a window", self.find_window)
        self.list = wait_for("a list", lambda: self.find(Atspi.Role.LIST, "Instructions"))
        wait_for("rows", self.rows)

    def find_window(self):
        desktop = Atspi.get_desktop(0)
        for application in children(desktop):
            if application.get_process_id() == self.process.pid:
                for window in children(application):
                    return window
        return None

    def find(self, role, name):
        for node in walk(self.window):
            if node.get_role() == role and node.get_name() == name:
                return node
        return None

    def rows(self):
        """The names of the rows that there are."""
        return [row.get_name() for row in children(self.list)
                if row.get_name()]

    def row(self, beginning):
        for name in self.rows():
            if name.startswith(beginning):
                return name
        return None

    def selected(self):
        for row in children(self.list):
            if row.get_state_set().contains(Atspi.StateType.SELECTED):
                return row.get_name()
        return None

    def has_label(self, text):
        return any(node.get_role() == Atspi.Role.LABEL and node.get_name() == text
                   for node in walk(self.window))

    def key(self, *keys):
        subprocess.run(["xdotool", "key", "--clearmodifiers", *keys], check=True)
        time.sleep(.1)

    def type(self, text):
        subprocess.run(["xdotool", "type", "--delay", "30", text], check=True)

    def focus(self):
        """Without a window manager nobody gives the window the keyboard."""
        output = subprocess.run(["xdotool", "search", "--onlyvisible", "--pid",
                                 str(self.process.pid)], check=True, capture_output=True,
                                text=True).stdout
        subprocess.run(["xdotool", "windowfocus", "--sync", output.split()[0]], check=True)

    def quit(self):
        self.key("ctrl+q")
        assert self.process.wait(LIMIT) == 0, self.process.returncode


def check_rows(program):
    row = program.row("Batch processor with retry")
    assert row.startswith("Batch processor with retry, executed, score 95, batch_processor, "), row
    assert program.row("Checkpoint writer").startswith(
        "Checkpoint writer, approved, no score, checkpoint_store, "), program.rows()
    assert program.has_label("1 of 4 awaiting review")


def get_text(node):
    """What a screen reader says: the name, or the words inside."""
    name = node.get_name()
    # Without a name GTK gives that of the type.
    if name and not name.startswith(("Gtk", "Adw", "Meirei")):
        return name
    return " ".join(filter(None, (get_text(child) for child in children(node))))


def get_place(node):
    """The names around a node that has none, from the outside in."""
    names = []
    while (node := node.get_parent()) is not None:
        names.insert(0, node.get_name() or node.get_role_name())
    return " > ".join(names)


def is_shown(node):
    return node.get_state_set().contains(Atspi.StateType.SHOWING)


def check_names(program):
    """Whatever can be pressed or filled in says what it is, on every page."""
    for page in (2, 3, 4, 1):
        program.key(f"alt+{page}")
        time.sleep(.5)
        nameless = [f"{node.get_role_name()} in {get_place(node)}"
                    for node in walk(program.window)
                    if node.get_role() in BUTTONS and is_shown(node) and not get_text(node)
                    and get_text(node.get_parent()) == ""]
        assert not nameless, (page, nameless)
    tabs = [node.get_name() for node in walk(program.window)
            if node.get_role() == Atspi.Role.PAGE_TAB]
    assert "Code" in tabs and "Tab" not in tabs, tabs


def check_search(program):
    n_rows = len(program.rows())
    program.key("ctrl+f")
    program.type("csv_imp")
    wait_for("one row", lambda: len(program.rows()) == 1)
    assert program.row("CSV import with schema check"), program.rows()
    program.key("Escape")
    wait_for("all rows", lambda: len(program.rows()) == n_rows)


def check_moving(program):
    program.key("Home")
    wait_for("the first row", lambda: (program.selected() or "").startswith("Batch processor"))
    program.key("Down")
    wait_for("the next row", lambda: (program.selected() or "").startswith("Prompt template"))
    program.key("k")
    wait_for("the row before", lambda: (program.selected() or "").startswith("Batch processor"))
    program.key("j")
    wait_for("the row after", lambda: (program.selected() or "").startswith("Prompt template"))


def check_letters_in_text(program):
    """A letter is a letter while text is edited."""
    program.key("n")
    program.type("a jar")
    time.sleep(.3)
    assert program.row("Prompt template renderer").find(", executed,") > 0, program.rows()
    program.key("Return")


def check_decisions(program):
    program.key("a")
    wait_for("acceptance", lambda: ", accepted," in (program.row("Prompt template") or ""))
    wait_for("the next to review", lambda: ", executed," in (program.selected() or ""))
    program.key("r")
    wait_for("rejection", lambda: program.has_label("1 of 2 awaiting review")
             or program.has_label("2 of 2 awaiting review"))
    program.key("ctrl+z")
    wait_for("undo", lambda: any(program.has_label(f"{place} of 3 awaiting review")
                                 for place in (1, 2, 3)))


def check_checking(program):
    program.key("Home", "space", "shift+Down")
    wait_for("two checked rows", lambda: program.has_label("2 selected"))
    program.key("Escape")
    wait_for("no checked rows", lambda: not program.has_label("2 selected"))


def check_after_restart(program):
    """The decision that is left can still be undone."""
    wait_for("acceptance", lambda: ", accepted," in (program.row("Prompt template") or ""))
    program.key("ctrl+z")
    wait_for("undo", lambda: ", executed," in (program.row("Prompt template") or ""))


def main():
    program, make_workspace = sys.argv[1:3]
    steps = [check_rows, check_names, check_search, check_moving, check_letters_in_text,
             check_decisions, check_checking, check_after_restart]

    with tempfile.TemporaryDirectory() as folder:
        workspace = os.path.join(folder, "review 命令")
        subprocess.run([make_workspace, workspace], check=True)
        running = Program(program, workspace)
        running.focus()
        for number, step in enumerate(steps, 1):
            if step is check_after_restart:
                running.quit()
                running = Program(program, workspace)
                running.focus()
            try:
                step(running)
            except Exception as error:
                print(f"not ok {number} {step.__name__}: {error}\n# rows: {running.rows()}",
                      flush=True)
                running.process.kill()
                raise
            print(f"ok {number} {step.__name__}", flush=True)
        running.quit()


main()
