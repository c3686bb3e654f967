// What kinds of tags there are, by name.
#pragma once

#include <gumbo.h>

namespace quoth {

bool is_void_tag(GumboTag tag);        // has no content: <br>
bool is_formatting_tag(GumboTag tag);  // is opened anew in the next paragraph: <b>
bool is_block_tag(GumboTag tag);       // begins a line of its own
bool closes_paragraph(GumboTag tag);   // its start tag closes an open <p>
bool is_heading_tag(GumboTag tag);     // <h1> to <h6>
bool is_skipped_tag(GumboTag tag);     // its content is no text of the page: <select>, <video>

}  // namespace quoth
