#include "command.hpp"
#include "copy_report.hpp"

#include "mltrack/base/error.hpp"

namespace mltrack::cli {
namespace {

class Merge final : public Command {
 public:
  void declare(Flags& flags) override {
    flags.positionals("TREE", trees_, "The trees to take from, and last the one to bring into",
                      true, Completes::file);
    flags_.declare(flags);
  }

  void run(Context& context) override {
    if (trees_.size() < 2) {
      throw Error::invalid("Into which tree? Only one is given")
          .with_hint("mltrack merge SRC... DST: the last is the tree that the others come into.");
    }
    CopyReport report(context);
    std::vector<std::unique_ptr<TreeCopy>> copies;  // all are found before the first is copied
    for (std::size_t i = 0; i + 1 < trees_.size(); ++i) {
      copies.push_back(open_tree_copy(context.world.host, trees_[i], trees_.back(),
                                      flags_.options(context),
                                      [&](const CopyEvent& event) { report.event(event); }));
    }
    for (const auto& copy : copies) {
      copy->copy_all();
      report.add(copy->totals());
    }
    report.finish(flags_.dry_run);
  }

 private:
  std::vector<std::string> trees_;
  CopyFlags flags_;
};

const Registration<Merge> registration{{
    .name = "merge",
    .summary = "Bring everything that other trees have into one",
    .group = Group::runs,
    .needs = names_trees | needs_output,
    .description =
        "Ids and times stay. Experiments of the same name become one. Doing it again brings what\n"
        "is new: runs that went on are carried on, and nothing is there twice. Params and points\n"
        "that contradict those in DST are reported and left out; of two tags, artifacts or\n"
        "statuses the newer one stays. Stored URIs that lead into SRC lead into DST afterwards.\n"
        "Exits with 5 if there are conflicts, with 1 if something could not be read.",
    .examples = {"mltrack merge node1/mlruns node2/mlruns ./mlruns",
                 "mltrack merge --dry-run /mnt/laptop/mlruns ./mlruns",
                 "while sleep 30; do mltrack merge -q /scratch/mlruns ~/mlruns; done"},
}};

}  // namespace
}  // namespace mltrack::cli
