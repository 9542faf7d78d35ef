using Ojo.Format;
using Ojo.Recording;

namespace Ojo.Runtime.Tests.Publishing;

public sealed class FullDiskTests : IDisposable
{
    private readonly SmallDisk _disk = new(megabytes: 24);

    public void Dispose() => _disk.Dispose();

    [Fact]
    public void A_full_disk_loses_only_what_the_buffer_cannot_keep_and_writing_resumes_by_itself()
    {
        Assert.SkipWhen(_disk.Problem is not null, $"No small file system can be mounted here: {_disk.Problem}");
        string ballast = Path.Combine(_disk.Path, "ballast");
        List<string> warnings = [];
        using ManualResetEventSlim failed = new();
        Tracer tracer = Tracer.Create(new TracerOptions
        {
            Directory = _disk.Path,

            // As much as is made ready at once: what is in the buffer must fit on the disk a second time.
            BufferSize = 8 << 20,
            FlushInterval = TimeSpan.FromMilliseconds(5),
            OnWarning = warning =>
            {
                lock (warnings)
                {
                    warnings.Add(warning);
                }

                failed.Set();
            },
        });

        Fill(ballast);
        long attempted = 0;
        while (attempted < 100_000_000 && !(failed.IsSet && tracer.Statistics.Lost > 0))
        {
            for (int burst = 0; burst < 1000; burst++)
            {
                tracer.Write(1, 1, (ulong)attempted++);
            }
        }

        Assert.True(failed.IsSet);
        Assert.True(tracer.Statistics.Lost > 0);
        Assert.Equal(attempted, tracer.Statistics.Attempted);

        File.Delete(ballast);
        tracer.Flush();
        tracer.Write(1, 1, (ulong)attempted++);
        tracer.Dispose();

        string output = Path.Combine(_disk.Path, "output");
        List<TraceRecord> records = TraceFiles.ReadAll(output);
        Assert.Equal(attempted, tracer.Statistics.Attempted);
        Assert.Equal(tracer.Statistics.Stored, records.Count(static r => r.EventType == 1));
        Assert.Equal(tracer.Statistics.Lost, records.Where(static r => r.EventType == MetaEvent.EventsDropped).Sum(static r => (long)r.Payload));
        Assert.Empty(Directory.GetFiles(Path.Combine(_disk.Path, "staging")));
        Assert.Contains(warnings, static warning => warning.Contains("cannot be written", StringComparison.Ordinal));
        Assert.Contains(warnings, static warning => warning.Contains("again", StringComparison.Ordinal));
    }

    [Fact]
    public void A_disk_without_room_for_the_buffer_is_an_error_at_creation()
    {
        Assert.SkipWhen(_disk.Problem is not null, $"No small file system can be mounted here: {_disk.Problem}");
        Fill(Path.Combine(_disk.Path, "ballast"));
        IOException thrown = Assert.Throws<IOException>(() => Tracer.Create(new TracerOptions { Directory = _disk.Path }));
        Assert.Contains(_disk.Path, thrown.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Path.Combine(_disk.Path, "staging")));
    }

    [Fact]
    public void A_pool_that_cannot_grow_stays_as_large_as_it_is()
    {
        Assert.SkipWhen(_disk.Problem is not null, $"No small file system can be mounted here: {_disk.Problem}");
        Tracer tracer = Tracer.Create(new TracerOptions { Directory = _disk.Path }, startFlusher: false);
        int prepared = tracer.Session!.Ring.ChunksPrepared;
        Fill(Path.Combine(_disk.Path, "ballast"));
        tracer.Session!.Round.IsUrgent();
        Assert.Equal(prepared, tracer.Session!.Ring.ChunksPrepared);
        long room = (long)prepared * RingLayout.ChunkRecords;
        for (long n = 0; n < room + 10; n++)
        {
            tracer.Write(1, 1, (ulong)n);
        }

        Assert.Equal(new TracerStatistics(room, 10) { LostToFullBuffer = 10 }, tracer.Statistics);
        File.Delete(Path.Combine(_disk.Path, "ballast"));
        tracer.Session!.StartFlusher();
        tracer.Dispose();
        Assert.Equal(new TracerStatistics(room, 10) { LostToFullBuffer = 10 }, tracer.Statistics);
    }

    [Fact]
    public void A_full_disk_refuses_further_strings_until_it_has_room_again()
    {
        Assert.SkipWhen(_disk.Problem is not null, $"No small file system can be mounted here: {_disk.Problem}");
        using Tracer tracer = Tracer.Create(new TracerOptions { Directory = _disk.Path }, startFlusher: false);
        uint early = tracer.Intern("early");
        string ballast = Path.Combine(_disk.Path, "ballast");
        Fill(ballast);
        int strings = 0;
        while (tracer.Statistics.StringsRefused == 0)
        {
            tracer.Intern($"{strings++} ".PadRight(1000, 'x'));
        }

        string late = "late".PadRight(1000, 'x');
        uint refused = tracer.Intern(late);
        Assert.Equal((2L, early), (tracer.Statistics.StringsRefused, tracer.Intern("early")));
        Assert.InRange(strings, 60, 66);

        File.Delete(ballast);
        Assert.True(SpinWait.SpinUntil(() => tracer.Intern(late) != refused, TimeSpan.FromMinutes(1)));
        tracer.Write(1, 0x10001, [tracer.Intern(late) | ((ulong)refused << 32)]);
        tracer.Session!.StartFlusher();
        tracer.Flush();
        using TraceFileReader reader = TraceFileReader.Open(TraceFiles.In(Path.Combine(_disk.Path, "output"))[0]);
        TraceEvents events = reader.ReadEvents();
        Assert.True(events.MoveNext());
        Assert.Equal((late, Ojo.Strings.StringTable.Refused), (events.Current.String(0), events.Current.String(32)));
    }

    internal static void Fill(string path)
    {
        byte[] block = new byte[4096];
        using FileStream file = new(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            while (true)
            {
                file.Write(block);
            }
        }
        catch (IOException)
        {
            // Full, as it should be.
        }
    }
}
