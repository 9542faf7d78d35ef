using Ojo.Format;

namespace Ojo.Runtime.Tests.Filtering;

/// <summary>A filter that comes from a file while the program runs.</summary>
public sealed class FilterFileTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly List<string> _warnings = [];
    private readonly string _file;

    public FilterFileTests() => _file = Path.Combine(_directory.Path, "filter.txt");

    private TracerOptions Options => new()
    {
        Directory = _directory.Path,
        FilterFile = _file,
        FlushInterval = TimeSpan.FromHours(1),
        OnWarning = _warnings.Add,
    };

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void The_file_holds_from_the_first_event_on_in_place_of_the_option()
    {
        Put("\uFEFF# what we look for\r\nPacket:off\r\n\r\n Stream : trace , *:info, # the rest\r\n");
        using Tracer tracer = Tracer.Create(Options with { Filter = "Stream:off" });
        tracer.RecordPacketSent(1, 2);
        tracer.RecordStreamOpened(1, 2);
        Assert.Equal(1, tracer.Statistics.Stored);
        Assert.Equal("Packet:off,Stream : trace , *:info", tracer.Filter);
        Assert.Equal(tracer.Filter, PublishedFilter(tracer));
        Assert.Empty(_warnings);
    }

    [Fact]
    public void What_is_written_into_the_file_takes_effect_and_the_run_file_says_so()
    {
        using Tracer tracer = Tracer.Create(Options with { Filter = "Packet:off" });
        Assert.Equal("Packet:off", tracer.Filter);
        Assert.False(tracer.IsEnabled(EventSwitch.For("Packet", EventLevel.Info)));

        foreach (string level in (string[])["debug", "error", "trace"])
        {
            Put($"Packet:{level}");
            tracer.Flush();
            Assert.Equal($"Packet:{level}", tracer.Filter);
            Assert.Equal(level != "error", tracer.IsEnabled(EventSwitch.For("Packet", EventLevel.Info)));
            Assert.Equal(tracer.Filter, PublishedFilter(tracer));
        }
    }

    [Fact]
    public void Without_anybody_s_asking_it_is_read_within_its_second()
    {
        using Tracer tracer = Tracer.Create(Options);
        Put("Packet:off");
        Assert.True(SpinWait.SpinUntil(() => tracer.Filter == "Packet:off", TimeSpan.FromMinutes(1)));
        Assert.True(SpinWait.SpinUntil(() => !tracer.IsEnabled(EventSwitch.For("Packet", EventLevel.Info)), TimeSpan.FromMinutes(1)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void When_the_file_is_deleted_or_says_nothing_the_filter_that_was_given_holds_again(bool isDeleted)
    {
        Put("Packet:error");
        using Tracer tracer = Tracer.Create(Options with { Filter = "Packet:info" });
        if (isDeleted)
        {
            File.Delete(_file);
        }
        else
        {
            Put("# nothing today\n\n,\n");
        }

        tracer.Flush();
        Assert.Equal("Packet:info", tracer.Filter);
        Assert.Equal("Packet:info", PublishedFilter(tracer));
        Assert.Empty(_warnings);
    }

    [Fact]
    public void What_the_program_sets_waits_until_the_file_is_gone()
    {
        Put("Packet:error");
        using Tracer tracer = Tracer.Create(Options with { Filter = "Packet:info" });
        tracer.Filter = "Packet:debug";
        Assert.Equal("Packet:error", tracer.Filter);
        Assert.False(tracer.IsEnabled(EventSwitch.For("Packet", EventLevel.Info)));

        File.Delete(_file);
        tracer.Flush();
        Assert.Equal("Packet:debug", tracer.Filter);
        Assert.True(tracer.IsEnabled(EventSwitch.For("Packet", EventLevel.Debug)));
    }

    [Theory]
    [InlineData("Packet:debug\nStream=off", "Line 2: The filter has \"Stream=off\"")]
    [InlineData("Packet:debug\n# twice\nPacket:off", "speaks of \"Packet\" twice")]
    [InlineData("\u0000\u0001\uFFFF", "Line 1")]
    public void A_wrong_file_changes_nothing_and_is_told_once_with_its_reason(string wrong, string reason)
    {
        Put("Packet:error");
        using Tracer tracer = Tracer.Create(Options);
        Put(wrong);
        tracer.Flush();
        tracer.Flush();
        Assert.Equal("Packet:error", tracer.Filter);
        string warning = Assert.Single(_warnings);
        Assert.Contains($"'{_file}' is not understood", warning, StringComparison.Ordinal);
        Assert.Contains(reason, warning, StringComparison.Ordinal);
        Assert.Contains("The filter stays \"Packet:error\".", warning, StringComparison.Ordinal);

        Put("Packet:info");
        tracer.Flush();
        Assert.Equal("Packet:info", tracer.Filter);
        Put(wrong);
        tracer.Flush();
        Assert.Equal("Packet:info", tracer.Filter);
        Assert.Equal(2, _warnings.Count);
    }

    [Fact]
    public void A_file_that_is_wrong_from_the_beginning_leaves_the_option_and_is_told()
    {
        Put("nonsense");
        using Tracer tracer = Tracer.Create(Options with { Filter = "Packet:off" });
        Assert.Equal("Packet:off", tracer.Filter);
        tracer.Flush();
        Assert.Contains("It has no effect.", Assert.Single(_warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_file_or_far_too_large_a_one_is_told()
    {
        Directory.CreateDirectory(_file);
        using Tracer tracer = Tracer.Create(Options);
        tracer.Flush();
        tracer.Flush();
        Assert.Contains("cannot be read", Assert.Single(_warnings), StringComparison.Ordinal);

        Directory.Delete(_file);
        Put(new string('#', 100_000));
        tracer.Flush();
        Assert.Contains("larger than 65536 bytes", _warnings[1], StringComparison.Ordinal);
        Assert.Equal("", tracer.Filter);
    }

    [Fact]
    public void A_tracer_that_records_nothing_looks_at_no_file()
    {
        Put("Packet:off");
        using Tracer tracer = Tracer.Create(Options with { Enabled = false });
        Assert.Equal("", tracer.Filter);
        Assert.False(tracer.IsEnabled(EventSwitch.For("Stream", EventLevel.Info)));
    }

    /// <summary>Puts the file there at once: the tracer looks when it likes, and would find one that is just being written empty.</summary>
    private void Put(string content)
    {
        File.WriteAllText(_file + ".new", content);
        File.Move(_file + ".new", _file, overwrite: true);
    }

    private string PublishedFilter(Tracer tracer) =>
        RunDescription.Parse(File.ReadAllBytes(Path.Combine(_directory.Output, tracer.Run!.FileName.ToString()))).Filter;
}
