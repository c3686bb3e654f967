#include "cli/help.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <memory>
#include <vector>

#include "write/escape.h"

namespace quoth {
namespace {

class HelpFormatter : public CLI::Formatter {
 public:
  explicit HelpFormatter(HelpText text) : text_(std::move(text)) {
    column_width(27);
    label("Positionals", "Arguments");
  }

  std::string make_help(const CLI::App* app, std::string name,
                        CLI::AppFormatMode mode) const override {
    std::string page = Formatter::make_help(app, std::move(name), mode);
    while (page.ends_with("\n\n")) page.pop_back();
    return page;
  }
  std::string make_description(const CLI::App*) const override {
    return "Examples:\n" + text_.examples + '\n';
  }
  std::string make_usage(const CLI::App*, std::string) const override {
    return "Usage: " + text_.usage + "\n\n" + text_.about;
  }
  std::string make_footer(const CLI::App*) const override { return text_.footer; }

 private:
  HelpText text_;
};

// Optimal string alignment distance, three rows at a time.
size_t distance(std::string_view a, std::string_view b) {
  std::vector<size_t> before, last(b.size() + 1), row(b.size() + 1);
  for (size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] != b[j - 1])});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        row[j] = std::min(row[j], before[j - 2] + 1);
      }
    }
    before = std::move(last);
    last = row;
  }
  return last[b.size()];
}

std::string suggestion(std::string_view word, const std::vector<std::string>& names) {
  const std::string meant = closest(word, names);
  return meant.empty() ? "" : fmt::format("; did you mean '{}'?", meant);
}

std::vector<std::string> command_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* command : app.get_subcommands(nullptr)) names.push_back(command->get_name());
  return names;
}

std::vector<std::string> option_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::Option* option : app.get_options(nullptr)) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  }
  return names;
}

std::string usage_message(const CLI::App& app, const CLI::App& command,
                          const CLI::ParseError& error, const std::string& first_argument) {
  if (&command == &app && !first_argument.empty() && first_argument[0] != '-') {
    return fmt::format("unknown command '{}'{}", first_argument,
                       suggestion(first_argument, command_names(app)));
  }
  const std::vector<std::string> extras = app.remaining(true);
  if (!extras.empty() && extras[0].size() > 1 && extras[0][0] == '-') {
    const std::string option = extras[0].substr(0, extras[0].find('='));
    return fmt::format("unknown option '{}'{}", option, suggestion(option, option_names(command)));
  }
  std::string message = error.what();
  if (error.get_name() ==
      "ArgumentMismatch") {  // every option takes one value, and the last counts
    return message.substr(0, message.find(':')) + ": the value is missing";
  }
  if (message.size() > 1 && std::islower(static_cast<unsigned char>(message[1]))) {
    message[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(message[0])));
  }
  return message;
}

}  // namespace

void set_help(CLI::App& app, HelpText text) {
  app.formatter(std::make_shared<HelpFormatter>(std::move(text)));
  app.set_help_flag("-h,--help", "print this page");
}

std::string error_line(const Error& error) {
  const std::string where = error.where.empty() ? "" : printable(error.where) + ": ";
  return fmt::format("quoth: {}{} ({})\n", where, printable(error.message), name(error.code));
}

int report(const Error& error) {
  std::fputs(error_line(error).c_str(), stderr);
  return exit_status(error.code);
}

int report_usage(const CLI::App& app, const CLI::ParseError& error,
                 const std::string& first_argument) {
  const std::vector<const CLI::App*> chosen =
      app.get_subcommands([](const CLI::App* sub) { return sub->parsed(); });
  const CLI::App& command = chosen.empty() ? app : *chosen[0];
  report({ErrorCode::kUsage, usage_message(app, command, error, first_argument), ""});
  const std::string full_name =
      chosen.empty() ? app.get_name() : app.get_name() + ' ' + command.get_name();
  fmt::print(stderr, "Try '{} --help'.\n", full_name);
  return exit_status(ErrorCode::kUsage);
}

std::string closest(std::string_view word, const std::vector<std::string>& names) {
  std::string best;
  size_t least = word.size() / 3 + 1;
  for (const std::string& name : names) {
    const size_t d = distance(word, name);
    if (d < least) {
      least = d;
      best = name;
    }
  }
  return best;
}

}  // namespace quoth
