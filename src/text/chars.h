// Classes of code points, by Unicode category (ICU), with a table for ASCII.
#pragma once

namespace quoth {

bool is_space(char32_t c);      // White_Space, and the invisible U+200B, U+FEFF
bool is_invisible(char32_t c);  // no space, yet without a shape: soft hyphen, joiners, direction
                                // marks, control characters
bool is_word_char(char32_t c);  // letters, digits, underscore
bool is_letter(char32_t c);
bool is_digit(char32_t c);
bool is_upper(char32_t c);  // upper or title case
bool is_lower(char32_t c);
bool is_mark(char32_t c);         // combining marks, variation selectors, skin tones, flag tags
bool is_punctuation(char32_t c);  // any Unicode P category, and the ASCII symbols (as BERT splits)
bool is_cjk(char32_t c);          // ideographs, which BERT's vocabulary holds one by one
bool is_double_quote(char32_t c);
bool is_single_quote(char32_t c);

}  // namespace quoth
