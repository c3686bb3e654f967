// What the server does without sockets: targets, routes, whom it answers, heads of responses.
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "serve/assets.h"
#include "serve/connections.h"
#include "serve/guard.h"
#include "serve/http_head.h"
#include "serve/json_body.h"
#include "serve/message.h"
#include "serve/parameters.h"
#include "serve/router.h"
#include "serve/work_queue.h"

namespace quoth {
namespace {

using Path = std::vector<std::string>;

TEST(Target, IsDecoded) {
  const auto target = parse_target("/people/7/quotes?since=2024&q=a+b%2Bc&q=&flag");
  ASSERT_TRUE(target);
  EXPECT_EQ(target->path, (Path{"people", "7", "quotes"}));
  EXPECT_EQ(target->query, (Fields{{"since", "2024"}, {"q", "a b+c"}, {"q", ""}, {"flag", ""}}));
  EXPECT_EQ(parse_target("/")->path, Path());
  EXPECT_EQ(parse_target("/?")->path, Path());
  EXPECT_EQ(parse_target("/a%2Fb")->path, (Path{"a/b"}));
  EXPECT_EQ(parse_target("/caf%C3%A9")->path, (Path{"caf\xC3\xA9"}));
  EXPECT_EQ(parse_target("/?q=%E2%80%9Cyes%E2%80%9D")->query,
            (Fields{{"q", "\xE2\x80\x9Cyes\xE2\x80\x9D"}}));
}

TEST(Target, TricksAreRefused) {
  for (const char* target : {"",        "people", "//",           "/a//b",   "/a/",     "/..",
                             "/a/../b", "/./a",   "/%2e%2e/etc",  "/%2E",    "/a%",     "/a%4",
                             "/a%4g",   "/a%00b", "/a%0d%0aX:1",  "/%ff",    "/%c0%ae", "/a b",
                             "/a\tb",   "/a#b",   "/caf\xC3\xA9", "/?q=%ff", "/?q=%00", "/?%=1"}) {
    const auto parsed = parse_target(target);
    ASSERT_FALSE(parsed) << target;
    EXPECT_EQ(parsed.error().code, ErrorCode::kUsage) << target;
  }
}

TEST(Target, ParametersAreCounted) {
  std::string many = "/?a=1";
  for (int i = 0; i < 63; ++i) many += "&a=1";
  EXPECT_TRUE(parse_target(many));
  EXPECT_FALSE(parse_target(many + "&a=1"));
}

TEST(Router, FindsTheRouteAndItsArguments) {
  Router router;
  const auto text = [](std::string body) {
    return [body](const Request&, const PathArguments& arguments) {
      std::string out = body;
      for (const std::string& argument : arguments) out += '|' + argument;
      return Response{200, {}, out, {}};
    };
  };
  router.add({Method::kGet, "/", Lane::kInline, text("root")});
  router.add({Method::kGet, "/api/people", Lane::kQuick, text("people")});
  router.add({Method::kPost, "/api/people", Lane::kQuick, text("new"), true});
  router.add({Method::kGet, "/api/people/{id}/names/{name}", Lane::kQuick, text("name")});
  const auto answer = [&](Method method, const Path& path) {
    const auto matched = router.match(method, path);
    return matched ? matched->route->handler({}, matched->arguments).body
                   : std::string(name(matched.error().code));
  };
  EXPECT_EQ(answer(Method::kGet, {}), "root");
  EXPECT_EQ(answer(Method::kHead, {}), "root");
  EXPECT_EQ(answer(Method::kGet, {"api", "people"}), "people");
  EXPECT_EQ(answer(Method::kPost, {"api", "people"}), "new");
  EXPECT_EQ(answer(Method::kGet, {"api", "people", "7", "names", "Ada/B"}), "name|7|Ada/B");
  EXPECT_EQ(answer(Method::kDelete, {"api", "people"}), "method_not_allowed");
  EXPECT_EQ(answer(Method::kOther, {"api", "people"}), "method_not_allowed");
  EXPECT_EQ(answer(Method::kGet, {"api"}), "not_found");
  EXPECT_EQ(answer(Method::kGet, {"{id}"}), "not_found");
  EXPECT_EQ(router.allowed({"api", "people"}), "GET, HEAD, POST");
  EXPECT_EQ(router.allowed({"nowhere"}), "");
}

TEST(Guard, OnlyNamesOfThisMachine) {
  for (const char* host :
       {"localhost", "127.0.0.1", "[::1]", "LocalHost:80", "127.0.0.1:8017", "[::1]:65535"}) {
    EXPECT_TRUE(is_local_host(host)) << host;
  }
  for (const char* host : {"", "localhost.", "localhost:", "localhost:x", "localhost:123456",
                           "127.0.0.1.evil.example", "evil.example", "evil.example:8017",
                           "127.0.0.2", "0.0.0.0", "localhost:80@evil.example", "localhost evil"}) {
    EXPECT_FALSE(is_local_host(host)) << host;
  }
}

std::string code_of(const Result<void>& result) {
  return result ? "" : std::string(name(result.error().code));
}

TEST(Guard, ReadsNeedAHostAndPostsThisOrigin) {
  const Guard guard("");
  const auto check = [&](Method method, const Fields& headers) {
    return code_of(guard.check(method, headers));
  };
  const Field host = {"host", "localhost:8017"};
  EXPECT_EQ(check(Method::kGet, {host}), "");
  EXPECT_EQ(check(Method::kGet, {}), "usage");
  EXPECT_EQ(check(Method::kGet, {host, host}), "usage");
  EXPECT_EQ(check(Method::kGet, {{"host", "evil.example"}}), "permission_denied");
  EXPECT_EQ(check(Method::kGet, {host, {"origin", "http://evil.example"}}), "");
  EXPECT_EQ(check(Method::kPost, {host}), "");
  EXPECT_EQ(check(Method::kPost, {host, {"origin", "http://localhost:8017"}}), "");
  EXPECT_EQ(check(Method::kPost, {host, {"origin", "http://evil.example"}}), "permission_denied");
  EXPECT_EQ(check(Method::kPost, {host, {"origin", "null"}}), "permission_denied");
  EXPECT_EQ(check(Method::kPost, {host, {"origin", "http://localhost:9"}}), "permission_denied");
  EXPECT_EQ(check(Method::kDelete, {host, {"sec-fetch-site", "cross-site"}}), "permission_denied");
  EXPECT_EQ(check(Method::kPost, {host, {"sec-fetch-site", "same-site"}}), "permission_denied");
  EXPECT_EQ(check(Method::kPost, {host, {"sec-fetch-site", "same-origin"}}), "");
}

TEST(Guard, WritesNeedTheToken) {
  EXPECT_EQ(code_of(Guard("").check_write({{"x-quoth-token", ""}})), "permission_denied");
  const Guard guard("0123abcd");
  EXPECT_EQ(code_of(guard.check_write({})), "permission_denied");
  EXPECT_EQ(code_of(guard.check_write({{"x-quoth-token", "0123abce"}})), "permission_denied");
  EXPECT_EQ(code_of(guard.check_write({{"x-quoth-token", "0123abc"}})), "permission_denied");
  EXPECT_EQ(code_of(guard.check_write({{"x-quoth-token", "0123abcd"}})), "");
}

TEST(Guard, TokensDiffer) {
  const auto one = make_token(), two = make_token();
  ASSERT_TRUE(one && two);
  EXPECT_EQ(one->size(), 32u);
  EXPECT_NE(*one, *two);
}

TEST(Guard, NoScriptButOurs) {
  const auto policy = find_field(security_headers(), "content-security-policy");
  ASSERT_TRUE(policy);
  EXPECT_EQ(policy->find("unsafe"), std::string::npos);
  EXPECT_NE(policy->find("default-src 'none'; script-src 'self'"), std::string::npos);
  EXPECT_NE(policy->find("require-trusted-types-for 'script'"), std::string::npos);
}

TEST(Head, IsWrittenAsIs) {
  const Response response{
      404, {{"content-type", "text/plain"}, {"x", "a\r\nset-cookie: b"}}, "", {}};
  EXPECT_EQ(
      make_head(response, {.keep_alive = false, .is_chunked = false, .length = 3}, 784111777),
      "HTTP/1.1 404 Not Found\r\ncontent-type: text/plain\r\nx: a  set-cookie: b\r\n"
      "date: Sun, 06 Nov 1994 08:49:37 GMT\r\ncontent-length: 3\r\nconnection: close\r\n\r\n");
  EXPECT_EQ(make_head({200, {}, "", {}}, {.keep_alive = true, .is_chunked = true}, 0),
            "HTTP/1.1 200 OK\r\ndate: Thu, 01 Jan 1970 00:00:00 GMT\r\n"
            "transfer-encoding: chunked\r\n\r\n");
  EXPECT_EQ(make_chunk(std::string(26, 'a')), "1a\r\n" + std::string(26, 'a') + "\r\n");
}

TEST(ErrorResponse, HasOneShape) {
  const Response response = error_response({ErrorCode::kUsage, "a \"word\"", "q"});
  EXPECT_EQ(response.status, 400);
  EXPECT_EQ(response.body, R"({"error": {"code": "usage", "message": "a \"word\"", "where": "q"}})"
                           "\n");
  EXPECT_EQ(find_field(response.headers, "content-type"), "application/json");
}

TEST(Parameters, AreOfTheirKind) {
  const Fields query = {{"q", "harbour"}, {"limit", "20"},      {"min", "0.5"},
                        {"act", "deny"},  {"since", "2024-02"}, {"all", "true"},
                        {"speaker", "A"}, {"speaker", "B"},     {"empty", ""}};
  Parameters p(query);
  EXPECT_EQ(p.text("q"), "harbour");
  EXPECT_EQ(p.number("limit", 1, 100), 20);
  EXPECT_EQ(p.fraction("min"), 0.5);
  EXPECT_EQ(p.choice("act", {"deny", "ask"}), "deny");
  EXPECT_EQ(p.date("since"), "2024-02");
  EXPECT_EQ(p.flag("all"), true);
  EXPECT_EQ(p.texts("speaker"), (std::vector<std::string>{"A", "B"}));
  EXPECT_EQ(p.text("empty"), std::nullopt);
  EXPECT_EQ(p.text("absent"), std::nullopt);
  EXPECT_EQ(p.error(), std::nullopt);
}

TEST(Parameters, WhatIsWrongIsNamed) {
  const auto wrong = [](const char* key, const char* value, auto take) {
    const Fields query = {{key, value}};
    Parameters p(query);
    take(p);
    return p.error() ? p.error()->where : "";
  };
  const auto number = [](Parameters& p) { p.number("n", 1, 9); };
  EXPECT_EQ(wrong("n", "9", number), "");
  for (const char* value : {"", "0", "10", "x", "1x", "1.5", "-1", "99999999999999999999"}) {
    EXPECT_EQ(wrong("n", value, number), "n") << value;
  }
  const auto fraction = [](Parameters& p) { p.fraction("f"); };
  for (const char* value : {"", "1.1", "-0.1", "nan", "inf", "x"}) {
    EXPECT_EQ(wrong("f", value, fraction), "f") << value;
  }
  const auto date = [](Parameters& p) { p.date("d"); };
  for (const char* value : {"2024", "2024-12", "2024-02-29"})
    EXPECT_EQ(wrong("d", value, date), "");
  for (const char* value :
       {"", "24", "2024-13", "2024-02-30", "2024-2-1", "yesterday", "2024-01-0x"}) {
    EXPECT_EQ(wrong("d", value, date), "d") << value;
  }
  const auto text = [](Parameters& p) { p.text("t"); };
  EXPECT_EQ(wrong("t", std::string(2000, 'a').c_str(), text), "");
  EXPECT_EQ(wrong("t", std::string(2001, 'a').c_str(), text), "t");
  EXPECT_EQ(wrong("other", "1", number), "other");
  const Fields twice = {{"q", "a"}, {"q", "b"}};
  Parameters p(twice);
  p.text("q");
  ASSERT_TRUE(p.error());
  EXPECT_EQ(p.error()->message, "this parameter is given twice");
  for (const size_t n : {20, 21}) {
    const Fields many(n, {"q", "a"});
    Parameters repeated(many);
    EXPECT_EQ(repeated.texts("q").size(), n);
    EXPECT_EQ(repeated.error().has_value(), n > 20);
  }
}

TEST(JsonBody, IsAFlatObject) {
  const BodyKeys keys = {.texts = {"text", "url"},
                         .numbers = {"into"},
                         .number_lists = {"entities"},
                         .text_lists = {"against"}};
  const auto body = JsonBody::parse(
      R"({"text": "a\u00e9", "url": null, "into": 7, "entities": [1, 2.0], "against": ["x"]})",
      keys);
  ASSERT_TRUE(body);
  EXPECT_EQ(body->text("text"), "a\xC3\xA9");
  EXPECT_EQ(body->text("url"), std::nullopt);
  EXPECT_EQ(body->number("into"), 7);
  EXPECT_EQ(body->numbers("entities"), (std::vector<int64_t>{1, 2}));
  EXPECT_EQ(body->texts("against"), std::vector<std::string>{"x"});
  EXPECT_EQ(body->numbers("other"), std::vector<int64_t>());
  const auto code = [&](std::string_view json) {
    const auto parsed = JsonBody::parse(json, keys);
    return parsed ? "" : std::string(name(parsed.error().code));
  };
  EXPECT_EQ(code(""), "invalid_json");
  EXPECT_EQ(code("{"), "invalid_json");
  EXPECT_EQ(code("{\"text\": \"\xff\"}"), "invalid_json");
  EXPECT_EQ(code(std::string(100000, '[')), "invalid_json");
  for (const char* json :
       {"[]", R"({"text": 1})", R"({"into": "7"})", R"({"into": 0})", R"({"into": 1.5})",
        R"({"into": [1]})", R"({"into": 9007199254740992})", R"({"entities": 1})",
        R"({"entities": ["1"]})", R"({"against": "a"})", R"({"against": [1]})", R"({"other": ""})",
        R"({"text": "a", "text": "b"})"}) {
    EXPECT_EQ(code(json), "usage") << json;
  }
}

class Fake : public Tracked {
 public:
  void give_way() override { gone = true; }
  bool gone = false;
};

TEST(Connections, TheOneThatKeepsUsWaitingLongestGivesWay) {
  Connections all(3, 100);
  Fake a, b, c, d;
  for (Fake* f : {&a, &b, &c}) {
    ASSERT_TRUE(all.make_room());
    all.add(*f);
  }
  all.set_stage(a, Stage::kWork);
  all.set_stage(c, Stage::kWrite);
  ASSERT_TRUE(all.make_room());
  EXPECT_TRUE(b.gone && !a.gone && !c.gone);
  all.add(d);
  all.set_stage(d, Stage::kWork);
  ASSERT_TRUE(all.make_room());
  EXPECT_TRUE(c.gone);
  all.add(b);
  all.set_stage(b, Stage::kWork);
  EXPECT_FALSE(all.make_room());
  all.remove(a);
  EXPECT_TRUE(all.make_room());
  EXPECT_EQ(all.size(), 2u);
}

TEST(Connections, BodiesShareABudget) {
  Connections all(10, 100);
  Fake a, b, c;
  for (Fake* f : {&a, &b, &c}) all.add(*f);
  all.set_stage(a, Stage::kBody);
  EXPECT_TRUE(all.hold_body(a, 60));
  all.set_stage(b, Stage::kBody);
  EXPECT_TRUE(all.hold_body(b, 60));
  EXPECT_TRUE(a.gone);
  all.set_stage(b, Stage::kWork);
  all.set_stage(c, Stage::kBody);
  EXPECT_FALSE(all.hold_body(c, 60));
  EXPECT_TRUE(all.hold_body(c, 40));
  EXPECT_FALSE(b.gone);
  all.release_body(b);
  EXPECT_TRUE(all.hold_body(c, 60));
}

TEST(WorkQueue, RefusesWhatIsTooMuchAndRunsTheRest) {
  std::atomic<int> n_run = 0;
  std::mutex gate;
  gate.lock();
  std::atomic<bool> started = false;
  WorkQueue queue(1, 2);
  EXPECT_TRUE(queue.submit({[&] {
    started = true;
    const std::lock_guard wait(gate);
    ++n_run;
  }}));
  while (!started) std::this_thread::yield();
  EXPECT_TRUE(queue.submit({[&] { ++n_run; }}));
  EXPECT_TRUE(queue.submit({[&] { ++n_run; }}));
  EXPECT_FALSE(queue.submit({[&] { ++n_run; }}));
  queue.go_on({[&] { ++n_run; }});
  gate.unlock();
  while (n_run < 4) std::this_thread::yield();
  queue.end();
  EXPECT_FALSE(queue.submit({[] {}}));
  EXPECT_EQ(n_run, 4);
}

TEST(WorkQueue, WhatNobodyWantsMakesRoom) {
  std::atomic<int> n_run = 0, n_dropped = 0;
  std::atomic<bool> started = false, is_wanted = true;
  std::mutex gate;
  gate.lock();
  WorkQueue queue(1, 2);
  const QueuedWork mine{[&] { ++n_run; }, [&] { return is_wanted.load(); }, [&] { ++n_dropped; }};
  ASSERT_TRUE(queue.submit({[&] {
    started = true;
    const std::lock_guard wait(gate);
  }}));
  while (!started) std::this_thread::yield();
  EXPECT_TRUE(queue.submit(mine));
  EXPECT_TRUE(queue.submit(mine));
  EXPECT_FALSE(queue.submit(mine));
  is_wanted = false;
  EXPECT_TRUE(queue.submit({[&] { ++n_run; }}));
  EXPECT_EQ(n_dropped, 2);
  EXPECT_TRUE(queue.submit(mine));
  gate.unlock();
  while (n_run + n_dropped < 4) std::this_thread::yield();
  EXPECT_EQ(n_run, 1);
  EXPECT_EQ(n_dropped, 3);
}

TEST(Assets, HaveTagsAndAreNotSentTwice) {
  Request request;
  const Response first = file_response(request, "a.js", "export {};");
  EXPECT_EQ(first.status, 200);
  EXPECT_EQ(first.body, "export {};");
  EXPECT_EQ(find_field(first.headers, "content-type"), "text/javascript; charset=utf-8");
  request.headers = {
      {"if-none-match", "\"x\", " + std::string(*find_field(first.headers, "etag"))}};
  const Response second = file_response(request, "a.js", "export {};");
  EXPECT_EQ(second.status, 304);
  EXPECT_EQ(second.body, "");
  EXPECT_EQ(file_response(request, "a.js", "export { };").status, 200);
}

TEST(Assets, LoadNothingFromElsewhereAndHoldNoInlineScript) {
  ASSERT_GT(embedded_files().size(), 5u);
  for (const EmbeddedFile& file : embedded_files()) {
    for (const std::string_view word :
         {"innerHTML", "outerHTML", "insertAdjacentHTML", "eval(", "document.write", "src=\"http",
          "import(\"http", "@import", "url(http", " style=\"", " onclick=\""}) {
      EXPECT_EQ(file.text.find(word), std::string_view::npos) << file.name << ": " << word;
    }
  }
}

}  // namespace
}  // namespace quoth
