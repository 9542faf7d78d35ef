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
    public void A_unit_starts_a_program_that_there_is_and_shuts_it_in(string unit, string project)
    {
        string[] lines = File.ReadAllLines(Repository.At("deploy", "systemd", unit));
        string start = Assert.Single(lines, static line => line.StartsWith("ExecStart=", StringComparison.Ordinal));

        Assert.Equal(Path.GetFileName(project), Path.GetFileName(start["ExecStart=".Length..].Split(' ')[0]));
        foreach (string needed in new[] { "DynamicUser=yes", "ProtectSystem=strict", "NoNewPrivileges=yes", "CapabilityBoundingSet=", "IPAddressDeny=any" })
        {
            Assert.Contains(needed, lines);
        }
    }

    [Theory]
    [InlineData("ojo-watcher.service")]
    [InlineData("ojo-explorer.service")]
    public async Task A_unit_is_one_that_systemd_takes(string unit)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/systemd-analyze"), "systemd is not installed.");

        // The unit as it is, but for what is not installed here.
        string copy = Path.Combine(Path.GetDirectoryName(_directory.Output)!, unit);
        await File.WriteAllLinesAsync(copy, File.ReadAllLines(Repository.At("deploy", "systemd", unit))
            .Where(static line => !line.StartsWith("Documentation=", StringComparison.Ordinal))
            .Select(static line => ProgramPath().Replace(line, "ExecStart=/bin/true")));
        (int code, string said) = await VerifyAsync(copy);
        Assert.True(code == 0 && !said.Contains(unit, StringComparison.Ordinal), said);

        // It is asked for real: a misspelled line is found.
        await File.AppendAllTextAsync(copy, "\n[Service]\nProtectSistem=strict\n");
        Assert.Contains("ProtectSistem", (await VerifyAsync(copy)).Said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("systemd-sysusers", "ojo.sysusers.conf", "Creating group 'ojo-traces'")]
    [InlineData("systemd-tmpfiles", "ojo.tmpfiles.conf", "output")]
    public async Task The_group_and_the_directories_are_ones_that_systemd_makes(string program, string file, string said)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/" + program), $"{program} is not installed.");
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Needs somebody who may make users and directories, in a root of the test's own.");
        string root = Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(_directory.Output)!, "root")).FullName;
        Directory.CreateDirectory(Path.Combine(root, "etc"));
        await File.WriteAllTextAsync(Path.Combine(root, "etc", "group"), "root:x:0:\nojo-traces:x:4711:\n");
        await File.WriteAllTextAsync(Path.Combine(root, "etc", "passwd"), "root:x:0:0::/root:/bin/sh\n");
        if (program == "systemd-sysusers")
        {
            File.Delete(Path.Combine(root, "etc", "group"));
        }

        string[] arguments = [$"--root={root}", .. program == "systemd-tmpfiles" ? new[] { "--create" } : [], Repository.At("deploy", "systemd", file)];
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, Environment = { ["SYSTEMD_LOG_LEVEL"] = "debug" } })!;
        string text = await process.StandardError.ReadToEndAsync().WaitAsync(TimeSpan.FromMinutes(1));
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));

        Assert.True(process.ExitCode == 0 && text.Contains(said, StringComparison.Ordinal), text);
        foreach (string folder in program == "systemd-tmpfiles" && !OperatingSystem.IsWindows() ? new[] { "", "output", "staging" } : [])
        {
            const UnixFileMode Shared = UnixFileMode.SetGroup | UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
                | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute;
            Assert.Equal(Shared, new DirectoryInfo(Path.Combine(root, "var/spool/ojo", folder)).UnixFileMode);
        }
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

    private static async Task<(int Code, string Said)> VerifyAsync(string unit)
    {
        using Process verify = Process.Start(new ProcessStartInfo("systemd-analyze", ["verify", "--man=no", unit]) { RedirectStandardError = true })!;
        string said = await verify.StandardError.ReadToEndAsync().WaitAsync(TimeSpan.FromMinutes(1));
        await verify.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
        return (verify.ExitCode, said);
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
