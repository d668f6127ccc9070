#include "mltrack/host/file_watch.hpp"

#include "posix_calls.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <map>
#include <poll.h>
#include <sys/inotify.h>
#include <sys/signalfd.h>
#include <sys/statfs.h>
#include <unistd.h>

namespace mltrack {
namespace {

using SteadyTime = std::chrono::steady_clock::time_point;
using std::chrono::milliseconds;

/// File systems of this machine alone, where inotify hears of every change. On all others somebody
/// may write on another machine, or past the kernel.
bool hears_everything(const std::string& path) {
  constexpr std::array<unsigned long, 14> local{
      0xEF53,      // ext2 to ext4
      0x58465342,  // xfs
      0x9123683E,  // btrfs
      0x01021994,  // tmpfs
      0x858458F6,  // ramfs
      0x794C7630,  // overlayfs
      0x2FC12FC1,  // zfs
      0xF2F52010,  // f2fs
      0xCA451A4E,  // bcachefs
      0x3153464A,  // jfs
      0x52654973,  // reiserfs
      0x4D44,      // vfat
      0x2011BAB0,  // exfat
      0x7366746E,  // ntfs3
  };
  struct statfs about {};
  return statfs(path.c_str(), &about) == 0 &&
         std::find(local.begin(), local.end(), static_cast<unsigned long>(about.f_type)) !=
             local.end();
}

class SystemFileWatch final : public FileWatch {
 public:
  SystemFileWatch() = default;
  SystemFileWatch(const SystemFileWatch&) = delete;
  SystemFileWatch& operator=(const SystemFileWatch&) = delete;
  ~SystemFileWatch() override {
    if (signals_.get() >= 0) {
      sigprocmask(SIG_SETMASK, &mask_before_, nullptr);
    }
  }

  bool add(const std::string& path, std::size_t number) override {
    if (inotify_.get() < 0 && !refused_) {
      inotify_ = Descriptor(inotify_init1(IN_NONBLOCK | IN_CLOEXEC));
      refused_ = inotify_.get() < 0;
    }
    if (refused_ || !hears_everything(path)) {
      return false;
    }
    constexpr std::uint32_t changes = IN_MODIFY | IN_CREATE | IN_DELETE | IN_MOVED_TO |
                                      IN_MOVED_FROM | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR;
    const int watch = inotify_add_watch(inotify_.get(), path.c_str(), changes);
    if (watch < 0) {
      return false;
    }
    numbers_[watch] = number;
    return true;
  }

  void remove(std::size_t number) override {
    std::erase_if(numbers_, [&](const auto& entry) {
      if (entry.second == number) {
        inotify_rm_watch(inotify_.get(), entry.first);
      }
      return entry.second == number;
    });
  }

  void take_signals() override {
    sigset_t signals;
    sigemptyset(&signals);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGWINCH, SIGTSTP}) {
      sigaddset(&signals, signal);
    }
    sigprocmask(SIG_BLOCK, &signals, &mask_before_);
    signals_ = Descriptor(signalfd(-1, &signals, SFD_NONBLOCK | SFD_CLOEXEC));
  }

  void stop_here() override { (void)raise(SIGSTOP); }

  [[nodiscard]] Wakeup wait(std::int64_t wait_ms, std::int64_t collect_ms) override {
    Wakeup wakeup;
    SteadyTime until = std::chrono::steady_clock::now() + milliseconds(wait_ms);
    bool collecting = false;
    for (;;) {
      // While changes are collected they do not wake us; signals do.
      std::array<pollfd, 3> sources{{{collecting ? -1 : inotify_.get(), POLLIN, 0},
                                     {signals_.get(), POLLIN, 0},
                                     {STDOUT_FILENO, 0, 0}}};
      const auto left = std::chrono::ceil<milliseconds>(until - std::chrono::steady_clock::now());
      constexpr std::int64_t longest = 3'600'000;
      const int timeout = static_cast<int>(std::clamp<std::int64_t>(left.count(), 0, longest));
      const int ready = poll(sources.data(), sources.size(), timeout);
      if (ready < 0 && errno != EINTR) {
        throw_errno(errno, "cannot wait for changes in", "the tree");
      }
      read_signals(wakeup);
      wakeup.unread = ready > 0 && (sources[2].revents & (POLLERR | POLLHUP | POLLNVAL)) != 0;
      if (is_urgent(wakeup) || (ready == 0 && left.count() <= longest)) {
        break;
      }
      if (ready > 0 && sources[0].revents != 0 && !collecting) {
        collecting = true;
        until = std::chrono::steady_clock::now() + milliseconds(collect_ms);
      }
    }
    read_changes(wakeup);
    return wakeup;
  }

 private:
  static bool is_urgent(const Wakeup& wakeup) {
    return wakeup.ending_signal != 0 || wakeup.suspended || wakeup.resized || wakeup.unread;
  }

  void read_signals(Wakeup& wakeup) {
    signalfd_siginfo one{};
    while (signals_.get() >= 0 && read(signals_.get(), &one, sizeof one) == sizeof one) {
      const int signal = static_cast<int>(one.ssi_signo);
      if (signal == SIGWINCH) {
        wakeup.resized = true;
      } else if (signal == SIGTSTP) {
        wakeup.suspended = true;
      } else {
        wakeup.ending_signal = signal;
      }
    }
  }

  void read_changes(Wakeup& wakeup) {
    alignas(inotify_event) std::array<char, 65536> buffer;
    while (inotify_.get() >= 0) {
      const ssize_t got = read(inotify_.get(), buffer.data(), buffer.size());
      if (got <= 0) {
        break;
      }
      for (std::size_t at = 0; at < static_cast<std::size_t>(got);) {
        const auto* event = reinterpret_cast<const inotify_event*>(buffer.data() + at);
        at += sizeof(inotify_event) + event->len;
        wakeup.lost = wakeup.lost || (event->mask & IN_Q_OVERFLOW) != 0;
        if (const auto found = numbers_.find(event->wd); found != numbers_.end()) {
          wakeup.changed.push_back(found->second);
          if ((event->mask & IN_IGNORED) != 0) {
            numbers_.erase(found);  // the directory is gone
          }
        }
      }
      drop_repeated(wakeup.changed);
    }
    drop_repeated(wakeup.changed);
  }

  static void drop_repeated(std::vector<std::size_t>& numbers) {
    std::sort(numbers.begin(), numbers.end());
    numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
  }

  Descriptor inotify_{-1};
  Descriptor signals_{-1};
  sigset_t mask_before_{};
  bool refused_ = false;                // the system has no inotify for us
  std::map<int, std::size_t> numbers_;  // by watch
};

}  // namespace

std::unique_ptr<FileWatch> system_file_watch() {
  return std::make_unique<SystemFileWatch>();
}

}  // namespace mltrack
