// The application: a request in, its response out.
#pragma once

#include <memory>
#include <string>

#include "quoth/engine.h"
#include "serve/guard.h"
#include "serve/limits.h"
#include "serve/message.h"
#include "serve/record_pool.h"
#include "serve/router.h"

namespace quoth {

struct AppOptions {
  std::string token = {};      // that writes need; empty: nothing can be written
  std::string editor = {};     // who writes, for the log of corrections
  std::string extractor = {};  // extractor_name() of the engine, for articles that are kept
  ServeLimits limits = {};
};

// Immutable after it is made: any number of threads may call it.
class App {
 public:
  // `engine` must outlive the app, and so must `record`, which is null where there is none.
  App(const Engine& engine, RecordPool* record, AppOptions options);

  const Guard& guard() const { return guard_; }
  const ServeLimits& limits() const { return options_.limits; }
  const Router& router() const { return router_; }

  // The route of a request, to know which lane it runs on; fails as Router::match() does.
  Result<Matched> match(const Request& request) const;
  // What a handler makes of the request, with the headers that every response carries. Of HEAD, the
  // body is left out. Nothing is thrown: what a handler could not foresee is a 500.
  Response answer(const Request& request, const Matched& matched) const;
  // Both of the above: the whole of `quoth serve --get`.
  Response answer(const Request& request) const;

  // The response to a request that got to no handler.
  Response refuse(const Error& error) const;
  Response refuse(const Request& request, const Error& error) const;

 private:
  void add_pages();
  void add_assets();
  void add_api();

  const Engine& engine_;
  RecordPool* record_;
  AppOptions options_;
  Guard guard_;
  Router router_;
};

}  // namespace quoth
