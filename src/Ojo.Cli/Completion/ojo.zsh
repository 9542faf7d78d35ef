#compdef ojo
# Completion of ojo in zsh; in ~/.zshrc, after compinit: source <(ojo completion zsh)
_ojo() {
    local line="${(j: :)words[1,CURRENT]}"
    local -a candidates
    candidates=(${(f)"$(ojo "[suggest:${#line}]" "$line" 2>/dev/null)"})
    compadd -a candidates || _files
}

compdef _ojo ojo
