using Ojo.Storage.Queries;

namespace Ojo.Storage.Analysis;

/// <summary>Scans until its time is up, and says how far it came.</summary>
internal sealed class LimitedScan : IDisposable
{
    private readonly IStoreReader _reader;
    private readonly CancellationToken _asked;
    private readonly CancellationTokenSource? _timer;
    private readonly CancellationTokenSource? _either;
    private readonly List<MissingPart> _missing = [];

    /// <param name="reader">The store.</param>
    /// <param name="limit">How long all scans together may take; null: as long as they like.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellation">Stops without an answer.</param>
    /// <exception cref="StoreQueryException">The limit is less than nothing.</exception>
    public LimitedScan(IStoreReader reader, TimeSpan? limit, TimeProvider time, CancellationToken cancellation)
    {
        if (limit < TimeSpan.Zero)
        {
            throw new StoreQueryException($"A time limit is not negative; {limit} was given.");
        }

        _reader = reader;
        _asked = cancellation;
        if (limit is TimeSpan span && span.TotalMilliseconds < int.MaxValue)
        {
            _timer = new CancellationTokenSource(span, time);
            _either = CancellationTokenSource.CreateLinkedTokenSource(_timer.Token, cancellation);
        }
    }

    /// <summary>Whether nothing more is read, because the time is up or a sink has had enough.</summary>
    public bool IsOver { get; private set; }

    /// <summary>How far it came where its time was up, or what could not be read; null where everything has been shown.</summary>
    public PartialAnswer? Partial { get; private set; }

    /// <summary>How many events have been shown by all scans together.</summary>
    public long Events { get; private set; }

    /// <exception cref="OperationCanceledException">Whoever asked has cancelled.</exception>
    public void Run(EventScan scan, IEventSink sink)
    {
        if (IsOver)
        {
            return;
        }

        var progress = new Progress(sink);
        try
        {
            IsOver = !_reader.Scan(scan with { OnMissing = NoteMissing }, progress, _either?.Token ?? _asked);
            Events += progress.Events;
            Partial = _missing.Count > 0 ? new PartialAnswer(Events, progress.Flow, progress.ReachedNs) { Missing = _missing } : null;
        }
        catch (OperationCanceledException) when (_timer is { IsCancellationRequested: true } && !_asked.IsCancellationRequested)
        {
            IsOver = true;
            Events += progress.Events;
            Partial = new PartialAnswer(Events, progress.Flow, progress.ReachedNs) { IsTimeUp = true, Missing = _missing };
        }
    }

    public void Dispose()
    {
        _either?.Dispose();
        _timer?.Dispose();
    }

    // One scan after the other meets the same file.
    private void NoteMissing(MissingPart part)
    {
        if (!_missing.Contains(part))
        {
            _missing.Add(part);
        }
    }

    private sealed class Progress(IEventSink sink) : IEventSink
    {
        public long Events { get; private set; }

        public FlowKey? Flow { get; private set; }

        public long ReachedNs { get; private set; }

        public bool Take(in ScannedEvents events)
        {
            bool goOn = sink.Take(events);
            Events += events.Events.Length;
            Flow = events.Flow;
            ReachedNs = events.ReachedNs;
            return goOn;
        }
    }
}
