// Where items come from, how a run goes on, and lists of inputs.
#include <gtest/gtest.h>
#include <unistd.h>

#include <string>
#include <utility>
#include <vector>

#include "read/reader.h"
#include "support/archives.h"
#include "support/reader_fixture.h"

namespace quoth {
namespace {

using testing_support::dump;
using testing_support::gzipped;
using testing_support::Lines;
using testing_support::page_record;

class PlaceTest : public testing_support::ReaderTest {
 protected:
  std::string shown(std::string text) const {
    for (size_t at; (at = text.find(dir_)) != std::string::npos;)
      text.replace(at, dir_.size(), "D");
    return text;
  }

  // "PATH NUMBER OFFSET | ITEM" of each.
  Lines places(Reader& reader) const {
    Lines lines;
    while (const auto item = reader.next()) {
      const Place& place = reader.place();
      lines.push_back(shown(place.path + ' ' + std::to_string(place.number) + ' ' +
                            std::to_string(place.offset) + " | " + dump(*item)));
    }
    return lines;
  }

  Lines places(std::vector<std::string> inputs) const {
    Reader reader(std::move(inputs), {});
    return places(reader);
  }

  Lines resumed(std::vector<std::string> inputs, Place place) const {
    Reader reader(std::move(inputs), {});
    reader.resume_at(std::move(place));
    return places(reader);
  }

  Lines listed(const std::string& manifest, std::vector<std::string> inputs = {}) const {
    Reader reader(std::move(inputs), {.manifests = {write("list", manifest)}});
    return places(reader);
  }
};

// ---- places

TEST_F(PlaceTest, TellsWhereItemsComeFrom) {
  const std::string a = page_record("u:a", "A"), b = page_record("u:b", "B");
  const std::string warc = write("w/b.warc", a + b), text = write("w/c.txt", "c");
  write("w/a.jsonl", "{\"text\": \"x\"}\n\n{\n{\"text\": \"yy\"}");
  const std::string second = std::to_string(a.size());
  const Lines expected{
      "D/w/a.jsonl 0 0 | D/w/a.jsonl:1 = x",
      "D/w/a.jsonl 1 15 | D/w/a.jsonl:3 ! invalid_json at D/w/a.jsonl:3: invalid JSON at byte 1 of "
      "the line: ends too early",
      "D/w/a.jsonl 2 17 | D/w/a.jsonl:4 = yy",
      "D/w/b.warc 0 0 | u:a @ A charset=UTF-8 url=u:a",
      "D/w/b.warc 1 " + second + " | u:b @ B charset=UTF-8 url=u:b",
      "D/w/c.txt 0 0 | D/w/c.txt = c",
      "D/gone 0 0 | D/gone ! not_found at D/gone: no such file or directory",
  };
  EXPECT_EQ(places({path("w"), path("gone")}), expected);
}

TEST_F(PlaceTest, GivesTheOffsetOfTheMember) {
  const std::string a = gzipped(page_record("u:a", "A")), b = gzipped(page_record("u:b", "B"));
  std::string damaged = b;
  damaged[b.size() / 2] = static_cast<char>(~damaged[b.size() / 2]);
  const std::string file = write("a", a + damaged + b + gzipped(""));
  const std::string at_damage = std::to_string(a.size());
  EXPECT_EQ(
      places({file}),
      (Lines{"D/a 0 0 | u:a @ A charset=UTF-8 url=u:a",
             "D/a 1 " + at_damage + " | D/a: byte " + at_damage +
                 " ! invalid_archive at D/a: byte " + at_damage + ": the member of gzip is damaged",
             "D/a 2 " + std::to_string(a.size() + b.size()) + " | u:b @ B charset=UTF-8 url=u:b"}));
  const std::string line = gzipped("{\"text\": \"x\"}\n");
  const std::string lines = write("b", line + line);
  EXPECT_EQ(places({lines}), (Lines{"D/b 0 0 | D/b:1 = x",
                                    "D/b 1 " + std::to_string(line.size()) + " | D/b:2 = x"}));
}

TEST_F(PlaceTest, LinesBehindDamageAreRead) {
  const std::string a = gzipped("{\"text\": \"x\"}\n{\"text\": \"y\"}\n");
  std::string b = gzipped("{\"text\": \"z\"}\n{\"text\": \"z\"}\n");
  b[b.size() - 6] = static_cast<char>(~b[b.size() - 6]);  // the checksum: found at the end
  EXPECT_EQ(
      read({write("a.jsonl.gz", a + b + a)}),
      (Lines{"D/a.jsonl.gz:1 = x", "D/a.jsonl.gz:2 = y", "D/a.jsonl.gz:3 = z", "D/a.jsonl.gz:4 = z",
             "D/a.jsonl.gz ! invalid_archive at D/a.jsonl.gz: byte " + std::to_string(a.size()) +
                 ": the member of gzip is damaged",
             "D/a.jsonl.gz:6 = x", "D/a.jsonl.gz:7 = y"}));
  // A text is read in full or not at all.
  EXPECT_EQ(
      read({write("b", gzipped("a row of ") + gzipped("houses").substr(0, 20))}),
      Lines{"D/b ! invalid_archive at D/b: byte " + std::to_string(gzipped("a row of ").size()) +
            ": the member of gzip ends too early"});
  EXPECT_EQ(read({write("c", gzipped("a row").substr(0, 12))}),
            Lines{"D/c ! invalid_archive at D/c: byte 0: the member of gzip ends too early"});
}

TEST_F(PlaceTest, LimitsWhatATextExpandsTo) {
  EXPECT_EQ(read({write("a", gzipped(std::string(5'000, 'a')))}, 4'000),
            Lines{"D/a ! too_large at D/a: larger than the limit of 4000 bytes"});
  EXPECT_EQ(read({write("b", gzipped(std::string(3'000, 'a')))}, 4'000)[0].size(), 3'006u);
}

TEST_F(PlaceTest, ReadsAPage) {
  EXPECT_EQ(read({write("a", "<!doctype html><p>caf\xE9")}),
            Lines{"D/a @ <!doctype html><p>caf\xE9"});
  EXPECT_EQ(read({write("a", gzipped("<!doctype html><p>row"))}),
            Lines{"D/a @ <!doctype html><p>row"});
  EXPECT_EQ(read({write("a", "<html>12345")}, 10),
            Lines{"D/a ! too_large at D/a: larger than the limit of 10 bytes"});
}

// ---- going on

TEST_F(PlaceTest, GoesOnFromAnyPlace) {
  std::string damaged = gzipped(page_record("u:b", "B"));
  damaged[damaged.size() / 2] = static_cast<char>(~damaged[damaged.size() / 2]);
  write("w/a.jsonl", "{\"text\": \"x\"}\n\n{\n{\"text\": \"y\"}\n");
  write("w/b", gzipped(page_record("u:a", "A")) + damaged + gzipped(page_record("u:c", "C")));
  write("w/c.txt", "c");
  const std::vector<std::string> inputs{path("gone"), path("w"), path("w/c.txt")};
  const Lines all = places(inputs);
  ASSERT_EQ(all.size(), 9u);
  Reader reader(inputs, {});
  for (size_t i = 0; const auto item = reader.next(); ++i) {
    if (i == 8) break;  // that file is given twice, and its first place counts
    EXPECT_EQ(resumed(inputs, reader.place()), Lines(all.begin() + i, all.end())) << i;
    Place behind = reader.place();
    ++behind.number;
    EXPECT_EQ(resumed(inputs, behind), Lines(all.begin() + i + 1, all.end())) << i;
  }
}

TEST_F(PlaceTest, FilesBeforeThePlaceAreNotOpened) {
  const std::string a = write("a", "a"), b = write("b", "b"), c = write("c", "c");
  unlink(b.c_str());
  EXPECT_EQ(resumed({a, b, "-", c}, {c, 0, 0}), Lines{"D/c 0 0 | D/c = c"});
  EXPECT_EQ(
      resumed({a, c}, {b, 0, 0}),
      Lines{"D/b 0 0 | D/b ! not_found at D/b: not among the inputs, so the run cannot go on at "
            "it"});
  EXPECT_EQ(resumed({a, c}, {c, 5, 0}), Lines{});
}

TEST_F(PlaceTest, BytesOfFilesPassedOverCount) {
  const std::string a = write("a", "123"), b = write("b", "4567");
  Reader reader({a, b}, {});
  reader.resume_at({b, 0, 0});
  reader.next();
  EXPECT_EQ(reader.bytes_read(), 7u);
  EXPECT_EQ(reader.bytes_total(), 7u);
}

// ---- manifests

TEST_F(PlaceTest, AManifestListsInputs) {
  const std::string a = write("a b", "a"), x = write("w/x", "x");
  EXPECT_EQ(listed("# of rows\n\n" + a + "\r\n \t\n" + path("w") + '\n' + path("gone"), {x}),
            (Lines{"D/w/x 0 0 | D/w/x = x", "D/a b 0 0 | D/a b = a", "D/w/x 0 0 | D/w/x = x",
                   "D/gone 0 0 | D/gone ! not_found at D/gone: no such file or directory"}));
  EXPECT_EQ(listed(gzipped(x)), Lines{"D/w/x 0 0 | D/w/x = x"});
  EXPECT_EQ(listed(""), Lines{});
  EXPECT_EQ(
      listed(std::string(70'000, 'x') + '\n' + x),
      (Lines{"D/list:1 0 0 | D/list:1 ! invalid_document at D/list:1: the line is too long to "
             "name an input",
             "D/w/x 0 0 | D/w/x = x"}));
  Reader missing({}, {.manifests = {path("none")}});
  EXPECT_EQ(places(missing),
            Lines{"D/none 0 0 | D/none ! not_found at D/none: no such file or directory"});
}

TEST_F(PlaceTest, AManifestMayBeStandardInput) {
  const std::string a = write("a", "a");
  const int fd = pipe_of(a + "\n-\n");
  const int saved = dup(STDIN_FILENO);
  dup2(fd, STDIN_FILENO);
  Reader reader({}, {.manifests = {"-"}});
  EXPECT_EQ(reader.bytes_total(), 0u);
  EXPECT_EQ(places(reader),
            (Lines{"D/a 0 0 | D/a = a", "- 0 0 | - ! usage at -: standard input is given twice"}));
  dup2(saved, STDIN_FILENO);
  close(saved);
  close(fd);
}

TEST_F(PlaceTest, CountsTheBytesThatAManifestLists) {
  const std::string a = write("a", "123"), b = write("b", "4567");
  Reader reader({a}, {.manifests = {write("list", a + '\n' + b + '\n')}});
  EXPECT_EQ(reader.bytes_total(), 10u);
  while (reader.next()) continue;
  EXPECT_EQ(reader.bytes_read(), 10u);
  Reader second({a}, {.manifests = {path("list")}});
  second.resume_at({b, 0, 0});
  EXPECT_EQ(places(second), Lines{"D/b 0 0 | D/b = 4567"});
}

}  // namespace
}  // namespace quoth
