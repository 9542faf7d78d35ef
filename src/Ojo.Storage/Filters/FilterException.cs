namespace Ojo.Storage.Filters;

/// <summary>A filter that cannot be understood, or asks for what the store does not know: what is wrong, where, and what to write instead.</summary>
public sealed class FilterException : StoreQueryException
{
    internal FilterException(string message, int offset, int length, string? suggestion = null)
        : base(message)
    {
        Offset = offset;
        Length = length;
        Suggestion = suggestion;
    }

    /// <summary>Where the wrong piece begins, in UTF-16 units from the filter's start.</summary>
    public int Offset { get; }

    /// <summary>How long the wrong piece is, in UTF-16 units.</summary>
    public int Length { get; }

    /// <summary>What was probably meant: the filter with this in the wrong piece's place. Null where nothing is close.</summary>
    public string? Suggestion { get; }
}
