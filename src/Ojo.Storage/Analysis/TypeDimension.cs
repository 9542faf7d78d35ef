using Ojo.Storage.Queries;

namespace Ojo.Storage.Analysis;

/// <summary>Groups by event type.</summary>
internal sealed class TypeDimension(TypeList types) : GroupDimension
{
    public override GroupPlace Find(in ScannedEvents events, in ScannedEvent scanned, out ulong number)
    {
        number = (ulong)scanned.TypeKey;
        return GroupPlace.Group;
    }

    public override object KeyOf(ulong number) => types.All.First(type => type.TypeKey == (int)number);
}
