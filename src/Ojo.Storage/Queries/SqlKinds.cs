namespace Ojo.Storage.Queries;

/// <summary>Kinds of values in SQL. A column may have values of several.</summary>
[Flags]
public enum SqlKinds
{
    /// <summary>No value at all.</summary>
    None = 0,

    /// <summary>NULL.</summary>
    Null = 1,

    /// <summary>A whole number of 64 bits, with a sign.</summary>
    Integer = 2,

    /// <summary>A floating point number of 64 bits; an infinity, too, but never “not a number”.</summary>
    Real = 4,

    /// <summary>A text.</summary>
    Text = 8,

    /// <summary>Bytes.</summary>
    Blob = 16,
}
