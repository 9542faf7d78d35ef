namespace Ojo.Storage.Queries;

/// <summary>How much a statement may take. What goes beyond ends the statement; the rows until there have been shown.</summary>
public sealed record SqlLimits
{
    /// <summary>The most rows that are shown.</summary>
    public long Rows { get; init; } = 100_000;

    /// <summary>The most bytes that the values shown may have together: 8 for a number, as many as they are for texts (UTF-8) and blobs.</summary>
    public long Bytes { get; init; } = 64 << 20;

    /// <summary>How long it may take, what its sink takes included.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How many bytes of memory the engine may use for it.</summary>
    public long Memory { get; init; } = 64 << 20;

    /// <summary>How many bytes of temporary files the engine may use for it, for sorting above all.</summary>
    public long TemporaryFiles { get; init; } = 512 << 20;
}
