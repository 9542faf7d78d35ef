using Ojo.Cli.Tests.Support;
using Ojo.Storage.Tests.Support;

namespace Ojo.Cli.Tests;

public sealed class CompletionTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("ojo ex", "export")]
    [InlineData("ojo schema d", "diff")]
    [InlineData("ojo query x --db", "--db-path")]
    [InlineData("ojo query x --format ", "csv json table")]
    [InlineData("ojo tail --color al", "always")]
    [InlineData("ojo completion z", "zsh")]
    [InlineData("ojo query x --db-path ", "")]
    public async Task Bash_completes_what_has_been_begun(string line, string candidates)
    {
        await File.WriteAllTextAsync(_folder["ojo"], $"#!/bin/sh\nexec dotnet '{Path.Combine(AppContext.BaseDirectory, "Ojo.Cli.dll")}' \"$@\"\n");

        ProgramEnd end = await Shell.RunAsync($$"""
            set -eu
            chmod +x '{{_folder["ojo"]}}'
            PATH='{{_folder.Path}}':"$PATH"
            source <(ojo completion bash)
            COMP_LINE='{{line}}'
            COMP_POINT=${#COMP_LINE}
            read -ra COMP_WORDS <<< "$COMP_LINE"
            [[ "$COMP_LINE" == *' ' ]] && COMP_WORDS+=('')
            COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            $(complete -p ojo | sed 's/.*-F \([^ ]*\) .*/\1/')
            printf '%s\n' "${COMPREPLY[@]}" | sort | paste -sd ' '
            """);

        Assert.Equal(new ProgramEnd(0, candidates + "\n", ""), end);
    }

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    [InlineData("pwsh")]
    public async Task Every_shells_script_asks_the_program(string shell)
    {
        ProgramEnd end = await OjoProcess.RunAsync("completion", shell);

        Assert.Equal((0, ""), (end.Code, end.Error));
        Assert.Contains("[suggest:", end.Output, StringComparison.Ordinal);
        Assert.Contains($"ojo completion {shell}", end.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_shell_is_wrong_usage() => Assert.Equal(
        new ProgramEnd(2, "", "ojo: 'cmd' is no shell that is known here; there are bash, zsh, fish, pwsh.\nojo completion --help says more.\n"),
        await OjoProcess.RunAsync("completion", "cmd"));
}
