#include "objects.hpp"

#include "rows.hpp"

#include "mltrack/wire/registry_json.hpp"

#include <nlohmann/json.hpp>

#include <string>

namespace mltrack::cli {

void print_object(Output& out, std::string_view name, const Experiment& experiment) {
  print_json(out, {{std::string(name), wire::to_json(experiment)}});
}

void print_object(Output& out, std::string_view name, const Run& run) {
  print_json(out, {{std::string(name), wire::to_json(run)}});
}

void print_object(Output& out, std::string_view name, const RegisteredModel& model) {
  print_json(out, {{std::string(name), wire::to_json(model)}});
}

void print_object(Output& out, std::string_view name, const ModelVersion& version) {
  print_json(out, {{std::string(name), wire::to_json(version)}});
}

void print_object(Output& out, std::string_view root_uri, const std::vector<ArtifactInfo>& files) {
  wire::Json list = wire::Json::array();
  for (const ArtifactInfo& file : files) {
    wire::Json entry = {{"path", wire::text_to_json(file.path)}, {"is_dir", file.is_directory}};
    if (!file.is_directory) {
      entry["file_size"] = file.size;
    }
    list.push_back(std::move(entry));
  }
  print_json(out,
             {{"root_uri", wire::text_to_json(std::string(root_uri))}, {"files", std::move(list)}});
}

void print_count_object(Output& out, std::size_t count) {
  print_json(out, wire::Json{{"count", count}});
}

JsonOf json_of(const ComparedFile& file) {
  return [&file] {
    return wire::Json{{"path", wire::text_to_json(file.path)},
                      {"run_id", file.run_id},
                      {"file_size", file.present ? wire::Json(file.size) : wire::Json()},
                      {"md5", file.present ? wire::Json(file.md5) : wire::Json()},
                      {"equal", file.equal}};
  };
}

JsonOf json_of(const Metric& point, const std::string& run_id, const std::string& tree) {
  return [&point, &run_id, &tree] {
    wire::Json json = wire::to_json(point, run_id);
    if (!tree.empty()) {
      json["tree"] = wire::text_to_json(tree);
    }
    return json;
  };
}

JsonOf json_of(const RegisteredModel& model) {
  return [&model] { return wire::to_json(model); };
}

JsonOf json_of(const ModelVersion& version) {
  return [&version] { return wire::to_json(version); };
}

}  // namespace mltrack::cli
