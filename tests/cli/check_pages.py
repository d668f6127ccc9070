#!/usr/bin/env python3
"""Are the pages and pictures that mltrack writes self-contained, and is stored text nothing but text?

    check_pages.py --binary build/dev/mltrack

Logs runs whose names, keys and values try to be markup, writes every kind of page and picture of them,
and parses those: nothing refers to anything outside, nothing runs but what the policy names by its
digest, and every stored text is found again as text.
"""

import argparse
import base64
import hashlib
import html.parser
import os
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from pathlib import Path

HOSTILE = [
    "<script>alert(1)</script>",
    "</script></style></title><img src=x onerror=alert(2)>",
    "\" onmouseover=\"alert(3)",
    "' style='background:url(http://example.invalid/x)",
    "&lt;b&gt; &amp; ]]> --> <!--",
    "שלום עולם",
    "{{7*7}} ${1} %s %n",
    "日本語 👩‍🔬",
]
# Shown, and not passed on: what turns text around, and what XML forbids.
SHOWN = {"\u202egpj.exe": "\\u202egpj.exe", "a\x1b[31mb": "a\\x1b[31mb", "a\uffffb": "a\\uffffb"}
# Attributes that would make a browser fetch, run or go somewhere.
FORBIDDEN = {"src", "href", "xlink:href", "srcset", "style", "action", "formaction", "data", "poster",
             "background", "ping", "manifest"}
# The only place where these are due.
NAMESPACE = "http://www.w3.org/2000/svg"


class Page(html.parser.HTMLParser):
    VOID = {"meta", "br", "col", "hr", "input", "wbr"}

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open, self.texts, self.errors, self.policy = [], [], [], None
        self.styles, self.scripts, self.tags = [], [], set()

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        for name, value in attributes:
            if name in FORBIDDEN or name.startswith("on"):
                self.errors.append(f"<{tag} {name}=...> is not for a page of ours")
            if name != "xmlns" and value and re.search(r"url\(|https?:|javascript:", value) \
                    and not any(value == name or text in value for text in HOSTILE):
                self.errors.append(f"<{tag} {name}={value!r}> refers to something")
        values = dict(attributes)
        if tag == "meta" and values.get("http-equiv") == "Content-Security-Policy":
            self.policy = values["content"]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag not in self.VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.errors.append(f"</{tag}> closes nothing that is open")

    def handle_data(self, data):
        if self.open and self.open[-1] == "style":
            self.styles.append(data)
        elif self.open and self.open[-1] == "script":
            self.scripts.append(data)
        else:
            self.texts.append(data)


def source(text):
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"


def check_html(path):
    page = Page()
    text = path.read_bytes().decode()
    page.feed(text)
    page.close()
    errors = page.errors + [f"<{tag}> is left open" for tag in page.open]
    wanted = {"default-src": "'none'", "base-uri": "'none'", "form-action": "'none'",
              "script-src": " ".join(map(source, page.scripts)) or "'none'",
              "style-src": " ".join(map(source, page.styles)) or "'none'"}
    policy = dict(part.strip().split(" ", 1) for part in (page.policy or "none none").split(";"))
    if policy != wanted:
        errors.append(f"the policy is {policy}, the page needs {wanted}")
    before_policy = text.split("Content-Security-Policy")[0]
    if "<style" in before_policy or "<script" in before_policy:
        errors.append("the policy comes behind what it is about")
    errors += [f"<{tag}> is not for a page of ours"
               for tag in page.tags & {"img", "iframe", "link", "object", "embed", "form", "a", "base"}]
    for code in [*page.styles, *page.scripts]:
        if re.search(r"url\(|@import|https?:|fetch|XMLHttp|innerHTML|eval", code):
            errors.append("styles and script fetch nothing and make no markup of text")
    return errors, page.texts


def check_svg(path):
    errors, texts = [], []
    for element in ElementTree.parse(path).iter():
        if element.tag.removeprefix("{%s}" % NAMESPACE) not in {
                "svg", "title", "desc", "style", "rect", "text", "path", "g"}:
            errors.append(f"<{element.tag}> is not for a picture of ours")
        for name in element.attrib:
            if name in FORBIDDEN or name.startswith("on") or "href" in name:
                errors.append(f"<{element.tag} {name}=...> is not for a picture of ours")
        texts.append(element.text or "")
    return errors, texts


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", required=True, type=Path)
    parser.add_argument("--keep", type=Path, help="write the pages here, to look at them")
    arguments = parser.parse_args()
    binary = str(arguments.binary.resolve())
    names = [*HOSTILE, *SHOWN]
    failures = []

    with tempfile.TemporaryDirectory() as scratch:
        folder = arguments.keep.resolve() if arguments.keep else Path(scratch)
        environment = {"PATH": os.environ["PATH"], "HOME": scratch, "LC_ALL": "C.UTF-8", "USER": "ada",
                       "MLFLOW_TRACKING_URI": f"{scratch}/mlruns", "MLFLOW_EXPERIMENT_NAME": "<i>pages</i>"}

        def mltrack(*words, given=None):
            done = subprocess.run([binary, *words], input=given, text=True, capture_output=True,
                                  env=environment, cwd=folder, check=False)
            if done.returncode != 0:
                sys.exit(f"mltrack {words}: {done.stderr}")
            return done.stdout.strip()

        for index, name in enumerate(names):
            run = mltrack("start-run", "-q", "--name", name, "-p", f"text={name}", "-p", f"lr={index}")
            mltrack("log-metric", "-r", run, "-", given="".join(
                f"loss {step * (index + 1)} {step}\n" for step in range(5)))
            mltrack("set-tag", "-r", run, "remark", name)

        def check(file, check_file, wanted):
            errors, texts = check_file(folder / file)
            everything = "\n".join(texts)
            errors += [f"{text!r} is not found as text" for text in wanted if text not in everything]
            failures.extend(f"{file}: {error}" for error in errors)

        shown = [*HOSTILE, *SHOWN.values()]
        mltrack("plot", "loss", "-L", "20", "-O", "plot.svg")
        check("plot.svg", check_svg, shown)
        mltrack("plot", "loss", "-L", "20", "-O", "plot.html")
        check("plot.html", check_html, shown)
        mltrack("report", "metrics.loss >= 0", "-O", "report.html")
        check("report.html", check_html, [*shown, "metrics.loss >= 0", "tags.remark"])
        text = (folder / "report.html").read_text()
        for part in ("<h2>Runs</h2>", "<h2>Curves</h2>", "<h2>Differences</h2>", "table class=\"sortable\""):
            if part not in text:
                failures.append(f"report.html: has no {part}")
    for failure in failures:
        print(failure, file=sys.stderr)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
