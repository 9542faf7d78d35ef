using System.Diagnostics;
using System.Text.RegularExpressions;
using Ojo.Watcher.Tests.Support;

namespace Ojo.Watcher.Tests.Documents;

/// <summary>What stands in deploy/ works with the programs as they are.</summary>
public sealed partial class DeploymentTests : IDisposable
{
    private readonly WatchedDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("ojo-watcher.service", "src/Ojo.Watcher")]
    [InlineData("ojo-explorer.service", "src/Ojo.Explorer")]
    public async Task A_unit_is_one_that_systemd_takes_and_shuts_its_program_in(string unit, string project)
    {
        string[] lines = File.ReadAllLines(Repository.At("deploy", "systemd", unit));
        string start = Assert.Single(lines, static line => line.StartsWith("ExecStart=", StringComparison.Ordinal));

        Assert.Equal(Path.GetFileName(project), Path.GetFileName(start["ExecStart=".Length..].Split(' ')[0]));
        foreach (string needed in new[] { "DynamicUser=yes", "ProtectSystem=strict", "NoNewPrivileges=yes", "CapabilityBoundingSet=", "IPAddressDeny=any" })
        {
            Assert.Contains(needed, lines);
        }

        // Where systemd is installed, it is asked: the unit without what is not installed here.
        if (!File.Exists("/usr/bin/systemd-analyze"))
        {
            return;
        }

        string copy = Path.Combine(Path.GetDirectoryName(_directory.Output)!, unit);
        await File.WriteAllLinesAsync(copy, lines.Where(static line => !line.StartsWith("Documentation=", StringComparison.Ordinal))
            .Select(static line => ProgramPath().Replace(line, "ExecStart=/bin/true")));
        using Process verify = Process.Start(new ProcessStartInfo("systemd-analyze", ["verify", "--man=no", copy]) { RedirectStandardError = true })!;
        string said = await verify.StandardError.ReadToEndAsync();
        await verify.WaitForExitAsync();
        Assert.True(verify.ExitCode == 0 && !said.Contains(unit, StringComparison.Ordinal), said);
    }

    [Fact]
    public async Task The_unit_s_command_line_watches()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such signals.");
        string start = File.ReadAllLines(Repository.At("deploy", "systemd", "ojo-watcher.service")).Single(static line => line.StartsWith("ExecStart=", StringComparison.Ordinal));

        await WatchesAsync(start.Split(' ')[1..], "/var/spool/ojo/output", "/var/lib/ojo/traces.db");
    }

    [Fact]
    public async Task The_container_s_command_line_watches()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such signals.");
        string command = File.ReadAllLines(Repository.At("deploy", "Containerfile")).First(static line => line.StartsWith("CMD ", StringComparison.Ordinal));

        await WatchesAsync([.. Quoted().Matches(command).Select(static match => match.Groups[1].Value)], "/traces/output", "/data/traces.db");
    }

    [Fact]
    public void The_container_file_builds_projects_that_there_are_and_ends_as_a_user_who_owns_nothing()
    {
        string[] lines = File.ReadAllLines(Repository.At("deploy", "Containerfile"));
        string[] projects = [.. lines.SelectMany(static line => Published().Matches(line)).Select(static match => match.Groups[1].Value)];

        Assert.Equal(["src/Ojo.Watcher", "src/Ojo.Explorer"], projects);
        Assert.All(projects, static project => Assert.True(Directory.Exists(Repository.At(project))));
        Assert.Equal(2, lines.Count(static line => line.StartsWith("ENTRYPOINT", StringComparison.Ordinal)));
        Assert.Equal(2, lines.Count(static line => line == "USER 1654:1654"));
    }

    private async Task WatchesAsync(string[] arguments, string input, string database)
    {
        Assert.Contains(input, arguments);
        Assert.Contains(database, arguments);
        string[] here = [.. arguments.Select(argument => argument == input ? _directory.Output : argument == database ? _directory.Database : argument == "9464" ? "0" : argument)];
        _directory.RenameIn("a.bin", WatchedDirectory.Trace(10));
        using var watcher = new WatcherProcess(here);
        await Waiting.UntilAsync(() => watcher.HasExited || watcher.Error.Contains("Metrics on http://", StringComparison.Ordinal));
        await Waiting.UntilAsync(() => watcher.HasExited || File.Exists(_directory.Database));
        await Commands.SignalAsync("TERM", watcher.Id);
        (int code, _, string error) = await watcher.WaitAsync();
        Assert.True(code == 0, error);
    }

    [GeneratedRegex("^ExecStart=/opt/ojo/[a-z]+/[A-Za-z.]+")]
    private static partial Regex ProgramPath();

    [GeneratedRegex("\"([^\"]*)\"")]
    private static partial Regex Quoted();

    [GeneratedRegex("dotnet publish ([A-Za-z./]+) ")]
    private static partial Regex Published();
}
