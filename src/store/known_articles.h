// Which articles a record holds already, asked by many threads.
#pragma once

#include <memory>
#include <string>

#include "store/database.h"

namespace quoth {

// Looks articles up on a connection of its own. Any number of threads may call it; what is
// committed by whomever is seen.
class KnownArticles {
 public:
  static Result<KnownArticles> open(const std::filesystem::path& file, std::string extractor);
  KnownArticles(KnownArticles&&) noexcept;
  KnownArticles& operator=(KnownArticles&&) noexcept;
  ~KnownArticles();

  // True if the article of this identity is there, read by the extractor, and with a section if
  // `section` names one: what RecordWriter::add() would leave alone. A failure is a false: add()
  // finds out.
  bool has(const std::string& identity, const std::string& section) const;

 private:
  struct Impl;
  explicit KnownArticles(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace quoth
