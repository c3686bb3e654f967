#include "archive/byte_source.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <random>
#include <string>
#include <string_view>

#include "support/archives.h"
#include "support/reader_fixture.h"

namespace quoth {
namespace {

using namespace std::string_literals;
using testing_support::deflated;
using testing_support::gzipped;
using testing_support::zstd_frame;

// Text that compresses about as news does.
std::string prose(size_t n_bytes, uint64_t seed = 1) {
  static constexpr const char* kWords[] = {"quay ", "harbour ", "said ", "Duarte ", "the ", "row "};
  std::mt19937_64 random(seed);
  std::string text;
  while (text.size() < n_bytes) {
    text += kWords[random() % std::size(kWords)];
    if (random() % 4 == 0) text += std::to_string(random() % 100'000);
  }
  text.resize(n_bytes);
  return text;
}

class ByteSourceTest : public testing_support::ReaderTest {
 protected:
  // All bytes, with each failure as "{CODE at WHERE: MESSAGE}".
  std::string drain(const std::string& path) const {
    auto source = ByteSource::open(path);
    std::string all;
    while (true) {
      const auto grown = source->grow();
      if (!grown) {
        std::string where = grown.error().where;
        if (where.starts_with(dir_)) where.replace(0, dir_.size(), "D");
        all += '{' + std::string(name(grown.error().code)) + " at " + where + ": " +
               grown.error().message + '}';
      } else if (!*grown) {
        break;
      }
      all += source->held();
      source->consume(source->held().size());
    }
    EXPECT_EQ(source->grow(), Result<bool>(false));
    return all;
  }

  std::string drain_bytes(std::string_view bytes) const { return drain(write("a", bytes)); }
};

// ---- gzip

TEST_F(ByteSourceTest, DecompressesGzip) {
  EXPECT_EQ(drain_bytes(gzipped("a row")), "a row");
  EXPECT_EQ(drain_bytes(gzipped("")), "");
  EXPECT_EQ(drain_bytes(gzipped("a ") + gzipped("") + gzipped("row", 0)), "a row");
  EXPECT_EQ(drain_bytes("not gzip"), "not gzip");
  EXPECT_EQ(drain_bytes("\x1F\x8B"), "\x1F\x8B");
  EXPECT_EQ(drain_bytes(gzipped("row") + std::string(600, '\0')), "row");  // padding of tapes
}

TEST_F(ByteSourceTest, DecompressesMembersOfAnySize) {
  std::string all, compressed;
  for (const size_t n : {1'000u, 300'000u, 5'000'000u, 20u, 4'194'304u, 4'194'305u, 2'000'000u}) {
    const std::string text = prose(n, n);
    all += text;
    compressed += gzipped(text, n == 2'000'000 ? 0 : 6);  // stored: larger than the window
  }
  EXPECT_TRUE(drain_bytes(compressed) == all);
}

TEST_F(ByteSourceTest, ReadsAPipeOfGzipInSmallPieces) {
  const std::string text = prose(3'000);
  const int fd = pipe_of(gzipped(text.substr(0, 1000)) + gzipped(text.substr(1000)));
  EXPECT_EQ(drain("/proc/self/fd/" + std::to_string(fd)), text);
  close(fd);
}

TEST_F(ByteSourceTest, GoesOnBehindADamagedMember) {
  const std::string first = gzipped("first "), last = gzipped("last");
  std::string damaged = gzipped(prose(5'000));
  damaged[damaged.size() / 2] = static_cast<char>(~damaged[damaged.size() / 2]);
  const std::string read = drain_bytes(first + damaged + last);
  const std::string error = "{invalid_archive at D/a: byte " + std::to_string(first.size()) +
                            ": the member of gzip is damaged}";
  EXPECT_TRUE(read.starts_with("first ")) << read;
  EXPECT_TRUE(read.ends_with(error + "last")) << read;
}

TEST_F(ByteSourceTest, GoesOnWhereAPieceIsMissing) {
  const std::string first = gzipped(prose(4'000)), second = gzipped("second"),
                    last = gzipped("last");
  // The end of a member and the begin of the next are gone.
  const std::string read = drain_bytes(first.substr(0, 500) + second.substr(12) + last);
  EXPECT_TRUE(read.ends_with("{invalid_archive at D/a: byte 0: the member of gzip is damaged}last"))
      << read;
  const std::string cut = drain_bytes(last + first.substr(0, 500) + second);
  EXPECT_TRUE(cut.ends_with(": the member of gzip is damaged}second")) << cut;
}

TEST_F(ByteSourceTest, TellsOfATruncatedMember) {
  const std::string text = prose(4'000), whole = gzipped(text);
  const std::string read = drain_bytes(gzipped("a ") + whole.substr(0, whole.size() - 9));
  EXPECT_EQ(read, "a " + text + "{invalid_archive at D/a: byte " +
                      std::to_string(gzipped("a ").size()) +
                      ": the member of gzip ends too early}");
  EXPECT_EQ(drain_bytes("\x1F\x8B\x08"s),
            "{invalid_archive at D/a: byte 0: the member of gzip ends too early}");
}

TEST_F(ByteSourceTest, TellsOfGarbageBetweenMembers) {
  const std::string a = gzipped("a "), garbage = prose(50'000);
  EXPECT_EQ(drain_bytes(a + garbage + gzipped("row")),
            "a {invalid_archive at D/a: byte " + std::to_string(a.size()) +
                ": bytes that are no member of gzip}row");
  EXPECT_EQ(drain_bytes(a + "x"), "a {invalid_archive at D/a: byte " + std::to_string(a.size()) +
                                      ": bytes that are no member of gzip}");
}

TEST_F(ByteSourceTest, ABombIsCutOff) {
  const std::string bomb = gzipped(std::string(200 << 20, 'a'));
  auto source = ByteSource::open(write("bomb", gzipped("a ") + bomb + gzipped("row")));
  uint64_t n = 0;
  std::string failures, last;
  while (true) {
    const auto grown = source->grow();
    if (!grown) failures += grown.error().message;
    if (grown && !*grown) break;
    EXPECT_LT(source->held().size(), 5u << 20);
    n += source->held().size();
    if (!source->held().empty()) last = source->held();
    source->consume(source->held().size());
  }
  EXPECT_EQ(failures, "the member of gzip expands more than 250 times");
  EXPECT_LT(n, 130u << 20);
  EXPECT_EQ(last, "row");
}

// Every member begins inside the one before it, and all of them go wrong at the end: without a
// bound on the ways back, the square of the file.
TEST_F(ByteSourceTest, NestedMembersTakeTimeInProportion) {
  std::string bytes = gzipped("a");
  for (int i = 0; i < 60'000; ++i) {
    bytes += "\x1F\x8B\x08\0\0\0\0\0\0\x03"s;   // header
    bytes += std::string("\0\xFF\xFF\0\0", 5);  // stored, 65535 bytes
  }
  const std::string read = drain_bytes(bytes);
  EXPECT_LT(read.size(), 400u << 20);
}

// ---- zstd

TEST_F(ByteSourceTest, DecompressesZstd) {
  EXPECT_EQ(drain_bytes(zstd_frame("a row")), "a row");
  EXPECT_EQ(drain_bytes(zstd_frame("")), "");
  const std::string skippable = "\x50\x2A\x4D\x18\x03\0\0\0abc"s;
  EXPECT_EQ(drain_bytes(skippable + zstd_frame("a ") + skippable + zstd_frame("row")), "a row");
  const std::string text = prose(3'000'000);
  EXPECT_TRUE(drain_bytes(zstd_frame(text) + zstd_frame("end")) == text + "end");
}

TEST_F(ByteSourceTest, UsesTheDictionaryOfAWebArchive) {
  const std::string dictionary = prose(2'000, 7), text = dictionary.substr(100, 900);
  ZSTD_CCtx* context = ZSTD_createCCtx();
  std::string frame(2'000, '\0');
  frame.resize(ZSTD_compress_usingDict(context, frame.data(), frame.size(), text.data(),
                                       text.size(), dictionary.data(), dictionary.size(), 3));
  ZSTD_freeCCtx(context);
  ASSERT_LT(frame.size(), 100u);
  for (const std::string& stored : {dictionary, zstd_frame(dictionary)}) {
    std::string head = "\x5D\x2A\x4D\x18"s;
    for (int i = 0; i < 4; ++i) head += static_cast<char>(stored.size() >> (8 * i) & 0xFF);
    EXPECT_EQ(drain_bytes(head + stored + frame + frame), text + text);
    EXPECT_EQ(drain_bytes(head + stored.substr(1)),
              "{invalid_archive at D/a: byte 0: the dictionary ends too early}" +
                  (stored == dictionary ? ""s : ""s));
  }
}

TEST_F(ByteSourceTest, GoesOnBehindADamagedFrame) {
  const std::string first = zstd_frame("first "), text = prose(3'000);
  std::string damaged = zstd_frame(text);
  damaged[4] = '\x08';  // a reserved bit
  const std::string error = "{invalid_archive at D/a: byte " + std::to_string(first.size()) + ": ";
  EXPECT_EQ(drain_bytes(first + damaged + zstd_frame("last")),
            "first " + error + "the frame of zstd is damaged}last");
  const std::string whole = zstd_frame(text);
  EXPECT_EQ(drain_bytes(first + whole.substr(0, whole.size() - 5)),
            "first " + error + "the frame of zstd ends too early}");
  EXPECT_EQ(drain_bytes(first + "garbage" + first),
            "first " + error + "bytes that are no frame of zstd}first ");
}

TEST_F(ByteSourceTest, AFrameThatIsABombIsCutOff) {
  const std::string bomb = zstd_frame(std::string(200 << 20, 'a'));
  const std::string read = drain_bytes(bomb + zstd_frame("row"));
  EXPECT_TRUE(read.ends_with(
      "{too_large at D/a: byte 0: the frame of zstd expands more than 250 times}row"));
  EXPECT_LT(read.size(), 80u << 20);
  // A window of 2 GiB.
  EXPECT_EQ(drain_bytes("\x28\xB5\x2F\xFD\0\xA8\x01\0\0"s),
            "{too_large at D/a: byte 0: the window of the frame of zstd is over 128 MiB}");
}

// ---- places

TEST_F(ByteSourceTest, TellsWhereWhatIsHeldBegins) {
  const std::string a = gzipped("abc"), b = gzipped("defg");
  auto source = ByteSource::open(write("a", a + b));
  while (*source->grow()) continue;
  EXPECT_EQ(source->held(), "abcdefg");
  EXPECT_EQ(source->offset(), 0u);
  source->consume(2);
  EXPECT_EQ(source->offset(), 0u);
  source->consume(1);
  EXPECT_EQ(source->offset(), a.size());
  EXPECT_EQ(source->where(), path("a") + ": byte " + std::to_string(a.size()));
  auto plain = ByteSource::open(write("b", "abcdefg"));
  while (*plain->grow()) continue;
  plain->consume(3);
  EXPECT_EQ(plain->offset(), 3u);
  EXPECT_EQ(plain->take(), "defg");
  EXPECT_EQ(plain->offset(), 7u);
}

TEST_F(ByteSourceTest, APostponedFailureIsToldOnce) {
  auto source = ByteSource::open(write("a", "row"));
  const Error error{ErrorCode::kInvalidArchive, "m", "w"};
  source->postpone(error);
  EXPECT_EQ(source->grow().error(), error);
  EXPECT_EQ(source->grow(), Result<bool>(true));
  EXPECT_EQ(source->held(), "row");
}

}  // namespace
}  // namespace quoth
