# quoth_embed_text(TARGET FILE SYMBOL): compile a text file into TARGET as
# `extern const std::string_view quoth::SYMBOL`.
function(quoth_embed_text target file symbol)
  set(out ${CMAKE_CURRENT_BINARY_DIR}/embedded_${symbol}.cc)
  file(READ ${file} QUOTH_EMBED_TEXT)
  set(QUOTH_EMBED_SYMBOL ${symbol})
  configure_file(${PROJECT_SOURCE_DIR}/cmake/embedded_text.cc.in ${out} @ONLY)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
  target_sources(${target} PRIVATE ${out})
endfunction()
