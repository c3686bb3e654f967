// What `quoth people` prints.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "store/people_corrections.h"
#include "store/people_query.h"
#include "store/positions.h"

namespace quoth {

// How it is laid out in text: columns of the terminal, and colours.
struct ReportStyle {
  size_t width = 80;
  bool color = false;
};

// A line a person, and a header of text and csv; lines of csv end in CR LF.
std::string people_text_header();
void append_person_text(std::string& out, const PersonSummary& person, const ReportStyle& style);
void append_person_json(std::string& out, const PersonSummary& person);
std::string people_csv_header();
void append_person_csv(std::string& out, const PersonSummary& person);

void append_unresolved_text(std::string& out, const UnresolvedName& name, const ReportStyle& style);
void append_unresolved_json(std::string& out, const UnresolvedName& name);
std::string unresolved_csv_header();
void append_unresolved_csv(std::string& out, const UnresolvedName& name);

// All of one person: names, roles, links that are not plain, what they stood for and where that
// moved; of json one line.
std::string person_text(const PersonPage& page, const Positions& positions,
                        const ReportStyle& style);
std::string person_json(const PersonPage& page, const Positions& positions);

// "7  2024-05-01T12:00:00Z  ed  merge  {…}  taken back by 8"
void append_correction_text(std::string& out, const Correction& correction);
void append_correction_json(std::string& out, const Correction& correction);

}  // namespace quoth
