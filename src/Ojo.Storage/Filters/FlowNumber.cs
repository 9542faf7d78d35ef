using Ojo.Catalogue;

namespace Ojo.Storage.Filters;

/// <summary>A number of a flow's own that a filter may ask for.</summary>
/// <param name="Field">What it is called and in which unit it is.</param>
/// <param name="Of">The number; null where a flow has none.</param>
internal sealed record FlowNumber(FieldDescriptor Field, Func<FlowFacts, decimal?> Of)
{
    /// <summary>All of them.</summary>
    public static IReadOnlyDictionary<string, FlowNumber> All { get; } = new FlowNumber[]
    {
        new(Number("events", "How many events the flow has"), static flow => flow.Events),
        new(Number("sent", "How many packets it sent"), static flow => flow.Sent),
        new(Number("lost", "How many packets it lost"), static flow => flow.Lost),
        new(Number("loss", "Packets lost in a hundred sent", "%"), static flow => flow.LossPercent),
        new(Number("duration", "The time from its first event to its last", type: FieldType.Duration), static flow => flow.DurationNs),
        new(Number("rate", "Events per second", "/s"), static flow => flow.Rate),
        new(Number("children", "How many flows belong to it"), static flow => flow.Children),
    }.ToDictionary(static number => number.Field.Name);

    private static FieldDescriptor Number(string name, string description, string unit = "", FieldType type = FieldType.U64) =>
        new() { Name = name, Type = type, Unit = unit, Description = description, BitOffset = 0, BitWidth = 64 };
}
