"""Text as man(7) wants it."""

import re


def text(words: str) -> str:
    """Running text: nothing in it may be taken for a request or an escape."""
    escaped = words.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq").replace("`", "\\(ga")
    return "\n".join(("\\&" + line) if line.startswith((".", "\\(aq")) else line for line in escaped.split("\n"))


def markdown(words: str) -> str:
    """The few marks of our documentation: code and bold become bold, a link keeps its words."""
    words = re.sub(r"\[([^\]]+)\]\([^)]+\)", r"\1", words)
    pieces = re.split(r"(`[^`]+`|\*\*[^*]+\*\*)", words)
    done = ""
    for piece in pieces:
        if len(piece) > 2 and piece.startswith("`"):
            done += "\\fB" + text(piece[1:-1]) + "\\fR"
        elif len(piece) > 4 and piece.startswith("**"):
            done += "\\fB" + text(piece[2:-2]) + "\\fR"
        else:
            done += text(piece)
    return done


def head(title: str, section: int, date: str, version: str, part: str) -> str:
    return f'.TH "{text(title.upper())}" "{section}" "{text(date)}" "jedisnon {text(version)}" "{text(part)}"\n'
