#include "cli/flags.h"

#include <cmath>

namespace quoth {
namespace {

constexpr size_t kMaxThreads = 1024;

std::string check_confidence(const std::string& text) {
  double value = 0;
  const bool number = CLI::detail::lexical_cast(text, value) && std::isfinite(value);
  return number && value >= 0 && value <= 1 ? "" : text + " is no number from 0 to 1";
}

std::string check_threads(const std::string& text) {
  size_t value = 0;
  const bool number = !text.empty() && text[0] != '-' && CLI::detail::lexical_cast(text, value);
  return number && value >= 1 && value <= kMaxThreads ? "" : text + " is no number from 1 to 1024";
}

}  // namespace

CLI::Option* add_choice(CLI::App& app, const char* names, std::string& value,
                        const std::vector<std::string>& choices, const char* description) {
  return app.add_option(names, value, description)
      ->check(CLI::IsMember(choices))
      ->option_text(CLI::detail::join(choices, "|"))
      ->take_last();
}

void add_confidence(CLI::App& app, float& value, const char* description) {
  app.add_option("--min-confidence", value, description)
      ->check(CLI::Validator(check_confidence, ""))
      ->option_text("X")
      ->take_last();
}

void add_inputs(CLI::App& app, ReadingFlags& flags) {
  app.add_option("FILE", flags.inputs, "files, directories, or - for standard input (the default)")
      ->type_name("");
}

void add_threads(CLI::App& app, ReadingFlags& flags) {
  app.add_option("-j,--threads", flags.n_threads, "work on N threads (default: one a core)")
      ->check(CLI::Validator(check_threads, ""))
      ->option_text("N")
      ->take_last();
}

void add_model(CLI::App& app, ReadingFlags& flags) {
  app.add_option("--model", flags.model, "use this model file")
      ->option_text("FILE")
      ->envname("QUOTH_MODEL")
      ->take_last();
}

void add_manifest(CLI::App& app, ReadingFlags& flags) {
  app.add_option("--manifest", flags.manifests, "read the inputs that this file lists, one a line")
      ->option_text("FILE")
      ->take_all();
}

void add_language(CLI::App& app, ReadingFlags& flags) {
  add_choice(app, "--language", flags.language, {"en", "any"},
             "any: read documents in other languages too\n(default: en, others are skipped)");
}

}  // namespace quoth
