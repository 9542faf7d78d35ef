using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Ojo.Generators.Rules;

/// <summary>What a parser finds wrong. Analyzers report it; the generator only asks whether there is anything.</summary>
/// <remarks>Never part of a cached value: it holds locations, and with them whole syntax trees.</remarks>
internal sealed class Findings
{
    private readonly List<Diagnostic> _diagnostics = [];

    public IReadOnlyList<Diagnostic> Diagnostics => _diagnostics;

    /// <summary>How many faults there are, those included that somebody else reports.</summary>
    public int Count { get; private set; }

    public void Report(DiagnosticDescriptor rule, Location? location, params object[] arguments) =>
        ReportFixable(rule, location, FixHint.None, arguments);

    /// <summary>Reports what a code fix can put right with <paramref name="hints"/>, whose keys are those of <see cref="FixHint"/>.</summary>
    public void ReportFixable(
        DiagnosticDescriptor rule, Location? location, ImmutableDictionary<string, string?> hints, params object[] arguments)
    {
        Count++;
        _diagnostics.Add(Diagnostic.Create(rule, location, hints, arguments));
    }

    /// <summary>Takes over what an attempt found, after it has turned out to be the right one.</summary>
    public void Take(Findings others)
    {
        Count += others.Count;
        _diagnostics.AddRange(others._diagnostics);
    }

    /// <summary>Counts a fault that somebody else reports, the compiler for one: saying it twice would help nobody.</summary>
    public void LeaveToCompiler() => Count++;
}
