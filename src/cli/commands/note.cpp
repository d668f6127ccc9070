#include "command.hpp"
#include "read_input.hpp"

#include "mltrack/base/error.hpp"

namespace mltrack::cli {
namespace {

class Note final : public Command {
 public:
  void declare(Flags& flags) override {
    flags.positional("RUN", handle_, "The run", Completes::run);
    flags.optional_positional("TEXT", text_,
                              "The new note, Markdown; - reads standard input; without TEXT the "
                              "note is printed");
  }

  void run(Context& context) override {
    const std::string run_id = context.resolve_run(handle_);
    if (text_) {
      context.store().set_tag(run_id,
                              {tag_keys::note, *text_ == "-" ? read_all_input(context) : *text_});
      return;
    }
    const Run run = context.store().get_run(run_id);
    const Tag* note = find_by_key(run.data.tags, tag_keys::note);
    if (note != nullptr && !note->value.empty()) {
      context.world.out.write(note->value);
      if (!note->value.ends_with('\n')) {
        context.world.out.write("\n");
      }
    }
  }

 private:
  std::string handle_;
  std::optional<std::string> text_;
};

const Registration<Note> registration{{
    .name = "note",
    .summary = "Read or write the note on a run",
    .group = Group::runs,
    .needs = needs_store,
    .description =
        "The note is the tag mlflow.note.content, which MLflow's UI shows as description.",
    .examples = {"mltrack note \"$RUN\" \"diverges after step 300\"",
                 "mltrack note \"$RUN\" - < notes.md", "mltrack note \"$RUN\""},
}};

}  // namespace
}  // namespace mltrack::cli
