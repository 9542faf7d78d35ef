namespace Ojo.Storage.Queries;

/// <summary>What events are put into groups by.</summary>
public enum GroupKind
{
    /// <summary>The flow: a group's key is a <see cref="FlowKey"/>.</summary>
    Flow,

    /// <summary>The run: a group's key is its number, a <see cref="long"/>.</summary>
    Run,

    /// <summary>The event type: a group's key is a <see cref="StoredEventType"/>.</summary>
    Type,

    /// <summary>The event type's category: a group's key is a <see cref="string"/>, empty where no schema names the type.</summary>
    Category,

    /// <summary>A stretch of time: a group's key is where it begins, in nanoseconds since the run's start, a <see cref="long"/>.</summary>
    Time,

    /// <summary>
    /// A field's value: a group's key is a <see cref="Quantity"/>; where the field of any of the types has named values or is a
    /// string, a <see cref="string"/>, or null for a string that is none.
    /// </summary>
    Field,
}
