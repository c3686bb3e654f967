#include "serve/http_connection.h"

#include <netinet/tcp.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/read.hpp>
#include <ctime>
#include <exception>
#include <utility>

#include "serve/http_head.h"

namespace quoth {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;

constexpr size_t kReadBytes = 16u << 10;

// Boost's string_view is a type of its own.
std::string_view view(beast::string_view text) { return {text.data(), text.size()}; }

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

// True if the client has closed its side: nobody waits for an answer that takes seconds.
bool has_left(int socket) {
  tcp_info info{};
  socklen_t size = sizeof info;
  return getsockopt(socket, IPPROTO_TCP, TCP_INFO, &info, &size) != 0 ||
         info.tcpi_state != TCP_ESTABLISHED;
}

Error to_error(const boost::system::error_code& error) {
  if (error == http::error::header_limit) {
    return {ErrorCode::kHeadersTooLarge, "the headers of the request are too large", ""};
  }
  if (error == http::error::body_limit) {
    return {ErrorCode::kTooLarge, "the body of the request is too large", "body"};
  }
  return {ErrorCode::kUsage, "not a request of HTTP/1.1: " + error.message(), ""};
}

// An error of the grammar, about which the client can be told, and not one of the connection.
bool is_grammar(const boost::system::error_code& error) {
  return error.category() == make_error_code(http::error::bad_method).category() &&
         error != http::error::end_of_stream && error != http::error::partial_message;
}

}  // namespace

HttpConnection::HttpConnection(asio::ip::tcp::socket socket, HttpShared& shared)
    : shared_(shared),
      stream_(std::move(socket)),
      buffer_(shared.app.limits().max_header_bytes + kReadBytes) {
  ++shared_.n_open;
  shared_.connections.add(*this);
}

HttpConnection::~HttpConnection() {
  shared_.connections.remove(*this);
  --shared_.n_open;
  if (shared_.is_stopping && shared_.n_open == 0) shared_.io.stop();
}

void HttpConnection::give_way() { stream_.close(); }

void HttpConnection::wait_for_request(bool is_first) {
  const ServeLimits& limits = shared_.app.limits();
  shared_.connections.set_stage(*this, Stage::kHeaders);
  request_ = {};
  response_ = {};
  matched_.reset();
  if (buffer_.size() > 0) return read_headers();
  stream_.expires_after(is_first ? limits.header_time : limits.idle_time);
  stream_.async_read_some(buffer_.prepare(kReadBytes),
                          [self = shared_from_this()](Code error, size_t n) {
                            if (error) return;
                            self->buffer_.commit(n);
                            self->read_headers();
                          });
}

void HttpConnection::read_headers() {
  const ServeLimits& limits = shared_.app.limits();
  parser_.emplace();
  parser_->header_limit(limits.max_header_bytes);
  parser_->body_limit(limits.max_body_bytes);
  stream_.expires_after(limits.header_time);
  http::async_read_header(stream_, buffer_, *parser_, then(&HttpConnection::on_headers));
}

void HttpConnection::on_headers(Code error) {
  if (!error) return take_headers();
  if (is_grammar(error)) refuse(to_error(error));
}

Result<void> HttpConnection::set_target(std::string_view raw) {
  // The absolute form, which proxies are sent: its authority stands for the Host (RFC 9112, 3.2.2).
  if (lower(raw.substr(0, 7)) == "http://") {
    const size_t end = std::min(raw.find_first_of("/?", 7), raw.size());
    for (Field& header : request_.headers) {
      if (header.first == "host") header.second = raw.substr(7, end - 7);
    }
    raw.remove_prefix(end);
  }
  auto target = parse_target(raw.empty() || raw[0] == '?' ? '/' + std::string(raw) : raw);
  if (!target) return tl::unexpected(target.error());
  request_.target = *std::move(target);
  return {};
}

void HttpConnection::take_headers() {
  const auto& message = parser_->get();
  request_.method = method_of(view(message.method_string()));
  for (const auto& field : message) {
    request_.headers.emplace_back(lower(view(field.name_string())),
                                  std::string(view(field.value())));
  }
  keep_alive_ = message.keep_alive();
  is_chunked_ = message.version() >= 11;
  const auto checked = set_target(view(message.target())).and_then([&] {
    return shared_.app.guard().check(request_.method, request_.headers);
  });
  if (!checked) return refuse(checked.error());
  auto matched = shared_.app.match(request_);
  if (!matched) return refuse(matched.error());
  matched_ = *std::move(matched);
  if (parser_->is_done()) return run_handler();
  read_body();
}

void HttpConnection::read_body() {
  const ServeLimits& limits = shared_.app.limits();
  const auto length = parser_->content_length();
  shared_.connections.set_stage(*this, Stage::kBody);
  if (!shared_.connections.hold_body(*this, length ? *length : limits.max_body_bytes)) {
    return refuse({ErrorCode::kBusy, "too many large requests at once", ""});
  }
  stream_.expires_after(limits.body_time);
  const auto read = [self = shared_from_this()](Code error, size_t) {
    if (error) return;
    http::async_read(self->stream_, self->buffer_, *self->parser_, [self](Code failed, size_t) {
      if (!failed) {
        self->request_.body = std::move(self->parser_->get().body());
        return self->run_handler();
      }
      if (is_grammar(failed)) self->refuse(to_error(failed));
    });
  };
  if (lower(find_field(request_.headers, "expect").value_or("")) == "100-continue") {
    static constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
    asio::async_write(stream_, asio::buffer(kContinue), read);
  } else {
    read({}, 0);
  }
}

void HttpConnection::run_handler() {
  const Lane lane = matched_->route->lane;
  if (lane == Lane::kInline) return respond(shared_.app.answer(request_, *matched_));
  shared_.connections.set_stage(*this, Stage::kWork);
  stream_.expires_never();
  shared_.working.insert(shared_from_this());
  WorkQueue& queue = lane == Lane::kSlow ? shared_.slow : shared_.quick;
  QueuedWork job{.run = [this] { in_worker(); }, .is_wanted = {}, .drop = {}};
  if (lane == Lane::kSlow) {
    job.is_wanted = [socket = stream_.socket().native_handle()] { return !has_left(socket); };
    job.drop = [this] { leave_worker(false); };
  }
  if (queue.submit(std::move(job))) return;
  const auto self = shared_from_this();
  shared_.working.erase(self);
  keep_alive_ = false;
  respond(shared_.app.refuse(request_, {ErrorCode::kBusy, "too many requests at once", ""}));
}

void HttpConnection::in_worker() {
  response_ = shared_.app.answer(request_, *matched_);
  leave_worker(true);
}

void HttpConnection::leave_worker(bool has_response) {
  asio::post(shared_.io, [this, has_response] {
    const auto self = shared_from_this();
    shared_.working.erase(self);
    if (has_response) respond(std::move(response_));
  });
}

void HttpConnection::refuse(const Error& error) {
  keep_alive_ = false;
  respond(shared_.app.refuse(request_, error));
}

void HttpConnection::respond(Response response) {
  shared_.connections.release_body(*this);
  shared_.connections.set_stage(*this, Stage::kWrite);
  request_.body = {};
  response_ = std::move(response);
  if (shared_.is_stopping) keep_alive_ = false;
  Framing framing;
  const bool is_long = static_cast<bool>(response_.more);
  framing.is_chunked = is_long && is_chunked_;
  if (is_long && !is_chunked_) keep_alive_ = false;
  if (!is_long && response_.status != 304 && request_.method != Method::kHead) {
    framing.length = response_.body.size();
  }
  framing.keep_alive = keep_alive_;
  head_ = make_head(response_, framing, std::time(nullptr));
  if (is_long && is_chunked_ && !response_.body.empty()) {
    response_.body = make_chunk(response_.body);
  }
  stream_.expires_after(shared_.app.limits().write_time);
  const std::array<asio::const_buffer, 2> buffers = {asio::buffer(head_),
                                                     asio::buffer(response_.body)};
  asio::async_write(stream_, buffers, then(&HttpConnection::on_written));
}

void HttpConnection::on_written(Code error) {
  if (error) return;
  if (response_.more) return make_piece();
  end_response();
}

void HttpConnection::make_piece() {
  shared_.connections.set_stage(*this, Stage::kWork);
  stream_.expires_never();
  shared_.working.insert(shared_from_this());
  shared_.quick.go_on({.run =
                           [this] {
                             piece_.clear();
                             Result<bool> made = false;
                             try {
                               made = response_.more(piece_);
                             } catch (const std::exception& thrown) {
                               made = fail(ErrorCode::kInternal, thrown.what());
                             }
                             asio::post(shared_.io, [this, made = std::move(made)] {
                               const auto self = shared_from_this();
                               shared_.working.erase(self);
                               write_piece(made);
                             });
                           },
                       .is_wanted = {},
                       .drop = {}});
}

// An error in the middle can only be told by the end that is missing.
void HttpConnection::write_piece(const Result<bool>& made) {
  if (!made) return stream_.close();
  shared_.connections.set_stage(*this, Stage::kWrite);
  if (!*made) response_.more = {};
  if (is_chunked_) {
    if (!piece_.empty()) piece_ = make_chunk(piece_);
    if (!*made) piece_ += kLastChunk;
  }
  stream_.expires_after(shared_.app.limits().write_time);
  asio::async_write(stream_, asio::buffer(piece_), then(&HttpConnection::on_written));
}

void HttpConnection::end_response() {
  if (keep_alive_ && !shared_.is_past_pause) return wait_for_request(false);
  close();
}

// A socket that is closed with bytes unread sends a reset, and the client may lose the response; so
// the client first gets the end of the stream and some time to close its side.
void HttpConnection::close() {
  Code ignored;
  // The first to give way for a new one; at the end of the server its client still reads.
  shared_.connections.set_stage(*this, shared_.is_stopping ? Stage::kWrite : Stage::kHeaders);
  stream_.socket().shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
  stream_.expires_after(shared_.app.limits().drain_time);
  drain();
}

void HttpConnection::drain() {
  buffer_.clear();
  stream_.async_read_some(buffer_.prepare(kReadBytes),
                          [self = shared_from_this()](Code error, size_t) {
                            if (!error) self->drain();
                          });
}

}  // namespace quoth
