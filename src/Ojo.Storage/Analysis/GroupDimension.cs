using Ojo.Storage.Queries;

namespace Ojo.Storage.Analysis;

/// <summary>One of the things that groups are made by: gives each event a number, and each number a key that people know.</summary>
internal abstract class GroupDimension
{
    /// <summary>How many words of a type's events it looks at; null where events of the type have no place.</summary>
    public virtual int? WordsOf(StoredEventType type) => 1;

    public abstract GroupPlace Find(in ScannedEvents events, in ScannedEvent scanned, out ulong number);

    public abstract object? KeyOf(ulong number);

    /// <summary>Compares two numbers' keys.</summary>
    public virtual int Compare(ulong left, ulong right) => left.CompareTo(right);
}
