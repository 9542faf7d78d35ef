using System.Globalization;
using Ojo.Conditions;
using Ojo.Generators.Model;

namespace Ojo.Generators.Emit;

/// <summary>Writes when a provider's events are a reason for a snapshot: a condition over an event's words for each that has one.</summary>
internal static class SnapshotTriggersEmitter
{
    private const string Trigger = "global::Ojo.SnapshotTrigger";

    public static void Emit(CodeWriter code, ProviderModel provider)
    {
        EventModel[] events = [.. provider.Events.Where(static model => model.SnapshotWhen.Length > 0)];
        if (events.Length == 0)
        {
            return;
        }

        code.Line();
        code.Line("/// <inheritdoc/>");
        code.Line($"public override global::System.Collections.Generic.IReadOnlyList<{Trigger}> CreateSnapshotTriggers() =>");
        code.Line("[");
        code.Indent();
        foreach (EventModel model in events)
        {
            EventCondition condition = EventCondition.Parse(model.SnapshotWhen);
            string test = condition.Comparisons.Count == 0 ? "null" : TestName(model);
            string within = (condition.Within?.Ticks ?? 0).ToString(CultureInfo.InvariantCulture);
            code.Line($"{Trigger}.Declared({Source.Hex(model.Id)}, {test}, {Source.Number(condition.Count)}, {within}, {Source.Literal(condition.Describe(model.Name))}),");
        }

        code.Outdent();
        code.Line("];");
        foreach (EventModel model in events)
        {
            EmitTest(code, model, EventCondition.Parse(model.SnapshotWhen));
        }
    }

    private static void EmitTest(CodeWriter code, EventModel model, EventCondition condition)
    {
        FieldComparison[] comparisons = ConditionMeaning.Of(model.ToDescriptor(), condition);
        if (comparisons.Length == 0)
        {
            return;
        }

        code.Line();
        DocumentationEmitter.Summary(code, $"Whether this holds for {model.Name}: {condition.Text}.");
        code.Line($"private static bool {TestName(model)}(in global::Ojo.Format.TraceEvent e) =>");
        code.Indent();
        for (int i = 0; i < comparisons.Length; i++)
        {
            code.Line((i == 0 ? "" : "&& ") + ConditionEmitter.Expression(comparisons[i]) + (i == comparisons.Length - 1 ? ";" : ""));
        }

        code.Outdent();
    }

    /// <summary>By the wire name, which no two events of a provider share, as two may in another form.</summary>
    private static string TestName(EventModel model) => "Meets_" + model.Name;
}
