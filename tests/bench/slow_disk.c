// A read-only file system that shows a folder as a disk would that is far away: every question that
// goes there (look up, open, read, list) takes a while longer, and nothing is remembered.
//
//   slow_disk FOLDER MICROSECONDS MOUNTPOINT -f -o attr_timeout=0,entry_timeout=0
//
// Needs libfuse3-dev: cc slow_disk.c $(pkg-config --cflags --libs fuse3)
#define FUSE_USE_VERSION 31
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <fuse.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int folder;
static useconds_t delay;

static const char* below(const char* path) {
  usleep(delay);
  return path[1] == '\0' ? "." : path + 1;
}

static int or_errno(int result) {
  return result < 0 ? -errno : result;
}

static int slow_getattr(const char* path, struct stat* status, struct fuse_file_info* info) {
  (void)info;
  return or_errno(fstatat(folder, below(path), status, AT_SYMLINK_NOFOLLOW));
}

static int slow_open(const char* path, struct fuse_file_info* info) {
  const int file = openat(folder, below(path), O_RDONLY | O_CLOEXEC);
  info->fh = (uint64_t)file;
  return file < 0 ? -errno : 0;
}

static int slow_read(const char* path, char* buffer, size_t size, off_t at, struct fuse_file_info* info) {
  (void)path;
  usleep(delay);
  return or_errno((int)pread((int)info->fh, buffer, size, at));
}

static int slow_release(const char* path, struct fuse_file_info* info) {
  (void)path;  // nobody waits for it
  return or_errno(close((int)info->fh));
}

static int slow_readdir(const char* path, void* buffer, fuse_fill_dir_t fill, off_t at, struct fuse_file_info* info,
                        enum fuse_readdir_flags flags) {
  (void)at;
  (void)info;
  (void)flags;
  const int fd = openat(folder, below(path), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  DIR* const listing = fd < 0 ? NULL : fdopendir(fd);
  if (listing == NULL) {
    return -errno;
  }
  for (const struct dirent* entry; (entry = readdir(listing)) != NULL;) {
    const struct stat status = {.st_ino = entry->d_ino, .st_mode = (mode_t)DTTOIF(entry->d_type)};
    fill(buffer, entry->d_name, &status, 0, 0);
  }
  closedir(listing);
  return 0;
}

static const struct fuse_operations operations = {
    .getattr = slow_getattr,
    .open = slow_open,
    .read = slow_read,
    .release = slow_release,
    .readdir = slow_readdir,
};

int main(int count, char** arguments) {
  if (count < 4 || (folder = open(arguments[1], O_RDONLY | O_DIRECTORY | O_CLOEXEC)) < 0) {
    fputs("usage: slow_disk FOLDER MICROSECONDS MOUNTPOINT [OPTION...]\n", stderr);
    return 2;
  }
  delay = (useconds_t)atoi(arguments[2]);
  arguments[2] = arguments[0];
  return fuse_main(count - 2, arguments + 2, &operations, NULL);
}
