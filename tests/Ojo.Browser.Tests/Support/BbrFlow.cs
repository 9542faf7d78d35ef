using System.Globalization;
using BbrState;
using Ojo.Catalogue;

namespace Ojo.Browser.Tests.Support;

/// <summary>What the sample's model of BBR tells, as a flow of a store.</summary>
internal static class BbrFlow
{
    /// <summary>Every step, in order of time.</summary>
    public static IReadOnlyList<BbrStep> Steps { get; } = BbrModel.Run(20);

    /// <summary>What the sample declares.</summary>
    public static IReadOnlyList<EventDescriptor> Events { get; } = EventCatalogue.Providers.Single(static provider => provider.Name == "bbr").Events;

    /// <summary>Writes the steps down.</summary>
    public static void Record(TraceScript script, uint flow)
    {
        EventDescriptor changed = Events.Single(static e => e.Name == "BBR_STATE_CHANGED");
        EventDescriptor updated = Events.Single(static e => e.Name == "BBR_MODEL_UPDATED");
        foreach (BbrStep step in Steps)
        {
            if (step.State is { } state)
            {
                script.Add(step.TimeNs, flow, (uint)changed.Id, Word(changed, ("state", (ulong)state), ("pacing_gain", BitConverter.SingleToUInt32Bits(step.PacingGain))));
            }
            else
            {
                script.Add(step.TimeNs, flow, (uint)updated.Id, Word(updated, ("bandwidth", step.Bandwidth), ("min_rtt", step.MinRttUs)));
            }
        }
    }

    /// <summary>What holds at a time.</summary>
    public static (BbrPhase State, float Gain, ulong Bandwidth) At(long timeNs)
    {
        BbrStep changed = Steps.Last(step => step.TimeNs <= timeNs && step.State is not null);
        return (changed.State!.Value, changed.PacingGain, Steps.Last(step => step.TimeNs <= timeNs && step.State is null).Bandwidth);
    }

    /// <summary>A state as the panel calls it.</summary>
    public static string TitleOf(BbrPhase state) => state switch
    {
        BbrPhase.Startup => "Startup",
        BbrPhase.Drain => "Drain",
        BbrPhase.ProbeBwDown => "ProbeBW down",
        BbrPhase.ProbeBwCruise => "ProbeBW cruise",
        BbrPhase.ProbeBwRefill => "ProbeBW refill",
        BbrPhase.ProbeBwUp => "ProbeBW up",
        _ => "ProbeRTT",
    };

    /// <summary>A bandwidth as the panel writes it.</summary>
    public static string Megabits(ulong bytesPerSecond) => string.Create(CultureInfo.InvariantCulture, $"{bytesPerSecond * 8 / 1e6:0.0} Mb/s");

    private static ulong Word(EventDescriptor type, params (string Field, ulong Value)[] values) =>
        values.Aggregate(0UL, (word, one) => word | (one.Value << type.Fields.Single(f => f.Name == one.Field).BitOffset));
}
