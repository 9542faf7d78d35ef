using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Ojo.Format;
using Ojo.Interop.Importing;

namespace Ojo.Interop.Rust;

/// <summary>Reads the traces of the Rust implementation: a header of 24 bytes, records of 40 (docs/INTEROP.md).</summary>
public sealed class RustImporter : IImporter
{
    private const int HeaderSize = 24;
    private const int Version = 1;
    private const int RecordsAtOnce = 4096;

    /// <inheritdoc/>
    public string Format => "rust";

    /// <inheritdoc/>
    public string Description => "trace files of Ojo's Rust implementation, with the schema file beside them";

    private static ReadOnlySpan<byte> Magic => "ojo\0"u8;

    /// <inheritdoc/>
    public bool Recognizes(ReadOnlySpan<byte> head, string fileName) => head.StartsWith(Magic);

    /// <inheritdoc/>
    public void Import(ImportSource source, ImportTarget target, ImportReport report, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(report);
        Span<byte> header = stackalloc byte[HeaderSize];
        int read = source.Content.ReadAtLeast(header, HeaderSize, throwOnEndOfStream: false);
        if (read < HeaderSize)
        {
            throw new ImportException($"The header of a trace file has {HeaderSize} bytes, and the file ends before it does.", read);
        }

        if (!header.StartsWith(Magic) || header[4] != Version)
        {
            throw new ImportException(
                header.StartsWith(Magic) ? $"The file is of version {header[4]}, and version {Version} is what is known here." : "The file does not begin with \"ojo\" and a zero byte.", 4);
        }

        ulong start = BinaryPrimitives.ReadUInt64LittleEndian(header[8..]);
        ulong schemaVersion = BinaryPrimitives.ReadUInt64LittleEndian(header[16..]);
        RustSchema schema = RustSchema.Find(source.FilePath, schemaVersion, report);
        using ImportedRun run = target.Begin(new ImportedRunStart
        {
            Service = "rust",
            StartUnixNs = (long)Math.Min(start, long.MaxValue),
            Events = schema.Events,
            Identity = start ^ schemaVersion,
            Clock = Format,
        });
        ReadRecords(source.Content, schema, run, report, cancellation);
    }

    private static void ReadRecords(Stream content, RustSchema schema, ImportedRun run, ImportReport report, CancellationToken cancellation)
    {
        RustRecord[] records = new RustRecord[RecordsAtOnce];
        Span<byte> bytes = MemoryMarshal.AsBytes(records.AsSpan());
        long offset = HeaderSize;
        long lastNs = 0;
        for (int read; (read = content.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)) > 0; offset += read)
        {
            cancellation.ThrowIfCancellationRequested();
            int whole = read / Marshal.SizeOf<RustRecord>();
            foreach (ref readonly RustRecord record in records.AsSpan(0, whole))
            {
                long ns = (long)Math.Min(record.TsDelta, long.MaxValue);
                Write(run, schema, in record, ns, lastNs);
                lastNs = ns;
            }

            int rest = read - (whole * Marshal.SizeOf<RustRecord>());
            if (rest > 0)
            {
                report.Add(offset + read - rest, $"The file ends within a record, after {rest} of its {Marshal.SizeOf<RustRecord>()} bytes. The records before it were taken in.");
            }
        }
    }

    private static void Write(ImportedRun run, RustSchema schema, in RustRecord record, long ns, long lastNs)
    {
        if (record.IsDrop)
        {
            // It says when, and not since when: no event was lost before the last that is here.
            run.WriteGap(Math.Min(lastNs, ns), ns, DropCause.BufferFull, record.Primary);
            return;
        }

        bool isPair = record.Secondary != 0 || schema.IsRange(record.EventType);
        ReadOnlySpan<ulong> words = isPair ? [record.Primary, record.Secondary] : [record.Primary];
        run.WriteWide(ns, record.FlowId, schema.IsLink(record.EventType) ? RustSchema.LinkParent : record.EventType, words);
    }
}
