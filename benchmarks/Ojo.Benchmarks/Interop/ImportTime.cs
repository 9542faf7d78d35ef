namespace Ojo.Benchmarks.Interop;

/// <summary>What an import takes.</summary>
/// <param name="Thread">How many seconds the thread was busy that reads and writes trace files.</param>
/// <param name="Process">How many seconds all threads were, the store's among them.</param>
/// <param name="Elapsed">How many seconds went by.</param>
/// <param name="Events">How many events there are.</param>
internal readonly record struct ImportTime(double Thread, double Process, double Elapsed, long Events);
