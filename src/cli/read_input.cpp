#include "read_input.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/base/unicode.hpp"

namespace mltrack::cli {
namespace {

constexpr std::size_t piece = 65536;

class InputReader final : public FileReader {
 public:
  explicit InputReader(Input& in) : in_(in) {}
  std::size_t read(std::span<char> buffer) override {
    std::size_t filled = 0;  // a pipe gives less than asked for before its end
    while (filled < buffer.size()) {
      const std::size_t got = in_.read(buffer.subspan(filled));
      if (got == 0) {
        break;
      }
      filled += got;
    }
    return filled;
  }
  [[nodiscard]] std::uint64_t size() const override { return 0; }

 private:
  Input& in_;
};

std::string read_to_end(FileReader& reader) {
  std::string text;
  for (;;) {
    const std::size_t before = text.size();
    text.resize(before + piece);
    const std::size_t got = reader.read({text.data() + before, piece});
    text.resize(before + got);
    if (got == 0) {
      return text;
    }
  }
}

}  // namespace

std::unique_ptr<FileReader> input_reader(Context& context) {
  if (context.world.in.is_terminal()) {
    context.note("mltrack: reading from the terminal; end with Ctrl-D");
    context.world.err.flush();
  }
  return std::make_unique<InputReader>(context.world.in);
}

std::string read_all_input(Context& context) {
  return read_to_end(*input_reader(context));
}

std::unique_ptr<FileReader> open_user_file(FileSystem& files, const std::string& path) {
  const auto slash = path.rfind('/');
  const std::string folder = slash == std::string::npos ? "."
                             : slash == 0               ? "/"
                                                        : path.substr(0, slash);
  const auto directory = files.open(folder);
  const auto status = directory ? directory->status(path.substr(slash + 1)) : std::nullopt;
  if (status && status->kind == FileKind::directory) {
    throw Error::invalid("'{}' is a directory, not a file", escape_controls(path));
  }
  auto reader = directory ? directory->open_reader(path.substr(slash + 1)) : nullptr;
  if (!reader) {
    throw Error::not_found("There is no file '{}'", escape_controls(path));
  }
  return reader;
}

std::string read_file_or_input(Context& context, const std::string& path) {
  if (path == "-") {
    return read_all_input(context);
  }
  return read_to_end(*open_user_file(*context.world.host.files, path));
}

}  // namespace mltrack::cli
