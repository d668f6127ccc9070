#include "copy_report.hpp"

#include "counted.hpp"
#include "exit_code.hpp"
#include "render/copy_json.hpp"

namespace mltrack::cli {

void CopyReport::open() {
  writer_ = open_rows(context_.world.out, context_.output(),
                      {.list_name = "changes",
                       .columns = {{.name = "action", .title = "ACTION"},
                                   {.name = "kind", .title = "KIND"},
                                   {.name = "id", .title = "ID"},
                                   {.name = "detail", .title = "DETAIL"}},
                       .id_column = 2});
}

void CopyReport::event(const CopyEvent& event) {
  const bool makes_experiment = event.action == CopyAction::added && event.kind == "experiment";
  if (makes_experiment && !experiments_.insert(event.detail).second) {
    return;  // a dry run from several trees, each of which would make it
  }
  if (!writer_) {  // where nothing happens no header is printed
    open();
  }
  writer_->row({std::string(copy_action_name(event.action)), event.kind, event.id, event.detail},
               json_of(event));
}

void CopyReport::add(const CopyTotals& totals) {
  totals_.added += totals.added;
  totals_.carried_on += totals.carried_on;
  totals_.unchanged += totals.unchanged;
  totals_.conflicts += totals.conflicts;
  totals_.left_out += totals.left_out;
  totals_.bytes += totals.bytes;
}

void CopyReport::finish(bool dry_run) {
  if (!writer_ && context_.wants_json()) {
    open();
  }
  if (writer_) {
    writer_->finish("");
  }
  context_.world.out.flush();
  std::string text = fmt::format("mltrack: {}{} added, {} carried on, {} as they were",
                                 dry_run ? "it would be: " : "", counted(totals_.added, "run"),
                                 totals_.carried_on, totals_.unchanged);
  if (totals_.conflicts > 0) {
    text += "; " + counted(totals_.conflicts, "conflict");
  }
  if (totals_.left_out > 0) {
    text += fmt::format("; {} left out", totals_.left_out);
  }
  context_.note(text);
  context_.exit_code = totals_.conflicts > 0  ? exit_conflict
                       : totals_.left_out > 0 ? exit_failed
                                              : exit_done;
}

void CopyFlags::declare(Flags& flags) {
  flags.add({.long_name = "--dry-run",
             .short_name = 'n',
             .help = "Only say what would be done",
             .target = &dry_run});
  flags.add({.long_name = "--checksum",
             .help = "Compare the contents of large files, too, not only size and time",
             .target = &checksum});
}

CopyOptions CopyFlags::options(Context& context) const {
  return {.warn = [&context](const std::string& text) { context.warn(text); },
          .dry_run = dry_run,
          .compare_all = checksum,
          .lock_wait_ms = context.lock_wait_ms()};
}

}  // namespace mltrack::cli
