#compdef quoth
# Completion of quoth for zsh: quoth completion zsh > a directory of $fpath, as _quoth

_quoth() {
  local context state state_descr line
  local -A opt_args
  _arguments -C \
    '(- *)'{-h,--help}'[print this page]' \
    '(- *)'{-V,--version}'[print the version]' \
    '1:command:((extract\:"statements of files, directories or stdin"
                 evaluate\:"compare statements with a marked corpus"
                 serve\:"read and search in a browser; a JSON API"
                 completion\:"a script for the shell to complete quoth"))' \
    '*::argument:->argument'

  [[ $state == argument ]] || return
  case $line[1] in
    extract)
      _arguments \
        '(- *)'{-h,--help}'[print this page]' \
        '(-f --format)'{-f,--format}'[what to write]:format:(text jsonl csv tei annotation jsonld brat html)' \
        '(-o --output)'{-o,--output}'[write to a file]:file:_files' \
        '(-j --threads)'{-j,--threads}'[number of threads]:number:' \
        '--offsets[unit of positions]:unit:(codepoints utf8 utf16 source)' \
        '--with-text[the text of each document too]' \
        '--min-confidence[leave out statements below]:confidence:' \
        '*--manifest[file that lists inputs]:file:_files' \
        '--state[folder of a run that can be resumed]:folder:_files -/' \
        '--language[which documents to read]:language:(en any)' \
        '--duplicates[copies of earlier documents]:what:(keep mark skip)' \
        '--model[model file]:file:_files' \
        '--color[colours]:when:(auto always never)' \
        '--progress[progress bar]:when:(auto always never)' \
        '(-q --quiet)'{-q,--quiet}'[no progress bar, no lines about failed inputs]' \
        '*:file:_files'
      ;;
    evaluate)
      _arguments \
        '(- *)'{-h,--help}'[print this page]' \
        '--frames[who is meant and what is done]:file:_files' \
        '--json[figures as one line of JSON]' \
        '--errors[show the first errors]:number:' \
        '--model[model file]:file:_files' \
        '*:file:_files'
      ;;
    serve)
      _arguments \
        '(- *)'{-h,--help}'[print this page]' \
        '(-p --port)'{-p,--port}'[listen here]:port:' \
        '--get[print what a GET of this path answers]:path:' \
        '(-j --threads)'{-j,--threads}'[number of threads]:number:' \
        '--model[model file]:file:_files'
      ;;
    completion)
      _arguments '(- *)'{-h,--help}'[print this page]' '1:shell:(bash zsh fish)'
      ;;
  esac
}

if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
  _quoth "$@"
else
  compdef _quoth quoth
fi
