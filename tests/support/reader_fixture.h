// What the tests of the reading stage share: a folder for files, and items as lines of text.
#pragma once

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "read/reader.h"

namespace quoth::testing_support {

using Lines = std::vector<std::string>;

// "ID = TEXT" of an article and "ID @ BYTES" of a page, with the other fields that are set as
// " url=…"; "ID - REASON" of what is skipped; "ID ! CODE at WHERE: MESSAGE".
inline std::string dump(const ReadItem& item) {
  if (const auto* failed = std::get_if<FailedInput>(&item)) {
    const Error& e = failed->error;
    return failed->id + " ! " + std::string(name(e.code)) + " at " + e.where + ": " + e.message;
  }
  if (const auto* skipped = std::get_if<SkippedInput>(&item)) {
    return skipped->id + " - " + std::string(name(skipped->reason));
  }
  if (const auto* page = std::get_if<Page>(&item)) {
    std::string out = page->id + " @ " + page->bytes;
    const std::pair<const char*, const std::string*> known[] = {
        {"charset", &page->charset},     {"url", &page->url},          {"title", &page->title},
        {"publisher", &page->publisher}, {"section", &page->section},  {"author", &page->author},
        {"published", &page->published}, {"language", &page->language}};
    for (const auto& [key, value] : known) {
      if (!value->empty()) out += ' ' + std::string(key) + '=' + *value;
    }
    return out;
  }
  const Article& a = std::get<Article>(item);
  std::string out = a.id + " = " + a.text;
  const std::pair<const char*, const std::string*> fields[] = {
      {"url", &a.url},          {"title", &a.title},   {"publisher", &a.publisher},
      {"section", &a.section},  {"author", &a.author}, {"published", &a.published},
      {"language", &a.language}};
  for (const auto& [key, value] : fields) {
    if (!value->empty()) out += ' ' + std::string(key) + '=' + *value;
  }
  return out;
}

inline Lines dump(const std::vector<ReadItem>& items) {
  Lines lines;
  for (const ReadItem& item : items) lines.push_back(dump(item));
  return lines;
}

// A folder of its own, written as "D" in what the tests compare.
class ReaderTest : public testing::Test {
 protected:
  ReaderTest() {
    std::string name = (std::filesystem::temp_directory_path() / "quoth-reader-XXXXXX").string();
    dir_ = mkdtemp(name.data());
    chmod(dir_.c_str(), 0755);
  }
  ~ReaderTest() override { std::filesystem::remove_all(dir_); }

  std::string path(const std::string& name) const { return dir_ + '/' + name; }

  std::string write(const std::string& name, std::string_view bytes) const {
    std::filesystem::create_directories(std::filesystem::path(path(name)).parent_path());
    std::ofstream(path(name), std::ios::binary) << bytes;
    return path(name);
  }

  Lines read(std::vector<std::string> inputs, uint64_t limit = 16u << 20) const {
    Reader reader(std::move(inputs), {.max_document_bytes = limit});
    Lines lines;
    while (const auto item = reader.next()) {
      std::string line = dump(*item);
      for (size_t at; (at = line.find(dir_)) != std::string::npos;)
        line.replace(at, dir_.size(), "D");
      lines.push_back(std::move(line));
    }
    EXPECT_FALSE(reader.next().has_value());  // the end stays the end
    return lines;
  }

  Lines read_jsonl(std::string_view bytes, uint64_t limit = 16u << 20) const {
    return read({write("a.jsonl", bytes)}, limit);
  }

  // What read() gives with `fd` as standard input.
  Lines read_stdin(int fd, std::vector<std::string> inputs = {"-"}) const {
    const int saved = dup(STDIN_FILENO);
    dup2(fd, STDIN_FILENO);
    const Lines lines = read(std::move(inputs));
    dup2(saved, STDIN_FILENO);
    close(saved);
    return lines;
  }

  // A pipe that `bytes` are written to by another process, a few at a time.
  static int pipe_of(std::string_view bytes) {
    int ends[2];
    EXPECT_EQ(pipe(ends), 0);
    if (fork() == 0) {
      close(ends[0]);
      for (size_t i = 0; i < bytes.size(); i += 3) {
        if (::write(ends[1], bytes.data() + i, std::min<size_t>(3, bytes.size() - i)) < 0) break;
      }
      _exit(0);
    }
    close(ends[1]);
    return ends[0];
  }

  std::string dir_;
};

}  // namespace quoth::testing_support
