#include "cli/page/markup.hpp"

#include <doctest/doctest.h>

using mltrack::cli::markup_text;

TEST_CASE("markup: what has a meaning in HTML or XML is escaped") {
  CHECK(markup_text("plain é日本") == "plain é日本");
  CHECK(markup_text("<a href=\"x\" b='y'>&amp;") ==
        "&lt;a href=&quot;x&quot; b=&#39;y&#39;&gt;&amp;amp;");
  CHECK(markup_text("") == "");
}

TEST_CASE("markup: what neither allows, and what turns text around, is shown") {
  CHECK(markup_text(std::string_view("a\0b\n\x1b\x7f", 6)) == "a\\x00b\\n\\x1b\\x7f");
  CHECK(markup_text("\xff\xc3") == "\\xff\\xc3");
  CHECK(markup_text("\u202egpj.exe") == "\\u202egpj.exe");
  CHECK(markup_text("a\uFFFE\uFFFFb\uFFFD") == "a\\ufffe\\uffffb\uFFFD");
}
