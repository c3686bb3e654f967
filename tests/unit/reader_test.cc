#include "read/reader.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "support/reader_fixture.h"

namespace quoth {
namespace {

namespace fs = std::filesystem;
using namespace std::string_literals;
using testing_support::Lines;
using testing_support::ReaderTest;

// ---- plain text

TEST_F(ReaderTest, ATextFileIsOneArticleUnderItsPath) {
  EXPECT_EQ(read({write("a.txt", "“We won,” she said.\r\n")}),
            Lines{"D/a.txt = “We won,” she said.\r\n"});
  EXPECT_EQ(read({write("no-suffix", "Hi.")}), Lines{"D/no-suffix = Hi."});
  EXPECT_EQ(read({write("empty.txt", "")}), Lines{"D/empty.txt = "});
  EXPECT_EQ(read({write("mark.txt", "\xEF\xBB\xBF")}), Lines{"D/mark.txt = "});
  EXPECT_EQ(read({write("blank.txt", " \n\t\r\n")}), Lines{"D/blank.txt =  \n\t\r\n"});
  EXPECT_EQ(read({}), Lines{});
}

TEST_F(ReaderTest, DecodesText) {
  EXPECT_EQ(read({write("a.txt", "\x93We won,\x94 she said.")}),
            Lines{"D/a.txt = “We won,” she said."});
  EXPECT_EQ(read({write("a.txt", "\xFF\xFEh\0i\0"s)}), Lines{"D/a.txt = hi"});
  EXPECT_EQ(read({write("a.txt", "é é \xE9")}),
            Lines{"D/a.txt ! invalid_utf8 at D/a.txt: byte 6: invalid UTF-8"});
  EXPECT_EQ(
      read({write("a.txt", "a\0b"s)}),
      Lines{"D/a.txt ! binary_input at D/a.txt: byte 1: holds a NUL character, so it is no text"});
}

TEST_F(ReaderTest, LimitsTheSizeOfAText) {
  const std::string a = write("a.txt", "12345"), b = write("b.txt", "123456");
  EXPECT_EQ(
      read({a, b, a}, 5),
      (Lines{"D/a.txt = 12345", "D/b.txt ! too_large at D/b.txt: larger than the limit of 5 bytes",
             "D/a.txt = 12345"}));
  EXPECT_EQ(read({write("c.txt", "{\"a\": 56}")}, 5),
            Lines{"D/c.txt:1 ! too_large at D/c.txt:1: larger than the limit of 5 bytes"});
  EXPECT_EQ(read({write("big.txt", std::string(200'000, 'a'))}, 200'000)[0].size(),
            "D/big.txt = "s.size() + 200'000);
}

// ---- which of the two

TEST_F(ReaderTest, TellsJsonLinesByContent) {
  EXPECT_EQ(read({write("a", "\n {\"id\": \"a\", \"text\": \"x\"}\n{\"text\": \"y\"}")}),
            (Lines{"a = x", "D/a:3 = y"}));
  EXPECT_EQ(read({write("a", "\xEF\xBB\xBF{ \"text\" : \"x\"}")}), Lines{"D/a:1 = x"});
  EXPECT_EQ(read({write("a.ndjson", "[]")}),
            Lines{"D/a.ndjson:1 ! invalid_document at D/a.ndjson:1: not an object"});
  // A defect in the first line does not turn the file into prose.
  EXPECT_EQ(
      read({write("a", "{\"id\": \"a\", \"text\": \"x\n{\"text\": \"y\"}")}),
      (Lines{"D/a:1 ! invalid_json at D/a:1: invalid JSON at byte 22 of the line: ends too early",
             "D/a:2 = y"}));
  for (const std::string prose : {"{a brace} opens this.", "{", "{ 1 }", "[1] is a note."}) {
    EXPECT_EQ(read({write("a", prose)}), Lines{"D/a = " + prose});
  }
  // What begins as an object does, and is no line of text, is a JSON document.
  EXPECT_EQ(read({write("a", "{\n\"text\": \"x\"}")}), Lines{"D/a = x"});
  EXPECT_EQ(read({write("a", "[{\"text\": \"x\"}]")}), Lines{"D/a#1 = x"});
  EXPECT_EQ(read({write("a", "{\"a\": 1}")}), Lines{"D/a ! invalid_document at D/a: no \"text\""});
  EXPECT_EQ(read({write("a", "{\"text\"}")}),
            Lines{"D/a ! invalid_json at D/a: invalid JSON at byte 7 of the file: expected ':'"});
  EXPECT_EQ(read({write("a", "\xEF")}), Lines{"D/a = ï"});
}

TEST_F(ReaderTest, SaysThatJsonLinesMustBeUtf8) {
  const std::string wide = "\xFF\xFE{\0\"\0t\0e\0x\0t\0\"\0:\0\"\0\"\0}\0"s;
  for (const std::string name : {"a", "a.jsonl"}) {
    const std::string d = "D/" + name;
    EXPECT_EQ(read({write(name, wide)}), Lines{d + " ! unknown_encoding at " + d +
                                               ": JSON Lines must be UTF-8, this is UTF-16LE"});
  }
}

// ---- directories

TEST_F(ReaderTest, WalksADirectoryInByteOrderOfThePaths) {
  for (const std::string name :
       {"a/x", "a.txt", "a-b/x", "a/b/c/deep", "B", "z", "é", ".hidden", ".git/config", "a/.swp"}) {
    write("w/" + name, name);
  }
  fs::create_directory(path("w/nothing"));
  const Lines expected{
      "D/w/B = B",     "D/w/a-b/x = a-b/x", "D/w/a.txt = a.txt", "D/w/a/b/c/deep = a/b/c/deep",
      "D/w/a/x = a/x", "D/w/z = z",         "D/w/é = é"};
  EXPECT_EQ(read({path("w")}), expected);
  EXPECT_EQ(read({path("w/")}), expected);
  EXPECT_EQ(read({path("w/nothing")}), Lines{});
  EXPECT_EQ(read({path("w/.git")}), Lines{"D/w/.git/config = .git/config"});  // named: not hidden
  EXPECT_EQ(read({path("w/z"), path("w/a-b"), path("w/z")}),
            (Lines{"D/w/z = z", "D/w/a-b/x = a-b/x", "D/w/z = z"}));
}

TEST_F(ReaderTest, FollowsLinksButEntersNoDirectoryTwice) {
  write("w/a/x", "x");
  fs::create_directory_symlink("..", path("w/a/up"));
  fs::create_directory_symlink("a", path("w/b"));
  fs::create_directory_symlink(path("w"), path("w/self"));
  fs::create_symlink("a/x", path("w/x"));
  fs::create_symlink("gone", path("w/y"));
  fs::create_symlink("z", path("w/z"));
  const auto lines = read({path("w")});
  ASSERT_EQ(lines.size(), 4u);
  EXPECT_EQ(lines[0], "D/w/a/x = x");
  EXPECT_EQ(lines[1], "D/w/x = x");
  EXPECT_EQ(lines[2], "D/w/y ! not_found at D/w/y: no such file or directory");
  EXPECT_EQ(lines[3], "D/w/z ! io_error at D/w/z: Too many levels of symbolic links");
  fs::remove(path("w/y"));
  fs::remove(path("w/z"));
  EXPECT_EQ(read({path("w/b")}), (Lines{"D/w/b/up/x = x", "D/w/b/x = x"}));
}

TEST_F(ReaderTest, LeavesOutWhatIsNoFile) {
  write("w/a", "a");
  ASSERT_EQ(mkfifo(path("w/pipe").c_str(), 0600), 0);
  const int fd = socket(AF_UNIX, SOCK_STREAM, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  path("w/socket").copy(address.sun_path, sizeof address.sun_path - 1);
  ASSERT_EQ(bind(fd, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
  EXPECT_EQ(read({path("w")}), Lines{"D/w/a = a"});
  EXPECT_EQ(read({path("w/socket")}),
            Lines{"D/w/socket ! io_error at D/w/socket: No such device or address"});
  close(fd);
}

// ---- failures

TEST_F(ReaderTest, WhatIsMissingFailsAndTheRunGoesOn) {
  const std::string a = write("a.txt", "a");
  EXPECT_EQ(
      read({path("gone"), a, path("a.txt/b"), "", a + "\0x"s, a}),
      (Lines{"D/gone ! not_found at D/gone: no such file or directory", "D/a.txt = a",
             "D/a.txt/b ! not_found at D/a.txt/b: no such file or directory",
             " ! not_found at : no such file or directory",
             "D/a.txt\0x ! not_found at D/a.txt\0x: no such file or directory"s, "D/a.txt = a"}));
}

// What may not be read, as a user who is not root sees it.
TEST_F(ReaderTest, WhatIsForbiddenFailsAndTheRunGoesOn) {
  chmod(write("w/a", "a").c_str(), 0);
  write("w/b/x", "x");
  write("w/c", "c");
  chmod(path("w/b").c_str(), 0);
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  const pid_t child = fork();
  if (child == 0) {
    if (geteuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0)) _exit(77);
    std::string all;
    for (const std::string& line : read({path("w"), path("w/b"), path("w/b/x")}))
      all += line + '\n';
    Reader reader({path("w/a"), path("w/c")}, {});
    while (reader.next()) continue;
    all += std::to_string(reader.bytes_read()) + " of " + std::to_string(reader.bytes_total());
    _exit(::write(ends[1], all.data(), all.size()) == static_cast<ssize_t>(all.size()) ? 0 : 1);
  }
  close(ends[1]);
  std::string all;
  std::array<char, 4096> chunk;
  for (ssize_t n; (n = ::read(ends[0], chunk.data(), chunk.size())) > 0;)
    all.append(chunk.data(), n);
  close(ends[0]);
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  chmod(path("w/b").c_str(), 0755);
  if (WIFEXITED(status) && WEXITSTATUS(status) == 77) GTEST_SKIP() << "root that may not step down";
  EXPECT_EQ(status, 0);
  EXPECT_EQ(all,
            "D/w/a ! permission_denied at D/w/a: permission denied\n"
            "D/w/b ! permission_denied at D/w/b: permission denied\n"
            "D/w/c = c\n"
            "D/w/b ! permission_denied at D/w/b: permission denied\n"
            "D/w/b/x ! permission_denied at D/w/b/x: permission denied\n"
            "2 of 2");
}

// ---- standard input and pipes

TEST_F(ReaderTest, ReadsStandardInput) {
  const int text = pipe_of("“We won,” she said.");
  EXPECT_EQ(read_stdin(text), Lines{"- = “We won,” she said."});
  close(text);
  const int jsonl = pipe_of("{\"text\": \"a\"}\n{\n{\"id\": \"b\", \"text\": \"b\"}");
  EXPECT_EQ(read_stdin(jsonl),
            (Lines{"-:1 = a",
                   "-:2 ! invalid_json at -:2: invalid JSON at byte 1 of the line: ends too early",
                   "b = b"}));
  close(jsonl);
  const int nothing = open("/dev/null", O_RDONLY);
  EXPECT_EQ(read_stdin(nothing, {"-", "-"}),
            (Lines{"- = ", "- ! usage at -: standard input is given twice"}));
  close(nothing);
}

TEST_F(ReaderTest, AnErrorWhileReadingIsAFailure) {
  const int directory = open(dir_.c_str(), O_RDONLY);
  EXPECT_EQ(read_stdin(directory), Lines{"- ! io_error at -: Is a directory"});
  close(directory);
}

TEST_F(ReaderTest, ReadsAPipeGivenByName) {
  ASSERT_EQ(mkfifo(path("pipe").c_str(), 0600), 0);
  if (fork() == 0) {
    std::ofstream(path("pipe")) << "through a pipe";
    _exit(0);
  }
  EXPECT_EQ(read({path("pipe")}), Lines{"D/pipe = through a pipe"});
}

// ---- progress

TEST_F(ReaderTest, CountsBytes) {
  const std::string a = write("w/a.txt", "12345"), b = write("w/b.txt", "1234567");
  const std::string c = write("c.jsonl", "{\"text\": \"a\"}\n{\"text\": \"b\"}\n");
  Reader reader({path("w"), path("gone"), c}, {.max_document_bytes = 6});
  EXPECT_EQ(reader.bytes_total(), 5u + 7 + 28);
  EXPECT_EQ(reader.bytes_read(), 0u);
  std::vector<uint64_t> seen;
  while (reader.next()) seen.push_back(reader.bytes_read());
  EXPECT_EQ(seen, (std::vector<uint64_t>{5, 12, 12, 40, 40}));
  EXPECT_EQ(reader.bytes_read(), 40u);
  EXPECT_EQ(Reader({a, "/dev/null", b}, {}).bytes_total(), 0u);  // no telling
  EXPECT_EQ(Reader({}, {}).bytes_total(), 0u);
}

TEST_F(ReaderTest, CountsBytesOfStandardInput) {
  const int file = open(write("a.txt", "1234567").c_str(), O_RDONLY);
  const int saved = dup(STDIN_FILENO);
  ASSERT_EQ(lseek(file, 2, SEEK_SET), 2);
  dup2(file, STDIN_FILENO);
  Reader reader({"-", path("a.txt"), "-"}, {});
  while (reader.next()) continue;
  EXPECT_EQ(reader.bytes_read(), 5u + 7);
  EXPECT_EQ(reader.bytes_total(), 5u + 7);  // what was there at first
  dup2(saved, STDIN_FILENO);
  close(saved);
  close(file);
}

TEST_F(ReaderTest, ReadsLazily) {
  std::string bytes;
  for (int i = 0; i < 100'000; ++i) bytes += "{\"text\": \"a\"}\n";
  Reader reader({write("a.jsonl", bytes), path("gone")}, {});
  const auto first = reader.next();
  ASSERT_TRUE(first.has_value());
  EXPECT_EQ(std::get<Article>(*first).text, "a");
  EXPECT_EQ(reader.bytes_read(), 65536u);
}

TEST_F(ReaderTest, MapsTextToItsBytesIfAsked) {
  const std::string file = write("a.txt", "\xEF\xBB\xBFYes.");
  for (const bool asked : {false, true}) {
    ReadOptions options;
    options.source_map = asked;
    Reader reader({file}, options);
    const SourceMap map = std::get<Article>(*reader.next()).source_map;
    EXPECT_EQ(map.empty(), !asked);
    if (asked) {
      EXPECT_EQ(map.to_source({0, 3}), (SourceSpan{3, 6}));
    }
  }
}

}  // namespace
}  // namespace quoth
