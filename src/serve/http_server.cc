#include "serve/http_server.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <csignal>
#include <exception>

#include "serve/http_connection.h"

namespace quoth {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using Code = boost::system::error_code;

constexpr std::chrono::milliseconds kAcceptPause{20};  // where there are no descriptors left
// After a stop, to requests that clients send before they know of it; each is answered and told.
constexpr std::chrono::milliseconds kStopPause{200};

size_t n_slow_workers(size_t n_workers) { return std::max<size_t>(1, n_workers / 2); }

}  // namespace

struct HttpServer::Impl {
  Impl(const App& app, const ServerOptions& options)
      : quick(std::max<size_t>(1, options.n_workers), app.limits().max_queued),
        slow(n_slow_workers(options.n_workers), app.limits().max_queued_slow),
        shared{app, io, quick, slow,
               Connections(app.limits().max_connections, app.limits().max_bodies_bytes)} {}

  // Workers end first; what they have posted then is dropped with the connections it is for.
  ~Impl() {
    slow.end();
    quick.end();
    shared.is_stopping = false;
    shared.working.clear();
  }

  Result<void> open(uint16_t port) {
    const tcp::endpoint place(asio::ip::address_v4::loopback(), port);
    const std::string where = fmt::format("127.0.0.1:{}", port);
    Code error;
    acceptor.open(place.protocol(), error);
    if (!error) acceptor.set_option(asio::socket_base::reuse_address(true), error);
    if (!error) acceptor.bind(place, error);
    if (!error) acceptor.listen(asio::socket_base::max_listen_connections, error);
    if (error == asio::error::address_in_use) {
      return fail(ErrorCode::kUsage, "another program has this port; try --port 0", where);
    }
    if (error == asio::error::access_denied) {
      return fail(ErrorCode::kPermission, "this port may not be used; try --port 0", where);
    }
    if (error) return fail(ErrorCode::kIo, "cannot listen: " + error.message(), where);
    return {};
  }

  void accept() {
    acceptor.async_accept([this](Code error, tcp::socket socket) {
      if (error == asio::error::operation_aborted) return;
      if (!error) begin(std::move(socket));
      if (shared.is_stopping) return;
      error ? accept_later() : accept();
    });
  }

  void begin(tcp::socket socket) {
    if (!shared.connections.make_room()) return;
    Code ignored;
    socket.set_option(tcp::no_delay(true), ignored);
    std::make_shared<HttpConnection>(std::move(socket), shared)->start();
  }

  // Those that have connected already and have not been accepted would be reset.
  void accept_waiting() {
    Code error;
    acceptor.cancel(error);
    acceptor.non_blocking(true, error);
    for (size_t n = 0; !error && n < shared.app.limits().max_connections; ++n) {
      tcp::socket socket(io);
      acceptor.accept(socket, error);
      if (!error) begin(std::move(socket));
    }
  }

  void accept_later() {
    pause.expires_after(kAcceptPause);
    pause.async_wait([this](Code error) {
      if (!error) accept();
    });
  }

  void wait_for_signal() {
    signals.async_wait([this](Code error, int) {
      if (error) return;
      if (shared.is_stopping) return io.stop();
      begin_stop();
      wait_for_signal();
    });
  }

  void begin_stop() {
    shared.is_stopping = true;
    accept_waiting();
    Code ignored;
    acceptor.close(ignored);
    if (shared.n_open == 0) return io.stop();
    pause.expires_after(kStopPause);
    pause.async_wait([this](Code error) {
      // Once more around, so that what has come meanwhile is read first.
      if (!error) asio::post(io, [this] { end_idle(); });
    });
  }

  void end_idle() {
    shared.is_past_pause = true;
    shared.connections.close_idle();
    pause.expires_after(shared.app.limits().stop_time);
    pause.async_wait([this](Code error) {
      if (!error) io.stop();
    });
  }

  bool run() {
    accept();
    wait_for_signal();
    while (true) {
      try {
        io.run();
        return shared.n_open == 0;
      } catch (const std::exception&) {  // no memory for one connection; its state is gone with it
      }
    }
  }

  WorkQueue quick;
  WorkQueue slow;
  HttpShared shared;  // outlives `io`, whose end destroys the connections that still wait
  asio::io_context io{1};
  tcp::acceptor acceptor{io};
  asio::steady_timer pause{io};
  asio::signal_set signals{io, SIGINT, SIGTERM};
};

HttpServer::HttpServer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
HttpServer::~HttpServer() = default;

Result<std::unique_ptr<HttpServer>> HttpServer::listen(const App& app,
                                                       const ServerOptions& options) {
  auto impl = std::make_unique<Impl>(app, options);
  if (const auto opened = impl->open(options.port); !opened) {
    return tl::unexpected(opened.error());
  }
  return std::unique_ptr<HttpServer>(new HttpServer(std::move(impl)));
}

uint16_t HttpServer::port() const {
  Code ignored;
  return impl_->acceptor.local_endpoint(ignored).port();
}

bool HttpServer::run() { return impl_->run(); }

}  // namespace quoth
