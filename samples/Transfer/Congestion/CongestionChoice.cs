namespace Transfer.Congestion;

/// <summary>Which congestion control the connections use.</summary>
internal enum CongestionChoice
{
    /// <summary>NewReno for every second connection, CUBIC for the others: they share the link and can be compared.</summary>
    Mixed,

    NewReno,

    Cubic,
}
