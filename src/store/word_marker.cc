#include "store/word_marker.h"

#include <algorithm>
#include <array>

#include "store/fts5.h"

namespace quoth {
namespace {

// As in 0001_record.sql.
constexpr const char* kTokenizer = "unicode61";
constexpr std::array<const char*, 2> kTokenizerOptions = {"remove_diacritics", "2"};

}  // namespace

struct WordMarker::Tokenizer {
  fts5_tokenizer functions = {};
  Fts5Tokenizer* instance = nullptr;

  Tokenizer() = default;
  Tokenizer(const Tokenizer&) = delete;
  Tokenizer& operator=(const Tokenizer&) = delete;
  ~Tokenizer() {
    if (instance != nullptr) functions.xDelete(instance);
  }
};

Result<WordMarker> WordMarker::open(Database& db) {
  const Result<fts5_api*> api = fts5_of(db);
  if (!api) return tl::unexpected(api.error());
  auto tokenizer = std::make_shared<Tokenizer>();
  void* shared = nullptr;
  int status = (*api)->xFindTokenizer(*api, kTokenizer, &shared, &tokenizer->functions);
  if (status == SQLITE_OK) {
    auto options = kTokenizerOptions;
    status =
        tokenizer->functions.xCreate(shared, options.data(), options.size(), &tokenizer->instance);
  }
  if (status != SQLITE_OK) return db.failure(status);
  return WordMarker(std::move(tokenizer));
}

Result<size_t> WordMarker::tokenize(std::string_view text, int purpose,
                                    std::vector<Token>& tokens) {
  struct Sink {
    std::vector<Token>& tokens;
    size_t n = 0;
  } sink{tokens};
  const auto add = [](void* to, int, const char* word, int size, int begin, int end) {
    auto& [all, n] = *static_cast<Sink*>(to);
    if (n == all.size()) all.emplace_back();
    all[n].word.assign(word, static_cast<size_t>(size));
    all[n].span = {static_cast<uint32_t>(begin), static_cast<uint32_t>(end)};
    ++n;
    return SQLITE_OK;
  };
  const int status = tokenizer_->functions.xTokenize(
      tokenizer_->instance, &sink, purpose, text.data(), static_cast<int>(text.size()), add);
  if (status != SQLITE_OK) return fail(ErrorCode::kIo, "a text could not be cut into words");
  return sink.n;
}

Result<void> WordMarker::look_for(const std::vector<WordTerm>& terms) {
  phrases_.clear();
  for (const WordTerm& term : terms) {
    Phrase phrase{.words = {}, .ends_with_prefix = term.is_prefix};
    const int purpose = FTS5_TOKENIZE_QUERY | (term.is_prefix ? FTS5_TOKENIZE_PREFIX : 0);
    const Result<size_t> n = tokenize(term.text, purpose, phrase.words);
    if (!n) return tl::unexpected(n.error());
    if (*n > 0) phrases_.push_back(std::move(phrase));
  }
  return {};
}

bool WordMarker::stands_at(const Phrase& phrase, size_t token, size_t n_tokens) const {
  const size_t n = phrase.words.size();
  if (token + n > n_tokens) return false;
  for (size_t i = 0; i < n; ++i) {
    const std::string& wanted = phrase.words[i].word;
    const std::string& found = tokens_[token + i].word;
    const bool as_prefix = phrase.ends_with_prefix && i + 1 == n;
    if (as_prefix ? !found.starts_with(wanted) : found != wanted) return false;
  }
  return true;
}

Result<std::vector<ByteSpan>> WordMarker::spans(std::string_view text) {
  std::vector<ByteSpan> spans;
  if (phrases_.empty()) return spans;
  const Result<size_t> n = tokenize(text, FTS5_TOKENIZE_AUX, tokens_);
  if (!n) return tl::unexpected(n.error());
  size_t last_end = 0;  // behind the last token of the last span
  for (size_t i = 0; i < *n; ++i) {
    size_t end = i;
    for (const Phrase& phrase : phrases_) {
      if (stands_at(phrase, i, *n)) end = std::max(end, i + phrase.words.size());
    }
    if (end == i) continue;
    if (spans.empty() || i >= last_end) {
      spans.push_back({tokens_[i].span.begin, 0});
      last_end = end;
    }
    last_end = std::max(last_end, end);
    spans.back().end = tokens_[last_end - 1].span.end;
  }
  return spans;
}

}  // namespace quoth
