#pragma once
// From one tree on disk into another: whole trees or single runs, with their ids and times.
//
// Doing it twice changes nothing, and what was cut short is finished by doing it again: every file
// appears whole, the meta.yaml of a run last, so that at any moment both trees can be read. What is not
// understood is carried byte for byte. What has grown in the source since is carried on: metrics line by
// line, what is new; params keep the value that is there; of tags, artifacts and meta.yaml the newer
// file wins. What contradicts is left as it is and told.

#include "mltrack/host/host.hpp"
#include "mltrack/store/requests.hpp"
#include "mltrack/store/store.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>

namespace mltrack {

enum class CopyAction {
  added,
  carried_on,  // it was there, and something of it is new
  conflict,    // the target has it otherwise, and keeps that
  left_out,    // it cannot be read, or is no plain file
};
/// `added`, `carried on`, `conflict`, `left out`.
[[nodiscard]] std::string_view copy_action_name(CopyAction action);

/// One thing that was done or not done.
struct CopyEvent {
  CopyAction action = CopyAction::added;
  std::string kind;    // "run", "experiment", "registered model"
  std::string id;      // of the run or experiment; the name of a model
  std::string detail;  // for people: the experiment's name; what contradicts what
};

struct CopyOptions {
  Warn warn;  // never empty
  bool dry_run = false;
  bool compare_all =
      false;  // contents of large files, too, whose size and time say that they are equal
  std::int64_t lock_wait_ms = 20'000;
};

struct CopyTotals {
  std::size_t added = 0;       // runs
  std::size_t carried_on = 0;  // runs
  std::size_t unchanged = 0;   // runs
  std::size_t conflicts = 0;
  std::size_t left_out = 0;
  std::uint64_t bytes = 0;  // written
};

class TreeCopy {
 public:
  virtual ~TreeCopy() = default;
  /// Every experiment, active or deleted, with its runs, logged models, datasets and traces, and the
  /// model registry. An experiment joins the one of its name.
  virtual void copy_all() = 0;
  /// One run, with its experiment if the target has none of the name, the datasets it refers to and the
  /// logged models it made. Throws Error::not_found.
  virtual void copy_run(const std::string& run_id) = 0;
  [[nodiscard]] virtual const CopyTotals& totals() const = 0;
};

/// Throws Error::not_found if there is no tree at `source`, Error::invalid if both are one. The target
/// is made if it is not there. `tell` gets every event as it happens.
[[nodiscard]] std::unique_ptr<TreeCopy> open_tree_copy(Host& host, const std::string& source,
                                                       const std::string& target,
                                                       CopyOptions options,
                                                       std::function<void(const CopyEvent&)> tell);

}  // namespace mltrack
