namespace Ojo.Benchmarks.Programs;

/// <summary>How an explorer with one store stood up to programs and to a browser.</summary>
/// <param name="Load">By how many clients asked at once.</param>
/// <param name="JsonBytes">How long seven series are as JSON.</param>
/// <param name="BinaryBytes">The same in the binary form.</param>
/// <param name="JsonMs">How long asking for them takes as JSON, the median.</param>
/// <param name="BinaryMs">The same in the binary form.</param>
/// <param name="Browser">What the browser did; null: there is none.</param>
/// <param name="NoBrowser">Why there is none.</param>
internal sealed record ExplorerContest(
    IReadOnlyList<LoadFigures> Load, int JsonBytes, int BinaryBytes, double JsonMs, double BinaryMs, BrowserFigures? Browser, string? NoBrowser);
