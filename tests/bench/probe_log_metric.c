// The floor of `mltrack log-metric`: the system calls that logging one point needs, and nothing else.
//
//   probe_log_metric ROOT RUN_ID KEY VALUE STEP
//
// Lists the experiments, opens the run by one look per experiment, reads its meta.yaml, refuses a
// run that is not active, looks whether the metric file ends with a whole line, and appends a line by
// one write. The metric file must be there already, as it is for every point but the first.
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static int fail(const char* what) {
  perror(what);
  return 1;
}

int main(int count, char** arguments) {
  if (count != 6) {
    fputs("usage: probe_log_metric ROOT RUN_ID KEY VALUE STEP\n", stderr);
    return 2;
  }
  const char* run_id = arguments[2];

  const int root = open(arguments[1], O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (root < 0) {
    return fail(arguments[1]);
  }
  DIR* listing = fdopendir(openat(root, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (listing == NULL) {
    return fail(arguments[1]);
  }
  static char experiments[256][256];
  int found = 0;
  for (const struct dirent* entry; found < 256 && (entry = readdir(listing)) != NULL;) {
    if (entry->d_name[0] != '.' && entry->d_type == DT_DIR) {
      strcpy(experiments[found++], entry->d_name);
    }
  }
  closedir(listing);

  int run = -1;
  char path[1024];
  for (int i = 0; run < 0 && i < found; ++i) {
    snprintf(path, sizeof path, "%.255s/%.255s", experiments[i], run_id);
    run = openat(root, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  }
  if (run < 0) {
    return fail(run_id);
  }

  char meta[4096];
  const int meta_file = openat(run, "meta.yaml", O_RDONLY | O_CLOEXEC);
  struct stat status;
  if (meta_file < 0 || fstat(meta_file, &status) != 0) {
    return fail("meta.yaml");
  }
  const ssize_t length = read(meta_file, meta, sizeof meta - 1);
  close(meta_file);
  if (length <= 0) {
    return fail("meta.yaml");
  }
  meta[length] = '\0';
  if (strstr(meta, "\nlifecycle_stage: active\n") == NULL) {
    fputs("the run is not active\n", stderr);
    return 1;
  }

  snprintf(path, sizeof path, "metrics/%s", arguments[3]);
  const int metric = openat(run, path, O_RDWR | O_APPEND | O_CLOEXEC);
  char last = '\n';
  if (metric < 0 || fstat(metric, &status) != 0 || pread(metric, &last, 1, status.st_size - 1) != 1 ||
      last != '\n') {
    return fail(path);
  }
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  char line[256];
  const int size = snprintf(line, sizeof line, "%lld %s %s\n",
                            now.tv_sec * 1000LL + now.tv_nsec / 1000000, arguments[4], arguments[5]);
  if (write(metric, line, (size_t)size) != size) {
    return fail(path);
  }
  return 0;
}
