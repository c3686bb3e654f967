// Options that several commands have.
#pragma once

#include <CLI/CLI.hpp>
#include <cstddef>
#include <string>
#include <vector>

namespace quoth {

// An option of a few values.
CLI::Option* add_choice(CLI::App& app, const char* names, std::string& value,
                        const std::vector<std::string>& choices, const char* description);

// An option that takes a number from 0 to 1.
void add_confidence(CLI::App& app, float& value, const char* description);

// What is read, by what, and how it is told, for the commands that run the engine.
struct ReadingFlags {
  std::vector<std::string> inputs;
  std::vector<std::string> manifests;
  std::string language = "en";
  std::string model;
  size_t n_threads = 0;
  std::string progress = "auto";
  bool quiet = false;
};

void add_inputs(CLI::App& app, ReadingFlags& flags);    // FILE
void add_threads(CLI::App& app, ReadingFlags& flags);   // --threads
void add_model(CLI::App& app, ReadingFlags& flags);     // --model
void add_manifest(CLI::App& app, ReadingFlags& flags);  // --manifest
void add_language(CLI::App& app, ReadingFlags& flags);  // --language

}  // namespace quoth
