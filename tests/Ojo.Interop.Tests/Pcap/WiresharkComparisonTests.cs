using System.Globalization;
using Ojo.Interop.Importing;
using Ojo.Interop.Pcap;
using Ojo.Storage;
using Ojo.Storage.Tests.Support;

namespace Ojo.Interop.Tests.Pcap;

/// <summary>What is found in segments is what Wireshark finds: its answers are kept beside the tests.</summary>
/// <remarks>They were made by <c>tshark -r CAPTURE -Y tcp -E header=y -T fields</c> with the fields that their first lines name.</remarks>
public sealed class WiresharkComparisonTests : IDisposable
{
    private const int FirstFinding = 8;

    private readonly TemporaryDirectory _directory = new();

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Pcap", "Captures");

    public static TheoryData<string> Real() => ["zeek_ssh-dups.pcap", "zeek_timestamp.pcap", "tcpdump_accecn_handshake.pcap"];

    public void Dispose() => _directory.Dispose();

    [Theory]
    [MemberData(nameof(Real))]
    public void Each_segment_of_a_real_capture_is_told_as_Wireshark_tells_it(string name) => Compare(SharedFiles.Path("pcap", name), Kept(name));

    [Fact]
    public void Segments_of_every_finding_are_told_as_Wireshark_tells_them() => Compare(Path.Combine(Folder, "findings.pcap"), Kept("findings.pcap"));

    private static string[] Kept(string name) => [.. File.ReadLines(Path.Combine(Folder, Path.ChangeExtension(name, ".tsv")))];

    private void Compare(string path, string[] answers)
    {
        ImportedFile file = Assert.Single(TraceImport.Run(new ImportOptions { Files = [path], DatabasePath = _directory["store.db"] }).Files);
        Assert.Equal((null, 0L), (file.Failure, file.ProblemCount));
        using IStoreReader store = OjoStore.OpenReader(_directory["store.db"]);
        Assert.Equal(answers.Skip(1).Select(Line), Lines(store));
        Assert.Equal(
            answers.Skip(1).Select(static answer => answer.Split('\t')[7]).Where(static rtt => rtt.Length > 0).Distinct().Select(Nanoseconds).Order(StringComparer.Ordinal),
            SqlRows.Of(store, "SELECT DISTINCT initial_rtt FROM initial_rtt").Order(StringComparer.Ordinal));
    }

    private static string Line(string answer)
    {
        string[] values = answer.Split('\t');
        List<string> findings = [];
        for (int i = FirstFinding; i < values.Length; i++)
        {
            // A fast or a spurious retransmission is a retransmission to it, too.
            bool isKind = i == FirstFinding && (values[i + 1].Length > 0 || values[i + 2].Length > 0);
            if (values[i].Length > 0 && !isKind)
            {
                findings.Add(((TcpFinding)(i - FirstFinding)).ToString());
            }
        }

        return $"{values[0]}: seq {values[1]}, ack {values[2]}, {values[3]} bytes, window {values[4]}, in flight {values[5]}, rtt {Nanoseconds(values[6])}, {string.Join(' ', findings)}";
    }

    private static IEnumerable<string> Lines(IStoreReader store)
    {
        Dictionary<string, string> rtts = SqlRows.Of(store, "SELECT packet_number, latest FROM ack_rtt WHERE latest > 0").Select(static row => row.Split('|')).ToDictionary(static row => row[0], static row => row[1]);
        ILookup<string, string> findings = SqlRows.Of(store, "SELECT packet_number, finding FROM finding ORDER BY id").Select(static row => row.Split('|'))
            .ToLookup(static row => row[0], static row => row[1].Replace("_", "", StringComparison.Ordinal));
        foreach (string row in SqlRows.Of(store, "SELECT packet_number, seq & 4294967295, ack & 4294967295, payload, window, iif(in_flight, in_flight, '') FROM segment ORDER BY packet_number"))
        {
            string[] values = row.Split('|');
            IEnumerable<string> found = findings[values[0]].Select(static name => Enum.Parse<TcpFinding>(name, ignoreCase: true)).Order().Select(static finding => finding.ToString());
            yield return $"{values[0]}: seq {values[1]}, ack {values[2]}, {values[3]} bytes, window {values[4]}, in flight {values[5]}, rtt {rtts.GetValueOrDefault(values[0])}, {string.Join(' ', found)}";
        }
    }

    /// <summary>Seconds with nine digits as nanoseconds.</summary>
    private static string Nanoseconds(string seconds) =>
        seconds.Length == 0 ? "" : ((long)(decimal.Parse(seconds, CultureInfo.InvariantCulture) * 1_000_000_000)).ToString(CultureInfo.InvariantCulture);
}
