#include "command.hpp"

#include "mltrack/base/error.hpp"
#include "mltrack/base/unicode.hpp"

namespace mltrack::cli {
namespace {

// The scripts know nothing: they ask the program (complete.cpp), so they cannot go stale. A line is a
// word, and behind a tab what it means; ":files" asks the shell for files.
constexpr std::string_view bash_script = R"sh(_mltrack() {
  local IFS=$'\n' rest=${COMP_LINE:0:COMP_POINT} words=() i word blanks line
  # bash breaks words at = and :, too; the program does not.
  for ((i = 0; i <= COMP_CWORD; i++)); do
    word=${COMP_WORDS[i]}
    blanks=${rest%%[![:blank:]]*}
    rest=${rest#"$blanks"}
    rest=${rest#"$word"}
    if ((i > 1)) && [[ -z $blanks ]]; then
      words[-1]+=$word
    else
      words+=("$word")
    fi
  done
  local broken=${words[-1]%"${words[-1]##*[=:]}"}
  COMPREPLY=()
  while IFS= read -r line; do
    if [[ $line == :files ]]; then
      compopt -o filenames 2> /dev/null
      COMPREPLY+=($(compgen -f -- "${COMP_WORDS[COMP_CWORD]}"))
    else
      word=${line%%$'\t'*}
      word=${word#"$broken"}
      [[ $word == *[/:] ]] && compopt -o nospace 2> /dev/null
      [[ $word == *[!a-zA-Z0-9_./:=,@%+-]* ]] && printf -v word '%q' "$word"
      COMPREPLY+=("$word")
    fi
  done < <(mltrack complete -- "${words[@]:1}" 2> /dev/null)
}
complete -F _mltrack mltrack
)sh";

// A file of this name on fpath is run as the function at its first call, and then has to act as one.
constexpr std::string_view zsh_script = R"sh(#compdef mltrack
_mltrack() {
  local line word meaning
  local -a matches more
  for line in "${(@f)$(mltrack complete -- "${(@)words[2,CURRENT]}" 2> /dev/null)}"; do
    if [[ $line == :files ]]; then
      _files
      continue
    fi
    word=${line%%$'\t'*}
    meaning=
    [[ $line == *$'\t'* ]] && meaning=:${line#*$'\t'}
    if [[ $word == *[/:] ]]; then
      more+=("${word//:/\\:}$meaning")
    elif [[ -n $word ]]; then
      matches+=("${word//:/\\:}$meaning")
    fi
  done
  (( $#more )) && _describe mltrack more -S ''
  (( $#matches )) && _describe mltrack matches
}
if [[ $funcstack[1] == _mltrack ]]; then
  _mltrack "$@"
else
  compdef _mltrack mltrack
fi
)sh";

constexpr std::string_view fish_script = R"sh(function __mltrack_complete
  set -l words (commandline -opc) (commandline -ct)
  for line in (mltrack complete -- $words[2..-1] 2> /dev/null)
    if test "$line" = :files
      __fish_complete_path (commandline -ct)
    else
      echo $line
    end
  end
end
complete -c mltrack -f -a '(__mltrack_complete)'
)sh";

class Completion final : public Command {
 public:
  void declare(Flags& flags) override {
    flags.add({.value_name = "SHELL",
               .help = "bash, zsh or fish",
               .target = &shell_,
               .required = true,
               .completes = Completes::words,
               .words = "bash zsh fish"});
  }

  void run(Context& context) override {
    if (shell_ == "bash") {
      context.world.out.write(bash_script);
    } else if (shell_ == "zsh") {
      context.world.out.write(zsh_script);
    } else if (shell_ == "fish") {
      context.world.out.write(fish_script);
    } else {
      throw Error::invalid("Unknown shell '{}'", escape_controls(shell_))
          .with_hint("Choose bash, zsh or fish.");
    }
  }

 private:
  std::string shell_;
};

const Registration<Completion> registration{{
    .name = "completion",
    .summary = "Print a completion script for a shell",
    .group = Group::program,
    .needs = needs_nothing,
    .description =
        "Completes commands and options, and from the tree run ids and names, experiment\n"
        "names, and keys of metrics, params and tags.",
    .examples = {"source <(mltrack completion bash)", "mltrack completion zsh > ~/.zfunc/_mltrack",
                 "mltrack completion fish > ~/.config/fish/completions/mltrack.fish"},
}};

}  // namespace
}  // namespace mltrack::cli
