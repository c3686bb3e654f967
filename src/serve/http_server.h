// The server: HTTP/1.1 on 127.0.0.1.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

#include "quoth/error.h"
#include "serve/app.h"

namespace quoth {

struct ServerOptions {
  uint16_t port = 0;     // 0: any that is free
  size_t n_workers = 2;  // threads that answer; one more is for what takes seconds, for each two
};

// One thread waits for all connections at once (epoll), so that one that is slow costs a few
// kilobytes and no thread; the handlers run on workers. Within the limits of the app, for whatever
// clients do: the times hold for a whole request, and where there are too many connections the one
// that has kept the server waiting longest is closed for the new one.
class HttpServer {
 public:
  // Takes the port; fails with kUsage if another program has it, else with kIo. `app` must outlive
  // the server.
  static Result<std::unique_ptr<HttpServer>> listen(const App& app, const ServerOptions& options);
  ~HttpServer();

  uint16_t port() const;

  // Serves on the calling thread until SIGINT or SIGTERM. Then nobody can connect any more, who is
  // connected is told with the next answer, and who asks nothing for a moment is closed; requests
  // under way have stop_time to end; a second signal stops at once. False if a request was
  // cut off; its handler may still run, and the destructor waits for it.
  bool run();

 private:
  struct Impl;
  explicit HttpServer(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace quoth
