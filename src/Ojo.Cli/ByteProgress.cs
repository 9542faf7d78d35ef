using System.Diagnostics;
using System.Globalization;
using Ojo.Watcher;

namespace Ojo.Cli;

/// <summary>Shows on a terminal how much of something has been read, in one line that is drawn over itself; elsewhere it shows nothing.</summary>
/// <param name="error">Standard error.</param>
/// <param name="columns">Says how wide the terminal is just now; null where it is none.</param>
internal sealed class ByteProgress(TextWriter error, Func<int>? columns) : IDisposable
{
    private const int BarWidth = 24;

    private static readonly TimeSpan s_between = TimeSpan.FromMilliseconds(100);

    private long _shown = Stopwatch.GetTimestamp();
    private int _drawn;

    public void Show(string what, long done, long total)
    {
        if (columns is null || total <= 0 || Stopwatch.GetElapsedTime(_shown) < s_between)
        {
            return;
        }

        _shown = Stopwatch.GetTimestamp();
        double share = Math.Clamp((double)done / total, 0, 1);
        int filled = (int)(BarWidth * share);
        string text = string.Create(
            CultureInfo.InvariantCulture, $"[{new string('#', filled)}{new string('.', BarWidth - filled)}] {share * 100:F0} % {PrintableText.Of(what)}");

        // What does not fit would go on in the next line, and nothing brings the cursor back up from there.
        text = text[..Math.Min(text.Length, Math.Max(0, columns() - 1))];
        error.Write('\r' + text + new string(' ', Math.Max(0, _drawn - text.Length)));
        _drawn = text.Length;
    }

    public void Dispose()
    {
        if (_drawn > 0)
        {
            error.Write('\r' + new string(' ', _drawn) + '\r');
            _drawn = 0;
        }
    }
}
