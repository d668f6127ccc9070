// Runs a fuzz target where there is no libFuzzer: first every file of a corpus, then changes of them,
// the same ones every time.
//
//   fuzz_TARGET CORPUS DICTIONARY EXECUTIONS    (MLTRACK_FUZZ_SEED and MLTRACK_FUZZ_RUNS change it)
//   fuzz_TARGET FILE                            one input, for example the one that broke a promise
//
// An input that ends the program is left in ./crash-TARGET.
#include "promise.hpp"

#include <algorithm>
#include <csignal>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

// Of the sanitizers, if there are any: called before they end the program.
extern "C" __attribute__((weak)) void __sanitizer_set_death_callback(void (*callback)());

namespace {

constexpr std::size_t longest = 4096;
constexpr std::clock_t most_time = 10 * CLOCKS_PER_SEC;  // of the processor, for one input

std::string input;       // what is being tried
std::string crash_file;  // where it is left

void keep_input() {
  if (std::FILE* file = std::fopen(crash_file.c_str(), "wb")) {
    std::fwrite(input.data(), 1, input.size(), file);
    std::fclose(file);
    std::fprintf(stderr, "the input is in %s\n", crash_file.c_str());
  }
}

void on_signal(int number) {
  keep_input();
  std::signal(number, SIG_DFL);
  std::raise(number);
}

std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<std::string> read_corpus(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  std::vector<std::string> corpus;
  std::transform(paths.begin(), paths.end(), std::back_inserter(corpus), read_file);
  return corpus;
}

/// libFuzzer's form: a line `"word"` each, of which none has an escape here.
std::vector<std::string> read_dictionary(const char* path) {
  std::vector<std::string> words;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    if (line.size() > 2 && line.front() == '"') {
      words.push_back(line.substr(1, line.size() - 2));
    }
  }
  return words;
}

class Mutator {
 public:
  Mutator(std::vector<std::string> corpus, std::vector<std::string> words, unsigned seed)
      : corpus_(std::move(corpus)), words_(std::move(words)), chance_(seed) {}

  std::string next() {
    std::string text = any_of(corpus_);
    for (std::size_t changes = 1 + below(5); changes > 0; --changes) {
      change(text);
    }
    text.resize(std::min(text.size(), longest));
    return text;
  }

 private:
  std::size_t below(std::size_t end) { return end == 0 ? 0 : chance_() % end; }
  const std::string& any_of(const std::vector<std::string>& texts) {
    return texts[below(texts.size())];
  }

  void change(std::string& text) {
    const std::size_t at = below(text.size() + 1);
    const std::size_t length = below(std::min<std::size_t>(text.size() - at, 40) + 1);
    switch (below(7)) {
      case 0:
        text.insert(at, 1, static_cast<char>(below(256)));
        break;
      case 1:
        text.erase(at, length);
        break;
      case 2:
        if (at < text.size()) {
          text[at] = static_cast<char>(static_cast<unsigned char>(text[at]) ^ (1U << below(8)));
        }
        break;
      case 3:
        text.insert(at, any_of(words_));
        break;
      case 4:
        text.insert(at, " " + any_of(words_) + " ");
        break;
      case 5: {  // another text goes on here
        const std::string& other = any_of(corpus_);
        text = text.substr(0, at) + other.substr(below(other.size() + 1));
        break;
      }
      default: {  // a part of it, many times
        const std::string part = text.substr(at, length);
        for (std::size_t times = below(60); times > 0 && text.size() < longest; --times) {
          text.insert(at, part);
        }
      }
    }
  }

  std::vector<std::string> corpus_;
  std::vector<std::string> words_;
  std::mt19937 chance_;
};

void run(std::string text) {
  input = std::move(text);
  const std::clock_t begin = std::clock();
  // A copy of just this size, so that a read behind its end is seen.
  const std::vector<std::uint8_t> bytes(input.begin(), input.end());
  LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
  mltrack::fuzz::promise(std::clock() - begin < most_time, "an input is answered soon");
}

unsigned long from_environment(const char* name, unsigned long otherwise) {
  const char* text = std::getenv(name);
  return text == nullptr ? otherwise : std::strtoul(text, nullptr, 10);
}

}  // namespace

int main(int count, char** arguments) {
  crash_file = "crash-" + std::filesystem::path(arguments[0]).filename().string();
  for (const int number : {SIGABRT, SIGSEGV, SIGBUS, SIGFPE}) {
    std::signal(number, on_signal);
  }
  if (&__sanitizer_set_death_callback != nullptr) {
    __sanitizer_set_death_callback(keep_input);
  }
  if (count == 2) {
    run(read_file(arguments[1]));
    return 0;
  }
  if (count != 4) {
    std::fprintf(stderr, "usage: %s CORPUS DICTIONARY EXECUTIONS | %s FILE\n", arguments[0],
                 arguments[0]);
    return 2;
  }
  const std::vector<std::string> corpus = read_corpus(arguments[1]);
  for (const std::string& text : corpus) {
    run(text);
  }
  const unsigned long seed = from_environment("MLTRACK_FUZZ_SEED", 1);
  const unsigned long executions =
      from_environment("MLTRACK_FUZZ_RUNS", std::strtoul(arguments[3], nullptr, 10));
  std::printf("%zu files, then %lu changes of them (MLTRACK_FUZZ_SEED=%lu)\n", corpus.size(),
              executions, seed);
  std::fflush(stdout);
  Mutator mutator(corpus, read_dictionary(arguments[2]), static_cast<unsigned>(seed));
  for (unsigned long i = 0; i < executions; ++i) {
    run(mutator.next());
  }
  return corpus.empty() ? 1 : 0;
}
