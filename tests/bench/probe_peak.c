// Runs a program and writes to standard error the most memory that it has held, in KiB: a number in the
// last line. (What a shell or Python would say of their own child begins with their own memory.)
//
//   probe_peak PROGRAM [ARGUMENT...]
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int count, char** arguments) {
  if (count < 2) {
    fputs("usage: probe_peak PROGRAM [ARGUMENT...]\n", stderr);
    return 2;
  }
  const pid_t child = fork();
  if (child == 0) {
    execvp(arguments[1], arguments + 1);
    _exit(127);
  }
  int status = 0;
  struct rusage usage;
  if (child < 0 || wait4(child, &status, 0, &usage) != child || status != 0) {
    return 1;
  }
  fprintf(stderr, "%ld\n", usage.ru_maxrss);
  return 0;
}
