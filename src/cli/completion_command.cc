#include "cli/completion_command.h"

#include <memory>
#include <string>
#include <string_view>

#include "cli/help.h"
#include "cli/output.h"

namespace quoth {

// The files of completion/.
extern const std::string_view completion_bash;
extern const std::string_view completion_fish;
extern const std::string_view completion_zsh;

namespace {

const char kExamples[] =
    "  source <(quoth completion bash)                      in ~/.bashrc\n"
    "  quoth completion zsh > ~/.zfunc/_quoth               in a directory of $fpath\n"
    "  quoth completion fish > ~/.config/fish/completions/quoth.fish\n";

int run(std::string_view shell) {
  const std::string_view script = shell == "bash"  ? completion_bash
                                  : shell == "zsh" ? completion_zsh
                                                   : completion_fish;
  const Result<std::unique_ptr<Output>> output = Output::open("");
  if (!output) return report(output.error());
  const Result<Delivery> delivery = (*output)->write(script);
  if (delivery) return 0;
  report(delivery.error());
  return 2;
}

}  // namespace

Command add_completion_command(CLI::App& program) {
  CLI::App* app = program.add_subcommand("completion", "a script for the shell to complete quoth");
  set_help(*app,
           {kExamples, "quoth completion bash|zsh|fish", "Writes the script to stdout.\n", ""});
  auto shell = std::make_shared<std::string>();
  app->add_option("SHELL", *shell, "bash, zsh or fish")
      ->option_text("(required)")
      ->required()
      ->check(CLI::IsMember({"bash", "zsh", "fish"}));
  return {app, [shell] { return run(*shell); }};
}

}  // namespace quoth
