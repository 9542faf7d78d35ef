# Completion of ojo in PowerShell; in $PROFILE: ojo completion pwsh | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName ojo -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $line = $commandAst.ToString().PadRight($cursorPosition)
    ojo "[suggest:$cursorPosition]" $line 2>$null |
        Where-Object { $_.StartsWith($wordToComplete) } |
        ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
}
