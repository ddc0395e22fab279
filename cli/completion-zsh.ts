// The completion of zsh, in place of the one that @bomb.sh/tab has: that one takes a name with a colon for a name and its description, and
// inserts half of it. Called by completion.ts.
// It asks `sluice complete -- WORDS…`, as bash and fish do, and gets lines of a value, a tab and a description, and `:DIRECTIVE`.

/** `_describe` wants colons of a value with a backslash. What is typed behind `--option=` is completed as a word of its own. */
export const zshScript = `#compdef sluice
# zsh completion for sluice: source <(sluice completion zsh), behind compinit
_sluice() {
  local line value files=1
  local -a typed found
  typed=("\${(@)words[2,CURRENT-1]}" "$PREFIX")
  for line in "\${(@f)$(\${~words[1]} complete -- "\${typed[@]}" 2> /dev/null)}"; do
    case "$line" in
      '' | :0) ;;
      :*) files=0 ;;
      *)
        value="\${line%%$'\\t'*}"
        found+=("\${value//:/\\\\:}:\${line#*$'\\t'}")
        ;;
    esac
  done
  [[ "$PREFIX" == -*=* ]] && compset -P '*='
  (( $#found )) && _describe -V value found && return
  (( files )) && _files
}
if [[ "\${funcstack[1]}" == _sluice ]]; then _sluice "$@"; else compdef _sluice sluice; fi
`
