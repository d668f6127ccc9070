"""The format of a transcript, read and written. run_transcripts.py describes it."""

import re
from dataclasses import dataclass, field

NO_NEWLINE = "<no-newline>"


@dataclass
class Block:
    """One command and what is expected of it."""
    line: int
    source: list            # the lines of the command as they stand in the file
    command: str
    out: list = field(default_factory=list)
    err: list = field(default_factory=list)
    code: int = 0
    merged: bool = False    # documents: what a terminal shows, stdout and stderr in one
    ends: int = 0           # the line after the last one of the expectation


@dataclass
class Text:
    """Comments and empty lines: passed through."""
    lines: list


def _command(lines, index):
    """The command that begins at lines[index]: its source lines, its text, the next index."""
    source = [lines[index]]
    command = [lines[index][2:]]
    index += 1
    while index < len(lines):
        line = lines[index]
        if line == ">" or line.startswith("> "):
            command.append(line[2:])
        elif command[-1].endswith("\\"):
            command.append(line)
        else:
            break
        source.append(line)
        index += 1
    return source, "\n".join(command), index


def _strip_empty_end(lines):
    while lines and lines[-1] == "":
        lines.pop()


def parse_transcript(text):
    """A .test file as a list of Block and Text."""
    lines = text.split("\n")
    if lines[-1] == "":
        lines.pop()
    items, index = [], 0
    while index < len(lines):
        line = lines[index]
        if not line.startswith("$ "):
            if line and not line.startswith("#"):
                raise ValueError(f"line {index + 1}: neither a comment nor a command: {line}")
            if not items or not isinstance(items[-1], Text):
                items.append(Text([]))
            items[-1].lines.append(line)
            index += 1
            continue
        begin = index
        source, command, index = _command(lines, index)
        block = Block(begin + 1, source, command)
        while index < len(lines) and not lines[index].startswith(("$ ", "#")):
            line = lines[index]
            if line == "!" or line.startswith("! "):
                block.err.append(line[2:])
            elif re.fullmatch(r"\? \d+", line):
                block.code = int(line[2:])
            else:
                block.out.append(line[1:] if line.startswith("\\") else line)
            index += 1
            # An empty line ends nothing by itself; those at the end only separate.
        end = index
        while lines[end - 1] == "":
            end -= 1
        _strip_empty_end(block.out)
        if end > begin and lines[end - 1] == "\\":
            block.out.append("")
        block.ends = end
        items.append(block)
        if end < index:
            items.append(Text(lines[end:index]))
    return items


def format_block(block):
    """The lines of a block, as parse_transcript reads them."""
    lines = list(block.source)
    for index, line in enumerate(block.out):
        last = index == len(block.out) - 1
        if re.match(r"[$!?#\\]", line) or (last and line == ""):
            line = "\\" + line
        lines.append(line)
    lines += ["! " + line if line else "!" for line in block.err]
    if block.code:
        lines.append(f"? {block.code}")
    return lines


def format_transcript(items):
    lines = []
    for item in items:
        lines += item.lines if isinstance(item, Text) else format_block(item)
    return "\n".join(lines) + "\n"


def parse_markdown(text):
    """The ```console blocks of a document as blocks; the rest as Text."""
    items, fence, lines = [], None, text.split("\n")
    index = 0
    while index < len(lines):
        line = lines[index]
        if fence is None and re.match(r"\s*```console\s*$", line):
            fence = len(line) - len(line.lstrip())
        elif fence is not None and line.strip() == "```":
            fence = None
        elif fence is not None and line[fence:].startswith("$ "):
            begin, indent = index, fence
            inner = []
            while index < len(lines) and lines[index].strip() != "```":
                inner.append(lines[index][indent:])
                index += 1
            source, command, used = _command(inner, 0)
            block = Block(begin + 1, [" " * indent + s for s in source], command, merged=True)
            while used < len(inner) and not inner[used].startswith("$ "):
                block.out.append(inner[used])
                used += 1
            end = used
            _strip_empty_end(block.out)
            index = begin + end
            block.ends = index
            items.append((block, indent, inner[len(source) + len(block.out):used]))
            continue
        elif fence is not None and line.strip():
            raise ValueError(f"line {index + 1}: output without a command before it: {line}")
        items.append(line)
        index += 1
    return items


def format_markdown(items):
    lines = []
    for item in items:
        if isinstance(item, str):
            lines.append(item)
        else:
            block, indent, rest = item
            lines += block.source
            lines += [" " * indent + line if line else "" for line in block.out] + rest
    return "\n".join(lines)
