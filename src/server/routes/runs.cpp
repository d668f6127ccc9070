#include "client_uri.hpp"
#include "route.hpp"

#include "mltrack/wire/from_message.hpp"

#include <array>

namespace mltrack::server {
namespace {

Run for_client(const Service& service, Run run) {
  run.info = server::for_client(service, std::move(run.info));
  return run;
}

Response create(const Call& call) {
  const wire::Message message = call.message();
  const RunInfo info =
      call.service.store.create_run({.experiment_id = message.text("experiment_id"),
                                     .run_name = message.text("run_name"),
                                     .user_id = message.text("user_id"),
                                     .start_time = message.find_integer("start_time").value_or(0),
                                     .tags = wire::tags_from(message, "tags")});
  wire::Answer answer;
  answer.add("run", for_client(call.service, call.service.store.get_run(info.run_id)));
  return json(std::move(answer));
}

Response get(const Call& call) {
  wire::Answer answer;
  answer.add("run", for_client(call.service, call.service.store.get_run(call.message().run_id())));
  return json(std::move(answer));
}

Response update(const Call& call) {
  const wire::Message message = call.message();
  const RunInfo info = call.service.store.update_run(
      message.run_id(), {.status = wire::status_from(message, "status"),
                         .end_time = message.find_integer("end_time"),
                         .run_name = message.find_text("run_name")});
  wire::Answer answer;
  answer.add("run_info", server::for_client(call.service, info));
  return json(std::move(answer));
}

Response remove(const Call& call) {
  call.service.store.delete_run(call.message().run_id());
  return done();
}

Response restore(const Call& call) {
  call.service.store.restore_run(call.message().run_id());
  return done();
}

Response search(const Call& call) {
  wire::Answer answer;
  const std::string token =
      call.service.store.search_runs(wire::run_query_from(call.message()), [&](Run&& run) {
        answer.item("runs", for_client(call.service, std::move(run)));
        return true;
      });
  answer.end_list();
  if (!token.empty()) {
    answer.add("next_page_token", token);
  }
  return json(std::move(answer));
}

constexpr std::array routes{
    Route{Method::post, "/mlflow/runs/create", create, Access::write},
    Route{Method::get, "/mlflow/runs/get", get},
    Route{Method::post, "/mlflow/runs/update", update, Access::write},
    Route{Method::post, "/mlflow/runs/delete", remove, Access::write},
    Route{Method::post, "/mlflow/runs/restore", restore, Access::write},
    Route{Method::post, "/mlflow/runs/search", search},
};
const RouteTable table{Below::api, routes};

}  // namespace
}  // namespace mltrack::server
