// The completion of bash, in place of the one that @bomb.sh/tab has: that one wants the package bash-completion, fails when it is
// read twice, and lets bash evaluate what was typed (`$(…)` runs at Tab). Called by completion.ts.
// It asks `sluice complete -- WORDS…`, as zsh and fish do, and gets values and `:DIRECTIVE`.

/** Bash splits words at `=` and `:` too and replaces what is behind them: what is in front is taken off the values. */
export const bashScript = `# bash completion for sluice: source <(sluice completion bash)
__sluice_complete() {
  local typed="\${COMP_LINE:0:COMP_POINT}" words=() values=() value line prefix
  read -ra words <<< "$typed"
  [[ "$typed" == *[[:space:]] ]] && words+=('')
  local last="\${words[\${#words[@]}-1]}"
  [[ "$last" == -*=* ]] && last="\${last#*=}"
  case "$2" in
    '' | = | :) prefix="$last" ;;
    *) prefix="\${last%"$2"}" ;;
  esac
  COMPREPLY=()
  while IFS= read -r line; do
    case "$line" in
      :0) continue ;;
      :*) compopt +o default 2> /dev/null; continue ;;
    esac
    value="\${line%%$'\\t'*}"
    [[ "$value" == "$last"* ]] && COMPREPLY+=("\${value#"$prefix"}")
  done < <("$1" complete -- "\${words[@]:1}" 2> /dev/null)
}
complete -o default -F __sluice_complete sluice
`
