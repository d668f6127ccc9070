#!/usr/bin/env python3
"""Does the runner of transcripts see what it should? A runner that passes everything proves nothing."""

import os
import subprocess
import sys
import tempfile
import textwrap
import unittest
from pathlib import Path

RUNNER = Path(__file__).resolve().parent / "run_transcripts.py"
ID = "0a1b2c3d4e5f67890a1b2c3d4e5f6789"
OTHER = "fedcba9876543210fedcba9876543210"


def run(text, name="x.test", accept=False):
    """Exit code, what was printed, and the file afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_text(textwrap.dedent(text))
        environment = {**os.environ, "MLTRACK_ACCEPT": "1" if accept else "0", "SECRET": "leaks"}
        done = subprocess.run([sys.executable, str(RUNNER), "--binary", "/bin/true", str(path)],
                              capture_output=True, text=True, env=environment)
        return done.returncode, done.stdout + done.stderr, path.read_text()


class Case(unittest.TestCase):
    def passes(self, text, name="x.test"):
        code, printed, _ = run(text, name)
        self.assertEqual(code, 0, printed)

    def fails(self, text, *says, name="x.test"):
        code, printed, _ = run(text, name)
        self.assertEqual(code, 1, printed)
        for words in says:
            self.assertIn(words, printed)

class Transcripts(Case):
    def test_right_output_passes(self):
        self.passes("$ echo a; echo b\na\nb\n\n# next\n$ true\n")

    def test_wrong_output_fails(self):
        self.fails("$ echo a\nb\n", "-b", "+a", "x.test:1")

    def test_missing_and_surplus_lines_fail(self):
        self.fails("$ echo a\na\nb\n")
        self.fails("$ echo a; echo b\na\n")
        self.fails("$ echo a\n")

    def test_trailing_space_is_seen(self):
        self.fails("$ echo 'a '\na\n")

    def test_wrong_exit_code_fails(self):
        self.fails("$ (exit 3)\n", "expected 0, was 3")
        self.fails("$ true\n? 3\n", "expected 3, was 0")
        self.passes("$ (exit 3)\n? 3\n")

    def test_unexpected_stderr_fails(self):
        self.fails("$ echo a >&2\n", "+a")
        self.fails("$ echo a >&2\na\n")
        self.fails("$ echo a\n! a\n")
        self.passes("$ echo a >&2; echo b\nb\n! a\n")

    def test_last_newline_is_seen(self):
        self.fails("$ printf a\na\n")
        self.passes("$ printf a\na<no-newline>\n")
        self.fails("$ echo a\na<no-newline>\n")

    def test_empty_lines(self):
        self.passes("$ printf 'a\\n\\nb\\n'\na\n\nb\n\n\n$ true\n")
        self.passes("$ printf 'a\\n\\n'\na\n\\\n")
        self.fails("$ printf 'a\\n\\n'\na\n\n")

    def test_marks_are_escaped(self):
        self.passes("$ printf '# x\\n$ y\\n! z\\n? 1\\n'\n\\# x\n\\$ y\n\\! z\n\\? 1\n")

    def test_a_hole_keeps_its_value(self):
        self.passes(f"$ echo {ID}; echo {ID}\n<run_id>\n<run_id>\n\n$ echo {ID}\n<run_id>\n")
        self.fails(f"$ echo {ID}; echo {OTHER}\n<run_id>\n<run_id>\n")
        self.passes(f"$ echo {ID}; echo {OTHER}\n<run_id>\n<run_id:b>\n")
        self.fails("$ echo 0123\n<run_id>\n")
        self.fails(f"$ echo {ID.upper()}\n<run_id>\n")

    def test_short_ids_belong_to_long_ones(self):
        self.passes(f"$ echo {ID}; echo {ID[:8]}\n<run_id>\n<short>\n")
        self.fails(f"$ echo {ID}; echo {OTHER[:8]}\n<run_id>\n<short>\n")

    def test_variables(self):
        self.passes(f"$ RUN={ID}\n$ echo \"[$RUN]\" $(echo $RUN | cut -c1-8)\n[<$RUN>] <$RUN:8>\n")
        self.fails(f"$ RUN={ID}\n$ echo {OTHER}\n<$RUN>\n")

    def test_any_text_and_any_lines(self):
        self.passes("$ seq 9; echo end of all\n1\n...\n8\n9\nend ... all\n")
        self.fails("$ seq 9\n1\n...\n8\n")

    def test_uneven_holes_let_gaps_vary(self):
        self.passes("$ echo 'AGE    X'; echo '12ms   y'\nAGE  X\n<age>  y\n")
        self.fails("$ echo 'AGE    X'\nAGE  X\n")

    def test_lines_continue(self):
        self.passes("$ cat <<'E'\n> a\n> b\n> E\na\nb\n$ echo a \\\n  b\na b\n")

    def test_environment_is_clean(self):
        self.passes("$ echo $USER ${SECRET-unset} ${MLFLOW_RUN_ID-unset} $TZ; ls\nada unset unset UTC\nexamples\n...\n")

    def test_stdin_is_empty(self):
        self.passes("$ cat\n")

    def test_a_shell_that_ends_is_told(self):
        self.fails("$ exit 4\n", "ended the shell", "4")

    def test_stray_text_is_refused(self):
        self.fails("hello\n", "neither a comment nor a command")

    def test_accept_rewrites_and_then_passes(self):
        text = f"# c\n$ RUN={ID}\n$ echo a; echo $RUN {OTHER}; echo e >&2; (exit 2)\nold\n\n$ echo same {OTHER}\n...\n"
        code, printed, after = run(text, accept=True)
        self.assertEqual(code, 0, printed)
        self.assertEqual(after, f"# c\n$ RUN={ID}\n$ echo a; echo $RUN {OTHER}; echo e >&2; (exit 2)\n"
                                "a\n<$RUN> <run_id>\n! e\n? 2\n\n"
                                f"$ echo same {OTHER}\n...\n")
        self.passes(after)


class Documents(Case):
    def document(self, *lines):
        return "# Title\n\n```console\n" + "\n".join(lines) + "\n```\n\n```sh\n$ not run\n```\n"

    def test_blocks_of_a_file_share_a_shell(self):
        self.passes(self.document("$ X=1") + self.document("$ echo $X", "1"), name="x.md")

    def test_wrong_block_fails(self):
        self.fails(self.document("$ echo a", "b"), "x.md:4", name="x.md")

    def test_stderr_is_shown_as_on_a_terminal(self):
        self.passes(self.document("$ echo a; echo b >&2; echo c", "a", "b", "c"), name="x.md")

    def test_failing_command_needs_its_code_shown(self):
        self.fails(self.document("$ (exit 3)"), "was 3", name="x.md")
        self.passes(self.document("$ (exit 3)", "$ echo $?", "3"), name="x.md")

    def test_real_values_stand_for_those_of_the_run(self):
        self.passes(self.document(f"$ echo {OTHER} | tee id", ID, "$ cat id", ID), name="x.md")
        self.fails(self.document(f"$ echo {OTHER}; echo {ID}", ID, ID), name="x.md")

    def test_shown_ids_work_in_commands(self):
        self.passes(self.document(f"$ echo {OTHER} | tee id", ID, f"$ grep -c {ID} id", "1",
                                  f"$ grep -c {ID[:8]} id", "1"), name="x.md")

    def test_a_short_id_may_come_first(self):
        self.passes(self.document(f"$ echo {OTHER[:8]}; echo {OTHER}", ID[:8], ID), name="x.md")
        self.fails(self.document(f"$ echo {OTHER[:8]}; echo {ID}", ID[:8], ID), name="x.md")

    def test_directory(self):
        self.passes(self.document("$ pwd", "/home/ada/demo"), name="x.md")

    def test_accept(self):
        code, _, after = run(self.document("$ echo a", "b", "", "$ echo c"), "x.md", accept=True)
        self.assertEqual(code, 0)
        self.assertEqual(after, self.document("$ echo a", "a", "", "$ echo c", "c"))


if __name__ == "__main__":
    unittest.main()
