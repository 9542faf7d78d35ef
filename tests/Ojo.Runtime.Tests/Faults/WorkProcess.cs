using System.Buffers.Binary;
using System.Diagnostics;
using Ojo.Runtime.Tests.Stress;

namespace Ojo.Runtime.Tests.Faults;

/// <summary>A process that records, writes and salvages by the same steps each time, and what is found of its work.</summary>
/// <param name="work">What it does: <c>stream</c>, <c>flight recorder</c>, <c>power loss</c>, <c>flight recorder, power loss</c> or <c>salvage</c>.</param>
/// <param name="traces">The trace directory.</param>
/// <param name="counts">The file in which it counts the calls that have returned; made here if it is not there.</param>
internal sealed class WorkProcess(string work, string traces, string counts)
{
    public const int Killed = 128 + 9;

    /// <summary>What it ends with where no tracer could be made.</summary>
    public const int Refused = 3;

    private const int Writers = 2;
    private const int CacheLine = 64;

    /// <summary>What it said.</summary>
    public string Said { get; private set; } = "";

    /// <returns>What it ended with.</returns>
    public int Run(Dictionary<string, string> environment)
    {
        if (!File.Exists(counts))
        {
            File.WriteAllBytes(counts, new byte[Writers * CacheLine]);
        }

        using Process process = TargetProgram.StartAndListen(environment, "work", traces, counts, work);
        Said = process.ReadToEnd();
        return process.ExitCode;
    }

    /// <summary>Salvages what it left, and says what is incomplete, missing, lost, there twice or left over.</summary>
    public List<string> Problems()
    {
        string output = Path.Combine(traces, "output");
        string staging = Path.Combine(traces, "staging");
        List<string> problems = OutputAudit.Problems(output);
        SalvageSummary summary = TraceSalvage.Run(traces);
        problems.AddRange(OutputAudit.Problems(output));
        if (summary is not { SetAside: 0, Failed: 0 })
        {
            problems.Add($"salvage says {summary}");
        }

        // What was never whole, a small file of a name that nobody looks for, goes when it is old; so does a second name of a file.
        IEnumerable<string> left = Directory.Exists(staging) ? Directory.GetFiles(staging).Select(static file => Path.GetFileName(file)) : [];
        problems.AddRange(left
            .Where(file => !file.Contains(".json.", StringComparison.Ordinal) && !File.Exists(Path.Combine(output, file)))
            .Select(static file => $"{file} is left"));
        if (Directory.Exists(output))
        {
            DeathAudit audit = new(Returned());
            audit.Read(output);
            problems.AddRange(audit.Problems);
            problems.AddRange(audit.Lost > 0 ? [$"{audit.Lost} events were lost"] : []);
        }

        return problems;
    }

    private ulong[] Returned()
    {
        byte[] bytes = File.ReadAllBytes(counts);
        return [.. Enumerable.Range(0, Writers).Select(writer => BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(writer * CacheLine)))];
    }
}
