using Ojo.Format;
using Ojo.Storage.Tests.Support;
using Ojo.Watcher.Tests.Support;

namespace Ojo.Watcher.Tests.Hostile;

/// <summary>Every way to cut off a small file, and every bit of it flipped.</summary>
public sealed class DamageTests : IDisposable
{
    private readonly WatchedDirectory _directory = new();
    private readonly byte[] _whole = new TraceFileBuilder()
        .AddText(0, 1, MetaEvent.StringDefine, "a string"u8)
        .Add(1, 7, 0x105, 1, 2, 3).Add(2, 7, 0x002, 5).AddText(2, 7, MetaEvent.Text, "text"u8)
        .Add(4, 1, MetaEvent.EventsDropped, 9, 2)
        .ToBytesWithChecksum(4);

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Each_length_that_is_not_the_whole_file_s_is_refused_with_a_reason_or_is_a_whole_file_of_another_writer()
    {
        for (int length = 0; length < _whole.Length; length++)
        {
            _directory.Write($"{length:D4}.bin", _whole[..length]);
        }

        await LookAsync(_whole.Length, mayBeStored: name => int.Parse(name, System.Globalization.CultureInfo.InvariantCulture) % 24 == 0);
    }

    [Fact]
    public async Task Each_flipped_bit_is_found_unless_it_is_where_no_checksum_can_be()
    {
        for (int bit = 0; bit < 8 * _whole.Length; bit++)
        {
            byte[] flipped = [.. _whole];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            _directory.Write($"{bit:D6}.bin", flipped);
        }

        // The last record's time is not under the checksum; without its type, it is none.
        int last = _whole.Length - 24;
        await LookAsync(8 * _whole.Length, mayBeStored: name =>
            int.Parse(name, System.Globalization.CultureInfo.InvariantCulture) / 8 - last is >= 0 and < 8 or >= 12 and < 16);
    }

    [Fact]
    public async Task Each_flipped_bit_and_each_length_of_a_gzipped_file_is_found()
    {
        byte[] packed = WatchedDirectory.Gzip(_whole);
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

        // What is not content (the time of packing, the operating system) may be anything: it is the same file then, stored once.
        Assert.Equal((0, true), (summary.Failed, summary.Files <= 1));
        Assert.All(Reasons(), static reason => Assert.EndsWith(".\n", reason, StringComparison.Ordinal));
        Assert.InRange(summary.Quarantined, packed.Length * 8, packed.Length * 9);
        Assert.True(summary.Files == 0 || _directory.Statistics().Events == 2);
    }

    private async Task LookAsync(int files, Predicate<string> mayBeStored)
    {
        WatcherSummary summary = await OjoWatcher.RunAsync(_directory.Options);

        Assert.Equal(0, summary.Failed);
        string[] left = [.. WatchedDirectory.FilesBelow(_directory.Output).Select(static name => Path.GetFileNameWithoutExtension(name))];
        Assert.Equal(files, left.Length + summary.Quarantined);
        Assert.All(left, name => Assert.True(mayBeStored(name), $"{name} was stored."));
        string[] reasons = Reasons();
        Assert.Equal(summary.Quarantined, reasons.Length);
        Assert.All(reasons, static reason => Assert.EndsWith(".\n", reason, StringComparison.Ordinal));
        using var shell = new SqlShell(_directory.Database);
        Assert.Equal("ok", shell.Scalar("PRAGMA integrity_check"));
    }

    private string[] Reasons() => [.. Directory.GetFiles(_directory.Quarantine, "*.reason").Select(File.ReadAllText)];
}
