// One connection of the server: a request is read, answered, and the next one read.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <unordered_set>

#include "serve/app.h"
#include "serve/connections.h"
#include "serve/work_queue.h"

namespace quoth {

class HttpConnection;

// What the connections of a server share. All but the queues belongs to the thread of the sockets.
struct HttpShared {
  const App& app;
  boost::asio::io_context& io;
  WorkQueue& quick;
  WorkQueue& slow;
  Connections connections;
  std::unordered_set<std::shared_ptr<HttpConnection>> working = {};  // kept alive for their worker
  size_t n_open = 0;
  bool is_stopping = false;    // every answer from now on says that it is the last
  bool is_past_pause = false;  // and nobody is waited for who has not been told
};

// Lives as long as an operation of its socket or a worker is under way. Of one thread, but for the
// handler, which has the request to itself while it runs.
class HttpConnection : public Tracked, public std::enable_shared_from_this<HttpConnection> {
 public:
  HttpConnection(boost::asio::ip::tcp::socket socket, HttpShared& shared);
  ~HttpConnection() override;

  void start() { wait_for_request(true); }
  void give_way() override;

 private:
  using Parser = boost::beast::http::request_parser<boost::beast::http::string_body>;
  using Code = boost::system::error_code;

  void wait_for_request(bool is_first);
  void read_headers();
  void on_headers(Code error);
  void take_headers();
  Result<void> set_target(std::string_view raw);
  void read_body();
  void run_handler();
  void in_worker();
  void leave_worker(bool has_response);

  void refuse(const Error& error);  // and close: what else the client sends is not read
  void respond(Response response);
  void on_written(Code error);
  void make_piece();
  void write_piece(const Result<bool>& made);
  void end_response();
  void close();
  void drain();

  // A callback that keeps this alive.
  auto then(auto member) {
    return
        [self = shared_from_this(), member](Code error, size_t) { (self.get()->*member)(error); };
  }

  HttpShared& shared_;
  boost::beast::tcp_stream stream_;
  boost::beast::flat_buffer buffer_;
  std::optional<Parser> parser_;
  Request request_;
  std::optional<Matched> matched_;
  Response response_;
  std::string head_;
  std::string piece_;
  bool keep_alive_ = false;
  bool is_chunked_ = false;
};

}  // namespace quoth
