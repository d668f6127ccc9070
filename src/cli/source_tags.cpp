#include "source_tags.hpp"

#include "mltrack/base/error.hpp"

namespace mltrack::cli {
namespace {

constexpr std::size_t largest_ref = 1U << 20U;
constexpr std::size_t largest_packed_refs = 64U << 20U;

std::string first_line(std::string text) {
  text.resize(std::min(text.find_first_of("\r\n"), text.size()));
  return text;
}

bool is_commit(const std::string& text) {
  constexpr std::size_t sha1_length = 40;
  constexpr std::size_t sha256_length = 64;
  return (text.size() == sha1_length || text.size() == sha256_length) &&
         text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

std::string in_directory(const std::string& directory, const std::string& path) {
  return path.starts_with('/') ? path : directory + "/" + path;
}

/// A ref that `git pack-refs` has put into one file with the others.
std::optional<std::string> packed_ref(const Directory& git, const std::string& ref) {
  const auto packed = git.read("packed-refs", largest_packed_refs);
  const auto at = packed ? packed->find(" " + ref + "\n") : std::string::npos;
  if (at == std::string::npos) {
    return std::nullopt;
  }
  const auto begin = packed->rfind('\n', at) + 1;
  return packed->substr(begin, at - begin);
}

std::optional<std::string> head_commit(FileSystem& files, const std::string& git_directory) {
  const auto git = files.open(git_directory);
  auto head = git ? git->read("HEAD", largest_ref) : std::nullopt;
  if (!head) {
    return std::nullopt;
  }
  std::string line = first_line(std::move(*head));
  if (!line.starts_with("ref: ")) {
    return line;
  }
  const std::string ref = line.substr(5);
  // A linked worktree has a HEAD of its own and the branches of the main one.
  std::unique_ptr<Directory> common;
  if (auto path = git->read("commondir", largest_ref)) {
    common = files.open(in_directory(git_directory, first_line(std::move(*path))));
  }
  const Directory& refs = common ? *common : *git;
  if (auto value = refs.read(ref, largest_ref)) {
    return first_line(std::move(*value));
  }
  return packed_ref(refs, ref);
}

}  // namespace

std::optional<std::string> git_commit(FileSystem& files, std::string directory) {
  try {
    for (;;) {
      const auto here = files.open(directory.empty() ? "/" : directory);
      const auto git = here ? here->status(".git") : std::nullopt;
      if (git) {
        std::string path = directory + "/.git";
        if (git->kind == FileKind::file) {  // a worktree or submodule: "gitdir: <path>"
          const std::string line = first_line(here->read(".git", largest_ref).value_or(""));
          path = line.starts_with("gitdir: ") ? in_directory(directory, line.substr(8)) : path;
        }
        auto commit = head_commit(files, path);
        return commit && is_commit(*commit) ? commit : std::nullopt;
      }
      if (directory.empty() || directory == "/") {
        return std::nullopt;
      }
      directory.resize(directory.rfind('/'));
    }
  } catch (const Error&) {
    return std::nullopt;  // an unreadable repository is none: the run matters more than its tag
  }
}

std::vector<Tag> source_tags(const World& world, const std::optional<std::string>& source_name) {
  std::vector<Tag> tags{{tag_keys::user, world.environment.user_name()}};
  tags.push_back(
      {tag_keys::source_name, source_name ? *source_name : world.environment.caller_name()});
  tags.push_back({tag_keys::source_type, "LOCAL"});
  if (auto commit = git_commit(*world.host.files, world.host.files->working_directory())) {
    tags.push_back({tag_keys::git_commit, std::move(*commit)});
  }
  return tags;
}

}  // namespace mltrack::cli
