using Ojo.Interop.Importing;

namespace Ojo.Interop.Pcap;

/// <summary>Reads packet captures, pcap and pcapng: TCP connections and UDP conversations become flows (docs/INTEROP.md).</summary>
public sealed class PcapImporter : IImporter
{
    private const int MostConversations = 65_536;
    private const int MostSegments = 4 << 20;
    private const int PacketsAtOnce = 4096;

    /// <inheritdoc/>
    public string Format => "pcap";

    /// <inheritdoc/>
    public string Description => "packet captures of tcpdump, Wireshark and others: pcap and pcapng";

    /// <summary>How many conversations are followed at a time.</summary>
    internal int ConversationLimit { get; init; } = MostConversations;

    /// <inheritdoc/>
    public bool Recognizes(ReadOnlySpan<byte> head, string fileName) => CaptureReader.Recognizes(head);

    /// <inheritdoc/>
    public void Import(ImportSource source, ImportTarget target, ImportReport report, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(report);
        CaptureReader reader = CaptureReader.Open(source.Content, report);
        if (!reader.TryRead(out CapturedPacket packet))
        {
            report.Add(-1, "There is no packet in the capture.");
            return;
        }

        long start = packet.UnixNs;
        using ImportedRun run = target.Begin(new ImportedRunStart { Service = "capture", StartUnixNs = start, Events = CaptureTypes.All, Clock = Format });
        run.Write(0, 0, CaptureTypes.Begun.Id, (uint)packet.LinkType);
        CaptureFlows flows = new(run, ConversationLimit, MostSegments);
        long last = 0;
        long early = 0;
        do
        {
            long tNs = packet.UnixNs - start;
            if (tNs < 0)
            {
                (early, tNs) = (early + 1, 0);
            }

            last = Math.Max(last, tNs);
            flows.Take(tNs, in packet);
            if (flows.Packets % PacketsAtOnce == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }
        }
        while (reader.TryRead(out packet));
        flows.Finish(last);
        Tell(report, flows, early);
    }

    private void Tell(ImportReport report, CaptureFlows flows, long early)
    {
        if (early > 0)
        {
            report.Add(-1, $"{early} packets are older than the first of the capture and were put at its time. Sort it by time (reordercap) to have them in their place.");
        }

        if (flows.UnknownLink >= 0)
        {
            report.Add(-1, $"There are packets of link type {flows.UnknownLink}, which is not understood: they were counted.");
        }

        if (flows.Forgotten > 0)
        {
            report.Add(-1, $"More than {ConversationLimit} conversations were going on at a time: {flows.Forgotten} that had been silent longest are told in two or more parts.");
        }
    }
}
