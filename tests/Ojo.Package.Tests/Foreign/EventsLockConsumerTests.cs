using Ojo.Package.Tests.Consuming;
using Ojo.Package.Tests.Packing;

namespace Ojo.Package.Tests.Foreign;

/// <summary><c>dotnet build -t:UpdateEventsLock</c> in a project where an event without its line is an error.</summary>
public sealed class EventsLockConsumerTests(PackedRuntime package)
{
    private const string Tick = "locked.yaml 0x00010001 TICK_FINISHED active - flow tick:u32:32:50%25%20of%20ticks;%20or%20$(not)";
    private const string Paced = "Locked 0x00010005 PACED active - flow pace:enum:32::slow=1,fast=2";

    [Fact]
    public async Task The_lock_is_made_and_brought_up_to_date_and_nothing_in_it_is_lost()
    {
        using ConsumerFolder consumers = new(package);
        string file = consumers.Path("Locked", "events.lock");

        (await UpdateAsync(consumers)).AssertSuccess();
        string[] made = await ReadAsync(file);
        Assert.Equal([Paced, Tick], made.Where(static line => !line.StartsWith('#')));
        Assert.StartsWith("# ", made[0], StringComparison.Ordinal);

        // As a person would leave it: a comment, an event that was retired, and one that is not there yet.
        await WriteAsync(file, ["# Mine; 100% %3B $(mine) @(of) \\it\\", "a.b 0x00010000 GONE retired 0.1 flow", "", "# Ticks", Tick]);
        ProgramOutput build = await consumers.DotNetAsync("build", Project(consumers));
        Assert.NotEqual(0, build.ExitCode);
        Assert.Contains("error OJO206: 'PACED'", build.Text, StringComparison.Ordinal);

        (await UpdateAsync(consumers)).AssertSuccess();
        Assert.Equal(["# Mine; 100% %3B $(mine) @(of) \\it\\", Paced, "a.b 0x00010000 GONE retired 0.1 flow", "", "# Ticks", Tick], await ReadAsync(file));
        (await consumers.DotNetAsync("build", Project(consumers))).AssertSuccess();

        DateTime written = File.GetLastWriteTimeUtc(file);
        ProgramOutput again = await UpdateAsync(consumers);
        again.AssertSuccess();
        Assert.Contains("events.lock lacks nothing", again.Text, StringComparison.Ordinal);
        Assert.Equal(written, File.GetLastWriteTimeUtc(file));
    }

    [Fact]
    public async Task An_event_that_contradicts_the_lock_stays_an_error_and_nothing_is_written()
    {
        using ConsumerFolder consumers = new(package);
        string file = consumers.Path("Locked", "events.lock");
        string[] before = ["locked.yaml 0x00010001 TICK_FINISHED active - flow tick:u64:64"];
        await WriteAsync(file, before);

        ProgramOutput update = await UpdateAsync(consumers);

        Assert.NotEqual(0, update.ExitCode);
        Assert.Contains("error OJO204", update.Text, StringComparison.Ordinal);
        Assert.Equal(before, await ReadAsync(file));
    }

    [Fact]
    public async Task A_project_with_two_target_frameworks_has_one_header_and_a_lock_of_what_both_declare()
    {
        using ConsumerFolder consumers = new(package);
        await File.WriteAllTextAsync(
            consumers.Path("Locked", "Locked.csproj"),
            """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework />
                <TargetFrameworks>net10.0;net10.0-windows</TargetFrameworks>
                <EnableWindowsTargeting>true</EnableWindowsTargeting>
                <DisableTransitiveFrameworkReferenceDownloads>true</DisableTransitiveFrameworkReferenceDownloads>
                <OjoCHeader>events.h</OjoCHeader>
              </PropertyGroup>
            </Project>
            """,
            TestContext.Current.CancellationToken);
        await File.AppendAllTextAsync(
            consumers.Path("Locked", "Pacer.cs"),
            """

            #if WINDOWS
            public static partial class WindowEvents
            {
                [TraceEvent(0x00010006, Flow = false)]
                public static partial void RecordWindowed(this Tracer tracer);
            }
            #endif
            """,
            TestContext.Current.CancellationToken);

        (await UpdateAsync(consumers)).AssertSuccess();

        Assert.Equal([Paced, "Locked 0x00010006 WINDOWED active - no_flow", Tick], (await ReadAsync(consumers.Path("Locked", "events.lock"))).Where(static line => !line.StartsWith('#')));
        string header = await File.ReadAllTextAsync(consumers.Path("Locked", "events.h"), TestContext.Current.CancellationToken);
        Assert.Contains("LOCKED_PACED_ID", header, StringComparison.Ordinal);
        Assert.DoesNotContain("LOCKED_WINDOWED_ID", header, StringComparison.Ordinal);
    }

    private static string Project(ConsumerFolder consumers) => consumers.Path("Locked", "Locked.csproj");

    private static Task<ProgramOutput> UpdateAsync(ConsumerFolder consumers) => consumers.DotNetAsync("build", Project(consumers), "-t:UpdateEventsLock");

    private static Task<string[]> ReadAsync(string file) => File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken);

    private static Task WriteAsync(string file, string[] lines) => File.WriteAllTextAsync(file, string.Join('\n', lines) + "\n", TestContext.Current.CancellationToken);
}
