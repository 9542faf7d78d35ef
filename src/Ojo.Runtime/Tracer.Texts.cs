using System.Runtime.CompilerServices;
using Ojo.Recording;

namespace Ojo;

/// <content>Strings and texts.</content>
public sealed unsafe partial class Tracer
{
    /// <summary>The most bytes of a text that are recorded, in UTF-8: what is longer is cut at a character's end, bytes anywhere.</summary>
    public const int MostTextBytes = 1024;

    /// <summary>The number that stands for a string in this run: the same for equal strings.</summary>
    /// <param name="text">The string, of which at most <see cref="MostTextBytes"/> are kept.</param>
    /// <returns>
    /// 0 for null, and for a new string when the tracer records nothing or has been disposed. When there is no room for further strings (<see cref="TracerOptions.MostStrings"/>,
    /// <see cref="TracerOptions.StringBufferSize"/>), the number of a string that says so; the call is counted in
    /// <see cref="TracerStatistics.StringsRefused"/>.
    /// </returns>
    /// <remarks>
    /// A string that is known takes neither lock nor memory. A new one is kept until the tracer is disposed, so this is for
    /// names and states, not for text that is different each time. Safe from any thread.
    /// </remarks>
    public uint Intern(string? text) => text is null || _session is null ? 0 : _session.Strings.Intern(text);

    /// <summary>Records an event with a text, as one: a reader sees all of it or nothing.</summary>
    /// <param name="flowId">The flow that it belongs to.</param>
    /// <param name="eventType">Its id; not one of the meta events' (docs/FORMAT.md).</param>
    /// <param name="words">The bits of its fixed fields; none are one word of zeros.</param>
    /// <param name="text">Its text, of which at most <see cref="MostTextBytes"/> are recorded.</param>
    /// <exception cref="ArgumentException">There are so many words that the event might not fit into a chunk (docs/RECORDING.md).</exception>
    public void Write(uint flowId, uint eventType, ReadOnlySpan<ulong> words, TraceText text)
    {
        if (IsSampled(flowId))
        {
            Write(new TextEvent(flowId, eventType, words, 1, text, default, default, default));
        }
    }

    /// <summary>Records an event with two texts, as one.</summary>
    /// <inheritdoc cref="Write(uint, uint, ReadOnlySpan{ulong}, TraceText, TraceText, TraceText, TraceText)"/>
    public void Write(uint flowId, uint eventType, ReadOnlySpan<ulong> words, TraceText text0, TraceText text1)
    {
        if (IsSampled(flowId))
        {
            Write(new TextEvent(flowId, eventType, words, 2, text0, text1, default, default));
        }
    }

    /// <summary>Records an event with three texts, as one.</summary>
    /// <inheritdoc cref="Write(uint, uint, ReadOnlySpan{ulong}, TraceText, TraceText, TraceText, TraceText)"/>
    public void Write(uint flowId, uint eventType, ReadOnlySpan<ulong> words, TraceText text0, TraceText text1, TraceText text2)
    {
        if (IsSampled(flowId))
        {
            Write(new TextEvent(flowId, eventType, words, 3, text0, text1, text2, default));
        }
    }

    /// <summary>Records an event with four texts, as one: a reader sees all of it or nothing.</summary>
    /// <param name="flowId">The flow that it belongs to.</param>
    /// <param name="eventType">Its id; not one of the meta events' (docs/FORMAT.md).</param>
    /// <param name="words">The bits of its fixed fields; none are one word of zeros.</param>
    /// <param name="text0">The first text, of which, as of each, at most <see cref="MostTextBytes"/> are recorded.</param>
    /// <param name="text1">The second.</param>
    /// <param name="text2">The third.</param>
    /// <param name="text3">The fourth.</param>
    /// <exception cref="ArgumentException">There are so many words that the event might not fit into a chunk (docs/RECORDING.md).</exception>
    public void Write(uint flowId, uint eventType, ReadOnlySpan<ulong> words, TraceText text0, TraceText text1, TraceText text2, TraceText text3)
    {
        if (IsSampled(flowId))
        {
            Write(new TextEvent(flowId, eventType, words, 4, text0, text1, text2, text3));
        }
    }

    private void Write(in TextEvent textEvent)
    {
        if (LaneCursor.TracerId != _id || !textEvent.TryStore(LaneCursor.Chunk, LaneCursor.Chunk->Committed, _clock))
        {
            WriteToNextChunk(in textEvent);
        }

        // The ring's memory is there as long as the tracer is.
        GC.KeepAlive(this);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void WriteToNextChunk(in TextEvent textEvent)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(textEvent.MostRecords, RingLayout.ChunkRecords, "words");
        if (_session is null)
        {
            return;
        }

        Ring ring = _session.Ring;
        if ((FindLane() ?? OpenLane(ring)) is not { } lane)
        {
            ring.Lanes.Shared.CountLostByAnyThread(_clock.Read());
            return;
        }

        if (!textEvent.TryStore(lane.Chunk, lane.Chunk->Committed, _clock)
            && !(ring.TryTakeChunk(lane) && textEvent.TryStore(lane.Chunk, 0, _clock)))
        {
            lane.CountLost(_clock.Read());
        }

        LaneCursor.Set(_id, lane.Chunk);
    }
}
