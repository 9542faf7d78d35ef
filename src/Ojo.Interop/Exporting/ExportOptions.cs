using Ojo.Interop.Qlog.Export;

namespace Ojo.Interop.Exporting;

/// <summary>What a format leaves to choose. A format takes no notice of what is none of its own.</summary>
public sealed record ExportOptions
{
    /// <summary>How what is in the file is packed, one of <see cref="IExporter.Codecs"/>; null: the usual way.</summary>
    public string? Codec { get; init; }

    /// <summary>What events are called in a qlog file.</summary>
    public QlogNames QlogNames { get; init; }
}
