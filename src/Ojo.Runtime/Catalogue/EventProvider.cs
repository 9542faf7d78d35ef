namespace Ojo.Catalogue;

/// <summary>The events of one provider, as the generator writes them down: descriptors, schema JSON and SQL seed.</summary>
/// <remarks>The generator derives one class of this per provider and registers its instance with <see cref="EventCatalogue"/>.</remarks>
public abstract class EventProvider
{
    /// <summary>The provider's name, part of derived ids.</summary>
    public abstract string Name { get; }

    /// <summary>Its event types, in order of id.</summary>
    public abstract IReadOnlyList<EventDescriptor> Events { get; }

    /// <summary>The provider's element of a schema file (docs/FORMAT.md), UTF-8.</summary>
    public abstract ReadOnlySpan<byte> SchemaJson { get; }

    /// <summary>SQL that names the provider's event types in any database with an <c>event_types</c> table, UTF-8.</summary>
    public abstract ReadOnlySpan<byte> SqlSeed { get; }
}
