using Ojo.Storage.Queries;

namespace Ojo.Storage.Sqlite.Reading;

/// <summary>Goes through one run's events in the order of a list.</summary>
internal interface IRunEvents : IDisposable
{
    /// <summary>The event at which it is.</summary>
    StoredEvent Current { get; }

    /// <summary>The id of its flow.</summary>
    ulong FlowId { get; }

    /// <summary>Where it stopped because its time was up: what comes before in the order of the list has been shown. Null where it did not.</summary>
    long? StoppedNs { get; }

    /// <summary>Goes to the next event; false where there is none, or the time is up.</summary>
    bool MoveNext();

    /// <summary>The event at which it is, decoded; null where that cannot be done.</summary>
    EventRow? Read();
}
