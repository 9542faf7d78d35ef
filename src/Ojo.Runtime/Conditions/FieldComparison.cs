namespace Ojo.Conditions;

/// <summary>What a comparison comes to: which bits of the event are compared with which, as the recorder does it and as the generator writes it.</summary>
/// <param name="Source">What is compared.</param>
/// <param name="Comparison">How.</param>
internal sealed record FieldComparison(FieldSource Source, Comparison Comparison)
{
    /// <summary>The bits' offset in the event's words.</summary>
    public int BitOffset { get; init; }

    /// <summary>How many there are.</summary>
    public int BitWidth { get; init; }

    /// <summary>Which of the event's texts it is.</summary>
    public int TextNumber { get; init; }

    /// <summary>The number to compare with; in two's complement for <see cref="FieldSource.Signed"/>; the first half of <see cref="FieldSource.Wide"/>.</summary>
    public ulong Bits { get; init; }

    /// <summary>The second half of <see cref="FieldSource.Wide"/>.</summary>
    public ulong High { get; init; }

    /// <summary>The number for <see cref="FieldSource.Double"/>; for <see cref="FieldSource.Single"/>, it is one of those.</summary>
    public double Real { get; init; }

    /// <summary>The text for <see cref="FieldSource.String"/> and <see cref="FieldSource.Text"/>.</summary>
    public string Text { get; init; } = "";
}
