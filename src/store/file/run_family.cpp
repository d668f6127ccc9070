#include "run_family.hpp"

#include "file_store.hpp"
#include "layout.hpp"
#include "read_meta.hpp"

namespace mltrack {

std::size_t RunFamily::children_of(const std::string& folder, const std::string& run_id) {
  const std::scoped_lock lock(mutex_);
  auto found = children_.find(folder);
  if (found == children_.end()) {
    found = children_.emplace(folder, count_children(folder)).first;
  }
  const auto count = found->second.find(run_id);
  return count == found->second.end() ? 0 : count->second;
}

RunFamily::Counts RunFamily::count_children(const std::string& folder) {
  Counts counts;
  for (const std::string& name : store_.run_directories(folder)) {
    // What cannot be read is reported where the search looks at that run itself.
    store_.read_or_report([&] {
      FileStore::Opened run = store_.open_place({folder, name});
      const auto parent =
          run.directory ? store_.read_text(*run.directory, layout::tag(tag_keys::parent_run_id))
                        : std::nullopt;
      if (!parent) {
        return;
      }
      const auto stage = store_.read_meta(
          *run.directory,
          [&](const yaml::Document& document) {
            run.meta = document;
            return store_.info_of(run).lifecycle_stage;
          },
          FileStore::Retry::no);
      if (stage == LifecycleStage::active) {
        ++counts[*parent];
      }
    });
  }
  return counts;
}

std::optional<std::string> RunFamily::name_of(const std::string& run_id) {
  const std::scoped_lock lock(mutex_);
  auto found = names_.find(run_id);
  if (found == names_.end()) {
    const auto info = store_.find_run_info(run_id);
    found = names_.emplace(run_id, info ? std::optional(info->run_name) : std::nullopt).first;
  }
  return found->second;
}

}  // namespace mltrack
