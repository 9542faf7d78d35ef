using System.Globalization;
using Ojo.Storage;
using Ojo.Storage.Queries;

namespace Ojo.Explorer.Stores;

/// <summary>An open store, with what is asked of it again and again remembered for as long as its content stays the same.</summary>
/// <remarks>Safe to use from any number of threads.</remarks>
internal sealed class StoreView(IStoreReader reader) : IDisposable
{
    // A version says nothing about another opening of the store, let alone about another store.
    private readonly string _opening = Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture)[..12];
    private Remembered<IReadOnlyList<StoredRun>>? _runs;
    private Remembered<EventTypeNames>? _types;

    /// <summary>The store.</summary>
    public IStoreReader Reader { get; } = reader;

    /// <summary>Differs whenever the store's content does, and between two openings of a store.</summary>
    public string GetVersion() => string.Create(CultureInfo.InvariantCulture, $"{_opening}-{Reader.GetVersion()}");

    /// <summary>Every run, in order of start.</summary>
    public IReadOnlyList<StoredRun> GetRuns(CancellationToken cancellation) =>
        Get(ref _runs, () => Reader.GetRuns(cancellation));

    /// <summary>Every event type that the store knows.</summary>
    public EventTypeNames GetEventTypes(CancellationToken cancellation) =>
        Get(ref _types, () => new EventTypeNames(Reader.GetEventTypes(cancellation)));

    /// <inheritdoc/>
    public void Dispose() => Reader.Dispose();

    private T Get<T>(ref Remembered<T>? slot, Func<T> ask)
    {
        // The version is asked for first: what is remembered may be newer than it says, never older.
        long version = Reader.GetVersion();
        Remembered<T>? remembered = Volatile.Read(ref slot);
        if (remembered is null || remembered.Version != version)
        {
            remembered = new Remembered<T>(version, ask());
            Volatile.Write(ref slot, remembered);
        }

        return remembered.Value;
    }

    private sealed record Remembered<T>(long Version, T Value);
}
