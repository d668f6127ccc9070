#pragma once
// What happens with what a supervised command does: it is shown, kept, and read.

#include "log_text.hpp"
#include "run_log.hpp"
#include "scraper.hpp"
#include "supervisor.hpp"

#include "mltrack/cli/world.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace mltrack::cli {

enum class Capture { no, yes };

class RunKeeper final : public SupervisorListener {
 public:
  /// `patterns` are those of a Scraper.
  RunKeeper(World& world, Processes& processes, RunLog& log, Capture capture,
            const std::vector<std::string>& patterns);

  void command_wrote(Stream stream, std::string&& text) override;
  void helper_wrote(const ProgramText& text) override;
  void helper_ended(const ProgramEnd& end) override;
  std::int64_t pause() override;
  [[nodiscard]] bool must_stop() const override { return log_.failure().has_value(); }

  /// The command has ended, and so has what it wrote.
  void finish();

 private:
  void show(Stream stream, std::string_view text);
  void refuse(const std::string& why);

  World& world_;
  Processes& processes_;
  RunLog& log_;
  Capture capture_;
  std::array<LogText, 2> texts_;
  std::optional<Scraper> scraper_;
  std::array<LineSplitter, 2> lines_;
  std::set<std::string> refused_;
};

}  // namespace mltrack::cli
