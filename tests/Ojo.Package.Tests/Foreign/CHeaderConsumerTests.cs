using Ojo.Package.Tests.Consuming;
using Ojo.Package.Tests.Packing;
using Ojo.Watcher;

namespace Ojo.Package.Tests.Foreign;

/// <summary>A program in C that writes traces by the header of a project, which reads them.</summary>
public sealed class CHeaderConsumerTests(BuiltPolyglot polyglot) : IClassFixture<BuiltPolyglot>
{
    [Theory]
    [InlineData("gcc")]
    [InlineData("g++")]
    public async Task Events_that_a_C_program_writes_are_decoded_in_CSharp(string compiler)
    {
        string file = await WriteTraceAsync(compiler);

        ProgramOutput read = await polyglot.RunAsync("read", file);

        read.AssertSuccess();
        Assert.Equal(
            """
            version 2, checksum True
            10 flow 7 SnapshotSentEvent { Tick = 41, Size = 1337, Reason = Tail }
            20 flow 7 SnapshotSentEvent { Tick = 4294967295, Size = 65535, Reason = 200 }
            30 flow 4000000000 -5 -123456789000 True 18446744073709551615 -1.5 1E+300
            192.0.2.1 01020304-0506-0708-090a-0b0c0d0e0f10 2023-11-14T22:13:20.0000001+00:00 a level naïve text DE00FF
            40 flow 8 2047 0 False 0 0 -0.25
            192.0.2.1 01020304-0506-0708-090a-0b0c0d0e0f10 1969-12-31T23:59:59.9999990+00:00   
            50 flow 0 nothing

            """.ReplaceLineEndings("\n"),
            read.Text.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task Events_that_a_C_program_writes_are_in_the_store_with_their_names()
    {
        string traces = polyglot.Path("traces");
        (await polyglot.RunAsync("record", traces)).AssertSuccess();
        File.Move(await WriteTraceAsync("gcc"), Path.Combine(traces, "output", $"trace_{1700000000123456789:x16}_{77:x8}_{0:x8}.bin"));
        string database = polyglot.Path("traces.db");

        WatcherSummary summary = await OjoWatcher.RunAsync(
            new WatcherOptions { InputDirectory = Path.Combine(traces, "output"), DatabasePath = database }, TestContext.Current.CancellationToken);

        Assert.Equal(0, summary.Quarantined);
        Assert.Equal(["41|1337|tail", "4294967295|65535|200"], TraceDatabase.Query(database, "SELECT tick, size, reason FROM snapshot_sent WHERE flow_id = 7 ORDER BY ts_ns"));
        Assert.Equal(
            ["-5|-123456789012|1|18446744073709551615|-1.5|1.0e+300|a level|naïve text"],
            TraceDatabase.Query(database, "SELECT small, lag, sure, count, share, load, level, note FROM everything_happened WHERE flow_id = 4000000000"));
        Assert.Equal(["1"], TraceDatabase.Query(database, "SELECT count(*) FROM nothing_happened"));
    }

    [Fact]
    public async Task The_header_is_written_when_it_changes_and_else_left_alone_and_never_lost()
    {
        polyglot.Build.AssertSuccess();
        string header = await File.ReadAllTextAsync(polyglot.Header, TestContext.Current.CancellationToken);
        string assembly = polyglot.Path("Polyglot", "obj", "Release", "net10.0", "Polyglot.dll");
        DateTime compiled = File.GetLastWriteTimeUtc(assembly);
        Assert.DoesNotContain('\r', header);
        Assert.Equal(
            " * SNAPSHOT_SENT: A snapshot left; it's 100% $(sure) @(or) not %3B * / \\.",
            header.Split('\n').First(static line => line.Contains("SNAPSHOT_SENT:", StringComparison.Ordinal)));

        // A checkout that turns line ends around has changed nothing.
        await File.WriteAllTextAsync(polyglot.Header, header.ReplaceLineEndings("\r\n"), TestContext.Current.CancellationToken);
        (await polyglot.BuildAsync("--no-restore")).AssertSuccess();
        Assert.Contains('\r', await File.ReadAllTextAsync(polyglot.Header, TestContext.Current.CancellationToken));
        Assert.Equal(compiled, File.GetLastWriteTimeUtc(assembly));

        File.Delete(polyglot.Header);
        (await polyglot.BuildAsync("--no-restore")).AssertSuccess();
        Assert.Equal(header, await File.ReadAllTextAsync(polyglot.Header, TestContext.Current.CancellationToken));
        Assert.Equal(compiled, File.GetLastWriteTimeUtc(assembly));

        // What the compiler left for the header is gone: it compiles again. Of two frameworks the first writes.
        Directory.Delete(polyglot.Path("Polyglot", "obj", "Release", "net10.0", "ojo"), recursive: true);
        await File.WriteAllTextAsync(polyglot.Header, "stale", TestContext.Current.CancellationToken);
        (await polyglot.BuildAsync("--no-restore")).AssertSuccess();
        Assert.Equal(header, await File.ReadAllTextAsync(polyglot.Header, TestContext.Current.CancellationToken));
    }

    private async Task<string> WriteTraceAsync(string compiler)
    {
        polyglot.Build.AssertSuccess();
        string program = polyglot.Path($"writer of {compiler}");
        await CProgram.CompileAsync(compiler, polyglot.Path(), polyglot.Path("main.c"), program);
        string file = polyglot.Path($"{Guid.NewGuid():n}.bin");
        (await DotNet.RunAsync(program, polyglot.Path(), new Dictionary<string, string>(), file)).AssertSuccess();
        return file;
    }
}
