using System.ComponentModel;

namespace Ojo.Catalogue;

/// <summary>The events of one provider, as the generator writes them down: descriptors, schema JSON, SQL seed and views.</summary>
/// <remarks>The generator derives one class of this per provider and registers its instance with <see cref="EventCatalogue"/>.</remarks>
public abstract class EventProvider
{
    /// <summary>The provider's name, part of derived ids.</summary>
    public abstract string Name { get; }

    /// <summary>
    /// The C# namespace of its declarations; where they are in several, the first in ordinal order. An empty string where
    /// they are in none.
    /// </summary>
    public abstract string Namespace { get; }

    /// <summary>Its event types, in order of id.</summary>
    public abstract IReadOnlyList<EventDescriptor> Events { get; }

    /// <summary>The provider's element of a schema file (docs/FORMAT.md), UTF-8.</summary>
    public abstract ReadOnlySpan<byte> SchemaJson { get; }

    /// <summary>SQL that names the provider's event types in any database with an <c>event_types</c> table, UTF-8.</summary>
    public abstract ReadOnlySpan<byte> SqlSeed { get; }

    /// <summary>
    /// SQL that makes one view per event type in a store (docs/STORE.md), UTF-8: its events with their fields decoded, called
    /// by the wire name in lower case. The views stand on names that the store publishes; whatever has such a name already
    /// is left as it is, so the SQL may be run again.
    /// </summary>
    public abstract ReadOnlySpan<byte> SqlViews { get; }

    /// <summary>The conditions under which its events are a reason for a snapshot, made anew by each call. Overridden by generated code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public virtual IReadOnlyList<SnapshotTrigger> CreateSnapshotTriggers() => [];
}
