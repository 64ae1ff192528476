#!/usr/bin/env python3
"""Manual pages of the commands, from what the program says of itself: one for jedisnon, one for each subcommand.

    jedisnon --experimental-dump-help | commands.py FOLDER DATE VERSION
"""

import json
import sys
from pathlib import Path

from roff import head, text

PART = "jedisnon"
EXIT_CODES = [
    ("0", "It worked."),
    ("1", "It ran, and something needs attention: a line that is not ready, a text of too many segments, a poor recording."),
    ("64", "The command was used wrongly."),
    ("65", "The database is damaged, or of a newer version of the program."),
    ("69", "The service is not running."),
    ("73", "The state folder, the socket or a file cannot be used, or another jedisnon holds it."),
    ("78", "The configuration is missing or wrong."),
]
FILES = [
    ("/etc/jedisnon/jedisnon.toml", "The configuration, jedisnon.toml(5)."),
    ("/etc/jedisnon/lines.d/", "One file for each line."),
    ("/var/lib/jedisnon/", "The database, and in prompts/ what callers hear."),
    ("/run/jedisnon/control.sock", "The control socket: root and the members of the group jedisnon use it."),
]


def names(argument: dict) -> str:
    """How an argument is written: `-h, --help` or `--config file`."""
    value = argument.get("valueName", "value")
    if argument["kind"] == "positional":
        return f"\\fI{text(value)}\\fR"
    spelled = [("-" if name["kind"] != "long" else "--") + name["name"] for name in argument["names"]]
    shown = ", ".join(f"\\fB{text(name)}\\fR" for name in spelled)
    return shown + (f" \\fI{text(value)}\\fR" if argument["kind"] == "option" else "")


def usage(argument: dict) -> str:
    if argument["kind"] == "positional":
        shown = names(argument)
    else:
        preferred = argument["preferredName"]
        shown = f"\\fB{text(('--' if preferred['kind'] == 'long' else '-') + preferred['name'])}\\fR"
        if argument["kind"] == "option":
            shown += f" \\fI{text(argument.get('valueName', 'value'))}\\fR"
    shown += " ..." if argument.get("isRepeating") else ""
    return f"[{shown}]" if argument["isOptional"] else shown


def shown_arguments(command: dict) -> list[dict]:
    """What is the same for every command stands in jedisnon(1) only."""
    everywhere = {"help", "version"}
    return [
        argument
        for argument in command.get("arguments", [])
        if argument.get("shouldDisplay", True)
        and not any(name["name"] in everywhere for name in argument.get("names", []))
    ]


def subcommands(command: dict) -> list[dict]:
    return [
        sub for sub in command.get("subcommands", []) if sub.get("shouldDisplay", True) and sub["commandName"] != "help"
    ]


def synopsis(path: list[str], command: dict) -> list[str]:
    """A line for each form that does something."""
    lines = [line for sub in subcommands(command) for line in synopsis(path + [sub["commandName"]], sub)]
    if lines:
        return lines
    words = [f"\\fB{text(' '.join(path))}\\fR"] + [usage(argument) for argument in shown_arguments(command)]
    return [".HP\n" + " ".join(words) + "\n"]


def described(command: dict) -> str:
    page = ""
    for field in ("abstract", "discussion"):
        if command.get(field):
            page += ".PP\n" + text(command[field]) + "\n"
    for argument in shown_arguments(command):
        about = [argument.get("abstract", ""), argument.get("discussion", "")]
        if argument.get("allValues"):
            about.append("One of: " + ", ".join(argument["allValues"]) + ".")
        if argument.get("defaultValue"):
            about.append(f"Default: {argument['defaultValue']}.")
        page += f".TP\n{names(argument)}\n{text(' '.join(word for word in about if word)) or text('No further word.')}\n"
    return page


def listed(title: str, rows: list[tuple[str, str]]) -> str:
    return f'.SH "{title}"\n' + "".join(f".TP\n\\fB{text(name)}\\fR\n{text(about)}\n" for name, about in rows)


def pages(root: dict, date: str, version: str) -> dict[str, str]:
    program = root["commandName"]
    made = {}
    commands = subcommands(root)
    page = head(program, 1, date, version, PART)
    page += f".SH NAME\n{text(program)} \\- answers self\\-hosted SIM lines with one message about consent\n"
    page += f".SH SYNOPSIS\n.B {text(program)}\n\\fIcommand\\fR [\\fIarguments\\fR]\n"
    page += ".SH DESCRIPTION\n" + text(
        "jedisnon drives USB modems with a SIM. Whoever texts or calls one of their numbers gets one message about "
        "consent, once, by the rules and within the budget of the operator."
    )
    page += '\n.SH COMMANDS\n'
    for command in commands:
        name = f"{program}-{command['commandName']}"
        page += f".TP\n\\fB{text(name)}\\fR(1)\n{text(command.get('abstract', ''))}\n"
    page += ".SH OPTIONS\n.TP\n\\fB\\-h\\fR, \\fB\\-\\-help\\fR\nHelp about any command.\n"
    page += ".TP\n\\fB\\-\\-version\\fR\nThe version.\n"
    page += listed("EXIT STATUS", EXIT_CODES) + listed("FILES", FILES)
    page += '.SH "SEE ALSO"\n.BR jedisnon.toml (5),\n.I /usr/share/doc/jedisnon/installing.md.gz\n'
    made[program] = page

    for command in commands:
        name = f"{program}-{command['commandName']}"
        path = [program, command["commandName"]]
        abstract = command.get("abstract", "").rstrip(".")
        page = head(name, 1, date, version, PART)
        page += f".SH NAME\n{text(name)} \\- {text(abstract[:1].lower() + abstract[1:])}\n"
        page += ".SH SYNOPSIS\n" + "".join(synopsis(path, command))
        page += ".SH DESCRIPTION\n" + described(command)
        for sub in subcommands(command):
            page += f'.SS "{text(" ".join(path + [sub["commandName"]]))}"\n' + described(sub)
            for deeper in subcommands(sub):
                page += f'.SS "{text(" ".join(path + [sub["commandName"], deeper["commandName"]]))}"\n' + described(deeper)
        page += '.SH "EXIT STATUS"\nThe exit codes are those of\n.BR jedisnon (1).\n'
        page += '.SH "SEE ALSO"\n.BR jedisnon (1),\n.BR jedisnon.toml (5)\n'
        made[name] = page
    return made


if __name__ == "__main__":
    folder, date, version = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
    for name, page in pages(json.load(sys.stdin)["command"], date, version).items():
        (folder / f"{name}.1").write_text(page, encoding="utf-8")
