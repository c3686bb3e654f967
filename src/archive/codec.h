// What the decompressors of files have in common.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "archive/raw_input.h"
#include "quoth/error.h"

namespace quoth {

// How far members may expand, so that a file costs time in proportion to its size: kRatio times and
// kMemberBytes a member, and all members together kFileBytes more. News text and its markup
// compress by less than 20.
class ExpansionLimit {
 public:
  static constexpr uint64_t kRatio = 250;
  static constexpr uint64_t kMemberBytes = 4 << 10;
  static constexpr uint64_t kFileBytes = 64 << 20;

  // True if a member may have made `n_out` of its first `n_in` bytes.
  bool allows(uint64_t n_in, uint64_t n_out) const { return excess(n_in, n_out) <= left_; }
  // Charges a member that is done with.
  void charge(uint64_t n_in, uint64_t n_out);

 private:
  static uint64_t excess(uint64_t n_in, uint64_t n_out);

  uint64_t left_ = kFileBytes;
};

// Finds the next member after a damaged one.
class Resync {
 public:
  // The damaged member began at `member_offset`, and decompressing failed at the first byte held.
  // Goes back a little, as the damage may have taken the begin of the next member with it; all ways
  // back together are kept to a share of the file, so that no file is read many times over.
  void start(RawInput& raw, uint64_t member_offset);

  // Consumes up to the next member. `find` gives the offset of one in a text, npos if there is
  // none; it needs `n_lookahead` bytes to tell.
  Result<void> run(RawInput& raw, size_t (*find)(std::string_view), size_t n_lookahead);

 private:
  uint64_t rewound_ = 0;
};

// Decompresses a file that is a sequence of members, each compressed by itself (members of gzip,
// frames of zstd), a piece at a time.
class Codec {
 public:
  virtual ~Codec() = default;

  // Appends the next piece, not empty and of one member, to `out`; false at the end of the file.
  //
  // Fails with kInvalidArchive where a member is damaged or ends too early and where bytes are no
  // member, and with kTooLarge where a member expands beyond reason (ExpansionLimit). Where is
  // "PATH: byte N", the place where that member begins. All before the damage has been appended by
  // then, and the next call goes on with the next member that can be found. Fails with kIo where
  // reading does.
  Result<bool> expand(RawInput& raw, std::string& out);

  // Where the member begins that the last piece came from.
  uint64_t member_offset() const { return member_offset_; }

 protected:
  using FindMember = size_t (*)(std::string_view);  // see Resync::run()

  Codec(FindMember find, size_t n_lookahead) : find_(find), n_lookahead_(n_lookahead) {}

  // At the begin of a member or of what lies between two: false at the end of the file. Sets
  // is_in_member_ where expand_chunk() is to follow; a member may also be appended as a whole.
  virtual Result<bool> start_member(RawInput& raw, std::string& out) = 0;
  // Appends what a chunk of the member gives, maybe nothing.
  virtual Result<bool> expand_chunk(RawInput& raw, std::string& out) = 0;

  // A member begins at the first byte held.
  void enter(const RawInput& raw);
  // The member is done with.
  void leave();
  // Passes over what is left of a damaged member, from the next call on.
  tl::unexpected<Error> leave_damaged(RawInput& raw, ErrorCode code, const std::string& message);

  uint64_t member_offset_ = 0;
  bool is_in_member_ = false;
  bool has_more_output_ = false;  // the last chunk was full, so more may come of the same input
  uint64_t n_in_ = 0;             // of the member, so far
  uint64_t n_out_ = 0;
  ExpansionLimit limit_;

 private:
  FindMember find_;
  size_t n_lookahead_;
  Resync resync_;
  bool resyncing_ = false;
  std::optional<Error> pending_;  // found behind a piece that was appended
};

// The most bytes that any codec needs to see of the begin of a file.
constexpr size_t kMagicBytes = 4;

// The codec for a file that begins with `head`, told by its magic bytes; null if it is not
// compressed.
std::unique_ptr<Codec> make_codec(std::string_view head);

}  // namespace quoth
