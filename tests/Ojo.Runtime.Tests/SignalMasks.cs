using System.Globalization;

namespace Ojo.Runtime.Tests;

/// <summary>What a process does at signals, as Linux has it.</summary>
/// <param name="ignored">A bit for each signal that it ignores.</param>
internal readonly struct SignalMasks(ulong ignored)
{
    /// <summary>The masks of a process.</summary>
    public static SignalMasks Of(int process)
    {
        string line = File.ReadLines($"/proc/{process}/status").Single(static line => line.StartsWith("SigIgn:", StringComparison.Ordinal));
        return new SignalMasks(ulong.Parse(line.AsSpan("SigIgn:".Length).Trim(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
    }

    /// <summary>Whether it ignores a signal. Shells have what they start in the background ignore SIGINT (2) and SIGQUIT (3), and so does all that is started from there.</summary>
    public bool Ignores(int signal) => (ignored >> (signal - 1) & 1) != 0;
}
