using System.Runtime.InteropServices;
using Ojo.Format;

namespace Ojo.Runtime.Tests.Format;

public sealed class TraceEventsTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Events_come_whole_with_their_strings_and_texts_from_file_to_file()
    {
        using (Tracer tracer = Tracer.Create(new TracerOptions { Directory = _directory.Path, FlushInterval = TimeSpan.FromHours(1) }))
        {
            tracer.Write(1, 0x10001, tracer.Intern("first"));
            tracer.Flush();
            tracer.Write(2, 0x10002, [(ulong)tracer.Intern("second") << 40, 0x700], "a text", "\u0001\u0002\u0003"u8);
            tracer.Write(3, 0x10001, tracer.Intern("first"));
            tracer.Write(4, 0x10001, tracer.Intern(null));
        }

        List<string> read = [];
        TraceStrings strings = new();
        foreach (string file in TraceFiles.In(_directory.Output))
        {
            using TraceFileReader reader = TraceFileReader.Open(file);
            foreach (TraceEvent e in reader.ReadEvents(strings))
            {
                int offset = e.EventType == 0x10002 ? 40 : 0;
                read.Add($"{e.FlowId} {e.String(offset) ?? "null"} {e.WordCount} {e.Text(0)} {Convert.ToHexString(e.Bytes(1))}");
            }
        }

        Assert.Equal(["1 first 1  ", "2 second 2 a text 010203", "3 first 1  ", "4 null 1  "], read);
        Assert.Equal(2, strings.Count);
    }

    [Fact]
    public void A_string_whose_definition_is_in_another_file_is_not_there()
    {
        string path = Save([new(1, 1, 0x10001, 99)]);
        using TraceFileReader reader = TraceFileReader.Open(path);
        TraceEvents events = reader.ReadEvents();
        Assert.True(events.MoveNext());
        Assert.Null(events.Current.String(0));
        Assert.False(events.MoveNext());
        Assert.False(events.MoveNext());
    }

    [Fact]
    public void Records_about_the_trace_itself_are_passed_over()
    {
        string path = Save(
        [
            new(0, 0, MetaEvent.ClockSync, 1),
            new(0, 7, MetaEvent.Text, 3), new(0, 7, MetaEvent.Extend, 0x636261),
            new(1, 1, MetaEvent.EventsDropped, 1), new(1, 1, MetaEvent.Extend, 1),
            new(1, 5, MetaEvent.StringDefine, 1), new(1, 5, MetaEvent.Extend, 'x'),
            new(1, 5, MetaEvent.StringDefine, 1), new(1, 5, MetaEvent.Extend, 'y'),
            new(1, 0, MetaEvent.StringDefine, 1), new(1, 0, MetaEvent.Extend, 'z'),
            new(1, 9, 0x10001, 5), new(1, 9, MetaEvent.Text, 2), new(1, 9, MetaEvent.Extend, 0xFF41),
        ]);
        using TraceFileReader reader = TraceFileReader.Open(path);
        TraceEvents events = reader.ReadEvents();
        Assert.True(events.MoveNext());
        Assert.Equal(("x", "A\uFFFD", null), (events.Current.String(0), events.Current.Text(0), events.Strings.Find(0)));
        Assert.False(events.MoveNext());
    }

    [Theory]
    [InlineData(TraceEvents.MostRecords - 1, true)]
    [InlineData(TraceEvents.MostRecords, false)]
    public void An_event_that_no_tracer_writes_is_refused_and_takes_no_memory_without_bound(int records, bool isRead)
    {
        TraceRecord[] file = new TraceRecord[records + 1];
        Array.Fill(file, new TraceRecord(1, 1, MetaEvent.Extend, 1));
        file[0] = file[^1] = new TraceRecord(1, 1, 0x10001, 1);
        using TraceFileReader reader = TraceFileReader.Open(Save(file));
        TraceEvents events = reader.ReadEvents();
        if (isRead)
        {
            Assert.True(events.MoveNext());
            Assert.Equal(records, events.Current.WordCount);
            Assert.True(events.MoveNext());
            Assert.False(events.MoveNext());
        }
        else
        {
            Assert.Contains("offset 24", Assert.Throws<TraceFormatException>(() => events.MoveNext()).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Whatever_a_file_holds_it_is_read_or_refused()
    {
        Random random = new(1);
        uint[] types = [MetaEvent.EventsDropped, MetaEvent.BatchEnd, MetaEvent.Extend, MetaEvent.StringDefine, MetaEvent.ClockSync, MetaEvent.Text, 0x10001];
        int refused = 0;
        int read = 0;
        for (int file = 0; file < 3000; file++)
        {
            TraceRecord[] records = [.. Enumerable.Range(0, random.Next(1, 12)).Select(_ => new TraceRecord(
                0, (uint)random.Next(2), types[random.Next(types.Length)], random.Next(4) == 0 ? (ulong)random.NextInt64() : (ulong)random.Next(20)))];
            try
            {
                using TraceFileReader reader = TraceFileReader.Open(Save(records));
                foreach (TraceEvent e in reader.ReadEvents())
                {
                    _ = (e.String(random.Next(200)), e.Text(0), e.Text(1), e.Bytes(2), e.Word(e.WordCount));
                    read++;
                }
            }
            catch (TraceFormatException)
            {
                refused++;
            }
        }

        Assert.True(refused > 100 && read > 100, $"{refused} refused, {read} read");
    }

    [Fact]
    public void An_event_of_records_that_do_not_belong_together_is_cut_short_and_not_read_past()
    {
        TraceEvent damaged = new([new(1, 1, 5, 1), new(1, 1, MetaEvent.Text, ulong.MaxValue), new(1, 1, MetaEvent.Extend, 0x41), new(1, 1, MetaEvent.Text, 8)]);
        Assert.Equal(("A\0\0\0\0\0\0\0", "", "", 1), (damaged.Text(0), damaged.Text(1), damaged.Text(-1), damaged.WordCount));
        Assert.Equal(0, new TraceEvent([]).WordCount);
    }

    private string Save(TraceRecord[] records)
    {
        byte[] header = new byte[TraceFileHeader.ByteSize];
        new TraceFileHeader(1, 77, 0).Write(header);
        string path = Path.Combine(_directory.Path, "file.bin");
        File.WriteAllBytes(path, [.. header, .. MemoryMarshal.AsBytes(records.AsSpan())]);
        return path;
    }
}
