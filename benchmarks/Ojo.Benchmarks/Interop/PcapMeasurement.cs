using System.Buffers.Binary;
using Ojo.Benchmarks.Reporting;
using Ojo.Interop.Importing;

namespace Ojo.Benchmarks.Interop;

/// <summary>How fast packet captures are imported, beside a reading that does no more than find the packets.</summary>
internal static class PcapMeasurement
{
    private const int Packets = 1_000_000;
    private const double Bar = 2e6;

    /// <param name="section">Where the report goes.</param>
    public static void Run(Section section)
    {
        using TempDirectory directory = new();
        (string Name, Action<string, int> Write)[] captures = [("TCP", CaptureWorkload.WriteTcp), ("UDP", CaptureWorkload.WriteUdp)];
        List<Bar> bars = [];
        List<string[]> rows = [];
        foreach ((string name, Action<string, int> write) in captures)
        {
            Section.Progress($"pcap, {name}");
            string file = Path.Combine(directory.Path, $"{name}.pcap");
            write(file, Packets);
            double walk = ImportTiming.Best(() => Walk(file));
            ImportTime traces = ImportTiming.Best(new ImportOptions { Files = [file], OutputDirectory = Path.Combine(directory.Path, "traces") });
            ImportTime store = ImportTiming.Best(new ImportOptions { Files = [file], DatabasePath = Path.Combine(directory.Path, "store.db") });
            string events = Section.Text($"{(double)traces.Events / Packets:F1}");
            bars.Add(new Bar($"pcap of {name} into trace files", Section.Text($"≥ {Bar / 1e6:F0} M packets/s"), Rate(traces.Thread), Packets / traces.Thread >= Bar, $"{events} events for a packet"));
            rows.Add([$"{name}: imported into trace files", Rate(traces.Thread), Section.Text($"{traces.Thread / walk:F0} ×"), events]);
            rows.Add([$"{name}: imported into a store, both threads' time", Rate(store.Process), Section.Text($"{store.Process / walk:F0} ×"), events]);
            rows.Add([$"{name}: imported into a store, by the clock", Rate(store.Elapsed), Section.Text($"{store.Elapsed / walk:F0} ×"), events]);
            rows.Add([$"{name}: the file read, and each packet's header looked at", Rate(walk), "1", ""]);
        }

        section.Heading("pcap");
        section.Bars(bars);
        section.Say($"{Packets / 1e6:F0} million packets, the first bytes of each, of 64 conversations at a time. The threads' own time, the best of {ImportTiming.Rounds} rounds.");
        section.Table(["what", "packets", "time", "events for a packet"], rows);
    }

    private static string Rate(double seconds) => Section.Text($"{Packets / seconds / 1e6:F2} M/s");

    /// <summary>Goes from packet to packet through a file.</summary>
    private static void Walk(string path)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        byte[] buffer = new byte[256 * 1024];
        (int have, int packets, ulong bytes) = (file.ReadAtLeast(buffer, 24), 0, 0);
        for (int at = 24; have > 0; at = 0)
        {
            while (at + 16 <= have && at + 16 + BinaryPrimitives.ReadInt32LittleEndian(buffer.AsSpan(at + 8)) is int next && next <= have)
            {
                bytes += BinaryPrimitives.ReadUInt32LittleEndian(buffer.AsSpan(at + 12)) + buffer[at + 16 + 23];
                packets++;
                at = next;
            }

            buffer.AsSpan(at, have - at).CopyTo(buffer);
            int read = file.Read(buffer, have - at, buffer.Length - (have - at));
            have = read == 0 ? 0 : have - at + read;
        }

        if (packets is < Packets or > Packets + 3 || bytes == 0)
        {
            throw new InvalidOperationException($"The capture has {packets} packets.");
        }
    }
}
