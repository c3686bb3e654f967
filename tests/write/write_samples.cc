// Writes sample records in every format, for tests/write/consumers_test.py to read with the
// programs that such files are made for.
//
//   write_samples FOLDER
//
// gives FOLDER/all.FORMAT (all samples in one run), one.FORMAT (the first), none.FORMAT, all.source
// (annotations with positions in the inputs), inputs/N (the bytes of sample N) and brat/.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <random>
#include <string>
#include <vector>

#include "text/decode.h"
#include "write/brat.h"
#include "write/output_sequence.h"
#include "write/writer.h"

namespace {

using quoth::Article;
using quoth::ByteSpan;
using quoth::EntityKind;
using quoth::Form;
using quoth::Record;
using quoth::Statement;

struct Sample {
  Article article;
  Record record;
};

ByteSpan find(std::string_view text, std::string_view words) {
  const size_t at = text.find(words);
  return {static_cast<uint32_t>(at), static_cast<uint32_t>(at + words.size())};
}

Article decoded(std::string id, const std::string& bytes) {
  auto result = quoth::decode(bytes, id, quoth::KeepMap::kYes);
  Article article;
  article.id = std::move(id);
  article.text = std::move(result->text);
  article.source_map = std::move(result->map);
  return article;
}

Sample harbour(std::string& bytes) {
  bytes =
      "\xEF\xBB\xBF“The water,” mayor Ines Duarte said, “is not fit to drink.”\n\n"
      "Bo Lind 😀 told reporters on Monday that she had claimed\tthe pipes were “new”.\n";
  Sample s{decoded("news/harbour 1.txt", bytes), {}};
  s.article.url = "https://news.example/harbour?a=1&b=2";
  s.article.title = "Water & “trust”";
  s.article.publisher = "The Example";
  s.article.section = "City & port";
  s.article.author = "Ada Berg; Carl Holm";
  s.article.published = "2024-03-05T08:30:00Z";
  const std::string_view t = s.article.text;
  s.record.entities = {{"Ines Duarte", EntityKind::kPerson, {"mayor"}},
                       {"reporters", EntityKind::kGroup},
                       {"Harbour Board", EntityKind::kOrganisation}};
  Statement one{
      .form = Form::kDirect,
      .source = {find(t, "mayor Ines Duarte")},
      .cue = {find(t, "said")},
      .content = {find(t, "“The water,”"), find(t, "“is not fit to drink.”")},
      .speakers = {{"Ines Duarte", find(t, "Ines Duarte"), 0u, EntityKind::kPerson, "mayor"}},
      .act = quoth::Act::kAccuse,
      .channel = quoth::Channel::kPress,
      .within = std::nullopt,
      .confidence = 0.97f};
  Statement two{.form = Form::kIndirect,
                .source = {find(t, "Bo Lind")},
                .cue = {find(t, "told")},
                .content = {find(t, "that she had claimed\tthe pipes were “new”")},
                .speakers = {{"Bo Lind", find(t, "Bo Lind")}},
                .addressee = quoth::Addressee{find(t, "reporters"), 1u},
                .when = quoth::When{find(t, "on Monday"), "2024-03-04"},
                .about = {0, 2},
                .within = std::nullopt,
                .replies_to = 0u,
                .confidence = 0.5f};
  Statement three{.form = Form::kMixed,
                  .source = {find(t, "she")},
                  .cue = {find(t, "claimed")},
                  .content = {find(t, "the pipes were “new”")},
                  .speakers = {{"Harbour Board", find(t, "she"), 2u, EntityKind::kOrganisation}},
                  .within = 1u,
                  .confidence = 0.12345f};
  s.record.statements = {one, two, three};
  return s;
}

Sample hostile(std::string& bytes) {
  const std::string payload =
      "</p><script>alert(1)</script><img src=x onerror=\"alert(2)\"> ]]> &amp; &lt; <!-- '\"` "
      "\x1b[31m "
      "\x01 \xEF\xBF\xBF \xE2\x80\xAE evil";
  bytes = "“" + payload + "”, said " + payload + ".\r\n\r\nNo\rmore.";
  Sample s{decoded("../../" + payload, bytes), {}};
  for (std::string* field :
       {&s.article.url, &s.article.title, &s.article.publisher, &s.article.section,
        &s.article.author, &s.article.published, &s.article.duplicate_of}) {
    *field = payload;
  }
  s.article.url = "javascript:" + payload;
  s.article.language = "en\" onload=\"x";
  const std::string_view t = s.article.text;
  const ByteSpan content = find(t, "“" + payload + "”");
  const auto source = static_cast<uint32_t>(t.find(payload, content.end));
  s.record.entities = {{payload, EntityKind::kPerson, {payload}}};
  Statement one{.form = Form::kDirect,
                .source = {{source, static_cast<uint32_t>(source + payload.size())}},
                .cue = {find(t, "said")},
                .content = {content},
                .speakers = {{payload, {}, 0u, EntityKind::kPerson, payload}},
                .about = {0},
                .within = std::nullopt,
                .confidence = 1};
  s.record.statements = {one};
  return s;
}

// The same words over and over: no short context tells one from another.
Sample repeating(std::string& bytes) {
  for (int i = 0; i < 40; ++i) bytes += "“Yes,” she said. ";
  bytes += "“No,” she said.";
  Sample s{decoded("HARBOUR_1", bytes), {}};
  for (uint32_t at = 0; at + 20 < bytes.size(); at += 21) {
    s.record.statements.push_back({.form = Form::kDirect,
                                   .source = {{at + 12, at + 15}},
                                   .cue = {{at + 16, at + 20}},
                                   .content = {{at, at + 11}},
                                   .speakers = {},
                                   .within = std::nullopt,
                                   .confidence = 0.5f});
  }
  return s;
}

class Random {
 public:
  explicit Random(uint32_t seed) : engine_(seed) {}
  uint32_t below(uint32_t n) { return static_cast<uint32_t>(engine_() % n); }

 private:
  std::mt19937 engine_;
};

std::vector<ByteSpan> random_spans(Random& random, const std::vector<uint32_t>& cuts, uint32_t n) {
  std::vector<uint32_t> ends;
  for (uint32_t i = 0; i < 2 * n; ++i)
    ends.push_back(cuts[random.below(static_cast<uint32_t>(cuts.size()))]);
  std::sort(ends.begin(), ends.end());
  std::vector<ByteSpan> spans;
  for (uint32_t i = 0; i < n; ++i) {
    if (ends[2 * i] < ends[2 * i + 1]) spans.push_back({ends[2 * i], ends[2 * i + 1]});
  }
  return spans;
}

// Any spans over any paragraphs: they overlap, cross and repeat.
Sample random_sample(uint32_t seed, std::string& bytes) {
  constexpr std::string_view kPieces[] = {"the ",  "harbour ", "“",     "”",     "said ", "\n\n",
                                          "Ines ", "é",        "😀 ",    "& ",    "<b> ",  "\t",
                                          "No. ",  "\r\n",     "\"x\"", "漢字 ", "a",     "\r"};
  Random random(seed);
  for (uint32_t i = 0; i < 60; ++i) bytes += kPieces[random.below(std::size(kPieces))];
  Sample s{decoded("random/" + std::to_string(seed), bytes), {}};
  std::vector<uint32_t> cuts;
  for (uint32_t i = 0; i <= s.article.text.size(); ++i) {
    if (i == s.article.text.size() || (s.article.text[i] & 0xC0) != 0x80) cuts.push_back(i);
  }
  for (uint32_t i = 0; i < 8; ++i) {
    Statement st{.form = static_cast<Form>(random.below(3)),
                 .source = random_spans(random, cuts, 1),
                 .cue = random_spans(random, cuts, 1 + random.below(2)),
                 .content = random_spans(random, cuts, 1 + random.below(3)),
                 .speakers = {},
                 .within = std::nullopt,
                 .confidence = 0.001f * static_cast<float>(random.below(1001))};
    if (st.content.empty()) st.content = {{0, cuts[1]}};
    if (random.below(2) == 0) st.speakers.push_back({"Speaker " + std::to_string(random.below(3))});
    if (i > 0 && random.below(3) == 0) st.within = random.below(i);
    s.record.statements.push_back(st);
  }
  return s;
}

void write_file(const std::filesystem::path& path, const std::string& bytes) {
  std::filesystem::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << bytes;
}

std::string run(const std::vector<Sample>& samples, size_t n, const quoth::WriteOptions& options,
                const std::filesystem::path& brat) {
  const quoth::Writer writer(options);
  quoth::OutputSequence sequence(options);
  quoth::FileNames names;
  quoth::Totals totals;
  std::string out = sequence.begin();
  for (size_t i = 0; i < n; ++i) {
    const quoth::Written written = writer.document(samples[i].article, samples[i].record);
    out += sequence.add(written.bytes);
    if (written.files.empty()) continue;
    const std::string name = names.take(written.files.front().stem);
    for (const auto& file : written.files) write_file(brat / (name + file.suffix), file.bytes);
  }
  return out + sequence.end(totals);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  const std::filesystem::path folder = argv[1];
  std::vector<Sample> samples;
  std::vector<std::string> inputs(1);
  samples.push_back(harbour(inputs.back()));
  samples.push_back(hostile(inputs.emplace_back()));
  samples.push_back(repeating(inputs.emplace_back()));
  samples.push_back({decoded("empty", ""), {}});
  inputs.emplace_back();
  samples.push_back(harbour(inputs.emplace_back()));
  samples.back().article.id = "NEWS/harbour_1.txt";  // another document of the same text
  for (uint32_t seed = 0; seed < 40; ++seed) {
    samples.push_back(random_sample(seed, inputs.emplace_back()));
  }
  for (size_t i = 0; i < samples.size(); ++i) {
    if (!validate(samples[i].record, samples[i].article.text)) {
      std::cerr << "sample " << i << " is no valid record\n";
      return 1;
    }
    write_file(folder / "inputs" / std::to_string(i), inputs[i]);
  }
  for (const char* name : {"text", "jsonl", "csv", "tei", "annotation", "jsonld", "brat", "html"}) {
    quoth::WriteOptions options;
    options.format = *quoth::format_of(name);
    options.with_text = true;
    for (const auto& [kind, n] : {std::pair{"all.", samples.size()}, std::pair{"one.", size_t{1}},
                                  std::pair{"none.", size_t{0}}}) {
      write_file(folder / (std::string(kind) + name),
                 run(samples, n, options, folder / (std::string(kind) + "files")));
    }
  }
  quoth::WriteOptions source;
  source.format = quoth::Format::kAnnotation;
  source.offsets = quoth::OffsetUnit::kSource;
  write_file(folder / "all.source", run(samples, samples.size(), source, folder));
  write_file(folder / "annotation.conf", quoth::brat_configuration());
}
