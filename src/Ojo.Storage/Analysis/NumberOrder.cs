namespace Ojo.Storage.Analysis;

/// <summary>How the numbers of a question are held: 64 bits each, whose unsigned order is that of the numbers.</summary>
/// <remarks>
/// Unsigned and signed numbers are exact. Where both are asked for at once and the unsigned ones may reach 2⁶³, 64 bits
/// cannot hold all of them: then, as where any is a floating point number, all are doubles.
/// </remarks>
internal enum NumberOrder
{
    Unsigned,
    Signed,
    Real,
}
