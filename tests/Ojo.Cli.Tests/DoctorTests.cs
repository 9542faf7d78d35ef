using System.Text.Json;
using Ojo.Cli.Tests.Support;
using Ojo.Format;
using Ojo.Storage.Tests.Support;

namespace Ojo.Cli.Tests;

public sealed class DoctorTests : StoreTests
{
    [Fact]
    public async Task Nothing_is_wrong_with_what_is_whole()
    {
        ProgramEnd end = await OjoProcess.RunAsync("doctor", "--input-dir", Store.Root, "--db-path", Store.Database);

        Assert.Equal((0, ""), (end.Code, end.Error));
        Assert.DoesNotContain("wrong", end.Output, StringComparison.Ordinal);
        Assert.Contains("1 whole trace file with 700 records, of format version 1", end.Output, StringComparison.Ordinal);
        Assert.Contains("700 events of 1 run, from 2026-01-01T00:00:00.000Z", end.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Damage_quarantine_and_losses_are_said_with_what_to_do()
    {
        await File.WriteAllBytesAsync(Path.Combine(Store.Output, "b.bin"), [1, 2, 3]);
        await File.WriteAllBytesAsync(Path.Combine(Store.Output, "c.bin"), new TraceFileBuilder { BatchStart = 1_767_225_700_000_000 }
            .Add(1, 1, 0x002, 1).Add(2000, (uint)DropCause.BufferFull, MetaEvent.EventsDropped, 17, 1500).ToBytes());
        Assert.Equal(1, (await OjoProcess.RunAsync("watch", "--input-dir", Store.Output, "--db-path", Store.Database)).Code);
        await File.WriteAllBytesAsync(Path.Combine(Store.Output, "d\u001b.bin"), [1, 2, 3]);

        ProgramEnd end = await OjoProcess.RunAsync("doctor", "--input-dir", Store.Output, "--db-path", Store.Database, "--json");
        ProgramEnd text = await OjoProcess.RunAsync("doctor", "--input-dir", Store.Output, "--db-path", Store.Database);

        JsonElement answer = JsonDocument.Parse(end.Output).RootElement;
        JsonElement[] wrong = [.. answer.GetProperty("findings").EnumerateArray().Where(static finding => finding.GetProperty("wrong").GetBoolean())];
        Assert.Equal((1, 1, false), (end.Code, text.Code, answer.GetProperty("healthy").GetBoolean()));
        Assert.Equal(3, wrong.Length);
        Assert.StartsWith("d\u001b.bin: ", What(wrong[0]), StringComparison.Ordinal);
        Assert.StartsWith("b.bin is in quarantine: ", What(wrong[1]), StringComparison.Ordinal);
        Assert.StartsWith("17 events were lost in 1 gap because the tracer's buffer was full", What(wrong[2]), StringComparison.Ordinal);
        Assert.All(wrong, static finding => Assert.NotEmpty(finding.GetProperty("advice").GetString()!));
        Assert.Contains("wrong  d\\x1B.bin", text.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', text.Output);

        static string What(JsonElement finding) => finding.GetProperty("what").GetString()!;
    }

    [Fact]
    public async Task What_dead_processes_left_in_staging_is_said()
    {
        string staging = Directory.CreateDirectory(Path.Combine(Store.Root, "staging")).FullName;
        await File.WriteAllBytesAsync(Path.Combine(staging, "ring_a.map"), new byte[4096]);
        await File.WriteAllBytesAsync(Path.Combine(staging, "ring_b.map"), []);

        ProgramEnd end = await OjoProcess.RunAsync("doctor", "--input-dir", Store.Root);

        Assert.Equal(1, end.Code);
        Assert.Contains("wrong  ring_a.map in staging is what a process left that died.", end.Output, StringComparison.Ordinal);
        Assert.Contains("wrong  ring_b.map in staging is empty", end.Output, StringComparison.Ordinal);
        Assert.Equal(2, Directory.GetFiles(staging).Length);
    }

    [Fact]
    public async Task A_directory_of_many_services_is_looked_at_with_all_that_is_below_it()
    {
        string edge = Path.Combine(Store.Root, "hosts", "edge");
        Directory.Move(Store.Output, Directory.CreateDirectory(edge).FullName + "/output");
        string copied = Directory.CreateDirectory(Path.Combine(Store.Root, "hosts", "copied")).FullName;
        await File.WriteAllBytesAsync(Path.Combine(copied, "cut.bin"), [1, 2, 3]);
        string quarantine = Directory.CreateDirectory(Path.Combine(edge, "quarantine")).FullName;
        await File.WriteAllTextAsync(Path.Combine(quarantine, "q.bin"), "");
        await File.WriteAllTextAsync(Path.Combine(quarantine, "q.bin.reason"), "It was bad.");
        string staging = Directory.CreateDirectory(Path.Combine(edge, "staging")).FullName;
        await File.WriteAllBytesAsync(Path.Combine(staging, "ring_a.map"), new byte[4096]);

        ProgramEnd end = await OjoProcess.RunAsync("doctor", "--input-dir", Store.Root);

        Assert.Equal((1, ""), (end.Code, end.Error));
        Assert.Contains($"fine   {Path.Combine(edge, "output")} has 1 whole trace file with 700 records", end.Output, StringComparison.Ordinal);
        Assert.Contains($"wrong  {Path.Combine("hosts", "copied", "cut.bin")}: ", end.Output, StringComparison.Ordinal);
        Assert.Contains($"wrong  {Path.Combine("hosts", "edge", "q.bin")} is in quarantine: It was bad.", end.Output, StringComparison.Ordinal);
        Assert.Contains($"wrong  {Path.Combine("hosts", "edge", "ring_a.map")} in staging is what a process left that died.", end.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Looking_changes_nothing()
    {
        await File.WriteAllBytesAsync(Path.Combine(Store.Output, "b.bin"), [1, 2, 3]);
        string[] before = Directory.GetFileSystemEntries(Store.Root, "*", SearchOption.AllDirectories);

        Assert.Equal(1, (await OjoProcess.RunAsync("doctor", "--input-dir", Store.Root)).Code);

        Assert.Equal(before.Order(), Directory.GetFileSystemEntries(Store.Root, "*", SearchOption.AllDirectories).Order());
    }

    [Fact]
    public async Task What_is_not_there_is_wrong_too()
    {
        ProgramEnd end = await OjoProcess.RunAsync("doctor", "--input-dir", Path.Combine(Store.Root, "none"), "--db-path", Path.Combine(Store.Root, "none.db"));

        Assert.Equal((1, 2), (end.Code, end.Output.Split('\n').Count(static line => line.StartsWith("wrong  There is no ", StringComparison.Ordinal))));
    }
}
