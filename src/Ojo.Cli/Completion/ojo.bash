# Completion of ojo in bash; in ~/.bashrc: source <(ojo completion bash)
_ojo() {
    local word="${COMP_WORDS[COMP_CWORD]}" line="${COMP_LINE:0:COMP_POINT}" candidate
    line="ojo${line#"${COMP_WORDS[0]}"}"
    COMPREPLY=()
    while IFS= read -r candidate; do
        if [[ "$candidate" == "$word"* ]]; then
            COMPREPLY+=("$candidate")
        fi
    done < <("${COMP_WORDS[0]/#\~/$HOME}" "[suggest:${#line}]" "$line" 2>/dev/null)
}

# Where nothing is known, it is a file.
complete -o bashdefault -o default -F _ojo ojo
