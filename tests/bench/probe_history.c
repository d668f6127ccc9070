// The floor of `mltrack history RUN KEY -o tsv --no-header --fields timestamp,value,step`: reads the
// metric file in pieces, takes each line apart, and prints its fields. The text of the value goes out
// as it came in.
//
//   probe_history FILE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { piece = 1 << 16 };

static char in[piece];
static char out[2 * piece];
static size_t filled;

static char* digits(char* at, long long* number) {
  const int negative = *at == '-';
  long long value = 0;
  for (at += negative; *at >= '0' && *at <= '9'; ++at) {
    value = 10 * value + (*at - '0');
  }
  *number = negative ? -value : value;
  return at;
}

static void put_number(long long number) {
  char text[24];
  char* at = text + sizeof text;
  unsigned long long rest = number < 0 ? 0ULL - (unsigned long long)number : (unsigned long long)number;
  do {
    *--at = (char)('0' + rest % 10);
    rest /= 10;
  } while (rest != 0);
  if (number < 0) {
    *--at = '-';
  }
  const size_t size = (size_t)(text + sizeof text - at);
  memcpy(out + filled, at, size);
  filled += size;
}

static void put_line(char* at) {
  long long timestamp;
  long long step;
  char* const value = digits(at, &timestamp) + 1;
  char* const end = strchr(value, ' ');
  digits(end + 1, &step);
  put_number(timestamp);
  out[filled++] = '\t';
  memcpy(out + filled, value, (size_t)(end - value));
  filled += (size_t)(end - value);
  out[filled++] = '\t';
  put_number(step);
  out[filled++] = '\n';
}

int main(int count, char** arguments) {
  const int file = count == 2 ? open(arguments[1], O_RDONLY | O_CLOEXEC) : -1;
  if (file < 0) {
    fputs("usage: probe_history FILE\n", stderr);
    return 2;
  }
  size_t kept = 0;
  for (ssize_t got; (got = read(file, in + kept, piece - kept)) > 0;) {
    char* const end = in + kept + got;
    char* begin = in;
    for (char* line_end; (line_end = memchr(begin, '\n', (size_t)(end - begin))) != NULL; begin = line_end + 1) {
      put_line(begin);
    }
    if (write(1, out, filled) != (ssize_t)filled) {
      return 1;
    }
    filled = 0;
    kept = (size_t)(end - begin);
    memmove(in, begin, kept);
  }
  return 0;
}
