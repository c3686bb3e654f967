// The description of the API (web/openapi.json) against the routes of the server: each stands in
// the other, with the same methods, parameters and keys of bodies.
#include <gtest/gtest.h>
#include <simdjson.h>

#include <cstdlib>
#include <filesystem>
#include <map>
#include <optional>
#include <regex>
#include <set>
#include <string>

#include "serve/app.h"
#include "serve/assets.h"
#include "support/files.h"

namespace quoth {
namespace {

using simdjson::dom::element;
using Names = std::set<std::string>;

constexpr const char* kToken = "secret";

// One method of one path, as it is described.
struct Operation {
  Names parameters = {};  // of the query
  Names keys = {};        // of a JSON body
  bool takes_json = false;
  bool needs_token = false;

  friend bool operator==(const Operation&, const Operation&) = default;
};

using Operations = std::map<std::string, Operation>;  // by "GET /api/people/{id}"

std::string text_of(element value) { return std::string(std::string_view(value)); }

void add_keys(element schema, Names& keys) {
  element part;
  if (schema["oneOf"].get(part) == simdjson::SUCCESS) {
    for (const element one : part.get_array()) add_keys(one, keys);
  }
  if (schema["properties"].get(part) == simdjson::SUCCESS) {
    for (const auto [key, value] : part.get_object()) keys.emplace(key);
  }
}

Operation operation_of(element described) {
  Operation out;
  element value;
  if (described["parameters"].get(value) == simdjson::SUCCESS) {
    for (const element one : value.get_array()) {
      if (text_of(one["in"]) == "query") out.parameters.insert(text_of(one["name"]));
    }
  }
  if (described["requestBody"]["content"]["application/json"]["schema"].get(value) ==
      simdjson::SUCCESS) {
    out.takes_json = true;
    add_keys(value, out.keys);
  }
  out.needs_token = described["security"].error() == simdjson::SUCCESS;
  return out;
}

Operations described() {
  simdjson::dom::parser parser;
  const simdjson::padded_string json(embedded_text("openapi.json"));
  const element document = parser.parse(json);
  Operations out;
  for (const auto [path, methods] : document["paths"].get_object()) {
    for (const auto [method, what] : methods.get_object()) {
      std::string name;
      for (const char c : method) name += static_cast<char>(c & ~0x20);
      out[name + ' ' + std::string(path)] = operation_of(what);
    }
  }
  return out;
}

class OpenApiTest : public testing::Test {
 protected:
  OpenApiTest() {
    std::string pattern =
        (std::filesystem::temp_directory_path() / "quoth-openapi-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
    EXPECT_TRUE(Database::open(folder_ / "news.db", {.mode = OpenMode::kWrite}));
    record_.emplace(folder_ / "news.db");
    app_.emplace(engine(), &*record_,
                 AppOptions{.token = kToken, .editor = "e", .extractor = "x", .limits = {}});
  }
  ~OpenApiTest() override { std::filesystem::remove_all(folder_); }

  static const Engine& engine() {
    static const Engine e = Engine::load(testing_support::model_path()).value();
    return e;
  }

  // The routes of the API with what they are found to take, of `parameters` and `keys`.
  Operations found(const Names& parameters, const Names& keys) const {
    Operations out;
    for (const Route& route : app_->router().routes()) {
      if (!route.pattern.starts_with("/api/")) continue;
      Operation& found = out[std::string(name(route.method)) + ' ' + route.pattern];
      found.needs_token = route.writes;
      for (const std::string& one : parameters) {
        if (!refuses(route, {{one, ""}}, "{}", "unknown parameter", one)) {
          found.parameters.insert(one);
        }
      }
      found.takes_json = route.method == Method::kPost;
      for (const std::string& key : keys) {
        const bool refused = !found.takes_json || refuses(route, {}, "{\"" + key + "\": null}",
                                                          "unknown key", "body: " + key);
        if (!refused) found.keys.insert(key);
      }
    }
    return out;
  }

  bool refuses(const Route& route, Fields query, std::string body, const std::string& message,
               const std::string& where) const {
    Request request{route.method, {}, {}, std::move(body)};
    request.headers = {{"content-type", "application/json"}, {"x-quoth-token", kToken}};
    request.target.query = std::move(query);
    const PathArguments arguments(4, "1");
    const Response response = app_->answer(request, {&route, arguments});
    const Error expected{ErrorCode::kUsage, message, where};
    return response.body == error_response(expected).body;
  }

  std::filesystem::path folder_;
  std::optional<RecordPool> record_;
  std::optional<App> app_;
};

TEST_F(OpenApiTest, DescribesEveryRouteWithWhatItTakes) {
  const Operations expected = described();
  ASSERT_EQ(expected.size(), 23U);
  Names parameters{"nonsense"}, keys{"nonsense"};
  for (const auto& [route, operation] : expected) {
    parameters.insert(operation.parameters.begin(), operation.parameters.end());
    keys.insert(operation.keys.begin(), operation.keys.end());
  }
  const Operations actual = found(parameters, keys);
  Names routes, described_routes;
  for (const auto& [route, operation] : actual) routes.insert(route);
  for (const auto& [route, operation] : expected) described_routes.insert(route);
  EXPECT_EQ(routes, described_routes);
  for (const auto& [route, operation] : expected) {
    const auto one = actual.find(route);
    if (one == actual.end()) continue;
    EXPECT_EQ(one->second.parameters, operation.parameters) << route;
    EXPECT_EQ(one->second.keys, operation.keys) << route;
    EXPECT_EQ(one->second.takes_json, operation.takes_json) << route;
    EXPECT_EQ(one->second.needs_token, operation.needs_token) << route;
  }
}

// Parameters that no route describes are found in the sources.
TEST_F(OpenApiTest, NoHandlerTakesAParameterThatIsNotDescribed) {
  Names taken;
  const std::regex call(
      R"re(\b(?:p|parameters)\.(?:texts?|number|fraction|choices?|flag|date)\(\s*"([a-z_]+)")re");
  const auto folder = testing_support::source_dir() / "src/serve";
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".cc") continue;
    const std::string text = testing_support::read_file(entry.path());
    for (std::sregex_iterator at(text.begin(), text.end(), call), end; at != end; ++at) {
      taken.insert((*at)[1]);
    }
  }
  ASSERT_TRUE(taken.contains("about_person"));
  Names known;
  for (const auto& [route, operation] : described()) {
    known.insert(operation.parameters.begin(), operation.parameters.end());
    known.insert(operation.keys.begin(), operation.keys.end());
  }
  for (const std::string& name : taken) EXPECT_TRUE(known.contains(name)) << name;
}

}  // namespace
}  // namespace quoth
