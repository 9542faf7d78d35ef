using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ojo.Generators.CodeFixes.Fixes;

/// <summary>Makes the arguments of a recorder only where its event is wanted.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(GuardFix))]
[Shared]
public sealed class GuardFix : EventCodeFix
{
    private const string Step = "    ";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [UsageRules.AllocatingArgument.Id];

    internal override async Task<IReadOnlyList<Remedy>> FindAsync(Fault fault, CancellationToken cancellation)
    {
        // What is not a statement of its own has a value, or a place, that an 'if' can't have.
        if (fault.Hint(FixHint.Guard) is not { } guard
            || await fault.FindAsync<ExpressionStatementSyntax>(cancellation).ConfigureAwait(false) is not { Expression: InvocationExpressionSyntax call } statement
            || !IsOf(guard, call))
        {
            return [];
        }

        SourceText text = await fault.File.GetTextAsync(cancellation).ConfigureAwait(false);
        return [new Remedy($"Guard the call with 'if ({guard})'", nameof(GuardFix), [.. Edits(fault, text, statement, guard)])];
    }

    private static bool IsOf(string guard, InvocationExpressionSyntax call)
    {
        string? name = call.Expression switch
        {
            MemberAccessExpressionSyntax { Expression: not PostfixUnaryExpressionSyntax } member => member.Name.Identifier.ValueText,
            SimpleNameSyntax simple => simple.Identifier.ValueText,
            _ => null,
        };
        return name is { Length: > 6 } && guard.Contains($"Is{name.Substring("Record".Length)}Enabled");
    }

    private static IEnumerable<Edit> Edits(Fault fault, SourceText text, ExpressionStatementSyntax statement, string guard)
    {
        TextLine first = text.Lines.GetLineFromPosition(statement.SpanStart);
        TextLine last = text.Lines.GetLineFromPosition(statement.Span.End);
        string indent = text.ToString(TextSpan.FromBounds(first.Start, statement.SpanStart));
        bool isInBlock = statement.Parent is BlockSyntax or SwitchSectionSyntax or GlobalStatementSyntax;
        if (!isInBlock || indent.Trim().Length > 0)
        {
            // An 'else' that follows belongs to the 'if' before.
            (string open, string close) = isInBlock ? ("", "") : ("{ ", " }");
            yield return fault.Insert(statement.SpanStart, $"{open}if ({guard}) {{ ");
            yield return fault.Insert(statement.Span.End, $" }}{close}");
            yield break;
        }

        string ending = LineBreak.Of(text);
        yield return fault.Insert(statement.SpanStart, $"if ({guard}){ending}{indent}{{{ending}{indent}{Step}");
        for (int number = first.LineNumber + 1; number <= last.LineNumber; number++)
        {
            // Within a text that has several lines, a space is part of it.
            int start = text.Lines[number].Start;
            if (statement.FindToken(start) is var token && (token.SpanStart >= start || token.Span.End <= start))
            {
                yield return fault.Insert(start, Step);
            }
        }

        yield return fault.Insert(statement.Span.End, $"{ending}{indent}}}");
    }
}
