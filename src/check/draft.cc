#include "check/draft.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/utf8.h"
#include "check/sources.h"
#include "check/spoken.h"
#include "text/chars.h"
#include "text/tokenizer.h"

namespace quoth {
namespace {

// Between an outermost opening mark and what closes it; several paragraphs of one quotation have
// one piece each.
struct Run {
  std::vector<ByteSpan> pieces;
  ByteSpan span() const { return {pieces.front().begin, pieces.back().end}; }
};

ByteSpan trimmed(std::string_view text, ByteSpan span) {
  const auto blank = [&](uint32_t i) { return static_cast<unsigned char>(text[i]) <= ' '; };
  while (!span.empty() && blank(span.begin)) ++span.begin;
  while (!span.empty() && blank(span.end - 1)) --span.end;
  return span;
}

constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
constexpr size_t kMaxTagWords = 16;
// Up to this many words in marks may be a title or words held at a distance, with no speaker.
constexpr size_t kMaxPhrase = 4;

class DraftReader {
 public:
  DraftReader(std::string_view text, const Record& record)
      : text_(text), record_(record), tokens_(tokenize(text)) {
    spoken_ = find_spoken(text, tokens_);
  }

  std::vector<DraftQuote> run() {
    std::vector<std::pair<std::optional<uint32_t>, Run>> joined;
    std::vector<Run> nicknames;
    for (Run& next : find_runs()) {
      if (is_in_name(next.span())) {
        nicknames.push_back(std::move(next));
        continue;
      }
      const std::optional<uint32_t> statement = direct_statement(next.span());
      const bool goes_on =
          !joined.empty() && ((statement && joined.back().first == statement) ||
                              is_interrupted(joined.back().second.span(), next.span()));
      if (goes_on) {
        auto& pieces = joined.back().second.pieces;
        pieces.insert(pieces.end(), next.pieces.begin(), next.pieces.end());
      } else {
        joined.emplace_back(statement, std::move(next));
      }
    }
    for (Run& nickname : nicknames) joined.emplace_back(std::nullopt, std::move(nickname));
    std::stable_sort(joined.begin(), joined.end(), [](const auto& a, const auto& b) {
      return a.second.span().begin < b.second.span().begin;
    });
    std::vector<DraftQuote> quotes;
    for (auto& [statement, found] : joined) {
      DraftQuote quote = words_of(std::move(found.pieces));
      if (quote.words.words.empty()) continue;
      attribute(quote);
      quotes.push_back(std::move(quote));
    }
    return quotes;
  }

 private:
  // A paragraph that ends within a quotation is followed by one that opens anew.
  std::vector<Run> find_runs() const {
    std::vector<Run> runs;
    std::optional<uint32_t> open;
    bool unclosed = false;  // the last run was cut by the end of its paragraph
    const auto close = [&](uint32_t end, bool by_mark) {
      const ByteSpan span = trimmed(text_, {*open, std::max(*open, end)});
      open.reset();
      if (span.empty()) return;
      if (unclosed && !runs.empty()) {
        runs.back().pieces.push_back(span);
      } else {
        runs.push_back({{span}});
      }
      unclosed = !by_mark;
    };
    for (const TokenRange& paragraph : tokens_.paragraphs) {
      for (uint32_t t = paragraph.begin; t < paragraph.end; ++t) {
        const Token& token = tokens_.tokens[t];
        if (token.quote_level != 1) continue;
        if (token.quoting == Quoting::kOpen) {
          if (t != paragraph.begin) unclosed = false;
          open = token.span.end;
        } else if (token.quoting == Quoting::kClose && open) {
          close(token.span.begin, true);
        }
      }
      if (open) close(tokens_.tokens[paragraph.end - 1].span.end, false);
    }
    return runs;
  }

  // “I will,” she said, “not go.”: a comma before a short tag and one behind it, in one paragraph.
  bool is_interrupted(ByteSpan before, ByteSpan after) const {
    const std::string_view tag = text_.substr(before.end, after.begin - before.end);
    if (tag.find('\n') != std::string_view::npos || quote_words(tag).words.size() > kMaxTagWords) {
      return false;
    }
    const bool comma_before = text_[before.end - 1] == ',' || opens_with_comma(tag);
    const size_t last_comma = tag.rfind(',');
    const size_t last_letter = tag.find_last_of(kLetters);
    return comma_before && last_comma != std::string_view::npos &&
           last_letter != std::string_view::npos && last_comma > last_letter;
  }
  // British: “I will”, she said
  static bool opens_with_comma(std::string_view tag) {
    const size_t comma = tag.find(',');
    return comma != std::string_view::npos && comma < tag.find_first_of(kLetters);
  }

  // The statement whose words these are, if it is one in quotation marks throughout.
  std::optional<uint32_t> direct_statement(ByteSpan span) const {
    for (const uint32_t s : statements_at(record_, span)) {
      if (record_.statements[s].form == Form::kDirect) return s;
      break;
    }
    return std::nullopt;
  }

  DraftQuote words_of(std::vector<ByteSpan> pieces) const {
    DraftQuote quote;
    for (const ByteSpan& piece : pieces) {
      QuoteWords words = quote_words(text_, piece);
      for (size_t i = 0; i < words.words.size(); ++i) {
        const bool resumes = i == 0 && !quote.words.words.empty();
        if (resumes) words.words[i].before |= quote.words.after;
        quote.words.words.push_back(words.words[i]);
        quote.resumes.push_back(resumes);
      }
      quote.words.after = words.after;
    }
    quote.pieces = std::move(pieces);
    if (!quote.words.words.empty()) quote.negated_outside = is_negated(quote);
    return quote;
  }

  // The word before the quote is a negation, as in: not “fit to drink”.
  bool is_negated(const DraftQuote& quote) const {
    const auto& all = spoken_.all.words;
    const auto first =
        std::lower_bound(all.begin(), all.end(), quote.words.words.front().span.begin,
                         [](const QuoteWord& w, uint32_t begin) { return w.span.begin < begin; });
    return first != all.begin() && std::prev(first)->negation;
  }

  void attribute(DraftQuote& quote) const {
    for (const uint32_t s : statements_at(record_, quote.pieces.front())) {
      const Statement& statement = record_.statements[s];
      for (const Speaker& speaker : statement.speakers) {
        if (speaker.kind == EntityKind::kNone) continue;
        const std::string_view printed = text_.substr(speaker.span.begin, speaker.span.size());
        quote.speakers.push_back(bearer_of(speaker, record_, printed));
      }
      if (!quote.speakers.empty()) {
        quote.attribution = Attributed::kNamed;
        return;
      }
    }
    quote.speakers = near(quote.span());
    const bool phrase = quote.words.words.size() <= kMaxPhrase &&
                        statements_at(record_, quote.pieces.front()).empty();
    const bool nobody = phrase && (quote.speakers.empty() || is_in_name(quote.span()));
    quote.attribution = nobody ? Attributed::kNobody : Attributed::kUnread;
  }

  // A nickname: Clive “the Ferryman” Pratt.
  bool is_in_name(ByteSpan span) const {
    const auto& all = spoken_.all.words;
    const auto first =
        std::lower_bound(all.begin(), all.end(), span.begin,
                         [](const QuoteWord& w, uint32_t begin) { return w.span.begin < begin; });
    const auto last =
        std::lower_bound(first, all.end(), span.end,
                         [](const QuoteWord& w, uint32_t end) { return w.span.begin < end; });
    if (last - first > static_cast<std::ptrdiff_t>(kMaxPhrase)) return false;
    if (first == all.begin() || last == all.end()) return false;
    const auto is_capital = [](const QuoteWord& w) { return w.exact != w.folded; };
    const std::string_view marks[] = {
        text_.substr(std::prev(first)->span.end, span.begin - std::prev(first)->span.end),
        text_.substr(span.end, last->span.begin - span.end)};
    const bool joined =
        std::all_of(std::begin(marks), std::end(marks), [](std::string_view between) {
          return between.find_first_of(",:;\n") == std::string_view::npos;
        });
    return joined && is_capital(*std::prev(first)) && is_capital(*last);
  }

  // Who is mentioned in the paragraph, outside quotation marks.
  std::vector<Bearer> near(ByteSpan span) const {
    std::vector<Bearer> bearers;
    const std::optional<ByteSpan> paragraph = paragraph_of(span.begin);
    if (!paragraph) return bearers;
    for (const Entity& entity : record_.entities) {
      if (entity.kind == EntityKind::kNone) continue;
      const bool is_near =
          std::any_of(entity.mentions.begin(), entity.mentions.end(), [&](ByteSpan mention) {
            return paragraph->contains(mention) && !span.contains(mention);
          });
      if (is_near) bearers.push_back(bearer_of(entity));
    }
    return bearers;
  }

  std::optional<ByteSpan> paragraph_of(uint32_t byte) const {
    for (const TokenRange& p : tokens_.paragraphs) {
      const ByteSpan span{tokens_.tokens[p.begin].span.begin, tokens_.tokens[p.end - 1].span.end};
      if (span.begin <= byte && byte < span.end) return span;
    }
    return std::nullopt;
  }

  std::string_view text_;
  const Record& record_;
  Tokens tokens_;
  Spoken spoken_;
};

}  // namespace

std::vector<DraftQuote> draft_quotes(std::string_view text, const Record& record) {
  return DraftReader(text, record).run();
}

std::string text_of(const DraftQuote& quote, std::string_view text) {
  std::string out;
  for (const ByteSpan& piece : quote.pieces) {
    if (!out.empty()) out += ' ';
    out += text.substr(piece.begin, piece.size());
  }
  return out;
}

}  // namespace quoth
