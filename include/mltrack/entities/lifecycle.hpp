#pragma once
// MLflow: LifecycleStage and ViewType.

namespace mltrack {

enum class LifecycleStage { active, deleted };

/// Which stages a listing shows.
enum class ViewType { active_only, deleted_only, all };

[[nodiscard]] constexpr bool shows(ViewType view, LifecycleStage stage) {
  return view == ViewType::all ||
         (view == ViewType::active_only) == (stage == LifecycleStage::active);
}

[[nodiscard]] constexpr const char* lifecycle_name(LifecycleStage stage) {
  return stage == LifecycleStage::active ? "active" : "deleted";
}

}  // namespace mltrack
