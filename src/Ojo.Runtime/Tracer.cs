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

    internal RecordingSession? Session => _session;

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
}
