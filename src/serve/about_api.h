// GET /api/about: what this server is and has.
#pragma once

#include "quoth/engine.h"
#include "serve/pages.h"
#include "serve/router.h"

namespace quoth {

// {"version": "…", "model": "…", "record": false, "writable": false}; `engine` must outlive the
// router.
void add_about_api(Router& router, const Engine& engine, PageContext context);

}  // namespace quoth
