#include "run_names.hpp"

#include "mltrack/base/inline_word.hpp"

#include <fmt/format.h>

#include <array>
#include <string_view>

namespace mltrack {
namespace {

constexpr auto adjectives = std::to_array<InlineWord<8>>(
    {"able",    "agile",   "amber",  "ample",   "apt",    "azure",  "bold",     "brave",  "breezy",
     "bright",  "brisk",   "bronze", "calm",    "candid", "cheery", "civil",    "clear",  "clever",
     "cosmic",  "cozy",    "crisp",  "curious", "daring", "dapper", "deft",     "eager",  "early",
     "earnest", "elegant", "epic",   "exact",   "fair",   "fancy",  "fearless", "fleet",  "fluent",
     "fond",    "frank",   "fresh",  "gentle",  "gifted", "glad",   "golden",   "grand",  "hardy",
     "honest",  "humble",  "icy",    "ideal",   "ivory",  "jolly",  "jovial",   "keen",   "kind",
     "lively",  "loyal",   "lucid",  "lucky",   "mellow", "merry",  "mighty",   "modest", "neat",
     "nimble",  "noble",   "novel",  "patient", "placid", "plucky", "polite",   "prime",  "proud",
     "quick",   "quiet",   "rapid",  "rare",    "robust", "rosy",   "rustic",   "serene", "sharp",
     "silver",  "sincere", "sleek",  "smart",   "snowy",  "spry",   "steady",   "sturdy", "sunny",
     "swift",   "tidy",    "vivid",  "warm",    "wise",   "zesty"});

constexpr auto nouns = std::to_array<InlineWord<8>>(
    {"acorn",   "anchor", "aspen",  "badger", "bay",     "beacon",  "birch",  "bison",   "breeze",
     "bridge",  "brook",  "canyon", "cedar",  "cliff",   "cloud",   "clover", "comet",   "condor",
     "coral",   "cove",   "crane",  "creek",  "delta",   "dolphin", "dune",   "eagle",   "ember",
     "falcon",  "fern",   "finch",  "fjord",  "forest",  "fox",     "gale",   "garnet",  "geyser",
     "glacier", "grove",  "gull",   "harbor", "hare",    "hawk",    "hazel",  "heron",   "hill",
     "ibis",    "iris",   "island", "jay",    "kestrel", "kiwi",    "lagoon", "lake",    "lark",
     "lemur",   "lily",   "lynx",   "maple",  "marlin",  "marsh",   "meadow", "meteor",  "moose",
     "nebula",  "oak",    "ocean",  "opal",   "orca",    "osprey",  "otter",  "owl",     "panda",
     "pebble",  "pine",   "plover", "poppy",  "prairie", "puffin",  "quail",  "quartz",  "rain",
     "raven",   "reef",   "ridge",  "river",  "robin",   "salmon",  "seal",   "sparrow", "spruce",
     "stork",   "tern",   "tiger",  "tulip",  "walrus",  "willow"});

constexpr std::uint64_t numbers = 1001;

}  // namespace

std::string generate_run_name(Random& random) {
  // The longest of these words give 8 + 1 + 7 + 1 + 4 = 21 characters; MLflow draws again above 20.
  constexpr std::size_t longest = 20;
  for (;;) {
    const std::string_view adjective = adjectives[random.next() % adjectives.size()];
    const std::string_view noun = nouns[random.next() % nouns.size()];
    std::string name = fmt::format("{}-{}-{}", adjective, noun, random.next() % numbers);
    if (name.size() <= longest) {
      return name;
    }
  }
}

}  // namespace mltrack
