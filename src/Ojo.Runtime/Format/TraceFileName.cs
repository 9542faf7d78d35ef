using System.Globalization;

namespace Ojo.Format;

/// <summary>The name of a file in a trace directory's <c>output/</c>, taken apart.</summary>
/// <remarks>
/// <c>trace_&lt;batch start:16&gt;_&lt;process id:8&gt;_&lt;sequence:8&gt;.bin</c>, <c>….bin.br</c> or <c>….bin.gz</c>,
/// <c>copy_&lt;batch start:16&gt;_&lt;process id:8&gt;_&lt;copy:8&gt;_&lt;sequence:8&gt;.bin.br</c>,
/// <c>run_&lt;batch start:16&gt;_&lt;process id:8&gt;.json</c>, <c>schema_&lt;hash:16&gt;.json</c> and
/// <c>snapshot_&lt;batch start:16&gt;_&lt;process id:8&gt;_&lt;sequence:8&gt;.json</c>, numbers in lower-case hexadecimal.
/// </remarks>
public readonly record struct TraceFileName
{
    /// <summary>What the name of a compressed trace file ends with: a Brotli stream (RFC 7932), which is what the recorder makes.</summary>
    public const string CompressedExtension = ".bin.br";

    /// <summary>What the name of a trace file ends with that somebody has compressed with gzip (RFC 1952).</summary>
    public const string GzipExtension = ".bin.gz";

    private const string Extension = ".bin";

    private TraceFileName(TraceFileKind kind, ulong batchStart, uint processId, uint sequence, ulong schemaHash)
    {
        Kind = kind;
        BatchStart = batchStart;
        ProcessId = processId;
        Sequence = sequence;
        SchemaHash = schemaHash;
    }

    /// <summary>What the file holds.</summary>
    public TraceFileKind Kind { get; }

    /// <summary>The run's start, as in the headers of its trace files; 0 for a schema file.</summary>
    public ulong BatchStart { get; }

    /// <summary>The id of the process that wrote it; 0 for a schema file.</summary>
    public uint ProcessId { get; }

    /// <summary>The trace file's or snapshot's number in its run, from 0; 0 for other files.</summary>
    public uint Sequence { get; }

    /// <summary>Whether it is a trace file whose bytes are a Brotli stream (RFC 7932) or a gzip file (RFC 1952).</summary>
    public bool IsCompressed { get; private init; }

    /// <summary>Whether it is a trace file that is compressed with gzip.</summary>
    internal bool IsGzip { get; private init; }

    /// <summary>Which copy of a flight recorder's ring a trace file is of, which others of its run may repeat; 0 for any other file.</summary>
    public uint CopyId { get; private init; }

    /// <summary>The schema's hash; 0 for other files.</summary>
    public ulong SchemaHash { get; }

    /// <summary>The name of a run's trace file.</summary>
    public static TraceFileName ForTrace(ulong batchStart, uint processId, uint sequence) =>
        new(TraceFileKind.Trace, batchStart, processId, sequence, 0);

    /// <summary>The name of a run's compressed trace file.</summary>
    public static TraceFileName ForCompressedTrace(ulong batchStart, uint processId, uint sequence) =>
        ForTrace(batchStart, processId, sequence) with { IsCompressed = true };

    /// <summary>The name of a trace file of a copy of a flight recorder's ring.</summary>
    /// <param name="batchStart">The run's start.</param>
    /// <param name="processId">The id of the process that recorded it.</param>
    /// <param name="copyId">Which copy, not 0.</param>
    /// <param name="sequence">The file's number.</param>
    public static TraceFileName ForCopy(ulong batchStart, uint processId, uint copyId, uint sequence)
    {
        ArgumentOutOfRangeException.ThrowIfZero(copyId);
        return ForCompressedTrace(batchStart, processId, sequence) with { CopyId = copyId };
    }

    /// <summary>The name of the file that describes a snapshot.</summary>
    public static TraceFileName ForSnapshot(ulong batchStart, uint processId, uint sequence) =>
        new(TraceFileKind.Snapshot, batchStart, processId, sequence, 0);

    /// <summary>The name of the file that describes a run.</summary>
    public static TraceFileName ForRun(ulong batchStart, uint processId) => new(TraceFileKind.Run, batchStart, processId, 0, 0);

    /// <summary>The name of the file that holds a schema.</summary>
    public static TraceFileName ForSchema(ulong schemaHash) => new(TraceFileKind.Schema, 0, 0, 0, schemaHash);

    /// <summary>Takes a file's name (without folders) apart; false if it has none of these shapes.</summary>
    public static bool TryParse(ReadOnlySpan<char> name, out TraceFileName value)
    {
        value = default;
        if (TryTake(ref name, "trace_"))
        {
            if (!TryTakeNumbers(ref name, out ulong start, out uint process, out uint sequence)
                || !(name.SequenceEqual(Extension) || name.SequenceEqual(CompressedExtension) || name.SequenceEqual(GzipExtension)))
            {
                return false;
            }

            value = ForTrace(start, process, sequence) with
            {
                IsCompressed = name.Length > Extension.Length,
                IsGzip = name.SequenceEqual(GzipExtension),
            };
            return true;
        }

        if (TryTake(ref name, "copy_"))
        {
            if (!TryTakeHex(ref name, 16, out ulong start) || !TryTake(ref name, "_") || !TryTakeHex(ref name, 8, out ulong process)
                || !TryTake(ref name, "_") || !TryTakeHex(ref name, 8, out ulong copy) || copy == 0 || !TryTake(ref name, "_")
                || !TryTakeHex(ref name, 8, out ulong sequence) || !name.SequenceEqual(CompressedExtension))
            {
                return false;
            }

            value = ForCopy(start, (uint)process, (uint)copy, (uint)sequence);
            return true;
        }

        if (TryTake(ref name, "snapshot_"))
        {
            if (!TryTakeNumbers(ref name, out ulong start, out uint process, out uint sequence) || !name.SequenceEqual(".json"))
            {
                return false;
            }

            value = ForSnapshot(start, process, sequence);
            return true;
        }

        if (TryTake(ref name, "run_"))
        {
            if (!TryTakeHex(ref name, 16, out ulong start) || !TryTake(ref name, "_")
                || !TryTakeHex(ref name, 8, out ulong process) || !name.SequenceEqual(".json"))
            {
                return false;
            }

            value = ForRun(start, (uint)process);
            return true;
        }

        if (!TryTake(ref name, "schema_") || !TryTakeHex(ref name, 16, out ulong hash) || !name.SequenceEqual(".json"))
        {
            return false;
        }

        value = ForSchema(hash);
        return true;
    }

    /// <summary>The file's name.</summary>
    public override string ToString() => Kind switch
    {
        TraceFileKind.Trace when CopyId != 0 =>
            string.Create(CultureInfo.InvariantCulture, $"copy_{BatchStart:x16}_{ProcessId:x8}_{CopyId:x8}_{Sequence:x8}{CompressedExtension}"),
        TraceFileKind.Trace => string.Create(CultureInfo.InvariantCulture, $"trace_{BatchStart:x16}_{ProcessId:x8}_{Sequence:x8}{(IsGzip ? GzipExtension : IsCompressed ? CompressedExtension : Extension)}"),
        TraceFileKind.Snapshot => string.Create(CultureInfo.InvariantCulture, $"snapshot_{BatchStart:x16}_{ProcessId:x8}_{Sequence:x8}.json"),
        TraceFileKind.Run => string.Create(CultureInfo.InvariantCulture, $"run_{BatchStart:x16}_{ProcessId:x8}.json"),
        _ => string.Create(CultureInfo.InvariantCulture, $"schema_{SchemaHash:x16}.json"),
    };

    private static bool TryTake(ref ReadOnlySpan<char> text, string prefix)
    {
        if (!text.StartsWith(prefix))
        {
            return false;
        }

        text = text[prefix.Length..];
        return true;
    }

    private static bool TryTakeNumbers(ref ReadOnlySpan<char> text, out ulong batchStart, out uint processId, out uint sequence)
    {
        bool isTaken = TryTakeHex(ref text, 16, out batchStart) & TryTake(ref text, "_")
            & TryTakeHex(ref text, 8, out ulong process) & TryTake(ref text, "_")
            & TryTakeHex(ref text, 8, out ulong number);
        (processId, sequence) = ((uint)process, (uint)number);
        return isTaken;
    }

    private static bool TryTakeHex(ref ReadOnlySpan<char> text, int digits, out ulong value)
    {
        value = 0;
        if (text.Length < digits || !ulong.TryParse(text[..digits], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value))
        {
            return false;
        }

        text = text[digits..];
        return true;
    }
}
