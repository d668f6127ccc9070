#pragma once
// Whole texts from standard input or a file, for commands that take one.

#include "context.hpp"

#include <memory>
#include <string>

namespace mltrack::cli {

/// Standard input to its end. Says so when it waits for a terminal.
[[nodiscard]] std::string read_all_input(Context& context);

/// The file at `path`, or standard input for "-". Throws Error::not_found, naming it.
[[nodiscard]] std::string read_file_or_input(Context& context, const std::string& path);

/// The file at `path` for reading; throws Error::not_found if there is none.
[[nodiscard]] std::unique_ptr<FileReader> open_user_file(FileSystem& files,
                                                         const std::string& path);

/// Standard input as a stream.
[[nodiscard]] std::unique_ptr<FileReader> input_reader(Context& context);

}  // namespace mltrack::cli
