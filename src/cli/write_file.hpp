#pragma once
// Answers that go to a file of the user's: -O FILE.

#include "context.hpp"

#include <string>
#include <string_view>

namespace mltrack::cli {

/// Puts `contents` at `path`, as a whole or not at all; a plain file that is there is replaced.
/// Throws Error::not_found if there is no such directory, Error::invalid if something else than a
/// plain file stands there.
void write_user_file(Context& context, const std::string& path, std::string_view contents);

}  // namespace mltrack::cli
