#pragma once
// From the folder of one thing (a run, a logged model, an experiment) into that of the same thing in
// another tree, file by file.

#include "mltrack/host/atomic_write.hpp"
#include "mltrack/host/host.hpp"
#include "mltrack/store/tree_copy.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mltrack {

/// What is done with a file that the target has otherwise.
enum class Rule {
  grows,       // metrics: what is new at the end is appended
  keep_first,  // params: it stays, unless it is empty
  newest,      // the newer one stays
};

/// The folder of a thing on both sides.
struct CopyPair {
  const Directory& source;
  Directory* target = nullptr;  // null in a dry run, if it would have to be made
};

class FileCopier {
 public:
  /// `detail` of what is told is the path and the reason.
  using Tell = std::function<void(CopyAction, const std::string& detail)>;
  /// What a text (a meta.yaml, a tag with a URI) becomes on its way; nothing to leave it as it is.
  using Rewrite =
      std::function<std::optional<std::string>(const std::string& path, const std::string& text)>;

  FileCopier(Host& host, const CopyOptions& options, CopyTotals& totals)
      : host_(host), options_(options), totals_(totals) {}

  void tell_to(Tell tell) { tell_ = std::move(tell); }
  void rewrite_by(Rewrite rewrite) { rewrite_ = std::move(rewrite); }

  /// All below `folder`, "" for all; the folders themselves, too. `meta.yaml` and `trace_info.yaml` come
  /// last in each folder. Links and what is neither file nor folder are left out and told. Entries
  /// that `skip` names are left to the caller.
  void copy_folder(const CopyPair& pair, const std::string& folder, Rule rule,
                   const std::function<bool(std::string_view path)>& skip = {});
  void copy_file(const CopyPair& pair, const std::string& path, Rule rule);
  /// A folder that appears as a whole at `path`, for readers take it for something as soon as it is
  /// there; nothing is done if it is there already. It is prepared as `hidden`, in `target` too.
  void copy_whole(const Directory& source, Directory* target, const std::string& path,
                  const std::string& hidden);

  /// Since the last call something was written.
  [[nodiscard]] bool take_changed();
  void set_changed() { changed_ = true; }

 private:
  struct Listed {
    std::vector<std::string> files, folders;
  };
  [[nodiscard]] Listed list(const CopyPair& pair, const std::string& folder);
  enum class Over { nothing, what_is_there };
  /// The whole file, unless it went away meanwhile.
  void put(const CopyPair& pair, const std::string& path, Over over);
  void settle(const CopyPair& pair, const std::string& path, Rule rule);
  void carry_on(const CopyPair& pair, const std::string& path);
  void append_from(FileReader& reader, AppendFile& file);
  [[nodiscard]] bool same(const CopyPair& pair, const std::string& path, const FileStatus& source,
                          const FileStatus& target) const;
  void write(TemporaryFile& file, FileReader& reader);
  [[nodiscard]] std::optional<std::string> rewritten(const CopyPair& pair, const std::string& path);

  Host& host_;
  const CopyOptions& options_;
  CopyTotals& totals_;
  Tell tell_;
  Rewrite rewrite_;
  bool changed_ = false;
};

}  // namespace mltrack
