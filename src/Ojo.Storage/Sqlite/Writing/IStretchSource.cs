namespace Ojo.Storage.Sqlite.Writing;

/// <summary>Events in order of time, of which stretches are made.</summary>
internal interface IStretchSource
{
    /// <summary>How many there are.</summary>
    int Count { get; }

    long NsAt(int index);

    /// <summary>The place of an event's flow among the flows.</summary>
    int FlowAt(int index);

    long KeyAt(int index);
}
