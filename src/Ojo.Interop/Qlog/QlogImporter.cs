using Ojo.Interop.Importing;

namespace Ojo.Interop.Qlog;

/// <summary>Reads qlog: the traces of QUIC implementations, in every version and container that they have been written in.</summary>
/// <remarks>docs/INTEROP.md says what becomes what.</remarks>
public sealed class QlogImporter : IImporter
{
    /// <inheritdoc/>
    public string Format => "qlog";

    /// <inheritdoc/>
    public string Description => "qlog of QUIC implementations: JSON, JSON sequences and lines, from draft 00 to today's";

    /// <inheritdoc/>
    public bool Recognizes(ReadOnlySpan<byte> head, string fileName)
    {
        ReadOnlySpan<byte> text = head.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? head[3..] : head;
        text = text.TrimStart(" \t\r\n\u001e"u8);
        if (!text.StartsWith("{"u8))
        {
            return false;
        }

        return text.IndexOf("\"qlog_version\""u8) >= 0
            || text.IndexOf("\"qlog_format\""u8) >= 0
            || text.IndexOf("urn:ietf:params:qlog:"u8) >= 0
            || (text.IndexOf("\"traces\""u8) >= 0 && text.IndexOf("\"events\""u8) >= 0)
            || fileName.Contains(".qlog", StringComparison.OrdinalIgnoreCase)
            || fileName.Contains(".sqlog", StringComparison.OrdinalIgnoreCase);
    }

    /// <inheritdoc/>
    public void Import(ImportSource source, ImportTarget target, ImportReport report, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(report);
        QlogFile.Read(source, target, report, cancellation);
    }
}
