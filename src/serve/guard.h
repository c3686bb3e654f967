// Whom the server answers. It listens on 127.0.0.1 alone, but any page that the reader has open in
// a browser can send requests there: one whose name was bound to 127.0.0.1 anew (DNS rebinding)
// could read the answers, and any could send a POST. So the Host must be a name of this machine,
// and what is not a plain read must come from this very origin.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "serve/message.h"
#include "serve/router.h"

namespace quoth {

// True for localhost, 127.0.0.1 and [::1], with any port (it may be forwarded) or none.
//   "localhost:9000" true   "127.0.0.1.evil.example" false   "" false
bool is_local_host(std::string_view host);

class Guard {
 public:
  // Without a token nothing can be written.
  explicit Guard(std::string token) : token_(std::move(token)) {}

  // Of the headers alone, before a body is read and a route is known. Fails with kUsage unless
  // there is one Host, and with kPermission for one that is not local, or a method other than GET,
  // HEAD and OPTIONS from another origin.
  Result<void> check(Method method, const Fields& headers) const;
  // For a route that writes: the token, in the header x-quoth-token, compared in constant time.
  Result<void> check_write(const Fields& headers) const;

 private:
  std::string token_;
};

// The headers that every response carries: no script but those of this server runs, whatever an
// article holds, and no other site may embed or read anything.
const Fields& security_headers();

// 128 random bits in hexadecimal digits.
Result<std::string> make_token();

}  // namespace quoth
