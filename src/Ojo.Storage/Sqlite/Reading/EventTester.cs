namespace Ojo.Storage.Sqlite.Reading;

/// <summary>Looks at events one by one where a filter's keys and times alone do not decide.</summary>
/// <param name="connection">Where the events are.</param>
/// <param name="catalogue">What they mean.</param>
/// <param name="filter">Which of them are wanted.</param>
/// <param name="run">The run whose strings they have.</param>
/// <param name="strings">Where the run's strings are, if they are elsewhere.</param>
internal sealed class EventTester(ReaderConnection connection, StoredCatalogue catalogue, EventFilter filter, long run, ReaderConnection? strings)
{
    private readonly EventWords _words = new(connection);
    private readonly EventTexts _texts = new(connection, strings);

    public bool Passes(in StoredEvent found)
    {
        if (filter.Times is { } times && !times.Contains(found.Ns))
        {
            return false;
        }

        if (filter.Tests.Of(found.Key).IsEmpty)
        {
            return true;
        }

        _texts.GoTo(run, found.Id);
        return filter.Tests.Pass(found.Key, _words.Read(found, catalogue.Keys[found.Key].Type), _texts);
    }
}
