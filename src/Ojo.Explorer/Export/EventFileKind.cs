namespace Ojo.Explorer.Export;

/// <summary>What a file of events looks like.</summary>
internal enum EventFileKind
{
    /// <summary>A header and a line for each event (RFC 4180), a column for each field.</summary>
    Csv,

    /// <summary>A JSON object on each line.</summary>
    JsonLines,
}
