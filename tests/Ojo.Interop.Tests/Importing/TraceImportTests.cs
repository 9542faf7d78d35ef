using System.IO.Compression;
using System.Text;
using Ojo.Interop.Importing;
using Ojo.Storage;
using Ojo.Storage.Queries;
using Ojo.Storage.Tests.Support;

namespace Ojo.Interop.Tests.Importing;

public sealed class TraceImportTests : IDisposable
{
    private const string Lines = "LINES\n5000 1 12000 first\n1000 2 13000 späť\n9000 1 14000 first\n";
    private readonly TemporaryDirectory _directory = new();

    private string Database => _directory["store.db"];

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Events_come_into_the_store_with_their_times_fields_strings_and_texts_whatever_their_order()
    {
        ImportSummary summary = Import(Store("trace.txt", Lines));
        ImportedFile file = Assert.Single(summary.Files);
        Assert.Equal(("lines", 1, 6L, 0L, 0L, null), (file.Format, file.Runs, file.Events, file.KnownEvents, file.ProblemCount, file.Failure));
        Assert.True(summary.IsWhole);

        using IStoreReader store = OjoStore.OpenReader(Database);
        StoredRun run = Assert.Single(store.GetRuns());
        Assert.Equal(("a program", "elsewhere", 1_700_000_000_123_456_789), (run.Service, run.Host, run.StartNs));
        IReadOnlyList<EventRow> events = store.GetEvents(new EventQuery { Types = ["NOTED"] }).Events;
        Assert.Equal([1000L, 5000, 9000], events.Select(static e => e.TNs));
        Assert.Equal(
            ["späť,even,2,späť", "first,odd,1,first", "first,odd,3,first"],
            events.Select(static e => string.Join(',', e.Fields.Select(static field => field.Value))));
        Assert.Equal(14000, store.GetFlow(new FlowKey(run.RunId, 1))!.Summary.MaxCwnd);
    }

    [Fact]
    public void A_second_import_of_a_file_under_another_name_adds_nothing()
    {
        Import(Store("trace.txt", Lines));
        ImportedFile again = Assert.Single(Import(Store("copy.txt", Lines)).Files);
        Assert.Equal((0L, 6L), (again.Events, again.KnownEvents));
        using IStoreReader store = OjoStore.OpenReader(Database);
        Assert.Equal(6, store.GetStatistics().Events);
    }

    [Fact]
    public void Two_files_that_begin_at_one_time_are_two_runs()
    {
        Import(Store("one.txt", Lines), Store("two.txt", Lines + "10000 1 1 last\n"));
        using IStoreReader store = OjoStore.OpenReader(Database);
        Assert.Equal(2, store.GetRuns().Count);
        Assert.Equal(14, store.GetStatistics().Events);
    }

    [Fact]
    public void A_file_that_gzip_has_packed_is_expanded_and_one_that_was_cut_off_gives_what_it_has()
    {
        byte[] packed = Gzip(string.Concat("LINES\n", string.Concat(Enumerable.Range(0, 50_000).Select(static n => $"{n} {n % 7} {n * 31 % 9973} note {n % 13}\n"))));
        Assert.Equal(100_000, Import(Store("whole.gz", packed)).Events);
        ImportSummary cut = Import(Store("cut.gz", packed[..(packed.Length / 2)]));
        Assert.InRange(cut.Events, 40_000, 60_000);
    }

    [Fact]
    public void A_bad_file_takes_no_other_with_it_and_says_what_is_wrong_and_where()
    {
        ImportSummary summary = Import(
            Store("empty", ""), Store("foreign.bin", "MZ and more"), _directory["none.txt"], Store("bad.gz", [0x1F, 0x8B, 1, 2, 3]),
            Store("end.txt", Lines + "broken\n6 6 6 END\n7 7 7 after\n"), Store("good.txt", Lines + "\n"));
        Assert.False(summary.IsWhole);
        Assert.Equal([0L, 0, 0, 0, 6, 6], summary.Files.Select(static file => file.Events));
        Assert.Equal("empty is empty.", summary.Files[0].Failure);
        Assert.Equal("foreign.bin is of no format that is known here (lines). If it is of one of them, name it: --format.", summary.Files[1].Failure);
        Assert.Contains("none.txt", summary.Files[2].Failure, StringComparison.Ordinal);
        Assert.StartsWith("bad.gz begins like a gzip file and is none", summary.Files[3].Failure, StringComparison.Ordinal);
        Assert.Equal("end.txt, byte 17: Nobody knows what comes after END.", summary.Files[4].Failure);
        Assert.Equal(new ImportProblem("end.txt", -1, "'broken' is no line."), Assert.Single(summary.Files[4].Problems));
        Assert.Equal((null, 1L), (summary.Files[5].Failure, summary.Files[5].ProblemCount));
    }

    [Fact]
    public void Trace_files_of_an_import_are_a_directory_like_a_tracers()
    {
        string output = _directory["traces"];
        ImportOptions options = new() { Files = [Store("trace.txt", Lines)], OutputDirectory = output, Importers = [new LineImporter()] };
        Assert.Equal(6, TraceImport.Run(options).Events);
        ImportedFile again = Assert.Single(TraceImport.Run(options).Files);
        Assert.Equal((0L, 6L), (again.Events, again.KnownEvents));
        Assert.Empty(Directory.GetFiles(Path.Combine(output, "staging")));
        string[] names = [.. Directory.GetFiles(Path.Combine(output, "output")).Select(static path => Path.GetFileName(path).Split('_')[0]).Order()];
        Assert.Equal(["run", "schema", "trace"], names);
    }

    [Fact]
    public void A_trace_file_that_is_there_already_and_says_something_else_is_not_overwritten()
    {
        string output = _directory["traces"];
        ImportOptions options = new() { Files = [Store("trace.txt", Lines)], OutputDirectory = output, Importers = [new LineImporter()] };
        TraceImport.Run(options);
        string trace = Directory.GetFiles(Path.Combine(output, "output"), "trace_*")[0];
        byte[] other = File.ReadAllBytes(trace);
        other[^1] ^= 1;
        File.WriteAllBytes(trace, other);

        Assert.ThrowsAny<IOException>(() => TraceImport.Run(options));

        Assert.Equal(other, File.ReadAllBytes(trace));
    }

    [Fact]
    public void Events_of_one_time_stay_in_the_order_in_which_they_came_though_others_are_sorted()
    {
        string lines = string.Concat(Enumerable.Range(0, 500).Select(static n => $"{n / 50 % 2 * 1000} 1 {n} n{n}\n"));

        Import(Store("trace.txt", "LINES\n" + lines));

        using IStoreReader store = OjoStore.OpenReader(Database);
        IReadOnlyList<EventRow> events = store.GetEvents(new EventQuery { Types = ["NOTED"], Limit = 1000 }).Events;
        Assert.Equal(
            Enumerable.Range(0, 500).OrderBy(static n => n / 50 % 2).Select(static n => $"n{n}"),
            events.Select(static e => (string)e.Fields[0].Value!));
    }

    [Fact]
    public void What_a_trace_cannot_hold_is_changed_and_said()
    {
        string longest = new string('x', ImportedRun.MostTextBytes - 1);

        ImportedFile file = Assert.Single(Import(Store("trace.txt", $"LINES\n-5000 1 7 early\n-1 1 7 early\n10 1 7 {longest}é\n20 1 7 {longest}y\n")).Files);

        Assert.Equal(
            [$"1 texts of run 1 of this file are longer than {ImportedRun.MostTextBytes} bytes; they were cut.", "4 events of run 1 of this file have times before the run's start; they stand at its start."],
            file.Problems.Select(static problem => problem.Message));
        using IStoreReader store = OjoStore.OpenReader(Database);
        IReadOnlyList<EventRow> events = store.GetEvents(new EventQuery { Types = ["NOTED"] }).Events;
        Assert.Equal([0L, 0, 10, 20], events.Select(static e => e.TNs));
        Assert.Equal(["early", "early", longest, longest + "y"], events.Select(static e => (string)e.Fields[3].Value!));
    }

    [Fact]
    public void Progress_ends_with_every_byte_read()
    {
        List<ImportProgress> steps = [];
        TraceImport.Run(new ImportOptions
        {
            Files = [Store("one.txt", Lines), Store("two.txt", Lines + Lines[6..])],
            DatabasePath = Database,
            Importers = [new LineImporter()],
            Progress = steps.Add,
        });
        Assert.Equal(steps[^1].BytesTotal, steps[^1].BytesRead);
        Assert.Equal(steps.OrderBy(static step => step.BytesRead), steps);
    }

    [Fact]
    public void A_target_must_be_named_and_a_format_be_known()
    {
        ImportOptions options = new() { Files = [], Importers = [new LineImporter()] };
        Assert.Throws<ArgumentException>(() => TraceImport.Run(options));
        Assert.Throws<ArgumentException>(() => TraceImport.Run(options with { DatabasePath = Database, OutputDirectory = Database }));
        ArgumentException unknown = Assert.Throws<ArgumentException>(() => TraceImport.Run(options with { DatabasePath = Database, Format = "lynx" }));
        Assert.StartsWith("There is no format 'lynx' to import; there are lines.", unknown.Message, StringComparison.Ordinal);
    }

    private ImportSummary Import(params string[] files) =>
        TraceImport.Run(new ImportOptions { Files = files, DatabasePath = Database, Importers = [new LineImporter()] });

    private string Store(string name, string text) => Store(name, Encoding.UTF8.GetBytes(text));

    private string Store(string name, byte[] bytes)
    {
        File.WriteAllBytes(_directory[name], bytes);
        return _directory[name];
    }

    private static byte[] Gzip(string text)
    {
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return packed.ToArray();
    }
}
