"""Names that YAML, shells and file systems like to spoil."""

HOSTILE_NAMES = [
    "yes", "No", "on", "null", "~", "12:30", "1e5", "0x1F", "1_000", "012", "2024-01-01", ".inf", "1.5",
    " leading", "trailing ", "  ", "a  b", "-", "- a", "? a", ": a", "a: b", "a :b", "a #b", "#a", "key:",
    "---", "...", "it's", "'quoted'", '"double"', "a\"b'c", "{a}", "[a]", "*a", "&a", "!a", "%a", "@a", "`a",
    "|a", ">a", ",a", "=", "<<", "back\\slash", "tab\there", "line\nbreak", "line \nspace", "two\n\nbreaks",
    "\nfirst", "last\n", "carriage\rreturn", "crlf\r\n", "nul-less \x01\x1b\x7f", "nel\x85", "ls\u2028ps\u2029",
    "é ü ß", "日本語", "😀", "a😀b", "é😀", "עברית", "\u202ertl override", "\ufeffbom", "x" * 200,
    "word " * 40 + "end", "w" * 79 + " x", "long single: " + "quoted text " * 12, "emoji 😀 " * 20,
    "a" * 90 + " " + "b" * 90, "path/like/../name", "http://x.y/z?a=b#c",
]
