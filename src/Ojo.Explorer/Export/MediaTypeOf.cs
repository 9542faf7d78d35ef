namespace Ojo.Explorer.Export;

/// <summary>The media types of files.</summary>
internal static class MediaTypeOf
{
    /// <summary>Comma-separated values, RFC 4180.</summary>
    public const string Csv = "text/csv";

    /// <summary>JSON objects, one on each line.</summary>
    public const string JsonLines = "application/x-ndjson";
}
