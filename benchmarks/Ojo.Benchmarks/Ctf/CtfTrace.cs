using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Ojo.Benchmarks.Stores;
using Ojo.Format;

namespace Ojo.Benchmarks.Ctf;

/// <summary>Writes the events of trace files as a trace of the Common Trace Format 1.8: a stream for each process, 24 bytes for each event.</summary>
internal static class CtfTrace
{
    private const uint Magic = 0xC1FC1FC1;
    private const int EventsPerPacket = 32 * 1024;
    private const int HeaderBytes = 8 + 32;

    /// <summary>Makes a trace.</summary>
    /// <param name="directory">Of the trace; made if need be.</param>
    /// <param name="files">The trace files, those of one process in order.</param>
    public static void Write(string directory, IEnumerable<string> files)
    {
        Directory.CreateDirectory(directory);
        File.WriteAllText(Path.Combine(directory, "metadata"), Metadata());
        var records = new TraceRecord[EventsPerPacket];
        foreach (string file in files)
        {
            using TraceFileReader reader = TraceFileReader.Open(file);
            string stream = Path.Combine(directory, string.Create(CultureInfo.InvariantCulture, $"stream_{reader.BatchStart}"));
            using FileStream output = new(stream, FileMode.Append);
            for (int count; (count = reader.Read(records)) > 0;)
            {
                ReadOnlySpan<TraceRecord> events = records.AsSpan(0, count);
                WritePacket(output, events[^1].EventType == MetaEvent.BatchEnd ? events[..^1] : events);
            }
        }
    }

    /// <summary>A packet's header and context, then its events: a record of ours with the type before the flow.</summary>
    private static void WritePacket(Stream output, ReadOnlySpan<TraceRecord> events)
    {
        if (events.IsEmpty)
        {
            return;
        }

        ulong bits = (ulong)(HeaderBytes + (events.Length * TraceRecord.ByteSize)) * 8;
        Span<byte> header = stackalloc byte[HeaderBytes];
        BinaryPrimitives.WriteUInt32LittleEndian(header, Magic);
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], 0);
        BinaryPrimitives.WriteUInt64LittleEndian(header[8..], events[0].TsDelta);
        BinaryPrimitives.WriteUInt64LittleEndian(header[16..], events[^1].TsDelta);
        BinaryPrimitives.WriteUInt64LittleEndian(header[24..], bits);
        BinaryPrimitives.WriteUInt64LittleEndian(header[32..], bits);
        output.Write(header);
        var swapped = new TraceRecord[events.Length];
        for (int n = 0; n < events.Length; n++)
        {
            swapped[n] = new TraceRecord(events[n].TsDelta, events[n].EventType, events[n].FlowId, events[n].Payload);
        }

        output.Write(MemoryMarshal.AsBytes(swapped.AsSpan()));
    }

    private static string Metadata()
    {
        StringBuilder text = new(string.Create(
            CultureInfo.InvariantCulture,
            $$"""
            /* CTF 1.8 */
            typealias integer { size = 32; align = 8; signed = false; } := uint32_t;
            typealias integer { size = 64; align = 8; signed = false; } := uint64_t;
            trace {
                major = 1; minor = 8; byte_order = le;
                packet.header := struct { uint32_t magic; uint32_t stream_id; };
            };
            clock { name = run; freq = 1000000; offset = {{StoreWorkload.StartUs}}; };
            typealias integer { size = 64; align = 8; signed = false; map = clock.run.value; } := time_t;
            stream {
                id = 0;
                packet.context := struct { time_t timestamp_begin; time_t timestamp_end; uint64_t content_size; uint64_t packet_size; };
                event.header := struct { time_t timestamp; uint32_t id; };
            };

            """));
        foreach ((uint id, string name, string field) in StoreWorkload.EventTypes)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $$"""
                event { id = {{id}}; name = "{{name}}"; stream_id = 0; fields := struct { uint32_t flow; uint64_t {{field}}; }; };

                """);
        }

        return text.ToString();
    }
}
