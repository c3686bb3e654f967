#include "serve/connections.h"

#include <algorithm>
#include <vector>

namespace quoth {

size_t Connections::size() const {
  size_t n = 0;
  for (const auto& stage : stages_) n += stage.size();
  return n;
}

// What gives way is taken off the lists at once, and so counts no more; remove() then finds it in
// none.
bool Connections::evict(Stage stage, const Tracked* but) {
  const auto found = std::find_if(at(stage).begin(), at(stage).end(),
                                  [&](const Tracked* connection) { return connection != but; });
  if (found == at(stage).end()) return false;
  Tracked& connection = **found;
  remove(connection);
  connection.give_way();
  return true;
}

bool Connections::make_room() {
  return size() < most_ || evict(Stage::kHeaders, nullptr) || evict(Stage::kBody, nullptr) ||
         evict(Stage::kWrite, nullptr);
}

void Connections::add(Tracked& connection) {
  connection.stage_ = Stage::kHeaders;
  connection.place_ = at(Stage::kHeaders).insert(at(Stage::kHeaders).end(), &connection);
  connection.is_tracked_ = true;
}

void Connections::remove(Tracked& connection) {
  if (!connection.is_tracked_) return;
  connection.is_tracked_ = false;
  at(connection.stage_).erase(connection.place_);
  release_body(connection);
}

void Connections::set_stage(Tracked& connection, Stage stage) {
  if (!connection.is_tracked_) return;
  at(stage).splice(at(stage).end(), at(connection.stage_), connection.place_);
  connection.stage_ = stage;
}

bool Connections::hold_body(Tracked& connection, uint64_t bytes) {
  if (!connection.is_tracked_) return false;
  while (bytes > most_body_bytes_ - std::min(body_bytes_, most_body_bytes_)) {
    if (!evict(Stage::kBody, &connection)) return false;
  }
  body_bytes_ += bytes;
  connection.body_bytes_ += bytes;
  return true;
}

void Connections::release_body(Tracked& connection) {
  body_bytes_ -= connection.body_bytes_;
  connection.body_bytes_ = 0;
}

void Connections::close_idle() {
  const std::vector<Tracked*> idle(at(Stage::kHeaders).begin(), at(Stage::kHeaders).end());
  for (Tracked* connection : idle) {
    remove(*connection);
    connection->give_way();
  }
}

}  // namespace quoth
