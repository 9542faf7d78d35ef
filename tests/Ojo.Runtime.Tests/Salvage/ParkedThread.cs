using Ojo.Recording;

namespace Ojo.Runtime.Tests.Salvage;

/// <summary>A thread that records until it is at a certain step, and stays there.</summary>
internal sealed unsafe class ParkedThread : IDisposable
{
    private readonly Tracer _tracer;
    private readonly ReturnedEvents _events;
    private readonly uint _flow;
    private readonly string _where;
    private readonly Thread _thread;
    private readonly SemaphoreSlim _parked = new(0);
    private readonly SemaphoreSlim _go = new(0);
    private bool _isOver;

    /// <summary>Returns when the thread is there.</summary>
    /// <param name="tracer">What it records with.</param>
    /// <param name="events">Where it counts what it recorded.</param>
    /// <param name="flow">The flow of its events.</param>
    /// <param name="where">The step's name; anything else is in the middle of an event.</param>
    public ParkedThread(Tracer tracer, ReturnedEvents events, uint flow, string where)
    {
        (_tracer, _events, _flow, _where) = (tracer, events, flow, where);
        _thread = new Thread(Run);
        _thread.Start();
        _parked.Wait();
    }

    /// <summary>Lets it go on until it is there again.</summary>
    public void GoOnce()
    {
        _go.Release();
        _parked.Wait();
    }

    public void End()
    {
        Volatile.Write(ref _isOver, true);
        _go.Release();
        _thread.Join();
    }

    public void Dispose()
    {
        if (!_isOver)
        {
            End();
        }

        _parked.Dispose();
        _go.Dispose();
    }

    private void Run()
    {
        TestPoint.Hook = Enum.TryParse(_where, out RecordingStep step) ? Reached : null;
        while (!Volatile.Read(ref _isOver))
        {
            _events.Write(_tracer, _flow, 1);
            if (TestPoint.Hook is null && LaneCursor.Chunk->Committed % 100 == 50)
            {
                StoreHalfAnEvent();
                Park();
            }
        }

        void Reached(RecordingStep reached)
        {
            if (reached == step)
            {
                Park();
            }
        }
    }

    private void Park()
    {
        if (!Volatile.Read(ref _isOver))
        {
            _parked.Release();
            _go.Wait();
        }
    }

    /// <summary>What Tracer.Write does up to its last store, with values that would be noticed.</summary>
    private static void StoreHalfAnEvent()
    {
        ChunkHeader* chunk = LaneCursor.Chunk;
        ulong* record = Ring.RecordAt(chunk, (uint)chunk->Committed);
        (record[0], record[1], record[2]) = (1, 1UL << 32, 0xBAD);
    }
}
