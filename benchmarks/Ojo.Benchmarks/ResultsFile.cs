using System.Globalization;
using System.Runtime.InteropServices;

namespace Ojo.Benchmarks;

/// <summary>benchmarks/RESULTS.md: a section for each measurement, with when and where it was made.</summary>
internal static class ResultsFile
{
    private const string Introduction =
        """
        # Results

        What `dotnet run -c Release --project benchmarks/Ojo.Benchmarks` measured, section by section. Machines differ and are
        noisy: look at the ratios, which are against something that was measured beside, in the same minute. A load well above
        the number of cores means that other programs were using the machine.
        """;

    /// <summary>Puts a section in place of the one with this title, or after the others.</summary>
    /// <returns>What the section says now.</returns>
    public static string Replace(string title, string text)
    {
        string path = Path.Combine(Repository.Root, "benchmarks", "RESULTS.md");
        List<(string Title, string Text)> sections = [];
        if (File.Exists(path))
        {
            foreach (string section in File.ReadAllText(path).Split("\n## ").Skip(1))
            {
                int end = section.IndexOf('\n', StringComparison.Ordinal);
                sections.Add((section[..end].Trim(), section[end..].Trim()));
            }
        }

        int at = sections.FindIndex(section => section.Title == title);
        (string Title, string Text) replaced = (title, $"{Circumstances()}\n\n{text.Trim()}");
        if (at < 0)
        {
            sections.Add(replaced);
        }
        else
        {
            sections[at] = replaced;
        }

        File.WriteAllText(path, Introduction + "\n" + string.Concat(sections.Select(static s => $"\n## {s.Title}\n\n{s.Text}\n")));
        return replaced.Text;
    }

    private static string Circumstances() => string.Create(
        CultureInfo.InvariantCulture,
        $"{DateTime.UtcNow:yyyy-MM-dd}, commit {Repository.Commit()}, {Processor()}, {Environment.ProcessorCount} cores, {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}, load {Load()}.");

    private static string Processor()
    {
        const string Key = "model name";
        string? line = File.Exists("/proc/cpuinfo")
            ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(static l => l.StartsWith(Key, StringComparison.Ordinal))
            : null;
        return line?[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
    }

    private static string Load() =>
        File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";
}
