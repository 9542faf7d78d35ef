using System.Runtime.CompilerServices;

namespace Ojo.Recording;

/// <summary>Where the next record of an event goes that is being stored. The caller knows that there is room.</summary>
internal unsafe ref struct RecordCursor
{
    private readonly ulong _ticks;
    private readonly uint _flowId;
    private ulong* _record;

    public RecordCursor(ulong* record, uint room, uint flowId, long ticks)
    {
        _record = record;
        _flowId = flowId;
        _ticks = (ulong)ticks;
        Room = room;
    }

    /// <summary>How many records there is room for.</summary>
    public uint Room { get; private set; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(uint eventType, ulong payload)
    {
        _record[0] = _ticks;
        _record[1] = _flowId | ((ulong)eventType << 32);
        _record[2] = payload;
        _record += 3;
        Room--;
    }
}
