using System.Globalization;

namespace Ojo.Format;

/// <summary>The name of a file in a trace directory's <c>output/</c>, taken apart.</summary>
/// <remarks>
/// <c>trace_&lt;batch start:16&gt;_&lt;process id:8&gt;_&lt;sequence:8&gt;.bin</c>,
/// <c>run_&lt;batch start:16&gt;_&lt;process id:8&gt;.json</c> and <c>schema_&lt;hash:16&gt;.json</c>, numbers in
/// lower-case hexadecimal.
/// </remarks>
public readonly record struct TraceFileName
{
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

    /// <summary>The trace file's number in its run, from 0; 0 for other files.</summary>
    public uint Sequence { get; }

    /// <summary>The schema's hash; 0 for other files.</summary>
    public ulong SchemaHash { get; }

    /// <summary>The name of a run's trace file.</summary>
    public static TraceFileName ForTrace(ulong batchStart, uint processId, uint sequence) =>
        new(TraceFileKind.Trace, batchStart, processId, sequence, 0);

    /// <summary>The name of the file that describes a run.</summary>
    public static TraceFileName ForRun(ulong batchStart, uint processId) => new(TraceFileKind.Run, batchStart, processId, 0, 0);

    /// <summary>The name of the file that holds a schema.</summary>
    public static TraceFileName ForSchema(ulong schemaHash) => new(TraceFileKind.Schema, 0, 0, 0, schemaHash);

    /// <summary>Takes a file's name (without folders) apart; false if it has none of the three shapes.</summary>
    public static bool TryParse(ReadOnlySpan<char> name, out TraceFileName value)
    {
        value = default;
        if (TryTake(ref name, "trace_"))
        {
            if (!TryTakeHex(ref name, 16, out ulong start) || !TryTake(ref name, "_")
                || !TryTakeHex(ref name, 8, out ulong process) || !TryTake(ref name, "_")
                || !TryTakeHex(ref name, 8, out ulong sequence) || !name.SequenceEqual(".bin"))
            {
                return false;
            }

            value = ForTrace(start, (uint)process, (uint)sequence);
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
        TraceFileKind.Trace => string.Create(CultureInfo.InvariantCulture, $"trace_{BatchStart:x16}_{ProcessId:x8}_{Sequence:x8}.bin"),
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
