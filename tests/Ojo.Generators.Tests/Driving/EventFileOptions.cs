using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Ojo.Generators.Tests.Driving;

/// <summary>Marks files as the props do: <c>OjoEvents="true"</c>, and <c>OjoLock="true"</c> for locks; and hands properties over.</summary>
internal sealed class EventFileOptions(IEnumerable<string> events, IEnumerable<string> locks, IReadOnlyDictionary<string, string> properties)
    : AnalyzerConfigOptionsProvider
{
    private readonly HashSet<string> _events = [.. events];
    private readonly HashSet<string> _locks = [.. locks];

    /// <summary>Files with another mark: by path, the metadata and its value.</summary>
    public IReadOnlyDictionary<string, (string Metadata, string Value)> Marks { get; init; } = new Dictionary<string, (string Metadata, string Value)>();

    public override AnalyzerConfigOptions GlobalOptions { get; } = new Properties(properties);

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => new Marked("");

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) =>
        Marks.TryGetValue(textFile.Path, out (string Metadata, string Value) mark)
            ? new Marked(mark.Metadata, mark.Value)
            : new Marked(_events.Contains(textFile.Path) ? "OjoEvents" : _locks.Contains(textFile.Path) ? "OjoLock" : "");

    private sealed class Properties(IReadOnlyDictionary<string, string> properties) : AnalyzerConfigOptions
    {
        private const string Prefix = "build_property.";

        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value)
        {
            value = null;
            return key.StartsWith(Prefix, StringComparison.Ordinal) && properties.TryGetValue(key[Prefix.Length..], out value);
        }
    }

    private sealed class Marked(string metadata, string word = "true") : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value)
        {
            value = metadata.Length > 0 && key == "build_metadata.AdditionalFiles." + metadata ? word : null;
            return value is not null;
        }
    }
}
