using Ojo.Storage.Queries;

namespace Ojo.Storage.Analysis;

/// <summary>Groups by run.</summary>
internal sealed class RunDimension : GroupDimension
{
    public override GroupPlace Find(in ScannedEvents events, in ScannedEvent scanned, out ulong number)
    {
        number = (ulong)events.Flow.RunId;
        return GroupPlace.Group;
    }

    public override object KeyOf(ulong number) => (long)number;
}
