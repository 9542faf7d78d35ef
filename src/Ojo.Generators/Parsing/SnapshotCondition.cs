using Microsoft.CodeAnalysis;
using Ojo.Conditions;
using Ojo.Generators.Model;
using Ojo.Generators.Rules;

namespace Ojo.Generators.Parsing;

/// <summary>Checks the condition under which a declaration calls its event a reason for a snapshot.</summary>
internal static class SnapshotCondition
{
    /// <summary>The condition as it was written, or an empty string; what is wrong with it is reported.</summary>
    /// <param name="text">What was written; null where nothing was.</param>
    /// <param name="model">The event.</param>
    /// <param name="isComplete">Whether nothing else is wrong with it. Else the condition may be about a field that could not be read.</param>
    /// <param name="pieceAt">Where a piece of the text stands, from its place and length; null where nobody can say.</param>
    /// <param name="whole">Where all of it stands.</param>
    /// <param name="findings">What has been found wrong.</param>
    public static string Check(
        string? text, EventModel model, bool isComplete, Func<int, int, Location?> pieceAt, Func<Location?> whole, Findings findings)
    {
        if (text is null)
        {
            return "";
        }

        try
        {
            EventCondition condition = EventCondition.Parse(text.TrimEnd());
            if (isComplete)
            {
                ConditionMeaning.Of(model.ToDescriptor(), condition);
            }

            return text.Trim();
        }
        catch (ConditionException exception)
        {
            Location? piece = exception.Place.IsEmpty ? null : pieceAt(exception.Place.Start, exception.Place.Length);
            findings.ReportFixable(
                exception.IsSyntax ? DeclarationRules.BadCondition : DeclarationRules.UnfitCondition,
                piece ?? whole(),
                FixHint.Of(FixHint.Replacement, piece is null ? null : exception.Meant),
                model.Name,
                exception.Message);
            return "";
        }
    }
}
