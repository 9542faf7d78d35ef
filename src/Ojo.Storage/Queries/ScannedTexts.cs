namespace Ojo.Storage.Queries;

/// <summary>The texts of some scanned events. A view over the scan's memory, empty where the scan was not asked for texts.</summary>
/// <param name="firsts">For each event, the number of its first text.</param>
/// <param name="ends">For each text, where it ends among the bytes.</param>
/// <param name="bytes">The texts, one after the other.</param>
public readonly ref struct ScannedTexts(ReadOnlySpan<int> firsts, ReadOnlySpan<int> ends, ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<int> _firsts = firsts;
    private readonly ReadOnlySpan<int> _ends = ends;
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>An event's text: UTF-8 as it was recorded, valid or not, or any bytes; empty where there is none.</summary>
    /// <param name="scanned">The event's place among those that are shown with it.</param>
    /// <param name="text">The text's number among the event's own, from 0.</param>
    public ReadOnlySpan<byte> Find(int scanned, int text)
    {
        if ((uint)scanned >= (uint)_firsts.Length)
        {
            return [];
        }

        int at = _firsts[scanned] + text;
        int after = scanned + 1 < _firsts.Length ? _firsts[scanned + 1] : _ends.Length;
        return at < after ? _bytes[(at == 0 ? 0 : _ends[at - 1]).._ends[at]] : [];
    }

    /// <summary>How many texts an event has.</summary>
    /// <param name="scanned">The event's place among those that are shown with it.</param>
    public int Count(int scanned) =>
        (uint)scanned >= (uint)_firsts.Length ? 0 : (scanned + 1 < _firsts.Length ? _firsts[scanned + 1] : _ends.Length) - _firsts[scanned];
}
