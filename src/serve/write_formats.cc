#include "serve/write_formats.h"

#include <algorithm>
#include <array>

#include "write/output_sequence.h"

namespace quoth {
namespace {

struct Kind {
  Format format;
  std::string_view media_type;
  std::string_view suffix;
};

constexpr std::array<Kind, 7> kKinds = {{
    {Format::kJsonl, "application/json", ".json"},
    {Format::kCsv, "text/csv; charset=utf-8", ".csv"},
    {Format::kTei, "application/tei+xml", ".xml"},
    {Format::kAnnotation, "application/ld+json", ".jsonld"},
    {Format::kJsonLd, "application/ld+json", ".jsonld"},
    {Format::kHtml, "text/html; charset=utf-8", ".html"},
    {Format::kText, "text/plain; charset=utf-8", ".txt"},
}};

}  // namespace

WriteOptions write_options(Parameters& parameters) {
  WriteOptions options;
  options.with_text = true;
  options.format = format_of(parameters
                                 .choice("format", {"jsonl", "csv", "tei", "annotation", "jsonld",
                                                    "html", "text"})
                                 .value_or("jsonl"))
                       .value_or(Format::kJsonl);
  options.offsets =
      offset_unit_of(
          parameters.choice("offsets", {"codepoints", "utf8", "utf16"}).value_or("codepoints"))
          .value_or(OffsetUnit::kCodePoints);
  return options;
}

Response written_response(const Article& article, const Record& record,
                          const WriteOptions& options) {
  const Written written = Writer(options).document(article, record);
  if (written.error) return error_response(*written.error);
  OutputSequence sequence(options);
  std::string out = sequence.begin();
  out += sequence.add(written.bytes);
  out += sequence.end(
      {.n_statements = written.n_statements, .n_documents = 1, .n_failed = 0, .n_skipped = {}});
  const auto kind = std::find_if(kKinds.begin(), kKinds.end(),
                                 [&](const Kind& k) { return k.format == options.format; });
  Response response = json_response(std::move(out));
  response.headers[0].second = kind->media_type;
  if (options.format != Format::kJsonl) {
    response.headers.emplace_back("content-disposition", "attachment; filename=\"statements" +
                                                             std::string(kind->suffix) + '"');
  }
  return response;
}

Response written_response(const Article& article, const Record& record, uint32_t statement,
                          const WriteOptions& options) {
  Record one = record;
  // The others are left out as too little sure, so that this one keeps its id.
  for (uint32_t i = 0; i < one.statements.size(); ++i) {
    one.statements[i].confidence =
        i == statement ? std::max(record.statements[i].confidence, 0.001F) : 0;
  }
  WriteOptions only = options;
  only.min_confidence = 0.001F;
  return written_response(article, one, only);
}

}  // namespace quoth
