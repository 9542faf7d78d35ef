using System.Runtime.CompilerServices;
using Ojo.Filtering;

namespace Ojo;

/// <content>Which events are recorded: by category and level, and of which flows.</content>
public sealed partial class Tracer
{
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

    internal EventFilter FilterInForce => _filter.InForce;

    /// <summary>Whether events behind <paramref name="eventSwitch"/> are recorded: one load and one test.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsEnabled(EventSwitch eventSwitch) =>
        Unsafe.Add(ref Unsafe.As<SwitchStates, byte>(ref _switches), (nint)eventSwitch.Index) != 0;

    /// <summary>Whether the events of a flow are recorded, as far as <see cref="FlowSampling"/> is concerned. Recording asks by itself.</summary>
    /// <param name="flowId">The flow; of 0 they always are.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsSampled(uint flowId) => FlowHash.Of(flowId) <= _largestHash;

    internal void SetSwitches(ReadOnlySpan<bool> isOn)
    {
        for (int i = 0; i < isOn.Length; i++)
        {
            _switches[i] = isOn[i] ? (byte)1 : (byte)0;
        }
    }

    private void SampleFlows(int oneIn)
    {
        Volatile.Write(ref _largestHash, FlowHash.LargestOf(oneIn));
        Volatile.Write(ref _cursorId, oneIn == 1 ? _id : -_id);
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
