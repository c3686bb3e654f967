#include "store/known_articles.h"

#include <mutex>
#include <utility>

namespace quoth {

struct KnownArticles::Impl {
  Impl(Database d, Query q, std::string e)
      : db(std::move(d)), query(std::move(q)), extractor(std::move(e)) {}

  Database db;
  Query query;
  std::string extractor;
  std::mutex mutex;
};

KnownArticles::KnownArticles(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
KnownArticles::KnownArticles(KnownArticles&&) noexcept = default;
KnownArticles& KnownArticles::operator=(KnownArticles&&) noexcept = default;
KnownArticles::~KnownArticles() = default;

Result<KnownArticles> KnownArticles::open(const std::filesystem::path& file,
                                          std::string extractor) {
  Result<Database> db = Database::open(file);
  if (!db) return tl::unexpected(db.error());
  Result<Query> query = db->prepare(
      "SELECT 1 FROM articles AS a JOIN extractors AS e ON e.id = a.extractor_id WHERE a.sha256 = "
      "? AND e.name = ? AND (?3 = '' OR a.section_id IS NOT NULL)");
  if (!query) return tl::unexpected(query.error());
  auto impl = std::make_unique<Impl>(*std::move(db), *std::move(query), std::move(extractor));
  return KnownArticles(std::move(impl));
}

bool KnownArticles::has(const std::string& identity, const std::string& section) const {
  const std::lock_guard lock(impl_->mutex);
  const Result<bool> there =
      impl_->query.reset().bind(1, identity).bind(2, impl_->extractor).bind(3, section).step();
  impl_->query.reset();  // a reader that stays in a row would keep the log from being taken in
  return there && *there;
}

}  // namespace quoth
