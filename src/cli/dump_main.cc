// quoth-dump: prints what the text stage makes of each document, for training and debugging.
//
//   quoth-dump pieces VOCABULARY < documents.jsonl > pieces.jsonl
//   quoth-dump tokens < documents.jsonl
//
// Training reads its tokens, pieces and features from here, so that the model learns on exactly the
// input that the engine will give it. Offsets in the output are code points.
#include <fmt/format.h>
#include <simdjson.h>

#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

#include "base/utf8.h"
#include "text/tokenizer.h"
#include "text/wordpiece.h"

namespace {

using quoth::Tokens;

template <typename Range, typename F>
void print_array(std::string& out, const char* name, const Range& range, F&& value) {
  fmt::format_to(std::back_inserter(out), ",\"{}\":[", name);
  bool first = true;
  for (const auto& x : range) {
    if (!first) out += ',';
    first = false;
    out += value(x);
  }
  out += ']';
}

std::string print_document(std::string_view raw_id, std::string_view text, const Tokens& tokens,
                           const quoth::Pieces& pieces) {
  std::string out = fmt::format("{{\"id\":{}", raw_id);
  uint32_t byte = 0;
  size_t code_point = 0;
  const auto at = [&](uint32_t offset) {
    code_point += quoth::count_code_points(text.substr(byte, offset - byte));
    byte = offset;
    return code_point;
  };
  print_array(out, "tokens", tokens.tokens, [&](const quoth::Token& t) {
    const size_t begin = at(t.span.begin), end = at(t.span.end);
    return fmt::format("[{},{}]", begin, end);
  });
  const auto number = [](auto x) { return std::to_string(static_cast<int64_t>(x)); };
  print_array(out, "casing", tokens.tokens, [&](const auto& t) { return number(t.casing); });
  print_array(out, "quoting", tokens.tokens, [&](const auto& t) { return number(t.quoting); });
  print_array(out, "place", tokens.tokens, [&](const auto& t) { return number(t.place); });
  print_array(out, "sentences", tokens.sentences, [&](const auto& s) { return number(s.begin); });
  print_array(out, "paragraphs", tokens.paragraphs, [&](const auto& p) { return number(p.begin); });
  print_array(out, "ids", pieces.ids, number);
  print_array(out, "first_piece", pieces.first_piece, number);
  return out + "}\n";
}

int dump(bool with_pieces, const std::string& vocabulary) {
  const quoth::WordPiece word_piece(vocabulary);
  simdjson::ondemand::parser parser;
  std::string line;
  while (std::getline(std::cin, line)) {
    if (line.empty()) continue;
    simdjson::padded_string padded(line);
    simdjson::ondemand::document doc;
    std::string_view raw_id, text;
    std::string id;
    if (parser.iterate(padded).get(doc) != simdjson::SUCCESS ||
        doc["id"].raw_json_token().get(raw_id) != simdjson::SUCCESS) {
      std::cerr << "quoth-dump: not a document: " << line.substr(0, 60) << '\n';
      return 1;
    }
    id = raw_id;
    if (doc["text"].get_string().get(text) != simdjson::SUCCESS) {
      std::cerr << "quoth-dump: no text in " << id << '\n';
      return 1;
    }
    const Tokens tokens = quoth::tokenize(text);
    if (with_pieces) {
      std::cout << print_document(id, text, tokens, word_piece.split(tokens, text));
    } else {
      std::cout << "# " << id << '\n' << quoth::to_dump(tokens, text);
    }
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  std::ios::sync_with_stdio(false);
  const std::string mode = argc > 1 ? argv[1] : "";
  if (mode == "tokens" && argc == 2) return dump(false, "[UNK]\n");
  if (mode == "pieces" && argc == 3) {
    std::ifstream in(argv[2], std::ios::binary);
    if (!in) {
      std::cerr << "quoth-dump: cannot read " << argv[2] << '\n';
      return 2;
    }
    return dump(true, std::string(std::istreambuf_iterator<char>(in), {}));
  }
  std::cerr << "usage: quoth-dump tokens < JSONL | quoth-dump pieces VOCABULARY < JSONL\n";
  return 2;
}
