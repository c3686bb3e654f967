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

# quoth_embed_folder(TARGET FOLDER): compile the files of a folder into TARGET, as
# `const std::vector<quoth::EmbeddedFile>& quoth::embedded_files()` (serve/assets.h).
function(quoth_embed_folder target folder)
  file(GLOB files CONFIGURE_DEPENDS RELATIVE ${folder} ${folder}/*)
  set(declarations)
  set(rows)
  foreach(file ${files})
    string(MAKE_C_IDENTIFIER web_${file} symbol)
    quoth_embed_text(${target} ${folder}/${file} ${symbol})
    string(APPEND declarations "extern const std::string_view ${symbol};\n")
    string(APPEND rows "      {\"${file}\", ${symbol}},\n")
  endforeach()
  set(out ${CMAKE_CURRENT_BINARY_DIR}/embedded_files.cc)
  configure_file(${PROJECT_SOURCE_DIR}/cmake/embedded_files.cc.in ${out} @ONLY)
  target_sources(${target} PRIVATE ${out})
endfunction()
