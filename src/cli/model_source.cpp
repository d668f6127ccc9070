#include "model_source.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/base/unicode.hpp"
#include "mltrack/base/url.hpp"

#include <algorithm>

namespace mltrack::cli {
namespace {

constexpr std::string_view model_file = "MLmodel";

/// A model that MLflow 3 logged in the run.
struct Logged {
  std::string name;
  std::string model_id;
  std::int64_t step = 0;
};

/// The models of one run.
class Models {
 public:
  Models(Context& context, const std::string& run_id)
      : context_(context), run_(context.store().get_run(run_id)) {}

  [[nodiscard]] NewModelVersion at(const std::string& path) {
    const auto artifacts = context_.artifacts(run_.info);
    if (const auto found = artifacts->find(path); found && found->is_directory) {
      return folder(path);
    }
    const std::vector<Logged> logged = logged_models();
    const Logged* latest = nullptr;
    for (const Logged& model : logged) {
      if (model.name == path && (latest == nullptr || model.step > latest->step)) {
        latest = &model;
      }
    }
    if (latest != nullptr) {
      return of(*latest);
    }
    auto error =
        Error::not_found("Unable to find a logged_model with artifact_path {} under run {}",
                         escape_controls(path), run_.info.run_id);
    const std::vector<std::string> names = names_with(logged);
    const auto near = nearest(path, names);
    throw near ? std::move(error).with_hint("Did you mean '{}'?", *near)
    : names.empty()
        ? std::move(error).with_hint("mltrack artifacts tree {} shows what there is.",
                                     run_.info.run_id)
        : std::move(error).with_hint("The models of this run: {}.", fmt::join(names, ", "));
  }

  [[nodiscard]] NewModelVersion only() {
    const std::vector<Logged> logged = logged_models();
    const std::vector<std::string> names = names_with(logged);
    if (names.empty()) {
      throw Error::not_found("Run {} has no model: no folder with a file {}", run_.info.run_id,
                             model_file)
          .with_hint("Any other folder can be named as PATH; mltrack artifacts tree {} shows them.",
                     run_.info.run_id);
    }
    if (names.size() > 1) {
      throw Error::ambiguous("Run {} has {} models", run_.info.run_id, names.size())
          .with_hint("Name one of them as PATH: {}.", fmt::join(names, ", "));
    }
    return at(names.front());
  }

 private:
  [[nodiscard]] NewModelVersion folder(const std::string& path) {
    return {.name = {},
            .source = append_to_uri_path(context_.store().artifact_root(run_.info), path),
            .run_id = run_.info.run_id};
  }

  [[nodiscard]] NewModelVersion of(const Logged& model) const {
    return {.name = {},
            .source = "models:/" + model.model_id,
            .run_id = run_.info.run_id,
            .model_id = model.model_id};
  }

  [[nodiscard]] std::vector<Logged> logged_models() {
    std::vector<Logged> models;
    for (const ModelOutput& output : run_.outputs.models) {
      auto model = context_.store().find_logged_model(output.model_id);
      if (model && model->source_run_id == run_.info.run_id) {
        models.push_back({std::move(model->name), output.model_id, output.step});
      }
    }
    return models;
  }

  /// Of the folders that hold an MLflow model, and of the logged models; each once.
  [[nodiscard]] std::vector<std::string> names_with(const std::vector<Logged>& logged) {
    std::vector<std::string> names;
    for (const ArtifactInfo& file : context_.artifacts(run_.info)->list_all("")) {
      const auto slash = file.path.rfind('/');
      if (slash != std::string::npos && file.path.substr(slash + 1) == model_file) {
        names.push_back(file.path.substr(0, slash));
      }
    }
    for (const Logged& model : logged) {
      names.push_back(model.name);
    }
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
  }

  Context& context_;
  Run run_;
};

}  // namespace

NewModelVersion model_in_run(Context& context, const std::string& run_id,
                             const std::optional<std::string>& path) {
  Models models(context, run_id);
  return path ? models.at(*path) : models.only();
}

}  // namespace mltrack::cli
