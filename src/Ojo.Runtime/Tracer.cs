using System.Runtime.CompilerServices;
using Ojo.Clocks;
using Ojo.Configuration;
using Ojo.Filtering;
using Ojo.Format;
using Ojo.Recording;

namespace Ojo;

/// <summary>Records events into trace files. One per program is usual; several at once are fine.</summary>
/// <remarks>
/// <para>
/// Every member may be called from any thread, also while another disposes the tracer. Recording takes no lock, allocates
/// nothing after a thread's first event, and never waits: an event for which there is no room is counted as lost. The
/// events of one thread are in the trace in the order in which they were recorded; those of several are merged by time.
/// </para>
/// <para>
/// A record's bytes are stored in a chunk that is the thread's own, and then the chunk's count of committed records with
/// release semantics; the flusher, which loads that count with acquire semantics, sees whole events only.
/// </para>
/// </remarks>
public sealed unsafe partial class Tracer : IDisposable
{
    /// <summary>The most words that an event can have.</summary>
    public const int MostWords = RingLayout.ChunkRecords;

    // In a chunk's count: one record that is an event.
    private const ulong OneEvent = (1UL << 32) | 1;

    [ThreadStatic]
    private static Lane? t_lanes;

    private static long s_lastId;

    private readonly long _id;
    private readonly RecordingSession? _session;
    private readonly EventClock _clock = EventClock.Idle;
    private readonly TracerFilter _filter;
    private SwitchStates _switches;

    // What a thread's cursor says where the short way is open: the tracer's id; and while flows are sampled, what no cursor says.
    // So whoever records all flows pays nothing for others' sampling.
    private long _cursorId;
    private uint _largestHash = uint.MaxValue;

    private Tracer(TracerOptions options, EventFilter filter, bool startFlusher)
    {
        _filter = new TracerFilter(
            filter,
            options.Enabled && !string.IsNullOrWhiteSpace(options.FilterFile) ? new FilterFile(options.FilterFile) : null,
            options.FlowSampling);
        _id = Interlocked.Increment(ref s_lastId);
        SampleFlows(options.FlowSampling);
        if (options.Enabled)
        {
            _session = RecordingSession.Start(options, _filter, _id, startFlusher);
            _clock = _session.Clock;
            EventSwitchTable.Attach(this);
        }
        else
        {
            GC.SuppressFinalize(this);
        }
    }

    /// <summary>Lets the flusher of a tracer that nobody disposed write what it has, and end.</summary>
    ~Tracer() => _session?.RequestClose();

    /// <summary>What has been recorded and lost so far.</summary>
    public TracerStatistics Statistics => _session?.Statistics ?? default;

    /// <summary>
    /// The folder that <c>staging/</c> and <c>output/</c> are in, as a full path, wherever it was set; null where nothing is
    /// recorded.
    /// </summary>
    public string? Directory => _session?.Directory;

    /// <summary>
    /// What the run's file says: who records, since when, in which unit; its <see cref="RunDescription.FileName"/>, and so the
    /// names of the trace files. Null where nothing is recorded.
    /// </summary>
    public RunDescription? Run => _session?.Run;

    /// <summary>Which events are recorded, as in <see cref="TracerOptions.Filter"/>.</summary>
    /// <remarks>
    /// What is set takes effect at once, unless there is a filter in <see cref="TracerOptions.FilterFile"/>: then when that is
    /// gone. What is read is the filter in force.
    /// </remarks>
    /// <exception cref="ArgumentException">The filter is not understood.</exception>
    public string Filter
    {
        get => _filter.InForce.ToString();
        set
        {
            _filter.Give(ParseFilter(value));
            if (_session is not null)
            {
                EventSwitchTable.Refresh(this);
            }
        }
    }

    /// <summary>Of how many flows one is recorded, 1 to 1,000,000, as in <see cref="TracerOptions.FlowSampling"/>; 1 is all of them.</summary>
    /// <remarks>What is set takes effect at once. A flow that is one in many is one in fewer, too: it stays when more are recorded.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The number is less than 1 or more than 1,000,000.</exception>
    public int FlowSampling
    {
        get => _filter.FlowSampling;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, FlowHash.MostFlows);
            lock (_filter)
            {
                _filter.FlowSampling = value;
                SampleFlows(value);
            }
        }
    }

    internal RecordingSession? Session => _session;

    internal EventFilter FilterInForce => _filter.InForce;

    /// <summary>Starts recording.</summary>
    /// <param name="options">Where and how; the defaults if null. Environment variables win over both.</param>
    /// <exception cref="ArgumentException">An option, or an environment variable, has a value that is not understood.</exception>
    /// <exception cref="IOException">The directory cannot be recorded to; the message says why.</exception>
    public static Tracer Create(TracerOptions? options = null) => Create(options, startFlusher: true);

    /// <summary>The same; a test may do the flusher's work itself, one round at a time.</summary>
    internal static Tracer Create(TracerOptions? options, bool startFlusher)
    {
        options = TracerEnvironment.Apply(options ?? new TracerOptions(), Environment.GetEnvironmentVariable);
        TracerEnvironment.Check(options);
        return new Tracer(options, ParseFilter(options.Filter), startFlusher);
    }

    /// <summary>Whether events behind <paramref name="eventSwitch"/> are recorded: one load and one test.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsEnabled(EventSwitch eventSwitch) =>
        Unsafe.Add(ref Unsafe.As<SwitchStates, byte>(ref _switches), (nint)eventSwitch.Index) != 0;

    /// <summary>Whether the events of a flow are recorded, as far as <see cref="FlowSampling"/> is concerned. Recording asks by itself.</summary>
    /// <param name="flowId">The flow; of 0 they always are.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsSampled(uint flowId) => FlowHash.Of(flowId) <= _largestHash;

    /// <summary>Records an event of one word.</summary>
    /// <param name="flowId">The flow that it belongs to.</param>
    /// <param name="eventType">Its id; not one of the meta events' (docs/FORMAT.md).</param>
    /// <param name="payload">The bits of its fields.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write(uint flowId, uint eventType, ulong payload)
    {
        if (LaneCursor.TracerId == _cursorId)
        {
            ChunkHeader* chunk = LaneCursor.Chunk;
            ulong committed = chunk->Committed;
            if ((uint)committed < chunk->Limit)
            {
                ulong* record = Ring.RecordAt(chunk, (uint)committed);
                record[0] = (ulong)_clock.Read();
                record[1] = HeadWord(flowId, eventType);
                record[2] = payload;
                Volatile.Write(ref chunk->Committed, committed + OneEvent);

                // The ring's memory is there as long as the tracer is.
                GC.KeepAlive(this);
                return;
            }
        }

        if (IsSampled(flowId))
        {
            WriteToNextChunk(flowId, eventType, payload);
        }
    }

    /// <summary>Records an event of two words, as one.</summary>
    /// <inheritdoc cref="Write(uint, uint, ReadOnlySpan{ulong})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write(uint flowId, uint eventType, ulong word0, ulong word1)
    {
        if (LaneCursor.TracerId == _cursorId)
        {
            ChunkHeader* chunk = LaneCursor.Chunk;
            ulong committed = chunk->Committed;
            if ((uint)committed + 2 <= chunk->Limit)
            {
                ulong* record = Ring.RecordAt(chunk, (uint)committed);
                ulong ticks = (ulong)_clock.Read();
                record[0] = ticks;
                record[1] = HeadWord(flowId, eventType);
                record[2] = word0;
                record[3] = ticks;
                record[4] = HeadWord(flowId, MetaEvent.Extend);
                record[5] = word1;
                Volatile.Write(ref chunk->Committed, committed + OneEvent + 1);
                GC.KeepAlive(this);
                return;
            }
        }

        if (IsSampled(flowId))
        {
            WriteToNextChunk(flowId, eventType, [word0, word1]);
        }
    }

    /// <summary>Records an event of three words, as one.</summary>
    /// <inheritdoc cref="Write(uint, uint, ReadOnlySpan{ulong})"/>
    public void Write(uint flowId, uint eventType, ulong word0, ulong word1, ulong word2) => Write(flowId, eventType, [word0, word1, word2]);

    /// <summary>Records an event of any number of words, as one: a reader sees all of them or none.</summary>
    /// <param name="flowId">The flow that it belongs to.</param>
    /// <param name="eventType">Its id; not one of the meta events' (docs/FORMAT.md).</param>
    /// <param name="words">The bits of its fields; none are one word of zeros.</param>
    /// <exception cref="ArgumentException">There are more than <see cref="MostWords"/>.</exception>
    public void Write(uint flowId, uint eventType, ReadOnlySpan<ulong> words)
    {
        if (words.IsEmpty)
        {
            Write(flowId, eventType, 0);
            return;
        }

        if (LaneCursor.TracerId == _cursorId)
        {
            ChunkHeader* chunk = LaneCursor.Chunk;
            ulong committed = chunk->Committed;
            if ((uint)committed + (uint)words.Length <= chunk->Limit)
            {
                Store(chunk, committed, flowId, eventType, words);
                GC.KeepAlive(this);
                return;
            }
        }

        if (IsSampled(flowId))
        {
            WriteToNextChunk(flowId, eventType, words);
        }
    }

    /// <summary>Returns when everything that was recorded before the call is in the output directory. A flight recorder writes nothing.</summary>
    /// <exception cref="IOException">It cannot be written now. It is kept, and writing is tried again.</exception>
    public void Flush() => _session?.Flush();

    /// <summary>Writes what the flight recorder holds into trace files, and returns when they are in the output directory.</summary>
    /// <remarks>
    /// Recording goes on meanwhile. Calls that come together get the same snapshot. Without a flight recorder
    /// (<see cref="TracerOptions.Mode"/>) it does what <see cref="Flush"/> does.
    /// </remarks>
    /// <param name="reason">Why, in a word or a sentence: it stands in the snapshot's file.</param>
    /// <returns>The snapshot; null where there is no flight recorder.</returns>
    /// <exception cref="IOException">It cannot be written now. What the recorder holds is kept, and the next snapshot has it.</exception>
    /// <exception cref="ObjectDisposedException">The tracer has been disposed.</exception>
    public TraceSnapshot? Snapshot(string reason)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        return _session?.Snapshot(reason);
    }

    /// <summary>
    /// Writes what was recorded, and stops recording: what is recorded afterwards counts as lost. Where files cannot be
    /// written, <see cref="TracerOptions.OnWarning"/> is told. What a flight recorder holds is not written. Calling it again does nothing.
    /// </summary>
    public void Dispose()
    {
        _session?.Close(Timeout.InfiniteTimeSpan);
        GC.SuppressFinalize(this);
    }

    internal void SetSwitches(ReadOnlySpan<bool> isOn)
    {
        for (int i = 0; i < isOn.Length; i++)
        {
            _switches[i] = isOn[i] ? (byte)1 : (byte)0;
        }
    }

    private static ulong HeadWord(uint flowId, uint eventType) => flowId | ((ulong)eventType << 32);

    /// <summary>Stores an event in a chunk that has room for it, and publishes it.</summary>
    /// <remarks>
    /// The count is the one by which room was found, and not read again: should the tracer be disposed in between, what
    /// is published here still tells of one event more than was there.
    /// </remarks>
    private void Store(ChunkHeader* chunk, ulong committed, uint flowId, uint eventType, ReadOnlySpan<ulong> words)
    {
        ulong* record = Ring.RecordAt(chunk, (uint)committed);
        ulong ticks = (ulong)_clock.Read();
        foreach (ulong word in words)
        {
            record[0] = ticks;
            record[1] = HeadWord(flowId, eventType);
            record[2] = word;
            record += 3;
            eventType = MetaEvent.Extend;
        }

        Volatile.Write(ref chunk->Committed, committed + OneEvent + (uint)words.Length - 1);
    }

    private void SampleFlows(int oneIn)
    {
        Volatile.Write(ref _largestHash, FlowHash.LargestOf(oneIn));
        Volatile.Write(ref _cursorId, oneIn == 1 ? _id : -_id);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void WriteToNextChunk(uint flowId, uint eventType, ulong payload) => WriteToNextChunk(flowId, eventType, new ReadOnlySpan<ulong>(in payload));

    /// <summary>
    /// The chunk is full, or the thread's last event was another tracer's, or it is its first, or the tracer records nothing, or
    /// not all flows.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void WriteToNextChunk(uint flowId, uint eventType, ReadOnlySpan<ulong> words)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(words.Length, MostWords);
        if (_session is null)
        {
            return;
        }

        Ring ring = _session.Ring;
        if ((FindLane() ?? OpenLane(ring)) is not { } lane)
        {
            ring.Lanes.Shared.CountLostByAnyThread(_clock.Read());
        }
        else
        {
            ulong committed = lane.Chunk->Committed;
            if ((uint)committed + (uint)words.Length <= lane.Chunk->Limit)
            {
                Store(lane.Chunk, committed, flowId, eventType, words);
            }
            else if (ring.TryTakeChunk(lane))
            {
                Store(lane.Chunk, 0, flowId, eventType, words);
            }
            else
            {
                lane.CountLost(_clock.Read());
            }

            LaneCursor.Set(_id, lane.Chunk);
        }

        GC.KeepAlive(this);
    }

    private Lane? FindLane()
    {
        Lane? lane = t_lanes;
        while (lane is not null && lane.TracerId != _id)
        {
            lane = lane.NextOnThread;
        }

        return lane;
    }

    private static Lane? OpenLane(Ring ring)
    {
        if (ring.TryOpenLane() is not { } lane)
        {
            return null;
        }

        lane.NextOnThread = WithoutClosed(t_lanes);
        t_lanes = lane;
        return lane;
    }

    /// <summary>The thread's lanes without those whose tracers have been disposed.</summary>
    private static Lane? WithoutClosed(Lane? lane)
    {
        while (lane is { IsClosed: true })
        {
            lane = lane.NextOnThread;
        }

        for (Lane? kept = lane; kept is not null; kept = kept.NextOnThread)
        {
            while (kept.NextOnThread is { IsClosed: true } closed)
            {
                kept.NextOnThread = closed.NextOnThread;
            }
        }

        return lane;
    }

    private static EventFilter ParseFilter(string text)
    {
        try
        {
            return EventFilter.Parse(text);
        }
        catch (FormatException exception)
        {
            throw new ArgumentException(exception.Message, exception);
        }
    }
}
