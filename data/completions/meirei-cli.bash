# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meirei developers
# Completion of meirei-cli for bash.

_meirei_cli_ids ()
{
  "${COMP_WORDS[0]}" ${_meirei_dir:+-w "$_meirei_dir"} --quiet list 2> /dev/null | cut -d ' ' -f 1
}

_meirei_cli_words ()
{
  COMPREPLY+=($(compgen -W "$1" -- "$cur"))
}

_meirei_cli_options ()
{
  local operation='--all --status --phase --note --model --server --all-servers --order --on-dependency-failure --below --rule --parallel --sequential --attempts --repair --max-tokens --seed --temperature --fit --best-of --models --no-cache'
  local global='--workspace --json --quiet --help'

  case $1 in
    init) _meirei_cli_words "--name --sample $global" ;;
    target) _meirei_cli_words "--none --commit --no-commit $global" ;;
    new) _meirei_cli_words "--title --feature --phase --spec --tests --function --raises --tag --language $global" ;;
    export) _meirei_cli_words "--to $global" ;;
    list) _meirei_cli_words "--status --phase --search --sort $global" ;;
    show) _meirei_cli_words "--code --raw $global" ;;
    edit) _meirei_cli_words "--set $global" ;;
    phase) _meirei_cli_words "--name --goal --start --end --criterion --required --achieved --number $global" ;;
    accept) _meirei_cli_words "--note --comment --rule --all --status --phase $global" ;;
    reject) _meirei_cli_words "--note --comment --rule --all --status --phase $global" ;;
    analyze) _meirei_cli_words "--gate --format --allow-analysers $global" ;;
    test) _meirei_cli_words "--all --status --phase --version --only $global" ;;
    repeat) _meirei_cli_words "--times --version --strict --server $global" ;;
    report) _meirei_cli_words "--format --version --record --phase --to $global" ;;
    diff) _meirei_cli_words "--ignore-space --ignore-comments --raw $global" ;;
    dashboard) _meirei_cli_words "--format --write --to $global" ;;
    guide) _meirei_cli_words "--format --write --to $global" ;;
    servers) _meirei_cli_words "--probe $global" ;;
    models) _meirei_cli_words "--server $global" ;;
    load) _meirei_cli_words "--context --server $global" ;;
    unload) _meirei_cli_words "--server $global" ;;
    validate | approve | execute) _meirei_cli_words "$operation $global" ;;
    batch) _meirei_cli_words "$operation --search --to --kind $global" ;;
    '') _meirei_cli_words "$global --version" ;;
    *) _meirei_cli_words "$global" ;;
  esac
}

# The values of an option; fails if they are not known.
_meirei_cli_values ()
{
  case $1 in
    --status) _meirei_cli_words 'draft validated approved executing executed accepted rejected failed' ;;
    --sort) _meirei_cli_words 'updated score title phase status worst created' ;;
    --order) _meirei_cli_words 'depends list phase' ;;
    --on-dependency-failure) _meirei_cli_words 'skip stop continue' ;;
    --rule) _meirei_cli_words 'gate-and-tests score>=80' ;;
    --fit) _meirei_cli_words 'check reload cut' ;;
    --parallel) _meirei_cli_words 'auto' ;;
    --kind) _meirei_cli_words 'vllm sglang openai' ;;
    --repair) _meirei_cli_words '0 1 2' ;;
    --criterion) _meirei_cli_words 'all-accepted n-accepted by-hand' ;;
    --achieved) _meirei_cli_words 'now no' ;;
    --gate) _meirei_cli_words 'default' ;;
    --format)
      case $2 in
        analyze) _meirei_cli_words 'text json sarif markdown html' ;;
        report) _meirei_cli_words 'json markdown html sarif junit' ;;
        *) _meirei_cli_words 'json markdown html' ;;
      esac
      ;;
    -w | --workspace) COMPREPLY+=($(compgen -d -- "$cur")) ;;
    --spec | --tests | --to) COMPREPLY+=($(compgen -f -- "$cur")) ;;
    *) return 1 ;;
  esac
}

_meirei_cli_arguments ()
{
  case $1 in
    '') _meirei_cli_words "
      init
      new
      import
      export
      list
      show
      edit
      history
      phase
      validate
      approve
      execute
      accept
      reject
      target
      undo
      batch
      analyze
      test
      repeat
      report
      diff
      dashboard
      guide
      verify
      servers
      models
      load
      unload
      engine
      tools" ;;
    init) COMPREPLY+=($(compgen -d -- "$cur")) ;;
    import) COMPREPLY+=($(compgen -f -- "$cur")) ;;
    analyze)
      COMPREPLY+=($(compgen -f -- "$cur"))
      _meirei_cli_words "$(_meirei_cli_ids)"
      ;;
    phase) _meirei_cli_words 'list add edit move remove'
      _meirei_cli_words "$(_meirei_cli_ids)"
      ;;
    engine) _meirei_cli_words 'start stop status' ;;
    tools) _meirei_cli_words 'install status' ;;
    batch) _meirei_cli_words 'validate approve execute accept reject analyze test list show resume retry export import'
      _meirei_cli_words "$(_meirei_cli_ids)"
      ;;
    show | edit | history | validate | approve | execute | accept | reject | test | repeat | report | diff | verify | export)
      _meirei_cli_words "$(_meirei_cli_ids)"
      ;;
  esac
}

_meirei_cli ()
{
  local cur=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
  local verb='' _meirei_dir='' i

  COMPREPLY=()
  # “=” is a word of its own: --status=dra is three.
  if [ "$cur" = = ]; then
    cur=
  elif [ "$previous" = = ] && [ "$COMP_CWORD" -gt 2 ]; then
    previous=${COMP_WORDS[COMP_CWORD - 2]}
  fi

  for ((i = 1; i < COMP_CWORD; i++)); do
    case ${COMP_WORDS[i]} in
      -w | --workspace)
        i=$((i + 1))
        [ "${COMP_WORDS[i]}" != = ] || i=$((i + 1))
        _meirei_dir=${COMP_WORDS[i]}
        ;;
      -* | =) ;;
      *) [ -n "$verb" ] || verb=${COMP_WORDS[i]} ;;
    esac
  done

  if _meirei_cli_values "$previous" "$verb"; then
    return
  fi
  case $cur in
    -*) _meirei_cli_options "$verb" ;;
    *) _meirei_cli_arguments "$verb" ;;
  esac
}

complete -F _meirei_cli meirei-cli
