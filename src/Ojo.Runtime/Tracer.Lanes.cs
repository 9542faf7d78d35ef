using System.Runtime.CompilerServices;
using Ojo.Recording;

namespace Ojo;

/// <content>How a thread comes to a chunk with room: the long way of recording.</content>
public sealed unsafe partial class Tracer
{
    [ThreadStatic]
    private static Lane? t_lanes;

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
}
