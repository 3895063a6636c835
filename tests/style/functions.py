"""Finds the functions of a C++ file without a compiler.

Good for code in the house style: braces balance, macros do not open scopes.
"""

import re

_SCOPE = re.compile(r'\b(namespace|class|struct|union|enum|extern)\b')
_TOKEN = re.compile(
    r'//[^\n]*|/\*.*?\*/'
    r'|(?<![A-Za-z0-9_])R"(?P<tag>[^(\s]*)\(.*?\)(?P=tag)"'
    r'|"(?:\\.|[^"\\\n])*"'
    r"|(?<![0-9A-Fa-f])'(?:\\.|[^'\\\n])+'"
    r'|^[ \t]*#(?:[^\n\\]|\\.|\\\n)*',
    re.S | re.M)


def strip(text):
    """Blanks comments, literals and preprocessor lines; lines stay in place."""

    def blank(match):
        found = match.group(0)
        quote = '""' if found[0] in '"\'R' else ''
        return quote + '\n' * found.count('\n')

    return _TOKEN.sub(blank, text)


def _end_of_block(code, start):
    depth = 0
    for at in range(start, len(code)):
        if code[at] == '{':
            depth += 1
        elif code[at] == '}':
            depth -= 1
            if depth == 0:
                return at
    return len(code) - 1


def _without_brackets(head):
    before = None
    while before != head:
        before, head = head, re.sub(r'\([^()]*\)', '()', head)
        head = re.sub(r'\(\)(\(\))+', '()', head)
        if head == before:
            break
    return re.sub(r'\(.*?\)', '()', head)


def _kind(head):
    """What the block after `head` is: scope, function, initializer or data."""
    flat = _without_brackets(re.sub(r'template\s*<[^;{}]*?>\s*(?=\w)', '', head))
    flat = re.sub(r'operator\s*[^\s(\w]+', 'operator_', flat)
    if re.search(r'=[^=]*$', flat) or flat.rstrip().endswith(','):
        return 'data'
    if '(' not in flat:
        return 'scope' if _SCOPE.search(flat) else 'data'
    if re.search(r'\)\s*(noexcept\s*)?:(?!:)', flat) and re.search(
            r'[,:]\s*[\w:<>]+\s*$', flat):
        return 'initializer'
    if re.search(r'^\s*(class|struct)\s+\w+\(\)\s+\w+', flat):
        return 'scope'
    return 'function'


def functions(text):
    """Yields (name, first line, number of lines) of each function."""
    code = strip(text)
    head_start = at = 0
    while at < len(code):
        char = code[at]
        if char in ';}' or (char == ':' and re.search(
                r'\b(public|private|protected)\s*$', code[head_start:at])):
            head_start = at + 1
        elif char == '{':
            head = code[head_start:at]
            kind = _kind(head)
            if kind == 'scope':
                head_start = at + 1
            else:
                end = _end_of_block(code, at)
                if kind == 'function':
                    lead = len(head) - len(head.lstrip())
                    first = code.count('\n', 0, head_start + lead) + 1
                    last = code.count('\n', 0, end) + 1
                    name = re.search(r'(operator[^\s\w(]+|[\w:~]+)\s*\(', head)
                    yield (name.group(1) if name else '?', first,
                           last - first + 1)
                    head_start = end + 1
                at = end
        at += 1
