namespace Ojo.Generators.Parsing.Locks;

/// <summary>What the lock has to say of a declared event.</summary>
internal enum LockVerdict
{
    /// <summary>The lock does not know it, and nothing speaks against it.</summary>
    New,

    /// <summary>It may be what it is, but its line has to say so: it was retired or renamed, or an enum has more values.</summary>
    Outdated,

    /// <summary>It is known under another id.</summary>
    IdChanged,

    /// <summary>Its records carried something else.</summary>
    ShapeChanged,

    /// <summary>A number of an enum meant something else.</summary>
    ValueChanged,

    /// <summary>Its name was retired.</summary>
    NameRetired,

    /// <summary>Another event had its name before that was renamed.</summary>
    NameWasAnothers,

    /// <summary>Its id was retired with another event.</summary>
    IdRetired,

    /// <summary>Its id is that of another event, which is still declared or carried something else.</summary>
    IdTaken,

    /// <summary>Its id and payload are those of an event that is gone: it may be that one under a new name.</summary>
    LooksRenamed,
}
