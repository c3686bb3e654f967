// A request and its response, as the handlers see them: no sockets here, so that the same handlers
// answer the server and `quoth serve --get`.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "quoth/error.h"

namespace quoth {

enum class Method : uint8_t { kGet, kHead, kPost, kPut, kPatch, kDelete, kOptions, kOther };

std::string_view name(Method method);  // "GET", …; "" for kOther
Method method_of(std::string_view name);

// A header or a parameter of the query. Names of headers are in lower case.
using Field = std::pair<std::string, std::string>;
using Fields = std::vector<Field>;

// The first of that name, nothing if there is none.
std::optional<std::string_view> find_field(const Fields& fields, std::string_view name);

// What a target means: "/people/7/quotes?since=2024&q=a+b" is the path {"people", "7", "quotes"}
// and the query {{"since", "2024"}, {"q", "a b"}}. All is decoded, valid UTF-8 without control
// characters; no segment is "", "." or "..". The root is an empty path.
struct Target {
  std::vector<std::string> path;
  Fields query;

  friend bool operator==(const Target&, const Target&) = default;
};

// Fails with kUsage; `target` is in origin form, that is, begins with "/".
Result<Target> parse_target(std::string_view target);

struct Request {
  Method method = Method::kGet;
  Target target = {};
  Fields headers = {};
  std::string body = {};
};

// Appends the next piece of a long body; false when there is none left. Called by one thread at a
// time, and not after false or an error, which ends the response in the middle.
using NextPiece = std::function<Result<bool>(std::string& out)>;

// `body`, then, if `more` is set, what that gives until it ends: pieces are only made as fast as
// the client takes them.
struct Response {
  int status = 200;
  Fields headers = {};  // without those of the transport (content-length, connection, date)
  std::string body = {};
  NextPiece more = {};
};

// {"error": {"code": "not_found", "message": "…", "where": "…"}} under the HTTP status of its code.
Response error_response(const Error& error);

Response json_response(std::string json);

}  // namespace quoth
