using System.Runtime.InteropServices;

namespace Ojo.Format;

/// <summary>One 24-byte record of a trace file, as it stands in the file.</summary>
[StructLayout(LayoutKind.Explicit, Size = ByteSize)]
public readonly record struct TraceRecord
{
    /// <summary>The size of a record in bytes.</summary>
    public const int ByteSize = 24;

    [FieldOffset(0)]
    private readonly ulong _tsDelta;

    [FieldOffset(8)]
    private readonly uint _flowId;

    [FieldOffset(12)]
    private readonly uint _eventType;

    [FieldOffset(16)]
    private readonly ulong _payload;

    /// <summary>Makes a record of its four fields.</summary>
    public TraceRecord(ulong tsDelta, uint flowId, uint eventType, ulong payload)
    {
        _tsDelta = tsDelta;
        _flowId = flowId;
        _eventType = eventType;
        _payload = payload;
    }

    /// <summary>Time since the run's start, in the file's unit.</summary>
    public ulong TsDelta => _tsDelta;

    /// <summary>The flow that the event belongs to.</summary>
    public uint FlowId => _flowId;

    /// <summary>The event type's id.</summary>
    public uint EventType => _eventType;

    /// <summary>The first 64 bits of the event's fields.</summary>
    public ulong Payload => _payload;
}
