using System.Diagnostics;
using System.Globalization;

namespace Ojo.Benchmarks.Programs;

/// <summary>How much of a process is resident, in MiB.</summary>
/// <param name="Peak">The most there was so far (VmHWM).</param>
/// <param name="Resident">What there is (VmRSS).</param>
/// <param name="Own">What of it belongs to the process alone and to no file (RssAnon); 0 where the system does not say.</param>
internal readonly record struct ProcessMemory(double Peak, double Resident, double Own)
{
    /// <summary>Looks at a process; all is 0 where it has ended.</summary>
    public static ProcessMemory Of(Process process)
    {
        try
        {
            if (!OperatingSystem.IsLinux())
            {
                process.Refresh();
                return new ProcessMemory(process.PeakWorkingSet64 / 1048576.0, process.WorkingSet64 / 1048576.0, 0);
            }

            string[] lines = File.ReadAllLines($"/proc/{process.Id}/status");
            return new ProcessMemory(Value(lines, "VmHWM:"), Value(lines, "VmRSS:"), Value(lines, "RssAnon:"));
        }
        catch (Exception exception) when (exception is IOException or InvalidOperationException)
        {
            return default;
        }
    }

    /// <summary>A line of /proc's status: a name, a number, "kB".</summary>
    private static double Value(string[] lines, string name) =>
        Array.Find(lines, line => line.StartsWith(name, StringComparison.Ordinal)) is { } line
            ? double.Parse(line.AsSpan(name.Length).Trim().ToString().Split(' ')[0], CultureInfo.InvariantCulture) / 1024
            : 0;
}
