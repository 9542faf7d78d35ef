namespace Ojo.Storage.Analysis;

/// <summary>Where an event belongs by one of the things that groups are made by.</summary>
internal enum GroupPlace
{
    /// <summary>In a group.</summary>
    Group,

    /// <summary>In none: it has not what groups are made by.</summary>
    None,

    /// <summary>In one of those that are too many to be told apart.</summary>
    Remainder,
}
