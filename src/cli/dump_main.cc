// quoth-dump: prints what the stages make of each document, for training, tests and debugging.
//
//   quoth-dump tokens                 one line a sentence (to_dump of the text stage)
//   quoth-dump pieces VOCABULARY      JSON: tokens, features and pieces, what training learns from
//   quoth-dump emissions MODEL        JSON: tag emissions and pointers of every token
//   quoth-dump evidence MODEL         JSON: attributions with the evidence of their confidence
//   quoth-dump pages [FILE...]        JSON: the articles of saved web pages
//   quoth-dump page-sources [FILE...] JSON: their sentences, and the bytes these were read from
//   quoth-dump page-features [FILE..] JSON: blocks of pages, and what their choice is made from
//   quoth-dump resolve [MODEL]        JSON: the record, from documents with attributions
//   quoth-dump candidates [MODEL]     JSON: whom each pronoun of such documents may stand for
//
// Documents of the other modes come as JSON lines with id and text on standard input; offsets are
// code points. Training reads its tokens, pieces and features from here, so that the model learns
// on exactly the input that the engine will give it.
#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <fstream>
#include <functional>
#include <iostream>
#include <iterator>
#include <string>

#include "cli/dump_pages.h"
#include "cli/dump_resolve.h"
#include "evaluate/parse.h"
#include "extract/pipeline.h"
#include "text/tokenizer.h"
#include "text/wordpiece.h"
#include "write/offsets.h"

namespace {

using quoth::Tokens;

struct Document {
  std::string raw_id;  // as written, quotation marks included
  std::string text;
};

// Code points of every place where a token begins or ends.
quoth::OffsetMap code_points(std::string_view text, const Tokens& tokens) {
  std::vector<uint32_t> positions;
  for (const quoth::Token& t : tokens.tokens) {
    positions.insert(positions.end(), {t.span.begin, t.span.end});
  }
  return {text, std::move(positions), quoth::OffsetUnit::kCodePoints};
}

template <typename Range, typename F>
std::string array(const Range& range, F&& value) {
  std::string out = "[";
  for (const auto& x : range) {
    if (out.size() > 1) out += ',';
    out += value(x);
  }
  return out + ']';
}

std::string number(auto x) { return std::to_string(static_cast<int64_t>(x)); }

std::string print_pieces(const Document& d, const quoth::WordPiece& word_piece) {
  const Tokens tokens = quoth::tokenize(d.text);
  const quoth::Pieces pieces = word_piece.split(tokens, d.text);
  const quoth::OffsetMap points = code_points(d.text, tokens);
  const auto begin = [](const auto& range) { return number(range.begin); };
  return fmt::format(
      "{{\"id\":{},\"tokens\":{},\"casing\":{},\"quoting\":{},\"place\":{},\"sentences\":{},"
      "\"paragraphs\":{},\"ids\":{},\"first_piece\":{}}}\n",
      d.raw_id,
      array(tokens.tokens,
            [&](const auto& t) {
              const size_t b = points.at(t.span.begin), e = points.at(t.span.end);
              return fmt::format("[{},{}]", b, e);
            }),
      array(tokens.tokens, [](const auto& t) { return number(t.casing); }),
      array(tokens.tokens, [](const auto& t) { return number(t.quoting); }),
      array(tokens.tokens, [](const auto& t) { return number(t.place); }),
      array(tokens.sentences, begin), array(tokens.paragraphs, begin),
      array(pieces.ids, [](int32_t id) { return number(id); }),
      array(pieces.first_piece, [](uint32_t p) { return number(p); }));
}

std::string print_emissions(const Document& d, const quoth::Pipeline& pipeline) {
  quoth::PipelineScratch scratch;
  const quoth::Trace trace = pipeline.trace(d.text, scratch, quoth::Pipeline::Keep::kAll);
  std::string out = fmt::format("{{\"id\":{},\"emissions\":[", d.raw_id);
  bool first = true;
  for (const quoth::Encoded& section : trace.sections) {
    for (const float e : section.emissions) {
      fmt::format_to(std::back_inserter(out), "{}{}", first ? "" : ",", e);
      first = false;
    }
  }
  return out + "]}\n";
}

std::string print_evidence(const Document& d, const quoth::Pipeline& pipeline) {
  quoth::PipelineScratch scratch;
  const quoth::Trace trace = pipeline.trace(d.text, scratch, quoth::Pipeline::Keep::kNothing);
  const quoth::OffsetMap points = code_points(d.text, trace.tokens);
  const auto span = [&](const quoth::TokenRange& r) {
    const size_t b = points.at(trace.tokens.tokens[r.begin].span.begin);
    const size_t e = points.at(trace.tokens.tokens[r.end - 1].span.end);
    return fmt::format("[{},{}]", b, e);
  };
  const auto optional = [&](const auto& r) { return r ? "[" + span(*r) + "]" : std::string("[]"); };
  return fmt::format("{{\"id\":{},\"attributions\":{}}}\n", d.raw_id,
                     array(trace.attributions, [&](const quoth::Attribution& a) {
                       const quoth::Evidence& e = a.evidence;
                       return fmt::format(
                           "{{\"source\":{},\"cue\":{},\"content\":{},\"layer\":{},"
                           "\"evidence\":[{},{},{},{},{}]}}",
                           optional(a.source), optional(a.cue), array(a.content, span), a.layer,
                           e.content, e.cue, e.source, e.to_cue, e.to_source);
                     }));
}

bool read_document(simdjson::ondemand::parser& parser, const std::string& line, Document& d) {
  simdjson::padded_string padded(line);
  simdjson::ondemand::document doc;
  std::string_view raw_id, text;
  if (parser.iterate(padded).get(doc) != simdjson::SUCCESS ||
      doc["id"].raw_json_token().get(raw_id) != simdjson::SUCCESS) {
    return false;
  }
  d.raw_id = raw_id.substr(0, raw_id.find_last_not_of(" \t\r\n") + 1);
  if (doc["text"].get_string().get(text) != simdjson::SUCCESS) return false;
  d.text = text;
  return true;
}

int for_each_document(const std::function<std::string(const Document&)>& print) {
  simdjson::ondemand::parser parser;
  std::string line;
  for (size_t n = 1; std::getline(std::cin, line); ++n) {
    if (line.empty()) continue;
    Document d;
    if (!read_document(parser, line, d)) {
      std::cerr << "quoth-dump: line " << n << " is not a document with id and text\n";
      return 1;
    }
    std::cout << print(d);
  }
  return 0;
}

int usage() {
  std::cerr << "usage: quoth-dump tokens | pieces VOCABULARY | emissions MODEL | evidence MODEL | "
               "resolve [MODEL] | candidates [MODEL]  < DOCUMENTS.jsonl\n"
               "       quoth-dump pages | page-sources | page-features  [FILE...]\n";
  return 2;
}

int for_each_marked(const std::function<std::string(const quoth::GoldDocument&)>& print) {
  const std::string bytes(std::istreambuf_iterator<char>(std::cin), {});
  const auto documents = quoth::parse_gold(bytes, "<stdin>");
  if (!documents) {
    std::cerr << "quoth-dump: " << documents.error().where << ": " << documents.error().message
              << '\n';
    return 1;
  }
  for (const quoth::GoldDocument& d : *documents) std::cout << print(d);
  return 0;
}

int dump_marked(const std::string& mode, const quoth::Pipeline* pipeline) {
  return for_each_marked([&](const quoth::GoldDocument& d) {
    return mode == "resolve" ? quoth::dump_resolved(d, pipeline)
                             : quoth::dump_candidates(d, pipeline);
  });
}

int dump_pieces(const char* vocabulary) {
  std::ifstream in(vocabulary, std::ios::binary);
  if (!in) {
    std::cerr << "quoth-dump: cannot read " << vocabulary << '\n';
    return 2;
  }
  const quoth::WordPiece word_piece(std::string(std::istreambuf_iterator<char>(in), {}));
  return for_each_document([&](const Document& d) { return print_pieces(d, word_piece); });
}

}  // namespace

int main(int argc, char** argv) {
  std::ios::sync_with_stdio(false);
  const std::string mode = argc > 1 ? argv[1] : "";
  if (mode == "tokens" && argc == 2) {
    return for_each_document([](const Document& d) {
      return "# " + d.raw_id + '\n' + to_dump(quoth::tokenize(d.text), d.text);
    });
  }
  if (mode.starts_with("page")) return quoth::dump_pages(mode, {argv + 2, argv + argc});
  const bool marked = mode == "resolve" || mode == "candidates";
  if (marked && argc == 2) return dump_marked(mode, nullptr);
  if (argc != 3) return usage();
  if (mode == "pieces") return dump_pieces(argv[2]);
  if (!marked && mode != "emissions" && mode != "evidence") return usage();
  const auto pipeline = quoth::Pipeline::load(argv[2]);
  if (!pipeline) {
    std::cerr << "quoth-dump: " << pipeline.error().where << ": " << pipeline.error().message
              << '\n';
    return 2;
  }
  if (marked) return dump_marked(mode, &*pipeline);
  return for_each_document([&](const Document& d) {
    return mode == "emissions" ? print_emissions(d, *pipeline) : print_evidence(d, *pipeline);
  });
}
