using System.Text;
using Ojo.Format;
using Ojo.Strings;

namespace Ojo.Runtime.Tests;

/// <summary>Strings that are recorded once and referred to by number.</summary>
public sealed class TracerStringTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    private TracerOptions Options => new() { Directory = _directory.Path, FlushInterval = TimeSpan.FromHours(1) };

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Equal_strings_have_one_number_and_others_have_others()
    {
        using Tracer tracer = Tracer.Create(Options);
        uint first = tracer.Intern("first");
        Assert.NotEqual(0u, first);
        Assert.Equal(first, tracer.Intern(new StringBuilder("fir").Append("st").ToString()));
        Assert.Distinct([0u, first, tracer.Intern("second"), tracer.Intern("First"), tracer.Intern("")]);
        Assert.Equal(0u, tracer.Intern(null));
    }

    [Fact]
    public void A_string_is_defined_once_before_the_first_event_that_may_refer_to_it()
    {
        using (Tracer tracer = Tracer.Create(Options))
        {
            tracer.Write(1, 0x10001, 0);
            tracer.Flush();
            tracer.Write(1, 0x10001, tracer.Intern("naïve"));
            tracer.Flush();
            tracer.Write(1, 0x10001, tracer.Intern("naïve"));
            tracer.Write(1, 0x10001, tracer.Intern(""));
            tracer.Flush();
        }

        string[] files = TraceFiles.In(_directory.Output);
        Assert.Equal([0x10001, MetaEvent.BatchEnd], TraceFiles.Read(files[0]).Select(static r => r.EventType));
        List<TraceRecord> second = TraceFiles.Read(files[1]);
        Assert.Equal([MetaEvent.StringDefine, MetaEvent.Extend, 0x10001, MetaEvent.BatchEnd], second.Select(static r => r.EventType));
        Assert.Equal((6ul, BitConverter.ToUInt64([.. "naïve"u8, 0, 0])), (second[0].Payload, second[1].Payload));
        Assert.Equal((second[0].FlowId, second[0].FlowId), (second[1].FlowId, (uint)second[2].Payload));
        Assert.Equal(second[2].TsDelta, second[0].TsDelta);
        Assert.Equal([MetaEvent.StringDefine, 0x10001, 0x10001, MetaEvent.BatchEnd], TraceFiles.Read(files[2]).Select(static r => r.EventType));
    }

    [Fact]
    public void A_string_that_no_event_came_after_makes_no_file()
    {
        using (Tracer tracer = Tracer.Create(Options))
        {
            tracer.Intern("nobody refers to me");
            tracer.Flush();
        }

        Assert.Empty(TraceFiles.In(_directory.Output));
    }

    [Fact]
    public void A_string_that_is_known_costs_no_memory()
    {
        using Tracer tracer = Tracer.Create(Options);
        string text = "known";
        string longText = new('x', 5000);
        uint id = tracer.Intern(text);
        uint longId = tracer.Intern(longText);
        bool same = true;
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int n = 0; n < 10_000; n++)
        {
            same &= tracer.Intern(text) == id && tracer.Intern(longText) == longId;
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.True(same);
    }

    [Fact]
    public void Threads_that_meet_the_same_strings_agree_on_their_numbers()
    {
        using Tracer tracer = Tracer.Create(Options);
        uint[][] ids = new uint[4][];
        Thread[] threads = [.. Enumerable.Range(0, ids.Length).Select(t => new Thread(() =>
            ids[t] = [.. Enumerable.Range(0, 5000).Select(n => tracer.Intern($"string {(n * (t + 1)) % 5000}"))]))];
        Array.ForEach(threads, static thread => thread.Start());
        Array.ForEach(threads, static thread => thread.Join());
        for (int n = 0; n < 5000; n++)
        {
            Assert.All(Enumerable.Range(0, ids.Length), t => Assert.Equal(ids[0][n * (t + 1) % 5000], ids[t][n]));
        }

        Assert.Equal(5000, ids[0].Distinct().Count());
    }

    [Fact]
    public void Past_the_most_strings_further_ones_share_a_number_that_says_so()
    {
        uint[] ids;
        using (Tracer tracer = Tracer.Create(Options with { MostStrings = 3 }))
        {
            ids = [.. "abcdea".Select(c => tracer.Intern(c.ToString()))];
            tracer.Write(1, 0x10001, ids[3]);
            Assert.Equal(2, tracer.Statistics.StringsRefused);
        }

        Assert.Equal(4, ids.Distinct().Count());
        Assert.Equal((ids[3], ids[0]), (ids[4], ids[5]));
        Dictionary<uint, string> defined = Definitions();
        Assert.Equal(["a", "b", "c", StringTable.Refused], ids[..4].Select(id => defined[id]));
    }

    [Fact]
    public void Past_the_most_bytes_further_strings_share_a_number_that_says_so()
    {
        const int Strings = 100;
        uint[] ids;
        using (Tracer tracer = Tracer.Create(Options with { StringBufferSize = 64 << 10 }))
        {
            ids = [.. Enumerable.Range(0, Strings).Select(n => tracer.Intern(TextOf(n)))];
            tracer.Write(1, 0x10001, ids[3]);
            Assert.Equal(ids.Count(id => id == ids[^1]), tracer.Statistics.StringsRefused);
        }

        int kept = ids.Distinct().Count() - 1;
        Assert.Equal(((64 << 10) - StringArea.SizeOf(StringTable.Refused.Length)) / StringArea.SizeOf(1000), kept);
        Dictionary<uint, string> defined = Definitions();
        Assert.All(Enumerable.Range(0, Strings), n => Assert.Equal(n < kept ? TextOf(n) : StringTable.Refused, defined[ids[n]]));

        static string TextOf(int n) => $"{n} ".PadRight(1000, 'x');
    }

    [Fact]
    public void The_area_grows_as_strings_come()
    {
        const int Strings = 20_000;
        uint[] ids;
        using (Tracer tracer = Tracer.Create(Options))
        {
            ids = [.. Enumerable.Range(0, Strings).Select(n => tracer.Intern($"string number {n}"))];
            tracer.Write(1, 0x10001, ids[0]);
            Assert.Equal(0, tracer.Statistics.StringsRefused);
        }

        Dictionary<uint, string> defined = Definitions();
        Assert.Equal(Strings, defined.Count);
        Assert.All(Enumerable.Range(0, Strings), n => Assert.Equal($"string number {n}", defined[ids[n]]));
    }

    [Fact]
    public void A_long_string_is_cut_at_a_character_s_end_and_known_by_what_is_kept()
    {
        uint id;
        using (Tracer tracer = Tracer.Create(Options))
        {
            id = tracer.Intern(new string('€', 5000));
            Assert.Equal(id, tracer.Intern(new string('€', 6000)));
            tracer.Write(1, 0x10001, id);
        }

        Assert.Equal(new string('€', 341), Definitions()[id]);
    }

    [Fact]
    public void Definitions_that_could_not_be_written_are_written_later()
    {
        using Tracer tracer = Tracer.Create(Options, startFlusher: false);
        uint id = tracer.Intern("kept");
        tracer.Write(1, 0x10001, id);
        Directory.Delete(_directory.Output, recursive: true);
        Assert.NotNull(tracer.Session!.Round.TryRun(isLast: false, hasFailed: false));
        Assert.Null(tracer.Session.Round.TryRun(isLast: false, hasFailed: true));
        Assert.Equal("kept", Definitions()[id]);
        tracer.Session.StartFlusher();
    }

    [Fact]
    public void A_tracer_that_records_nothing_knows_no_strings()
    {
        using (Tracer tracer = Tracer.Create(Options with { Enabled = false }))
        {
            Assert.Equal(0u, tracer.Intern("x"));
        }

        Tracer disposed = Tracer.Create(Options);
        uint known = disposed.Intern("known");
        disposed.Dispose();
        Assert.Equal(known, disposed.Intern("known"));
        Assert.Equal(0u, disposed.Intern("too late"));
    }

    private Dictionary<uint, string> Definitions()
    {
        Dictionary<uint, string> definitions = [];
        foreach (string file in TraceFiles.In(_directory.Output))
        {
            TraceRecord[] records = [.. TraceFiles.Read(file)];
            for (int at = 0; at < records.Length; at++)
            {
                if (records[at].EventType == MetaEvent.StringDefine)
                {
                    definitions.Add(records[at].FlowId, Encoding.UTF8.GetString(TextRecords.Read(records.AsSpan(at))));
                }
            }
        }

        return definitions;
    }
}
