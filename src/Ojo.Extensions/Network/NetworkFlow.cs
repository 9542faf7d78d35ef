using System.Diagnostics;
using System.Diagnostics.Tracing;
using System.Runtime.InteropServices;

namespace Ojo.Extensions;

/// <summary>Which flow an event belongs to.</summary>
/// <param name="tracer">Is told which flow is below which.</param>
/// <param name="followActivities">Whether the numbers count that the runtime gives to what it does; they may be there because somebody else asked for them.</param>
internal sealed class NetworkFlow(Tracer tracer, bool followActivities)
{
    // Steps that have begun: the low half is the flow that a step belongs to, the high half the step's own. Steps that meet in a place
    // drive each other out, and then end in a flow of their own.
    private readonly ulong[] _steps = new ulong[4096];

    /// <summary>The flow of what the runtime has numbered; of the current activity's trace where it has not.</summary>
    public uint Of(EventWrittenEventArgs eventData)
    {
        Guid id = IdOf(eventData);
        return id == Guid.Empty ? ActivityFlow.Of(Activity.Current) : Of(id);
    }

    /// <summary>The same, for an event that begins something: its flow is put below that of what it is part of.</summary>
    public uint Open(EventWrittenEventArgs eventData)
    {
        Guid id = IdOf(eventData);
        uint trace = ActivityFlow.Of(Activity.Current);
        if (id == Guid.Empty)
        {
            return trace;
        }

        uint flow = Of(id);
        Guid related = eventData.RelatedActivityId;
        uint parent = related == Guid.Empty || related == id ? trace : Of(related);
        if (parent != 0 && parent != flow)
        {
            tracer.RecordStreamLinkParent(flow, parent);
        }

        return flow;
    }

    /// <summary>The flow of what an event is a step of: the runtime gives steps numbers of their own, from their start to their stop.</summary>
    public uint OfStep(EventWrittenEventArgs eventData)
    {
        Guid id = IdOf(eventData);
        if (id == Guid.Empty)
        {
            return ActivityFlow.Of(Activity.Current);
        }

        uint own = Of(id);
        ref ulong place = ref _steps[own % (uint)_steps.Length];
        if (eventData.Opcode == EventOpcode.Start && eventData.RelatedActivityId is var whole && whole != Guid.Empty)
        {
            uint flow = Of(whole);
            Volatile.Write(ref place, ((ulong)own << 32) | flow);
            return flow;
        }

        ulong begun = Volatile.Read(ref place);
        return (uint)(begun >> 32) == own ? (uint)begun : own;
    }

    /// <summary>The flow of an HTTP client's connection.</summary>
    public static uint OfConnection(long connectionId) => Mix((ulong)connectionId, 0x636F_6E6E_6563_7469);

    private Guid IdOf(EventWrittenEventArgs eventData) => followActivities ? eventData.ActivityId : Guid.Empty;

    private static uint Of(Guid activityId)
    {
        ReadOnlySpan<ulong> halves = MemoryMarshal.Cast<Guid, ulong>(new ReadOnlySpan<Guid>(in activityId));
        return Mix(halves[0], halves[1]);
    }

    // The runtime's ids count up in some of their bits: spread over all of the 31, they meet by bad luck only.
    private static uint Mix(ulong a, ulong b)
    {
        ulong mixed = Math.BigMul(a ^ 0x9E37_79B9_7F4A_7C15, b ^ 0xD1B5_4A32_D192_ED03, out ulong low) ^ low;
        return ActivityFlow.Mark | (uint)((mixed >> 32) ^ mixed);
    }
}
