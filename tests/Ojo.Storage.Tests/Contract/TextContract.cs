using Ojo.Catalogue;
using Ojo.Format;
using Ojo.Storage.Queries;
using Ojo.Storage.Tests.Support;

namespace Ojo.Storage.Tests.Contract;

/// <summary>Strings, texts and bytes from a real tracer's files to the answers.</summary>
public abstract class TextContract : StoreContract
{
    private static readonly string[] s_names = [.. Enumerable.Range(0, 40).Select(static n => $"peer «{n}»")];

    protected TextContract() => SpokenProvider.Register();

    private string Output => Path.Combine(Directory, "traces", "output");

    [Fact]
    public void What_a_tracer_was_told_is_what_the_store_answers()
    {
        Record(static (tracer, _) =>
        {
            SpokenProvider.Record(tracer, 7, 1, "Ада", "Bob", "it's \"quoted\"", [0xFF, 0x00, 0x10]);
            SpokenProvider.Record(tracer, 7, 2, null, "", null, []);
            SpokenProvider.Record(tracer, 7, 3, "Bob", "Ада", new string('€', 1000), new byte[2000]);
        });
        IngestAll(Files());

        List<EventRow> events = AllEvents(new EventQuery());

        Assert.Equal([1UL, "Ада", "Bob", "it's \"quoted\"", "ff0010"], events[0].Fields.Select(static field => field.Value));
        Assert.Equal([2UL, null, "", "", ""], events[1].Fields.Select(static field => field.Value));
        Assert.Equal([3UL, "Bob", "Ада", new string('€', 341), new string('0', 2048)], events[2].Fields.Select(static field => field.Value));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_string_of_the_first_file_is_known_in_the_last_in_whatever_order_they_come(bool isReversed)
    {
        const int Files = 7;
        Record(static (tracer, file) => SpokenProvider.Record(tracer, 7, (ushort)file, s_names[0], s_names[file], $"text {file}", []), Files);
        string[] files = this.Files();
        Assert.Equal(Files, files.Length);
        IngestAll(isReversed ? [.. files.Reverse()] : files);

        Assert.All(AllEvents(new EventQuery()), static e => Assert.Equal(
            (s_names[0], s_names[(int)(ulong)e.Fields[0].Value!], $"text {e.Fields[0].Value}"), (e.Fields[1].Value, e.Fields[2].Value, e.Fields[3].Value)));
        Assert.Equal(
            [6UL],
            AllEvents(new EventQuery { Tests = [new FieldTest("who", FieldOperator.Equal, s_names[0]), new FieldTest("whom", FieldOperator.Equal, s_names[6])] })
                .Select(static e => e.Fields[0].Value));
    }

    [Fact]
    public void Until_its_definition_comes_a_string_is_its_number()
    {
        Record(static (tracer, file) => SpokenProvider.Record(tracer, 7, (ushort)file, "defined in the first", null, "", []), files: 2);
        string[] files = Files();
        IngestAll(files[1]);
        EventQuery query = new() { Tests = [new FieldTest("who", FieldOperator.Equal, "defined in the first")] };
        Assert.IsType<ulong>(Assert.Single(AllEvents(new EventQuery())).Fields[1].Value);
        Assert.Empty(AllEvents(query));

        Writer.Ingest(files[0]);

        Assert.All(AllEvents(new EventQuery()), static e => Assert.Equal("defined in the first", e.Fields[1].Value));
        Assert.Equal(2, AllEvents(query).Count);
    }

    [Fact]
    public void Texts_can_be_asked_for()
    {
        Record(static (tracer, _) =>
        {
            for (ushort n = 0; n < 500; n++)
            {
                SpokenProvider.Record(tracer, n % 5u, n, s_names[n % 40], null, $"text {n % 10}", [(byte)n]);
            }
        });
        IngestAll(Files());

        Assert.Equal(Enumerable.Range(0, 500).Where(static n => n % 10 == 4), Counts("words", FieldOperator.Equal, "text 4"));
        Assert.Equal(Enumerable.Range(0, 500).Where(static n => n % 40 != 3), Counts("who", FieldOperator.NotEqual, s_names[3]));
        Assert.Equal([0x1F, 0x11F], Counts("noise", FieldOperator.Equal, "1f"));
        Assert.Equal(Enumerable.Range(0, 500), Counts("whom", FieldOperator.Equal, ""));
        Assert.Empty(Counts("words", FieldOperator.Equal, "text"));

        IEnumerable<int> Counts(string field, FieldOperator how, string value) =>
            AllEvents(new EventQuery { Tests = [new FieldTest(field, how, value)] }).Select(static e => (int)(ulong)e.Fields[0].Value!).Order();
    }

    [Fact]
    public void Two_runs_give_the_same_number_to_different_strings()
    {
        Record(static (tracer, _) => SpokenProvider.Record(tracer, 7, 1, "of the first run", null, "", []));
        Record(static (tracer, _) => SpokenProvider.Record(tracer, 7, 2, "of the second run", null, "", []));
        IngestAll(Files());

        Assert.Equal(["of the first run", "of the second run"], AllEvents(new EventQuery()).OrderBy(static e => e.Fields[0].Value).Select(static e => e.Fields[1].Value));
    }

    [Fact]
    public void A_definition_of_no_string_and_a_second_one_change_nothing()
    {
        Record(static (tracer, _) => SpokenProvider.Record(tracer, 7, 1, "first", null, "", []));
        IngestAll(Files());
        ulong start = RunDescription.Parse(File.ReadAllBytes(System.IO.Directory.GetFiles(Output, "run_*").Single())).BatchStart;
        uint id = TraceStringsOf(Files().Single());
        Ingest(
            new TraceFileBuilder { BatchStart = start }.AddText(0, id, MetaEvent.StringDefine, "second"u8).AddText(0, 0, MetaEvent.StringDefine, "nothing"u8),
            TraceName(Environment.ProcessId, 99, start));

        Assert.Equal(("first", null), (AllEvents(new EventQuery())[0].Fields[1].Value, AllEvents(new EventQuery())[0].Fields[2].Value));
    }

    /// <summary>Records with a real tracer, into one file for each call of <paramref name="record"/>.</summary>
    protected void Record(Action<Tracer, int> record, int files = 1)
    {
        using Tracer tracer = Tracer.Create(new TracerOptions
        {
            Directory = Path.Combine(Directory, "traces"),
            FlushInterval = TimeSpan.FromHours(1),
        });
        for (int file = 0; file < files; file++)
        {
            record(tracer, file);
            tracer.Flush();
        }
    }

    /// <summary>The trace files, in the order in which they were written.</summary>
    protected string[] Files() => [.. System.IO.Directory.GetFiles(Output, "trace_*.bin").Order(StringComparer.Ordinal)];

    /// <summary>Takes in the schema and run files, as the watcher does, and then these traces.</summary>
    protected void IngestAll(params string[] traces)
    {
        foreach (string path in System.IO.Directory.GetFiles(Output, "schema_*.json"))
        {
            byte[] json = File.ReadAllBytes(path);
            Writer.AddSchema(SchemaDocument.HashOf(json), SchemaDocument.Parse(json));
        }

        foreach (string path in System.IO.Directory.GetFiles(Output, "run_*.json"))
        {
            Writer.AddRun(RunDescription.Parse(File.ReadAllBytes(path)));
        }

        Array.ForEach(traces, path => Writer.Ingest(path));
    }

    private static uint TraceStringsOf(string path)
    {
        using TraceFileReader reader = TraceFileReader.Open(path);
        foreach (TraceEvent e in reader.ReadEvents())
        {
            return (uint)e.Bits(16, 32);
        }

        throw new InvalidOperationException("There is no event.");
    }
}
