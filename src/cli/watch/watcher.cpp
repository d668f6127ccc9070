#include "watcher.hpp"

#include "context.hpp"
#include "exit_code.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/base/time.hpp"

#include <algorithm>

namespace mltrack::cli {
namespace {

constexpr std::size_t most_runs_at_first = 100;
// How often everything is looked at: where the system tells nothing, and where it tells all, in case
// that it does not.
constexpr std::int64_t blind_interval_ms = 2000;
constexpr std::int64_t safe_interval_ms = 30'000;
// MLflow makes a directory first and then what makes it a run: how often such a one is looked at, and
// until when.
constexpr std::int64_t unfinished_interval_ms = 250;
constexpr std::int64_t unfinished_for_ms = 10'000;
// The numbers of directories: 0 are those in which runs appear, then one a run.
constexpr std::size_t experiments_number = 0;
constexpr int signal_exit_base = 128;

RunFollowing& following_of(Context& context) {
  auto* following = dynamic_cast<RunFollowing*>(&context.store());
  if (following == nullptr) {
    throw Error::invalid("The runs of {} cannot be watched", context.tracking_uri());
  }
  return *following;
}

}  // namespace

Watcher::Watcher(Context& context, FileWatch& watch, WatchOptions options, WatchView& view)
    : context_(context),
      options_(std::move(options)),
      view_(view),
      watch_(watch),
      following_(following_of(context)) {
  if (options_.timeout_ms) {
    deadline_ = context.world.host.clock->now_ms() + *options_.timeout_ms;
  }
}

int Watcher::run() {
  begin();
  for (;;) {
    view_.show(runs());
    if (const auto code = reason_to_end()) {
      return *code;
    }
    const Wakeup wakeup = watch_.wait(wait_ms(), view_.collect_ms());
    if (wakeup.unread) {
      throw ClosedPipe{};
    }
    if (wakeup.ending_signal != 0) {
      return signal_exit_base + wakeup.ending_signal;
    }
    if (wakeup.suspended) {
      view_.give_terminal_back();
      watch_.stop_here();
      view_.take_terminal_again();
    }
    look_at_changed(wakeup);
  }
}

void Watcher::begin() {
  if (!options_.run_ids.empty()) {
    for (const std::string& id : options_.run_ids) {
      follow(context_.store().get_run_info(id), Old::skip);
    }
  } else {
    // First the watch and then the look: what happens in between is told.
    watch_experiments();
    for (const RunLocation& place : context_.store().list_run_ids("")) {
      seen_.insert(place.run_id);
    }
    RunQuery query{.filter = "attributes.status = 'RUNNING'",
                   .order_by = {"attributes.start_time DESC"},
                   .max_results = most_runs_at_first};
    query.experiment_ids = experiment_ids();
    std::vector<RunInfo> running;
    const std::string next = context_.store().search_runs(query, [&](Run&& run) {
      running.push_back(std::move(run.info));
      return true;
    });
    left_out_some_ = !next.empty();
    for (auto info = running.rbegin(); info != running.rend(); ++info) {
      follow(std::move(*info), Old::skip);
    }
  }
  last_poll_ = context_.world.host.clock->now_ms();
}

std::vector<std::string> Watcher::experiment_ids() const {
  return options_.experiment_id ? std::vector{*options_.experiment_id}
                                : context_.all_experiment_ids(ViewType::active_only);
}

void Watcher::watch_experiments() {
  if (options_.interval_ms) {
    blind_ = true;
    return;
  }
  const auto directories = following_.directories_of_runs(experiment_ids());
  blind_ = directories.empty();
  for (const std::string& directory : directories) {
    blind_ = !watch_.add(directory, experiments_number) || blind_;
  }
}

std::optional<RunInfo> Watcher::info_of(const RunInfo& before) {
  try {
    return context_.store().find_run_info(before.run_id);
  } catch (const Error&) {
    return before;  // somebody is writing it: the next look sees it
  }
}

void Watcher::look_for_new_runs() {
  if (!options_.run_ids.empty()) {
    return;
  }
  watch_experiments();
  const std::int64_t now = context_.world.host.clock->now_ms();
  std::map<std::string, std::int64_t> nameless;
  for (const RunLocation& place : context_.store().list_run_ids("")) {
    if (seen_.contains(place.run_id) ||
        (options_.experiment_id && place.experiment_id != *options_.experiment_id)) {
      continue;
    }
    RunInfo unread;
    unread.run_id = place.run_id;
    auto info = info_of(unread);
    if (info && !info->experiment_id.empty()) {
      seen_.insert(place.run_id);
      if (WatchedRun(*info).goes_on()) {
        follow(std::move(*info), Old::tell);
      }
      continue;
    }
    const auto known = nameless_.find(place.run_id);
    const std::int64_t since = known == nameless_.end() ? now : known->second;
    if (now - since > unfinished_for_ms) {
      seen_.insert(place.run_id);  // it is none
    } else {
      nameless.emplace(place.run_id, since);
    }
  }
  nameless_ = std::move(nameless);
}

void Watcher::follow(RunInfo info, Old old) {
  const bool known = std::any_of(followed_.begin(), followed_.end(), [&](const auto& one) {
    return one->run.info.run_id == info.run_id;
  });
  if (known) {
    return;
  }
  followed_.push_back(std::make_unique<Followed>(std::move(info)));
  const std::size_t index = followed_.size() - 1;
  Followed& one = *followed_[index];
  one.follower = following_.follow_run(one.run.info);
  view_.run_appeared(one.run);
  one.follower->new_points([&](const Metric& point) {
    one.run.take(point);
    if (old == Old::tell) {
      view_.point_logged(one.run, point);
    }
  });
  if (watch_directories(index)) {
    look_at(index);  // what happened before they were watched
  }
}

bool Watcher::watch_directories(std::size_t index) {
  Followed& one = *followed_[index];
  if (options_.interval_ms) {
    one.blind = true;
    return false;
  }
  bool is_new = false;
  one.blind = one.follower->directories().empty();
  for (const std::string& directory : one.follower->directories()) {
    if (!one.watched.contains(directory)) {
      const bool told = watch_.add(directory, index + 1);
      one.blind = one.blind || !told;
      if (told) {
        one.watched.insert(directory);
        is_new = true;
      }
    }
  }
  return is_new;
}

void Watcher::look_at(std::size_t index) {
  Followed& one = *followed_[index];
  if (one.gone) {
    return;
  }
  do {
    // The status first: once a run has ended, the points that follow are all.
    const auto info = info_of(one.run.info);
    one.follower->new_points([&](const Metric& point) {
      one.run.take(point);
      view_.point_logged(one.run, point);
    });
    if (!info || info->lifecycle_stage == LifecycleStage::deleted) {
      one.gone = true;
      watch_.remove(index + 1);
      return;
    }
    const bool changed = info->status != one.run.info.status;
    one.run.info = *info;
    if (changed) {
      view_.status_changed(one.run);
    }
  } while (watch_directories(index));
}

void Watcher::look_at_changed(const Wakeup& wakeup) {
  const std::int64_t now = context_.world.host.clock->now_ms();
  const bool all = wakeup.lost || now >= last_poll_ + poll_interval();
  const auto is_told = [&](std::size_t number) {
    return std::binary_search(wakeup.changed.begin(), wakeup.changed.end(), number);
  };
  if (all || is_told(experiments_number) || !nameless_.empty()) {
    look_for_new_runs();
  }
  for (std::size_t i = 0; i < followed_.size(); ++i) {
    if (all || is_told(i + 1)) {
      look_at(i);
    }
  }
  if (all) {
    last_poll_ = now;
  }
}

std::int64_t Watcher::poll_interval() const {
  const bool is_blind = blind_ || std::any_of(followed_.begin(), followed_.end(),
                                              [](auto& one) { return one->blind && !one->gone; });
  return options_.interval_ms.value_or(is_blind ? blind_interval_ms : safe_interval_ms);
}

std::int64_t Watcher::wait_ms() const {
  const std::int64_t now = context_.world.host.clock->now_ms();
  std::int64_t wait = std::min(view_.patience_ms(), last_poll_ + poll_interval() - now);
  if (!nameless_.empty()) {
    wait = std::min(wait, unfinished_interval_ms);
  }
  if (deadline_) {
    wait = std::min(wait, *deadline_ - now);
  }
  return std::max<std::int64_t>(wait, 1);
}

std::vector<const WatchedRun*> Watcher::runs() const {
  std::vector<const WatchedRun*> runs;
  for (const auto& one : followed_) {
    if (!one->gone) {
      runs.push_back(&one->run);
    }
  }
  return runs;
}

std::optional<int> Watcher::reason_to_end() const {
  const bool is_over = deadline_ && context_.world.host.clock->now_ms() >= *deadline_;
  if (options_.until != WatchUntil::all_ended) {
    return is_over ? std::optional<int>(exit_done) : std::nullopt;
  }
  const auto goes_on = [](const auto& one) { return !one->gone && one->run.goes_on(); };
  if (std::none_of(followed_.begin(), followed_.end(), goes_on)) {
    const bool good = std::all_of(followed_.begin(), followed_.end(), [](const auto& one) {
      return !one->gone && one->run.info.status == RunStatus::finished;
    });
    return good ? exit_done : exit_failed;
  }
  if (is_over) {
    throw Error::busy("The runs have not ended within {}", format_duration(*options_.timeout_ms));
  }
  return std::nullopt;
}

}  // namespace mltrack::cli
