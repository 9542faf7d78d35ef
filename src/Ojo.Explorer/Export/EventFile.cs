using System.Buffers;
using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Ojo.Explorer.Endpoints;
using Ojo.Explorer.Parameters;
using Ojo.Explorer.Stores;
using Ojo.Storage.Queries;

namespace Ojo.Explorer.Export;

/// <summary>All events that match, as a file: page after page, until the list is at its end or the query's time is up.</summary>
internal sealed class EventFile : IFileStream
{
    private const int EventsPerPiece = 10_000;

    private readonly EventFileKind _kind;
    private readonly string _list;
    private readonly TimeSpan _timeLimit;
    private AskedEventList _asked;
    private IEventLines? _lines;
    private long _left;
    private TimeSpan _used;

    private EventFile(EventFileKind kind, AskedEventList asked, string list, TimeSpan timeLimit, long most)
    {
        (_kind, _asked, _list, _timeLimit, _left) = (kind, asked, list, timeLimit, most);
        (EventQuery query, AskedTimes times) = (asked.Query, asked.Times);
        FileName = EventFileName.Of(query.Flow, query.RunId, times, kind == EventFileKind.Csv ? ".csv" : ".jsonl");
    }

    /// <inheritdoc/>
    public string MediaType => _kind == EventFileKind.Csv ? MediaTypeOf.Csv : MediaTypeOf.JsonLines;

    /// <inheritdoc/>
    public string FileName { get; }

    /// <summary>The file that a request asks for; null where it asks for a page.</summary>
    /// <param name="http">Says what the client accepts.</param>
    /// <param name="request">Says how much, and in which form where the address does.</param>
    /// <param name="query">Which events.</param>
    public static EventFile? Read(HttpRequest http, RequestParameters request, Func<AskedEventList> query)
    {
        EventFileKind? kind = Accepted.EventFile.Read(request);
        if (kind is null && request.Single(Accepted.EventFile) is null)
        {
            kind = Accepts(http, MediaTypeOf.Csv) ? EventFileKind.Csv : Accepts(http, MediaTypeOf.JsonLines) ? EventFileKind.JsonLines : null;
        }

        // A page has a limit of its own accord, a file only where one is given.
        long most = request.Single(Accepted.EventLimit) is null ? long.MaxValue : Accepted.EventLimit.Read(request)!.Value;
        return kind is { } file ? new EventFile(file, query(), request.List, TimeLimit.Read(request), most) : null;
    }

    /// <inheritdoc/>
    public bool WriteNext(StoreView store, IBufferWriter<byte> output, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        TimeSpan left = _timeLimit - _used;
        // One that is up already still comes further, by a little: following the cursors ends.
        EventQuery query = _asked.Query with { Limit = (int)Math.Min(EventsPerPiece, _left), TimeLimit = left > TimeSpan.Zero ? left : TimeSpan.FromMilliseconds(1) };
        EventPage page = (_asked with { Query = query }).Ask(store, cancellation);
        _lines ??= _kind == EventFileKind.Csv ? EventCsv.Begin(store, query, output, cancellation) : new EventJsonLines();
        EventTypeNames types = store.GetEventTypes(cancellation);
        _lines.Write(output, page.Events, types);
        _asked = _asked with { Query = query with { Cursor = page.NextCursor } };
        _left -= page.Events.Count;
        _used += Stopwatch.GetElapsedTime(start);
        bool isUp = page.NextCursor is not null && (page.Stopped is not null || _used >= _timeLimit);
        bool more = page.NextCursor is not null && !isUp && _left > 0;
        if (!more && (isUp || page.Missing.Count > 0))
        {
            _lines.Stop(output, new EventFileStop(isUp, _timeLimit, isUp ? SealedCursor.Seal(page.NextCursor, _list) : null, page.Missing));
        }

        return more;
    }

    private static bool Accepts(HttpRequest request, string mediaType) =>
        request.GetTypedHeaders().Accept.Any(one => one.Quality != 0 && one.MediaType.Equals(mediaType, StringComparison.OrdinalIgnoreCase));
}
