# Completion of quoth for bash: source <(quoth completion bash)

_quoth() {
  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
  local command='' i
  for ((i = 1; i < COMP_CWORD; i++)); do
    if [[ ${COMP_WORDS[i]} != -* ]]; then
      command=${COMP_WORDS[i]}
      break
    fi
  done

  # "--format=js" arrives as three words: --format, = and js.
  if [[ $word == '=' ]]; then
    word=''
  elif [[ $before == '=' ]]; then
    before=${COMP_WORDS[COMP_CWORD - 2]}
  fi

  local words='' files=''
  case $command in
    '') words='extract ingest search people quotes check serve evaluate completion --help --version' ;;
    completion) words='bash zsh fish --help' ;;
    ingest)
      case $before in
        --progress) words='auto always never' ;;
        --language) words='en any' ;;
        --duplicates) words='keep mark skip' ;;
        --db | --model | --manifest) files=yes ;;
        -j | --threads) ;;
        *)
          files=yes
          words='--db --threads --model --manifest --language --duplicates --progress --quiet --help'
          ;;
      esac
      ;;
    search)
      case $before in
        --db) files=yes ;;
        -f | --format) words='text jsonl csv' ;;
        --act) words='assert opine accuse support deny concede demand commit predict ask' ;;
        --channel)
          words='interview speech debate statement letter social broadcast article report poll
                 testimony meeting ad press'
          ;;
        --form) words='direct indirect mixed' ;;
        --kind) words='person organisation group document anonymous author none' ;;
        --order) words='best newest' ;;
        --color) words='auto always never' ;;
        --speaker | --about | --publisher | --section | --since | --until | --min-confidence | --limit | --offset | --after) ;;
        *)
          words='--db --speaker --about --act --channel --form --kind --publisher --section --since --until
                 --min-confidence --order --limit --offset --after --all --count --format --color
                 --help'
          ;;
      esac
      ;;
    people)
      case $before in
        --db) files=yes ;;
        -f | --format) words='text jsonl csv' ;;
        --kind) words='person organisation' ;;
        --sort) words='statements articles name id' ;;
        --color) words='auto always never' ;;
        --role | --publisher | --since | --until | --min-statements | --limit | --name | --reason) ;;
        *)
          words='list show unresolved merge split rename alias history undo relink --db --format
                 --role --kind --publisher --since --until --min-statements --sort --limit --all
                 --name --remove --reason --color --help'
          ;;
      esac
      ;;
    quotes)
      case $before in
        --db) files=yes ;;
        -f | --format) words='text jsonl' ;;
        --color) words='auto always never' ;;
        --speaker | --min-articles | --limit) ;;
        *)
          words='--db --format --speaker --min-articles --differing --limit --all --color --help'
          ;;
      esac
      ;;
    evaluate)
      files=yes
      [[ $before == --errors ]] || words='--frames --json --errors --model --help'
      ;;
    serve)
      case $before in
        --db | --model) files=yes ;;
        -p | --port | --get | -j | --threads) ;;
        *) words='--db --write --port --get --threads --model --help' ;;
      esac
      ;;
    check)
      case $before in
        -f | --format) words='text jsonl sarif' ;;
        --color | --progress) words='auto always never' ;;
        -o | --output | --model | --against | --db) files=yes ;;
        -j | --threads) ;;
        *)
          files=yes
          words='--against --db --format --output --threads --model --color --progress --quiet --help'
          ;;
      esac
      ;;
    extract)
      case $before in
        -f | --format) words='text jsonl csv tei annotation jsonld brat html' ;;
        --offsets) words='codepoints utf8 utf16 source' ;;
        --color | --progress) words='auto always never' ;;
        --language) words='en any' ;;
        --duplicates) words='keep mark skip' ;;
        -o | --output | --model | --manifest | --state) files=yes ;;
        -j | --threads | --min-confidence) ;;
        *)
          files=yes
          words='--format --output --threads --offsets --with-text --min-confidence --model
                 --manifest --state --language --duplicates --color --progress --quiet --help'
          ;;
      esac
      ;;
  esac

  COMPREPLY=()
  if [[ $words && ( ! $files || $word == -* ) ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
  elif [[ $files ]]; then
    compopt -o filenames 2>/dev/null
    mapfile -t COMPREPLY < <(compgen -f -- "$word")
  fi
}

complete -F _quoth quoth
