extern alias generators;

using System.Globalization;
using generators::Ojo.Generators.Analysis;
using generators::Ojo.Generators.Model;
using generators::Ojo.Generators.Parsing;
using generators::Ojo.Generators.Parsing.Locks;
using generators::Ojo.Generators.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using Ojo.Catalogue;

namespace Ojo.Cli.Schema;

/// <summary>Holds events against the locks of the projects that declare them, by the rules that a build has.</summary>
internal static class SchemaLock
{
    // A line for each event: what is longer is no lock.
    private const long LongestFile = 16 << 20;

    /// <summary>What a build would say, had it declared these events.</summary>
    /// <param name="name">What the events were read from.</param>
    /// <param name="events">The events.</param>
    /// <param name="locks">The locks. Of a provider that is in no lock nothing is said, nor of one that has no events here.</param>
    /// <exception cref="IOException">A lock cannot be read.</exception>
    public static IReadOnlyList<Diagnostic> Check(string name, IReadOnlyList<EventDescriptor> events, IReadOnlyList<string> locks)
    {
        Findings findings = new();
        List<(string Path, IReadOnlyList<LockEntry> Entries)> read = [.. locks.Select(path => (path, LockFileParser.Parse(path, SourceText.From(Read(path)), findings)))];
        HashSet<string> locked = [.. read.SelectMany(static one => one.Entries).Select(static entry => entry.Provider)];
        HashSet<string> here = [.. events.Select(static one => one.Provider)];
        Declarations declarations = new();
        declarations.CountLockFaults(findings.Count);
        foreach ((string path, IReadOnlyList<LockEntry> entries) in read)
        {
            declarations.AddLock(path, [.. entries.Where(entry => here.Contains(entry.Provider))]);
        }

        int place = 0;
        foreach (EventDescriptor one in events.Where(one => locked.Contains(one.Provider)))
        {
            EventModel model = GeneratorModel.Of(one);
            Location location = Location.Create(name, new TextSpan(place++, 0), default);
            declarations.Add(new DeclaredEvent(model, location, location, one.Id < EventTypeId.FirstDerived, location));
        }

        List<Diagnostic> said = [.. findings.Diagnostics];
        LockCheck.Report(declarations, new FreeIdentities(declarations), isUpdating: false, said.Add);
        return said;
    }

    /// <summary>The rule's finding in a line, as a build prints it.</summary>
    public static string Text(Diagnostic one)
    {
        FileLinePositionSpan place = one.Location.GetLineSpan();
        string at = place.Path.EndsWith(".lock", StringComparison.OrdinalIgnoreCase)
            ? string.Create(CultureInfo.InvariantCulture, $"{place.Path}({place.StartLinePosition.Line + 1},{place.StartLinePosition.Character + 1})")
            : place.Path;
        return $"{at}: {(IsError(one) ? "error" : "warning")} {one.Id}: {one.GetMessage(CultureInfo.InvariantCulture)}";
    }

    /// <summary>Whether old traces would be misread.</summary>
    public static bool IsError(Diagnostic one) => one.Severity == DiagnosticSeverity.Error;

    private static string Read(string path) => new FileInfo(path) is { Exists: true } file
        ? file.Length <= LongestFile ? File.ReadAllText(path) : throw new IOException($"{path} is too long for a lock.")
        : throw new FileNotFoundException($"There is no lock {path}: a project's is called events.lock.");
}
