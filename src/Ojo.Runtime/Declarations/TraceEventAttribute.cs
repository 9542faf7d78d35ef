using System.Diagnostics;

namespace Ojo;

/// <summary>Declares an event type: the generator writes the body of the partial method that carries it.</summary>
/// <remarks>
/// The method must be partial, return nothing and be called <c>Record…</c>. Its parameters, less the flow id and the
/// tracer, are the event's fields, packed in order. The wire name is the method's name without <c>Record</c> in upper
/// snake case: <c>RecordProbeSent</c> records PROBE_SENT.
/// </remarks>
// Only the build reads it: in the assembly it would say the names and ids of events that are not compiled in.
[Conditional("OJO_DECLARATIONS_IN_ASSEMBLIES")]
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class TraceEventAttribute : Attribute
{
    /// <summary>Declares an event whose id is derived from its provider and wire name.</summary>
    public TraceEventAttribute()
    {
    }

    /// <summary>Declares an event with a pinned id.</summary>
    /// <param name="id">A number from 0x00010000 to 0x7FFFFFFF that no other event of the program has.</param>
    public TraceEventAttribute(uint id) => Id = id;

    /// <summary>The pinned id, or 0 where it is derived.</summary>
    public uint Id { get; }

    /// <summary>The wire name; by default made from the method's name.</summary>
    public string? Name { get; set; }

    /// <summary>Whose event it is, part of a derived id; by default the namespace of the declaring type.</summary>
    public string? Provider { get; set; }

    /// <summary>The group that the event is switched and listed with, for instance <c>Packet</c>.</summary>
    public string Category { get; set; } = "General";

    /// <summary>One sentence that says what happened, shown to whoever reads the trace.</summary>
    public string? Description { get; set; }

    /// <summary>How much detail it is; a filter switches by it.</summary>
    public EventLevel Level { get; set; } = EventLevel.Info;

    /// <summary>What it is to a protocol engineer; every protocol view works by it.</summary>
    public EventRole Role { get; set; }

    /// <summary>How the explorer draws its fields by default.</summary>
    public ChartHint Chart { get; set; }

    /// <summary>The version that brought the event, for instance <c>0.2</c>: for its readers, and for events.lock.</summary>
    public string? Since { get; set; }

    /// <summary>
    /// The version that retired the event; null while it is recorded. A retired event stays declared so that old traces can
    /// be read; whoever still records it gets a warning.
    /// </summary>
    public string? Retired { get; set; }

    /// <summary>
    /// The wire name under which the event was first declared; null where that is its name. An id that is not pinned is derived
    /// from it, so that a new name changes no id. It stays the first one however often the event is renamed.
    /// </summary>
    public string? RenamedFrom { get; set; }

    /// <summary>
    /// When the event is a reason for a flight recorder to take a snapshot: comparisons of its fields joined by <c>and</c>, or <c>always</c>, and
    /// behind a colon how many within how long, for instance <c>latest &gt; 500ms:3/1s</c>. The build checks it. Null where it is none.
    /// </summary>
    public string? SnapshotWhen { get; set; }

    /// <summary>Whether the event belongs to a flow. An event without one has no flow id parameter and records flow 0.</summary>
    public bool Flow { get; set; } = true;
}
