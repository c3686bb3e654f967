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
    '') words='extract evaluate serve completion --help --version' ;;
    completion) words='bash zsh fish --help' ;;
    evaluate)
      files=yes
      [[ $before == --errors ]] || words='--frames --json --errors --model --help'
      ;;
    serve)
      case $before in
        --model) files=yes ;;
        -p | --port | --get | -j | --threads) ;;
        *) words='--port --get --threads --model --help' ;;
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
