#include "mltrack/cli/process.hpp"
#include "mltrack/cli/run.hpp"

int main(int count, char** arguments) {
  mltrack::Host host = mltrack::real_host();
  const auto out = mltrack::cli::standard_output();
  const auto err = mltrack::cli::standard_error();
  const auto in = mltrack::cli::standard_input();
  const auto environment = mltrack::cli::process_environment();
  mltrack::cli::World world{host, *out, *err, *in, *environment};
  return mltrack::cli::run({arguments + 1, arguments + count}, world);
}
