namespace Ojo.Storage.Verification;

/// <summary>What looking through all of a store has found.</summary>
/// <param name="Files">Trace files in the ledger.</param>
/// <param name="Runs">Runs.</param>
/// <param name="Flows">Flows.</param>
/// <param name="Blocks">Blocks of events.</param>
/// <param name="Events">Events, each of which was read.</param>
/// <param name="Unchecked">Blocks that have no checksum, because an older Ojo wrote them: only their counts and times were checked.</param>
/// <param name="FaultCount">How much is wrong.</param>
/// <param name="Faults">The first thousand of the faults.</param>
public sealed record StoreVerdict(
    long Files, long Runs, long Flows, long Blocks, long Events, long Unchecked, long FaultCount, IReadOnlyList<StoreFault> Faults)
{
    /// <summary>How many faults are kept at most.</summary>
    public const int MostFaults = 1000;

    /// <summary>Whether nothing is wrong.</summary>
    public bool IsWhole => FaultCount == 0;
}
