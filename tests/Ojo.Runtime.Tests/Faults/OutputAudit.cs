using Ojo.Catalogue;
using Ojo.FlightRecorder;
using Ojo.Format;

namespace Ojo.Runtime.Tests.Faults;

/// <summary>Whether all that readers can see is whole: every file, and every file that one of them names.</summary>
internal static class OutputAudit
{
    /// <summary>What is wrong with an output folder; nothing, it is hoped.</summary>
    public static List<string> Problems(string output)
    {
        List<string> problems = [];
        foreach (string path in Directory.Exists(output) ? Directory.GetFileSystemEntries(output) : [])
        {
            try
            {
                if (Problem(output, path) is { } problem)
                {
                    problems.Add($"{Path.GetFileName(path)} {problem}");
                }
            }
            catch (Exception exception) when (exception is IOException or TraceFormatException)
            {
                problems.Add($"{Path.GetFileName(path)}: {exception.Message}");
            }
        }

        return problems;
    }

    private static string? Problem(string output, string path)
    {
        if (!TraceFileName.TryParse(Path.GetFileName(path), out TraceFileName name))
        {
            return "has a name of no kind";
        }

        switch (name.Kind)
        {
            case TraceFileKind.Schema:
                return SchemaDocument.HashOf(File.ReadAllBytes(path)) == name.SchemaHash ? null : "is not what its name says";
            case TraceFileKind.Run:
                RunDescription run = RunDescription.Parse(File.ReadAllBytes(path));
                return run.FileName == name ? Missing(output, run.SchemaHash) : "is of another run";
            case TraceFileKind.Snapshot:
                TraceSnapshot snapshot = SnapshotJson.Read(File.ReadAllBytes(path));
                return snapshot.Files.All(file => File.Exists(Path.Combine(output, file))) ? null : "names files that are not there";
            default:
                return ReadTrace(output, path, name);
        }
    }

    private static string? ReadTrace(string output, string path, TraceFileName name)
    {
        // It throws where the checksum is wrong.
        TraceFiles.Read(path);
        using TraceFileReader reader = TraceFileReader.Open(path);
        if (!reader.HasChecksum || reader.BatchStart != name.BatchStart)
        {
            return "has no end, or is of another run";
        }

        return File.Exists(Path.Combine(output, TraceFileName.ForRun(name.BatchStart, name.ProcessId).ToString()))
            ? Missing(output, reader.SchemaHash)
            : "has no run file";
    }

    private static string? Missing(string output, ulong schemaHash) =>
        schemaHash == 0 || File.Exists(Path.Combine(output, TraceFileName.ForSchema(schemaHash).ToString())) ? null : "has no schema file";
}
