using System.Globalization;
using System.Text;
using Ojo.Watcher;

namespace Ojo.Cli.Snapshots;

/// <summary>A snapshot in words.</summary>
internal static class SnapshotText
{
    public static string Of(TraceSnapshot snapshot)
    {
        StringBuilder text = new();
        Line("snapshot", Path.GetFileName(snapshot.Path));
        Line("reason", snapshot.Reason);
        Line("taken", Iso(snapshot.TakenAt));
        Line("of", Invariant($"{snapshot.Service}, process {snapshot.ProcessId} on {snapshot.Host}"));
        Line("window", Invariant($"{Iso(snapshot.WindowStartAt)} to {Iso(snapshot.WindowEndAt)}, in which nothing is missing"));
        Line("events", Invariant($"{snapshot.Events:N0}; {snapshot.Overwritten:N0} overwritten and {snapshot.Lost:N0} lost before"));
        if (snapshot.Continues.Length > 0)
        {
            Line("continues", snapshot.Continues);
        }

        if (snapshot.IsCopy)
        {
            Line("copy", "the process's own next snapshot has the same events");
        }

        foreach (string file in snapshot.Files)
        {
            Line("file", file);
        }

        return text.ToString();

        void Line(string name, string value) => text.Append(name.PadRight(11)).Append(PrintableText.Of(value)).Append('\n');
    }

    public static string Iso(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
