#include "client_uri.hpp"
#include "route.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/base/url.hpp"
#include "mltrack/wire/from_message.hpp"

#include <array>

namespace mltrack::server {
namespace {

Response one(const Call& call, Experiment experiment) {
  wire::Answer answer;
  answer.add("experiment", for_client(call.service, std::move(experiment)));
  return json(std::move(answer));
}

/// A client names no place on the server's disk: neither may it make others write there, nor be shown
/// what lies there. What is hidden by percent signs is looked for, too, however often.
void check_location(const std::string& location) {
  if (location.empty()) {
    return;
  }
  std::string plain = location;
  for (std::string once = percent_decode(plain); once != plain; once = percent_decode(plain)) {
    plain = std::move(once);
  }
  const std::string scheme = uri_scheme(plain);
  if (scheme.empty() || scheme == "file" || plain.find("..") != std::string::npos ||
      plain.find_first_of("#;\\") != std::string::npos) {
    throw Error::invalid(
        "Invalid artifact_location: '{}'. This server takes no place on its own disk, and no '..', "
        "'#', ';' or '\\' in it; without an artifact_location it chooses one.",
        location);
  }
}

Response create(const Call& call) {
  const wire::Message message = call.message();
  const std::string name = message.required_text("name");
  const std::string location = message.text("artifact_location");
  check_location(location);
  wire::Answer answer;
  answer.add(
      "experiment_id",
      call.service.store.create_experiment(
          {.name = name, .artifact_location = location, .tags = wire::tags_from(message, "tags")}));
  return json(std::move(answer));
}

Response get(const Call& call) {
  return one(call,
             call.service.store.get_experiment(call.message().required_text("experiment_id")));
}

Response get_by_name(const Call& call) {
  const std::string name = call.message().required_text("experiment_name");
  auto experiment = call.service.store.find_experiment_by_name(name);
  if (!experiment) {
    throw Error::not_found("Could not find experiment with name '{}'", name);
  }
  return one(call, std::move(*experiment));
}

Response search(const Call& call) {
  const auto page =
      call.service.store.search_experiments(wire::experiment_query_from(call.message()));
  wire::Answer answer;
  for (const Experiment& experiment : page.items) {
    answer.item("experiments", for_client(call.service, experiment));
  }
  answer.end_list();
  if (!page.next_page_token.empty()) {
    answer.add("next_page_token", page.next_page_token);
  }
  return json(std::move(answer));
}

Response update(const Call& call) {
  const wire::Message message = call.message();
  const std::string id = message.required_text("experiment_id");
  call.service.store.rename_experiment(id, message.required_text("new_name"));
  return done();
}

Response remove(const Call& call) {
  call.service.store.delete_experiment(call.message().required_text("experiment_id"));
  return done();
}

Response restore(const Call& call) {
  call.service.store.restore_experiment(call.message().required_text("experiment_id"));
  return done();
}

Response set_tag(const Call& call) {
  const wire::Message message = call.message();
  const std::string id = message.required_text("experiment_id");
  call.service.store.set_experiment_tag(id, wire::tag_from(message));
  return done();
}

Response delete_tag(const Call& call) {
  const wire::Message message = call.message();
  const std::string id = message.required_text("experiment_id");
  call.service.store.delete_experiment_tag(id, message.required_text("key"));
  return done();
}

constexpr std::array routes{
    Route{Method::post, "/mlflow/experiments/create", create, Access::write},
    Route{Method::get, "/mlflow/experiments/get", get},
    Route{Method::get, "/mlflow/experiments/get-by-name", get_by_name},
    Route{Method::get, "/mlflow/experiments/search", search},
    Route{Method::post, "/mlflow/experiments/search", search},
    Route{Method::post, "/mlflow/experiments/update", update, Access::write},
    Route{Method::post, "/mlflow/experiments/delete", remove, Access::write},
    Route{Method::post, "/mlflow/experiments/restore", restore, Access::write},
    Route{Method::post, "/mlflow/experiments/set-experiment-tag", set_tag, Access::write},
    Route{Method::post, "/mlflow/experiments/delete-experiment-tag", delete_tag, Access::write},
};
const RouteTable table{Below::api, routes};

}  // namespace
}  // namespace mltrack::server
