#compdef quoth
# Completion of quoth for zsh: quoth completion zsh > a directory of $fpath, as _quoth

_quoth() {
  local context state state_descr line
  local -A opt_args
  _arguments -C \
    '(- *)'{-h,--help}'[print this page]' \
    '(- *)'{-V,--version}'[print the version]' \
    '1:command:((extract\:"statements of files, directories or stdin"
                 ingest\:"articles and statements into a record"
                 search\:"statements of a record, by words and more"
                 people\:"who is in a record, and corrections"
                 quotes\:"the same words in several articles of a record"
                 check\:"quotes of a draft against its sources"
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
    ingest)
      _arguments \
        '(- *)'{-h,--help}'[print this page]' \
        '--db[the record]:file:_files' \
        '(-j --threads)'{-j,--threads}'[number of threads]:number:' \
        '--model[model file]:file:_files' \
        '*--manifest[file that lists inputs]:file:_files' \
        '--language[which documents to read]:language:(en any)' \
        '--duplicates[copies of earlier documents]:what:(keep mark skip)' \
        '--progress[progress bar]:when:(auto always never)' \
        '(-q --quiet)'{-q,--quiet}'[no progress bar, no summary]' \
        '*:file:_files'
      ;;
    search)
      _arguments \
        '(- *)'{-h,--help}'[print this page]' \
        '--db[the record]:file:_files' \
        '--speaker[said by]:name:' \
        '--about[that speak of]:name:' \
        '*--act[what it does]:act:(assert opine accuse support deny concede demand commit predict ask)' \
        '*--channel[made through]:channel:(interview speech debate statement letter social broadcast article report poll testimony meeting ad press)' \
        '*--form[how it is reported]:form:(direct indirect mixed)' \
        '*--kind[who speaks]:kind:(person organisation group document anonymous author none)' \
        '*--publisher[published there]:name:' \
        '*--section[in that section]:name:' \
        '--since[first date]:date:' \
        '--until[last date]:date:' \
        '--min-confidence[leave out statements below]:confidence:' \
        '--order[what comes first]:order:(best newest)' \
        '--limit[show as many]:number:' \
        '--offset[pass over as many]:number:' \
        '--after[go on where another page ended]:cursor:' \
        '--all[show every one]' \
        '--count[show how many there are]' \
        '(-f --format)'{-f,--format}'[what to write]:format:(text jsonl csv)' \
        '--color[colours]:when:(auto always never)' \
        '*:words:'
      ;;
    people)
      _arguments \
        '(- *)'{-h,--help}'[print this page]' \
        '--db[the record]:file:_files' \
        '(-f --format)'{-f,--format}'[what to write]:format:(text jsonl csv)' \
        '--role[those with a role of these words]:words:' \
        '--kind[persons or organisations only]:kind:(person organisation)' \
        '--publisher[count articles of this one only]:name:' \
        '--since[from this day on]:date:' \
        '--until[up to this day]:date:' \
        '--min-statements[those with as many]:number:' \
        '--sort[order]:by:(statements articles name id)' \
        '--limit[as many at most]:number:' \
        '--all[list all]' \
        '--name[split: the name of the new one]:name:' \
        '--remove[alias: take the name away]' \
        '--reason[why, for the history]:text:' \
        '--color[colours]:when:(auto always never)' \
        '1:action:(list show unresolved merge split rename alias history undo relink)' \
        '*:argument:'
      ;;
    quotes)
      _arguments \
        '(- *)'{-h,--help}'[print this page]' \
        '--db[the record]:file:_files' \
        '(-f --format)'{-f,--format}'[what to write]:format:(text jsonl)' \
        '--speaker[those that are told of this one]:name:' \
        '--min-articles[those in as many articles]:number:' \
        '--differing[those with several wordings or speakers]' \
        '--limit[as many at most]:number:' \
        '--all[show all]' \
        '--color[colours]:when:(auto always never)' \
        '1:statement:'
      ;;
    check)
      _arguments \
        '(- *)'{-h,--help}'[print this page]' \
        '*--against[sources]:file:_files' \
        '--db[record]:file:_files' \
        '(-f --format)'{-f,--format}'[what to write]:format:(text jsonl sarif)' \
        '(-o --output)'{-o,--output}'[write to a file]:file:_files' \
        '(-j --threads)'{-j,--threads}'[number of threads]:number:' \
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
        '--db[the record]:file:_files' \
        '--write[let people be corrected]' \
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
