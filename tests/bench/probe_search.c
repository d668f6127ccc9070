// The floor of a search: the system calls that the answer needs, and nothing else.
//
//   probe_search ROOT THREADS best|newest ids|rows [LIMIT]
//
// best:   mltrack search "metrics.auc > 0.8 and params.model = 'xgboost'" --order-by "metrics.auc DESC".
//         Of each run it reads params/model, of those that match metrics/auc, and of those that match
//         meta.yaml.
// newest: mltrack list. Of each run it reads meta.yaml.
// rows:   reads every file of the runs that it prints, and prints their bytes.
//
// The threads share the runs evenly.
#include <dirent.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { id_size = 33, most_experiments = 256, most_threads = 64, buffer_size = 1 << 16 };

struct run {
  int experiment;
  char id[id_size];
};

struct hit {
  struct run run;
  double auc;
  long long start_time;
};

static struct run* runs;
static size_t run_count;
static int experiments[most_experiments];
static int experiment_count;
static struct hit* hits;
static size_t hit_count;
static pthread_mutex_t hits_mutex = PTHREAD_MUTEX_INITIALIZER;
static int thread_count;
static int wants_best;
static size_t row_count;
static char** rows;  // what is printed of each hit
static size_t* row_sizes;

static void fail(const char* what) {
  perror(what);
  exit(1);
}

static ssize_t read_file(int folder, const char* run, const char* name, char* buffer) {
  char path[512];
  const size_t run_size = strlen(run);
  memcpy(path, run, run_size);
  path[run_size] = '/';
  strcpy(path + run_size + 1, name);
  const int file = openat(folder, path, O_RDONLY | O_CLOEXEC);
  if (file < 0) {
    return -1;
  }
  const ssize_t size = read(file, buffer, buffer_size - 1);
  close(file);
  if (size >= 0) {
    buffer[size] = '\0';
  }
  return size;
}

static DIR* open_list(int folder, const char* name) {
  const int fd = openat(folder, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  return fd < 0 ? NULL : fdopendir(fd);
}

static void list_runs(const char* root_path) {
  const int root = open(root_path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  DIR* listing = root < 0 ? NULL : open_list(root, ".");
  if (listing == NULL) {
    fail(root_path);
  }
  size_t room = 0;
  for (const struct dirent* entry; (entry = readdir(listing)) != NULL;) {
    if (entry->d_name[0] == '.' || entry->d_type != DT_DIR) {
      continue;
    }
    const int folder = openat(root, entry->d_name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    experiments[experiment_count++] = folder;
    DIR* inside = open_list(folder, ".");
    for (const struct dirent* run; (run = readdir(inside)) != NULL;) {
      if (run->d_type == DT_DIR && strlen(run->d_name) == id_size - 1) {
        if (run_count == room) {
          room = room == 0 ? 4096 : 2 * room;
          runs = realloc(runs, room * sizeof *runs);
        }
        runs[run_count].experiment = folder;
        memcpy(runs[run_count++].id, run->d_name, id_size);
      }
    }
    closedir(inside);
  }
  closedir(listing);
}

/// The value of the greatest (step, timestamp, value).
static double latest(const char* text) {
  double best = 0;
  long long best_step = -1;
  long long best_time = -1;
  for (char* at = (char*)text; *at != '\0';) {
    const long long time = strtoll(at, &at, 10);
    const double value = strtod(at, &at);
    const long long step = strtoll(at, &at, 10);
    if (step > best_step || (step == best_step && (time > best_time || (time == best_time && value > best)))) {
      best = value;
      best_step = step;
      best_time = time;
    }
    at += *at == '\n';
  }
  return best;
}

static void look_at(const struct run* run, char* buffer) {
  double auc = 0;
  if (wants_best) {
    if (read_file(run->experiment, run->id, "params/model", buffer) < 0 || strcmp(buffer, "xgboost") != 0 ||
        read_file(run->experiment, run->id, "metrics/auc", buffer) < 0) {
      return;
    }
    auc = latest(buffer);
    if (!(auc > 0.8)) {
      return;
    }
  }
  if (read_file(run->experiment, run->id, "meta.yaml", buffer) < 0 ||
      strstr(buffer, "\nlifecycle_stage: active\n") == NULL) {
    return;
  }
  const char* start = strstr(buffer, "\nstart_time: ");
  pthread_mutex_lock(&hits_mutex);
  hits[hit_count++] = (struct hit){*run, auc, start == NULL ? 0 : atoll(start + 13)};
  pthread_mutex_unlock(&hits_mutex);
}

static void* look(void* number) {
  static _Thread_local char buffer[buffer_size];
  const size_t own = (size_t)number;
  for (size_t i = run_count * own / thread_count; i < run_count * (own + 1) / thread_count; ++i) {
    look_at(&runs[i], buffer);
  }
  return NULL;
}

static int before(const void* a, const void* b) {
  const struct hit* x = a;
  const struct hit* y = b;
  if (x->auc != y->auc) {
    return x->auc > y->auc ? -1 : 1;
  }
  if (x->start_time != y->start_time) {
    return x->start_time > y->start_time ? -1 : 1;
  }
  return strcmp(x->run.id, y->run.id);
}

struct row {
  char* text;
  size_t size;
  size_t room;
};

static void append(struct row* row, const char* text, size_t size) {
  if (row->size + size > row->room) {
    row->room = 2 * (row->size + size) + 4096;
    row->text = realloc(row->text, row->room);
  }
  memcpy(row->text + row->size, text, size);
  row->size += size;
}

static void read_folder(int run, const char* folder, struct row* row, char* buffer) {
  DIR* listing = open_list(run, folder);
  if (listing == NULL) {
    return;
  }
  for (const struct dirent* entry; (entry = readdir(listing)) != NULL;) {
    if (entry->d_name[0] == '.') {
      continue;
    }
    if (entry->d_type == DT_DIR) {
      char path[512];
      snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
      read_folder(run, path, row, buffer);
      continue;
    }
    const ssize_t size = read_file(dirfd(listing), ".", entry->d_name, buffer);
    append(row, entry->d_name, strlen(entry->d_name));
    append(row, buffer, size < 0 ? 0 : (size_t)size);
  }
  closedir(listing);
}

static void* read_rows(void* number) {
  static _Thread_local char buffer[buffer_size];
  for (size_t i = (size_t)number; i < row_count; i += (size_t)thread_count) {
    struct row row = {0};
    const int run = openat(hits[i].run.experiment, hits[i].run.id, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const ssize_t size = read_file(run, ".", "meta.yaml", buffer);
    append(&row, buffer, size < 0 ? 0 : (size_t)size);
    read_folder(run, "metrics", &row, buffer);
    read_folder(run, "params", &row, buffer);
    read_folder(run, "tags", &row, buffer);
    close(run);
    rows[i] = row.text;
    row_sizes[i] = row.size;
  }
  return NULL;
}

static void in_threads(void* (*work)(void*)) {
  pthread_t threads[most_threads];
  for (int i = 1; i < thread_count; ++i) {
    pthread_create(&threads[i], NULL, work, (void*)(size_t)i);
  }
  work(NULL);
  for (int i = 1; i < thread_count; ++i) {
    pthread_join(threads[i], NULL);
  }
}

int main(int count, char** arguments) {
  if (count < 5 || count > 6) {
    fputs("usage: probe_search ROOT THREADS best|newest ids|rows [LIMIT]\n", stderr);
    return 2;
  }
  thread_count = atoi(arguments[2]);
  wants_best = strcmp(arguments[3], "best") == 0;
  const size_t limit = count == 6 ? strtoul(arguments[5], NULL, 10) : 1000;
  list_runs(arguments[1]);
  hits = malloc(run_count * sizeof *hits);
  in_threads(look);
  qsort(hits, hit_count, sizeof *hits, before);
  row_count = hit_count < limit ? hit_count : limit;
  if (strcmp(arguments[4], "rows") == 0) {
    rows = calloc(row_count, sizeof *rows);
    row_sizes = calloc(row_count, sizeof *row_sizes);
    in_threads(read_rows);
    for (size_t i = 0; i < row_count; ++i) {
      fwrite(rows[i], 1, row_sizes[i], stdout);
    }
    return 0;
  }
  for (size_t i = 0; i < row_count; ++i) {
    puts(hits[i].run.id);
  }
  return 0;
}
