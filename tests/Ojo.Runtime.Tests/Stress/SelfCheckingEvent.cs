namespace Ojo.Runtime.Tests.Stress;

/// <summary>An event whose words prove each other: who wrote it, its number, the number's complement, and a hash of all.</summary>
internal static class SelfCheckingEvent
{
    public const int Words = 3;
    private const int NumberBits = 48;

    public static ulong Word0(uint writer, ulong number) => ((ulong)writer << NumberBits) | number;

    public static ulong Word1(uint writer, ulong number) => ~Word0(writer, number);

    public static ulong Word2(uint writer, ulong number) => (Word0(writer, number) * 0x9E3779B97F4A7C15) ^ 0xD1B54A32D192ED03;

    /// <summary>Whether the words are of one event, and of which.</summary>
    public static bool TryRead(ulong word0, ulong word1, ulong word2, out uint writer, out ulong number)
    {
        writer = (uint)(word0 >> NumberBits);
        number = word0 & ((1UL << NumberBits) - 1);
        return word1 == Word1(writer, number) && word2 == Word2(writer, number);
    }
}
