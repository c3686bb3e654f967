# Completion of quoth for fish: quoth completion fish > ~/.config/fish/completions/quoth.fish

set -l commands extract evaluate serve completion
set -l none "not __fish_seen_subcommand_from $commands"
set -l extract '__fish_seen_subcommand_from extract'

complete -c quoth -n $none -f
complete -c quoth -n $none -a extract -d 'statements of files, directories or stdin'
complete -c quoth -n $none -a evaluate -d 'compare statements with a marked corpus'
complete -c quoth -n $none -a serve -d 'read and search in a browser; a JSON API'
complete -c quoth -n $none -a completion -d 'a script for the shell to complete quoth'
complete -c quoth -n $none -s V -l version -d 'print the version'
complete -c quoth -s h -l help -d 'print this page'

complete -c quoth -n $extract -s f -l format -x -a 'text jsonl csv tei annotation jsonld brat html' -d 'what to write'
complete -c quoth -n $extract -s o -l output -r -F -d 'write to a file'
complete -c quoth -n $extract -s j -l threads -x -d 'number of threads'
complete -c quoth -n $extract -l offsets -x -a 'codepoints utf8 utf16 source' -d 'unit of positions'
complete -c quoth -n $extract -l with-text -d 'the text of each document too'
complete -c quoth -n $extract -l min-confidence -x -d 'leave out statements below'
complete -c quoth -n $extract -l manifest -r -F -d 'file that lists inputs'
complete -c quoth -n $extract -l state -r -F -d 'folder of a run that can be resumed'
complete -c quoth -n $extract -l language -x -a 'en any' -d 'which documents to read'
complete -c quoth -n $extract -l duplicates -x -a 'keep mark skip' -d 'copies of earlier documents'
complete -c quoth -n $extract -l model -r -F -d 'model file'
complete -c quoth -n $extract -l color -x -a 'auto always never' -d 'colours'
complete -c quoth -n $extract -l progress -x -a 'auto always never' -d 'progress bar'
complete -c quoth -n $extract -s q -l quiet -d 'no progress bar, no lines about failed inputs'

set -l evaluate '__fish_seen_subcommand_from evaluate'
complete -c quoth -n $evaluate -l frames -r -F -d 'who is meant and what is done'
complete -c quoth -n $evaluate -l json -d 'figures as one line of JSON'
complete -c quoth -n $evaluate -l errors -x -d 'show the first errors'
complete -c quoth -n $evaluate -l model -r -F -d 'model file'

set -l serve '__fish_seen_subcommand_from serve'
complete -c quoth -n $serve -f
complete -c quoth -n $serve -s p -l port -x -d 'listen here'
complete -c quoth -n $serve -l get -x -d 'print what a GET of this path answers'
complete -c quoth -n $serve -s j -l threads -x -d 'number of threads'
complete -c quoth -n $serve -l model -r -F -d 'model file'

complete -c quoth -n '__fish_seen_subcommand_from completion' -f -a 'bash zsh fish'
