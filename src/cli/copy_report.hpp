#pragma once
// What cp, merge and import say of what they do.

#include "context.hpp"
#include "flags.hpp"

#include "mltrack/store/tree_copy.hpp"

#include <memory>
#include <set>
#include <string>

namespace mltrack::cli {

class CopyReport {
 public:
  explicit CopyReport(Context& context) : context_(context) {}
  /// A line.
  void event(const CopyEvent& event);
  void add(const CopyTotals& totals);
  /// The sum, on stderr, and the exit code: conflict, or failed if something was left out.
  void finish(bool dry_run);

 private:
  void open();

  Context& context_;
  std::unique_ptr<RowWriter> writer_;
  std::set<std::string> experiments_;  // whose making was told
  CopyTotals totals_;
};

/// The options that cp and merge have in common.
struct CopyFlags {
  bool dry_run = false;
  bool checksum = false;

  void declare(Flags& flags);
  [[nodiscard]] CopyOptions options(Context& context) const;
};

}  // namespace mltrack::cli
