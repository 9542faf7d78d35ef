using Ojo.Interop.Importing;

namespace Ojo.Interop.Qlog;

/// <summary>Tells which of its forms a qlog file has, and has it read: one object, or one record after the other.</summary>
internal static class QlogFile
{
    // How far ahead it is looked whether a file is one object or one after the other.
    private const int MostHead = 4 * 1024 * 1024;

    /// <summary>How many traces of a file are read.</summary>
    public const int MostTraces = 4096;

    /// <summary>Reads a file.</summary>
    /// <exception cref="ImportException">It is no qlog file, or broken from some place on.</exception>
    public static void Read(ImportSource source, ImportTarget target, ImportReport report, CancellationToken cancellation)
    {
        QlogWindow window = new(source.Content);
        window.SkipMark();
        int first = window.Peek();
        if (first is not ('{' or '[' or QlogSequence.Separator))
        {
            throw new ImportException("A qlog file begins with a brace or a record separator; this one does not. It is of another format, or damaged.", window.Offset);
        }

        if (first == QlogSequence.Separator || IsSequence(window))
        {
            using QlogSequence sequence = new(window, source, target, report, first == QlogSequence.Separator ? QlogSequence.Separator : (byte)'\n');
            sequence.Read(cancellation);
        }
        else
        {
            using QlogDocument document = new(new QlogElements(window, report), source, target, report, cancellation);
            document.Read();
        }
    }

    /// <summary>Whether something comes after the first value.</summary>
    private static bool IsSequence(QlogWindow window)
    {
        JsonScan scan = default;
        int length = 0;
        while (!scan.TryEnd(window.Bytes[length..], out int part))
        {
            length += part;
            if (length > MostHead || !window.Fill())
            {
                // One that ends in its first line still has its lines.
                return !window.Bytes.StartsWith("["u8) && length <= MostHead && window.Bytes.IndexOf("}\n{"u8) > 0;
            }
        }

        scan = default;
        scan.TryEnd(window.Bytes, out length);
        while (true)
        {
            foreach (byte next in window.Bytes[length..])
            {
                if (next is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'))
                {
                    return next is (byte)'{' or (byte)'[' or QlogSequence.Separator;
                }
            }

            if (window.Bytes.Length > MostHead || !window.Fill())
            {
                return IsEvent(window.Bytes);
            }
        }
    }

    /// <summary>Whether a file of a single value is a sequence of one event.</summary>
    private static bool IsEvent(ReadOnlySpan<byte> json)
    {
        JsonRest extras = new();
        QlogEvent.Read(json, [], extras, out int faultAt);
        return faultAt < 0 && !extras.Json.IsEmpty && extras.Json.IndexOf("\"traces\""u8) < 0;
    }
}
