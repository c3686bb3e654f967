// Which handler answers a request.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "quoth/error.h"
#include "serve/message.h"

namespace quoth {

// Who runs a handler: the thread of the sockets, for what is in memory; a worker; or one of the few
// workers that are left to what takes seconds, so that these never hold up a search.
enum class Lane : uint8_t { kInline, kQuick, kSlow };

// What the handler gets beside the request: the segments of the path that the pattern leaves open.
//   /api/people/{id}/names/{name} and /api/people/7/names/Ada  ->  {"7", "Ada"}
using PathArguments = std::vector<std::string>;

// Immutable as far as the handler is concerned; any number of threads may call it.
using Handler = std::function<Response(const Request&, const PathArguments&)>;

struct Route {
  Method method = Method::kGet;
  std::string pattern = {};  // "/api/people/{id}"
  Lane lane = Lane::kQuick;
  Handler handler = {};
  bool writes = false;  // changes the record: needs the token
};

struct Matched {
  const Route* route = nullptr;
  PathArguments arguments = {};
};

// The routes, in the order they were added; the first that fits answers. Immutable after that.
class Router {
 public:
  void add(Route route);
  const std::vector<Route>& routes() const { return routes_; }

  // HEAD is answered by the route of GET. Fails with kNotFound; with kMethodNotAllowed where the
  // path has routes of other methods (allowed() names them).
  Result<Matched> match(Method method, const std::vector<std::string>& path) const;
  // "GET, HEAD, POST", empty where the path has no route.
  std::string allowed(const std::vector<std::string>& path) const;

 private:
  struct Pattern {
    std::vector<std::string> segments;  // "{…}" for an open one
  };

  std::vector<Route> routes_;
  std::vector<Pattern> patterns_;  // of routes_[i]
};

}  // namespace quoth
