// Articles with statements that are known, for tests of the store.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "store/record_writer.h"

namespace quoth {

// One statement: “text,” said NAME.
struct Said {
  std::string name;
  std::string text;
  Act act = Act::kAssert;
  std::string about = {};
  float confidence = 0.9F;
  EntityKind kind = EntityKind::kPerson;
};

inline StoredArticle stored_article(std::string id, std::string published, std::string publisher,
                                    const std::vector<Said>& said) {
  StoredArticle stored;
  Article& a = stored.article;
  a.id = std::move(id);
  a.published = std::move(published);
  a.publisher = std::move(publisher);
  a.title = "The harbour";
  a.language = "en";
  a.text = "PORT ELLIN — ";
  Record& record = stored.record;
  const auto entity = [&](const std::string& name, EntityKind kind) {
    for (uint32_t i = 0; i < record.entities.size(); ++i) {
      if (record.entities[i].name == name) return i;
    }
    record.entities.push_back({.name = name, .kind = kind});
    return static_cast<uint32_t>(record.entities.size() - 1);
  };
  const auto append = [&](const std::string& part) {
    const auto begin = static_cast<uint32_t>(a.text.size());
    a.text += part;
    return ByteSpan{begin, static_cast<uint32_t>(a.text.size())};
  };
  for (const Said& s : said) {
    Statement statement{.form = Form::kDirect,
                        .source = {},
                        .cue = {},
                        .content = {},
                        .speakers = {},
                        .within = {}};
    statement.content = {append("“" + s.text + ",”")};
    a.text += ' ';
    statement.cue = {append("said")};
    a.text += ' ';
    statement.source = {append(s.name)};
    a.text += ". ";
    const uint32_t who = entity(s.name, s.kind);
    record.entities[who].mentions.push_back(statement.source.front());
    statement.speakers = {{s.name, statement.source.front(), who, s.kind}};
    if (!s.about.empty()) statement.about = {entity(s.about, EntityKind::kPerson)};
    statement.act = s.act;
    statement.confidence = s.confidence;
    record.statements.push_back(std::move(statement));
  }
  stored.hashes = hash_article(a);
  return stored;
}

}  // namespace quoth
