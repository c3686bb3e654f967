// A record of invented articles of any size, and how fast it is searched; for store.py.
//
//   store_record make FILE N      writes N statements through the store's own insert path
//   store_record search FILE N    N distinct queries of each kind; percentiles as JSON
#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <random>
#include <string>
#include <vector>

#include "duplicate/signature.h"
#include "store/database.h"
#include "store/days.h"
#include "store/identity.h"
#include "store/people_linker.h"
#include "store/people_settle.h"
#include "store/quote_groups.h"
#include "store/record_writer.h"
#include "store/search.h"

namespace quoth {
namespace {

constexpr size_t kNWords = 60'000;
constexpr size_t kNPeople = 20'000;
constexpr size_t kNPublishers = 60;
constexpr int64_t kFirst = 2455198;  // 2010-01-01
constexpr int kNDays = 3650;
constexpr int kStatementsPerArticle = 30;
constexpr int kFillerWords = 180;  // of an article, outside statements: 600 words in all

// Rank i has probability in proportion to 1 / (i + 2.7), as in English text (B. Mandelbrot, 1953).
class Zipf {
 public:
  explicit Zipf(size_t n) {
    double sum = 0;
    for (size_t i = 0; i < n; ++i) sums_.push_back(sum += 1 / (static_cast<double>(i) + 2.7));
  }
  size_t operator()(std::mt19937_64& random) const {
    const double x = std::uniform_real_distribution<double>(0, sums_.back())(random);
    const auto at = std::lower_bound(sums_.begin(), sums_.end(), x) - sums_.begin();
    return std::min<size_t>(at, sums_.size() - 1);
  }

 private:
  std::vector<double> sums_;
};

// Names of syllables, so that none is anybody's; all different for different numbers.
std::string syllables(size_t number) {
  static const char* const kSyllables[] = {"ba", "do", "ri",  "len", "mo", "ta",  "sul", "ke",
                                           "vi", "na", "por", "gel", "hu", "dra", "fe",  "wim"};
  std::string out;
  for (size_t n = number + 16; n > 0; n /= 16) out += kSyllables[n % 16];
  return out;
}

std::string capital(std::string word) {
  word[0] = static_cast<char>(word[0] - 'a' + 'A');
  return word;
}

std::string person_name(size_t i) {
  return capital(syllables(i % 997)) + " " + capital(syllables(i));
}

class Maker {
 public:
  StoredArticle make(size_t number) {
    StoredArticle stored;
    Article& a = stored.article;
    a.id = fmt::format("made/{}.txt", number);
    a.url = fmt::format("https://news.example/{}/{}", syllables(number % 50), number);
    a.title = capital(words(8));
    a.publisher = capital(syllables(publishers_(random_))) + " Courier";
    a.published = format_day(kFirst + static_cast<int64_t>(random_() % kNDays));
    a.language = "en";
    for (int i = 0; i < 6; ++i) add_person(stored.record, people_(random_));
    for (int i = 0; i < kStatementsPerArticle; ++i) add_statement(stored);
    a.text += words(kFillerWords) + ".\n";
    stored.hashes = hash_article(a);
    stored.signature = signature_of(a.text);
    return stored;
  }

  std::string word(size_t rank) const { return syllables(rank); }

 private:
  std::string words(int n) {
    std::string out;
    for (int i = 0; i < n; ++i) out += (i == 0 ? "" : " ") + syllables(words_(random_));
    return out;
  }

  static void add_person(Record& record, size_t i) {
    Entity e{.name = person_name(i),
             .kind = i % 5 == 0 ? EntityKind::kOrganisation : EntityKind::kPerson};
    if (i % 2 == 0) e.roles = {"head of the " + syllables(i % 300) + " authority"};
    e.pronouns = {"she"};
    record.entities.push_back(std::move(e));
  }

  // “Words,” said Name.
  void add_statement(StoredArticle& stored) {
    std::string& text = stored.article.text;
    Record& record = stored.record;
    const auto who = static_cast<uint32_t>(random_() % record.entities.size());
    Statement s{.form = static_cast<Form>(random_() % 3),
                .source = {},
                .cue = {},
                .content = {},
                .speakers = {},
                .within = {}};
    const auto append = [&](const std::string& part) {
      const auto begin = static_cast<uint32_t>(text.size());
      text += part;
      return ByteSpan{begin, static_cast<uint32_t>(text.size())};
    };
    s.content = {append("“" + words(10 + static_cast<int>(random_() % 8)) + ",”")};
    text += ' ';
    s.cue = {append("said")};
    text += ' ';
    s.source = {append(record.entities[who].name)};
    text += random_() % 3 == 0 ? ".\n\n" : ". ";
    record.entities[who].mentions.push_back(s.source.front());
    s.speakers = {{record.entities[who].name, s.source.front(), who, record.entities[who].kind,
                   record.entities[who].roles.empty() ? "" : record.entities[who].roles[0]}};
    // Half of all statements assert, and few do what is rare, as in news.
    s.act = static_cast<Act>(std::min<uint64_t>(9, std::countr_zero(random_() | 512)));
    if (random_() % 3 == 0) s.channel = static_cast<Channel>(random_() % 14);
    const auto about = static_cast<uint32_t>(random_() % record.entities.size());
    if (about != who) s.about = {about};
    s.confidence = static_cast<float>(1 - std::pow((random_() % 1000) / 1000.0, 3) * 0.7);
    record.statements.push_back(std::move(s));
  }

  std::mt19937_64 random_{7};
  Zipf words_{kNWords};
  Zipf people_{kNPeople};
  Zipf publishers_{kNPublishers};
};

template <typename T>
T must(Result<T> result) {
  if (!result) {
    fmt::print(stderr, "{}: {}\n", result.error().where, result.error().message);
    std::exit(2);
  }
  if constexpr (!std::is_void_v<T>) return *std::move(result);
}

void make(const char* file, size_t n_statements) {
  Database db = must(Database::open(file, {.mode = OpenMode::kWrite}));
  RecordWriter writer = must(RecordWriter::open(db, "quoth bench, made (0)"));
  PeopleLinker people = must(PeopleLinker::open(db));
  QuoteGrouper quotes = must(QuoteGrouper::open(db));
  Maker maker;
  for (size_t number = 0, n = 0; n < n_statements;) {
    Transaction transaction = must(Transaction::begin(db));
    for (int i = 0; i < 200 && n < n_statements; ++i, n += kStatementsPerArticle) {
      must(writer.add(maker.make(number++)));
    }
    for (const int64_t id : writer.take_changed()) {
      must(people.link(id));
      must(quotes.add(id));
    }
    must(transaction.commit());
    if (number % 2000 == 0) fmt::print(stderr, "{} articles\n", number);
  }
  must(settle_people(db));
}

using Clock = std::chrono::steady_clock;

// CPU time of this thread, which other programs on the machine do not lengthen.
double cpu_ms() {
  timespec now = {};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

// Percentiles, in milliseconds, of a page of each kind of search: of CPU time, and of wall time.
void measure(Searcher& searcher, const char* name, size_t n,
             const std::function<SearchFilter(size_t)>& filter, bool& first) {
  std::vector<double> cpu, wall;
  size_t n_hits = 0;
  for (size_t i = 0; i < n; ++i) {
    const SearchFilter f = filter(i);
    const auto begin = Clock::now();
    const double cpu_begin = cpu_ms();
    n_hits += must(searcher.search(f)).n_found;
    cpu.push_back(cpu_ms() - cpu_begin);
    wall.push_back(std::chrono::duration<double, std::milli>(Clock::now() - begin).count());
  }
  std::sort(cpu.begin(), cpu.end());
  std::sort(wall.begin(), wall.end());
  fmt::print(
      "{}  \"{}\": {{\"queries\": {}, \"found\": {:.0f}, \"cpu_ms\": {{\"p50\": {:.2f}, "
      "\"p99\": {:.2f}, \"max\": {:.2f}}}, \"wall_ms\": {{\"p50\": {:.2f}, \"p99\": {:.2f}}}}}",
      first ? "{\n" : ",\n", name, n, static_cast<double>(n_hits) / static_cast<double>(n),
      cpu[n / 2], cpu[n * 99 / 100], cpu.back(), wall[n / 2], wall[n * 99 / 100]);
  first = false;
}

void search(const char* file, size_t n) {
  Database db = must(Database::open(file));
  Searcher searcher = must(Searcher::open(db));
  const Maker maker;
  std::mt19937_64 random(11);
  const Zipf people(kNPeople);
  const auto common = [&](size_t i) { return maker.word(i % 200); };
  const auto rare = [&](size_t i) { return maker.word(1000 + i * 37 % 50'000); };
  const auto date = [&](size_t i) {
    return format_day(kFirst + static_cast<int64_t>(i * 7 % kNDays));
  };
  const char* const acts[] = {"accuse", "deny", "demand", "predict", "support"};
  bool first = true;
  const auto run = [&](const char* name, const std::function<SearchFilter(size_t)>& filter) {
    measure(searcher, name, n, filter, first);
  };
  run("common word", [&](size_t i) { return SearchFilter{.words = common(i)}; });
  run("rare word", [&](size_t i) { return SearchFilter{.words = rare(i)}; });
  run("two common words",
      [&](size_t i) { return SearchFilter{.words = common(i) + " " + common(i * 7 + 3)}; });
  run("common and rare word",
      [&](size_t i) { return SearchFilter{.words = common(i) + " " + rare(i)}; });
  run("phrase", [&](size_t i) {
    return SearchFilter{.words = '"' + common(i) + " " + common(i * 3 + 1) + '"'};
  });
  run("prefix of two letters",
      [&](size_t i) { return SearchFilter{.words = maker.word(i).substr(0, 2) + "*"}; });
  run("prefix of four letters",
      [&](size_t i) { return SearchFilter{.words = maker.word(i * 31).substr(0, 4) + "*"}; });
  run("speaker and common word", [&](size_t i) {
    return SearchFilter{.words = common(i), .speaker = person_name(people(random))};
  });
  run("speaker", [&](size_t i) { return SearchFilter{.speaker = person_name(i * 13 % kNPeople)}; });
  run("about and common word", [&](size_t i) {
    return SearchFilter{.words = common(i), .about = person_name(people(random))};
  });
  run("person, common word", [&](size_t i) {
    return SearchFilter{.words = common(i),
                        .speaker_person = static_cast<int64_t>(1 + i * 17 % 5000)};
  });
  run("act, channel, common word", [&](size_t i) {
    return SearchFilter{.words = common(i), .acts = {acts[i % 5]}, .channels = {"ad"}};
  });
  run("act, form, kind, publisher", [&](size_t i) {
    return SearchFilter{.acts = {acts[i % 5]},
                        .forms = {"direct"},
                        .kinds = {"organisation"},
                        .publishers = {capital(syllables(i % kNPublishers)) + " Courier"}};
  });
  run("dates, common word", [&](size_t i) {
    return SearchFilter{.words = common(i), .since = date(i), .until = date(i + 4)};
  });
  run("confidence, common word",
      [&](size_t i) { return SearchFilter{.words = common(i), .min_confidence = 0.95}; });
  run("nothing but a date", [&](size_t i) { return SearchFilter{.since = date(i)}; });
  fmt::print("\n}}\n");
}

}  // namespace
}  // namespace quoth

int main(int argc, char** argv) {
  const std::string what = argc == 4 ? argv[1] : "";
  if (what == "make") quoth::make(argv[2], std::strtoull(argv[3], nullptr, 10));
  if (what == "search") quoth::search(argv[2], std::strtoull(argv[3], nullptr, 10));
  if (what == "make" || what == "search") return 0;
  fmt::print(stderr, "usage: store_record make|search FILE N\n");
  return 2;
}
