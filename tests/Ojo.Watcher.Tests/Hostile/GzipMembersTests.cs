using System.Security.Cryptography;
using Ojo.Storage.Tests.Support;
using Ojo.Watcher.Tests.Support;

namespace Ojo.Watcher.Tests.Hostile;

/// <summary>Gzip files of several members, as <c>bgzip</c>, <c>pigz</c> and <c>cat a.gz b.gz</c> make them; cut off, damaged, and made to do harm.</summary>
public sealed class GzipMembersTests : IDisposable
{
    /// <summary>The member of nothing with which bgzip ends a file (SAM specification, section 4.1.2).</summary>
    private static readonly byte[] s_end = Convert.FromHexString("1f8b08040000000000ff0600424302001b0003000000000000000000");

    private readonly WatchedDirectory _directory = new();
    private readonly byte[] _whole = WatchedDirectory.Trace(4000).ToBytesWithChecksum(4000);

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(1000)]
    [InlineData(8192)]
    [InlineData(65_280)]
    public async Task A_file_of_many_members_is_the_file_that_they_make_together(int each)
    {
        byte[] whole = each == 1 ? WatchedDirectory.Trace(20).ToBytesWithChecksum(20) : _whole;
        byte[] members = [.. whole.Chunk(each).SelectMany(WatchedDirectory.Gzip)];
        _directory.Write("a-plain.bin", whole);
        _directory.Write("b-members.bin.gz", members);
        _directory.Write("c-bgzip.bin.gz", [.. members, .. s_end]);
        _directory.Write("d-nothing-amid.bin.gz", [.. s_end, .. s_end, .. WatchedDirectory.Gzip(whole[..100]), .. s_end, .. WatchedDirectory.Gzip(whole[100..])]);

        WatcherSummary summary = await OjoWatcher.RunAsync(_directory.Options);

        // One file under four names.
        Assert.Equal((1, each == 1 ? 20 : 4000, 0, 0), (summary.Files, summary.Events, summary.Quarantined, summary.Failed));
    }

    [Fact]
    public async Task What_is_too_long_to_keep_in_memory_is_read_member_by_member_too()
    {
        byte[] whole = WatchedDirectory.Trace(1_500_000).ToBytes();
        _directory.Write("a.bin.gz", [.. whole.Chunk(1 << 20).SelectMany(WatchedDirectory.Gzip), .. s_end]);

        WatcherSummary summary = await OjoWatcher.RunAsync(_directory.Options);

        Assert.Equal((1, 1_500_000, 0), (summary.Files, summary.Events, summary.Quarantined));
    }

    [Fact]
    public async Task Each_length_and_each_flipped_bit_of_a_file_of_members_is_found()
    {
        // So short that each bit has its turn; what cannot be pressed leaves no bit without meaning.
        var trace = new TraceFileBuilder();
        for (uint n = 0; n < 4; n++)
        {
            trace.Add(n, 1, 2, BitConverter.ToUInt64(SHA256.HashData([(byte)n])));
        }

        byte[] packed = [.. trace.ToBytesWithChecksum(4).Chunk(50).SelectMany(WatchedDirectory.Gzip)];
        for (int length = 1; length < packed.Length; length++)
        {
            _directory.Write($"cut-{length:D4}.bin.gz", packed[..length]);
        }

        for (int bit = 0; bit < 8 * packed.Length; bit++)
        {
            byte[] flipped = [.. packed];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            _directory.Write($"bit-{bit:D6}.bin.gz", flipped);
        }

        WatcherSummary summary = await OjoWatcher.RunAsync(_directory.Options);

        // No member ends where a record does. A bit that says nothing of the content leaves the file what it was.
        Assert.Equal(0, summary.Failed);
        Assert.DoesNotContain(WatchedDirectory.FilesBelow(_directory.Output), static name => name.StartsWith("cut-", StringComparison.Ordinal));
        using var shell = new SqlShell(_directory.Database);
        Assert.Equal(0L, shell.Scalar("SELECT count(*) FROM (SELECT payload FROM events WHERE event_type = 2 GROUP BY ts_ns HAVING count(DISTINCT payload) > 1)"));
        Assert.True(summary.Quarantined > 8 * packed.Length * 3 / 4);
    }

    [Theory]
    [InlineData("00")]
    [InlineData("0000000000000000")]
    [InlineData("1f")]
    [InlineData("1f8b")]
    [InlineData("1f8b0800")]
    [InlineData("1f8b09000000000000ff")]
    [InlineData("504b0304")]
    [InlineData("6e6f206d6f7265206d656d626572732e")]
    public async Task What_follows_the_last_member_and_is_none_is_an_error(string rest)
    {
        _directory.Write("a.bin.gz", [.. WatchedDirectory.Gzip(_whole), .. Convert.FromHexString(rest)]);

        WatcherSummary summary = await OjoWatcher.RunAsync(_directory.Options);

        Assert.Equal((0, 1), (summary.Files, summary.Quarantined));
        Assert.Equal(
            $"a.bin.gz is no whole gzip file: it was cut off, is damaged, or is followed by something else, after {_whole.Length} expanded bytes.\n",
            File.ReadAllText(Path.Combine(_directory.Quarantine, "a.bin.gz.reason")));
    }

    [Fact]
    public async Task What_expands_to_nothing_or_without_end_is_refused_with_a_reason()
    {
        // Members of nothing without end, a header and then the same, and a member of zeros again and again.
        byte[] nothing = [.. Enumerable.Repeat(s_end, 100_000).SelectMany(static member => member)];
        byte[] zeros = WatchedDirectory.Gzip(new byte[10 << 20]);
        _directory.Write("nothing.bin.gz", nothing);
        _directory.Write("only-an-end.bin.gz", s_end);
        _directory.Write("header.bin.gz", [.. WatchedDirectory.Gzip(_whole[..24]), .. nothing]);
        _directory.Write("zeros.bin.gz", [.. WatchedDirectory.Gzip(_whole[..24]), .. Enumerable.Repeat(zeros, 50).SelectMany(static member => member)]);

        WatcherSummary summary = await OjoWatcher.RunAsync(_directory.Options);

        Assert.Equal((0, 4, 0), (summary.Files, summary.Quarantined, summary.Failed));
        Assert.Contains("expands to more than", File.ReadAllText(Path.Combine(_directory.Quarantine, "zeros.bin.gz.reason")), StringComparison.Ordinal);
        Assert.Contains("is no whole gzip file", File.ReadAllText(Path.Combine(_directory.Quarantine, "nothing.bin.gz.reason")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_traces_one_after_the_other_in_one_gzip_file_are_no_trace()
    {
        _directory.Write("a.bin.gz", [.. WatchedDirectory.Gzip(_whole), .. WatchedDirectory.Gzip(WatchedDirectory.Trace(10).ToBytesWithChecksum(10))]);

        WatcherSummary summary = await OjoWatcher.RunAsync(_directory.Options);

        Assert.Equal((0, 1), (summary.Files, summary.Quarantined));
    }
}
