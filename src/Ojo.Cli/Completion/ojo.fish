# Completion of ojo in fish: ojo completion fish > ~/.config/fish/completions/ojo.fish
function __ojo_complete
    set -l line (commandline -cp)
    ojo "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null
end

complete -c ojo -a '(__ojo_complete)'
