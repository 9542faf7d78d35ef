namespace Transfer.Congestion;

/// <summary>The congestion control algorithms that there are.</summary>
internal enum CongestionAlgorithm : byte
{
    /// <summary>RFC 9002, section 7.</summary>
    NewReno = 1,

    /// <summary>RFC 9438.</summary>
    Cubic = 2,
}
