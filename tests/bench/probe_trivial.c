// The floor of `mltrack version`: a static program that prints one line and ends.
#include <unistd.h>

int main(void) {
  static const char line[] = "mltrack 0.0.0\n";
  return write(STDOUT_FILENO, line, sizeof line - 1) == (ssize_t)(sizeof line - 1) ? 0 : 1;
}
