using Ojo.Storage.Queries;

namespace Ojo.Storage.Sqlite.Reading;

/// <summary>Looks up the strings of runs for whoever scans.</summary>
internal sealed class RunStrings(ReaderConnection connection) : IRunStrings
{
    private readonly EventTexts _texts = new(connection);

    public string? FindString(long runId, ulong id)
    {
        _texts.GoTo(runId, traceEvent: 0);
        return _texts.FindString(id);
    }
}
