using Ojo.Storage.Verification;

namespace Ojo.Storage.Sqlite.Verification;

/// <summary>Looks through all of a store, as it is at one instant, whoever goes on writing to it.</summary>
internal static class StoreVerification
{
    public static StoreVerdict Run(string path, CancellationToken cancellation)
    {
        using StoreConnection connection = StoreConnection.OpenToRead(path);
        connection.Execute("BEGIN");
        var faults = new FaultList();
        var totals = new EventTotals();
        var ledger = new LedgerVerification(connection.Handle, faults, totals);
        Try("The database", () => VerifyPages(connection, "The database", faults));
        Try("The blocks", () =>
        {
            using var blocks = new BlockVerification(connection.Handle, faults, totals);
            blocks.Run(cancellation);
        });
        Try("The pyramid", () => new FloorVerification(connection.Handle, faults).Run(cancellation));
        Try("The ledger", () => ledger.Run(cancellation));
        return new StoreVerdict(
            ledger.Files, ledger.Runs, ledger.Flows, totals.Blocks, totals.Events, totals.Unchecked, faults.Count, faults.First);

        void Try(string what, Action verify)
        {
            try
            {
                verify();
            }
            catch (Exception exception) when (exception is StoreUnavailableException or InvalidOperationException or KeyNotFoundException or ArgumentException or OverflowException)
            {
                // What is damaged may not even be readable: the rest is looked at all the same.
                faults.Add(what, $"it cannot be read to its end. {exception.Message}");
            }
        }
    }

    /// <summary>SQLite's own look at its pages, trees and indexes.</summary>
    public static void VerifyPages(StoreConnection connection, string what, FaultList faults)
    {
        using var rows = new Statement(connection.Handle, "PRAGMA integrity_check(100)");
        while (rows.Step())
        {
            string said = rows.Text(0);
            if (said != "ok")
            {
                faults.Add(what, $"SQLite says: {said.ReplaceLineEndings(" ")}.");
            }
        }
    }
}
