using System.Diagnostics;

namespace Ojo.Interop.Tests.Pcap;

/// <summary>Asks Wireshark's <c>tshark</c>, where it is installed, what it finds in a capture's TCP segments.</summary>
internal static class Wireshark
{
    /// <summary>What it is asked for of each segment; the last ones are findings, in the order of the numbers that ours have.</summary>
    public static IReadOnlyList<string> Fields { get; } =
    [
        "frame.number", "tcp.seq", "tcp.ack", "tcp.len", "tcp.window_size", "tcp.analysis.bytes_in_flight", "tcp.analysis.ack_rtt", "tcp.analysis.initial_rtt",
        "tcp.analysis.retransmission", "tcp.analysis.fast_retransmission", "tcp.analysis.spurious_retransmission", "tcp.analysis.out_of_order",
        "tcp.analysis.lost_segment", "tcp.analysis.ack_lost_segment", "tcp.analysis.duplicate_ack", "tcp.analysis.keep_alive", "tcp.analysis.keep_alive_ack",
        "tcp.analysis.zero_window", "tcp.analysis.zero_window_probe", "tcp.analysis.zero_window_probe_ack", "tcp.analysis.window_full", "tcp.analysis.window_update",
        "tcp.analysis.reused_ports",
    ];

    /// <summary>Its answer, a line for each segment, or null where it is not installed.</summary>
    public static string[]? Ask(string capture)
    {
        ProcessStartInfo start = new("tshark") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in (string[])["-r", capture, "-Y", "tcp", "-o", "tcp.relative_sequence_numbers:TRUE", "-E", "header=y", "-T", "fields", .. Fields.SelectMany(static field => new[] { "-e", field })])
        {
            start.ArgumentList.Add(argument);
        }

        try
        {
            using Process process = Process.Start(start)!;
            process.ErrorDataReceived += static (_, _) => { };
            process.BeginErrorReadLine();
            string text = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
