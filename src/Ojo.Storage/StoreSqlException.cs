namespace Ojo.Storage;

/// <summary>A statement of SQL cannot be run. The message says what to change.</summary>
/// <param name="message">What is wrong.</param>
/// <param name="offset">Where in the statement, in characters; null where no place is at fault.</param>
/// <param name="length">How many characters from there on are meant.</param>
public sealed class StoreSqlException(string message, int? offset = null, int length = 0) : Exception(message)
{
    /// <summary>Where in the statement the fault is, in characters from its start; null where no place is at fault.</summary>
    public int? Offset { get; } = offset;

    /// <summary>How many characters from <see cref="Offset"/> on are meant; 0 for a place between two.</summary>
    public int Length { get; } = length;
}
