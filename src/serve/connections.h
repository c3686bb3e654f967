// The connections that are open, and which of them gives way.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <list>

namespace quoth {

// What a connection is at. The server waits for the client in all but kWork.
enum class Stage : uint8_t { kHeaders, kBody, kWrite, kWork };

// What is known of a connection here; it is one of these.
class Tracked {
 public:
  virtual ~Tracked() = default;
  // Ends it at once. It is tracked no more.
  virtual void give_way() = 0;

 private:
  friend class Connections;
  bool is_tracked_ = false;
  Stage stage_ = Stage::kHeaders;
  std::list<Tracked*>::iterator place_ = {};
  uint64_t body_bytes_ = 0;
};

// For the one thread of the sockets.
class Connections {
 public:
  explicit Connections(size_t most, uint64_t most_body_bytes)
      : most_(most), most_body_bytes_(most_body_bytes) {}

  // Room for one more: if there are as many as may be, the one that has waited longest for its
  // client gives way, those that have sent no request yet first. False if all are at work.
  bool make_room();
  void add(Tracked& connection);     // at kHeaders
  void remove(Tracked& connection);  // releases its body too

  void set_stage(Tracked& connection, Stage stage);

  // Counts the bytes of a body that is about to be read, until release_body(). The one that has
  // been sending a body longest gives way if that is too much. False if nothing helps.
  bool hold_body(Tracked& connection, uint64_t bytes);
  void release_body(Tracked& connection);

  // Ends those that are not within a request.
  void close_idle();

  size_t size() const;

 private:
  std::list<Tracked*>& at(Stage stage) { return stages_[static_cast<size_t>(stage)]; }
  bool evict(Stage stage, const Tracked* but);

  size_t most_;
  uint64_t most_body_bytes_;
  uint64_t body_bytes_ = 0;
  std::array<std::list<Tracked*>, 4> stages_;  // of each, longest there first
};

}  // namespace quoth
