#include "write/csv.h"

#include "write/escape.h"

namespace quoth {

std::string csv_header() {
  return "id,statement,form,speaker,source,cue,text,begin,end,within,confidence,url,published,"
         "duplicate_of,section\r\n";
}

std::string write_csv(const Article& article, const std::vector<Selected>& selected,
                      const WriteOptions& options) {
  const OffsetMap offsets = map_offsets(article, selected, options.offsets);
  std::string out;
  for (const Selected& row : selected) {
    const Statement& s = *row.statement;
    const auto field = [&](std::string_view value) {
      append_csv_field(out, value);
      out += ',';
    };
    field(article.id);
    field(statement_id(row.index));
    field(name(s.form));
    field(join_speakers(s.speakers));
    field(join_pieces(s.source, article.text, " "));
    field(join_pieces(s.cue, article.text, " "));
    field(join_pieces(s.content, article.text, " "));
    const SourceSpan span = offsets.at(ByteSpan{s.content.front().begin, s.content.back().end});
    field(std::to_string(span.begin));
    field(std::to_string(span.end));
    field(row.within ? statement_id(*row.within) : std::string());
    field(format_confidence(s.confidence));
    field(article.url);
    field(article.published);
    field(article.duplicate_of);
    append_csv_field(out, article.section);
    out += "\r\n";
  }
  return out;
}

}  // namespace quoth
