// Names for things that have none, made of what they are, so that the same input names them alike.
#pragma once

#include <string>
#include <string_view>

#include "quoth/record.h"
#include "write/sha256.h"

namespace quoth {

// "urn:uuid:…", a UUID of version 8 (RFC 9562) from the first 128 bits of a hash.
std::string uuid_urn(const Sha256::Digest& digest);

// Base64 of RFC 4648, padded.
std::string base64(const Sha256::Digest& digest);

// The IRIs of a document and its parts.
class DocumentNames {
 public:
  explicit DocumentNames(const Article& article);

  // Article::url if it is a whole http or https one without characters that an IRI must not have
  // (RFC 3987), else the name of the text by its hash (RFC 6920): "ni:///sha-256;…".
  const std::string& document() const { return document_; }
  // A UUID of the document's id, its text and `part`, "s1" or the name of a speaker.
  std::string part(std::string_view part) const;

 private:
  std::string key_;
  std::string document_;
};

}  // namespace quoth
