namespace Ojo.Storage.Queries;

/// <summary>What groups are sorted by.</summary>
public enum GroupOrder
{
    /// <summary>How many events they have.</summary>
    Count,

    /// <summary>Their keys, the first one first: flows, runs and types by number, times and numbers by value, names by letter.</summary>
    Key,

    /// <summary>The sum.</summary>
    Sum,

    /// <summary>The average.</summary>
    Average,

    /// <summary>The least value.</summary>
    Min,

    /// <summary>The greatest value.</summary>
    Max,

    /// <summary>The first of the percentiles asked for.</summary>
    Percentile,
}
