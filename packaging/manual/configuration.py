#!/usr/bin/env python3
"""jedisnon.toml(5), from docs/configuration.md: headings, paragraphs, lists, tables, quotes and code.

    configuration.py DATE VERSION <configuration.md >jedisnon.toml.5
"""

import sys

from roff import head, markdown, text


def cells(row: str) -> list[str]:
    # A bar within a cell is written \| in Markdown.
    parts = row.strip().strip("|").replace("\\|", "\0").split("|")
    return [part.strip().replace("\0", "|") for part in parts]


def table(rows: list[str]) -> str:
    """Each row becomes an entry: its first cell, then the others with the names of their columns."""
    titles, page = cells(rows[0]), ""
    for row in rows[2:]:
        first, *others = cells(row)
        page += f".TP\n{markdown(first)}\n"
        shown = [
            f"{name.capitalize()}: {value}." if name in ("type", "default") else value
            for name, value in zip(titles[1:], others)
            if value not in ("", "-")
        ]
        page += "\n.br\n".join(markdown(value) for value in shown) + "\n"
    return page


def page(source: str) -> str:
    made, block = "", []

    def flush() -> str:
        nonlocal block
        lines, block = block, []
        if not lines:
            return ""
        if lines[0].startswith("|"):
            return table(lines)
        joined = " ".join(line.lstrip("> ").strip() for line in lines)
        if lines[0].startswith(">"):
            return ".RS\n.PP\n" + markdown(joined) + "\n.RE\n"
        if lines[0].startswith("- "):
            return ".IP \\(bu 2\n" + markdown(joined[2:]) + "\n"
        return ".PP\n" + markdown(joined) + "\n"

    is_code = False
    for line in source.splitlines():
        if line.startswith("```"):
            made += flush() + (".fi\n" if is_code else ".PP\n.nf\n")
            is_code = not is_code
        elif is_code:
            made += text(line) + "\n"
        elif line.startswith("#"):
            made += flush()
            title = line.lstrip("# ")
            if line.startswith("## "):
                made += f'.SH "{text(title.replace(chr(34), ""))}"\n'
            elif line.startswith("### "):
                made += f'.SS "{text(title.replace(chr(34), ""))}"\n'
        elif not line.strip():
            made += flush()
        else:
            if line.startswith("- "):
                made += flush()
            block.append(line)
    return made + flush()


if __name__ == "__main__":
    date, version = sys.argv[1:]
    print(head("jedisnon.toml", 5, date, version, "jedisnon"), end="")
    print(".SH NAME\njedisnon.toml \\- the configuration of jedisnon\n.SH DESCRIPTION")
    print(page(sys.stdin.read()), end="")
    print('.SH "SEE ALSO"\n.BR jedisnon (1)')
