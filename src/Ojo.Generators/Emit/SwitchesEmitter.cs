using System.Text;
using Ojo.Generators.Model;

namespace Ojo.Generators.Emit;

/// <summary>Writes the switches that a file's recorders test: one for each category and level.</summary>
internal static class SwitchesEmitter
{
    /// <summary>The name of the class that holds them; it is seen in its own file only.</summary>
    public const string ClassName = "OjoSwitches";

    /// <summary>The field for a category and level. Characters that C# has not are written as numbers, so no two fields share a name.</summary>
    public static string NameOf(EventModel model)
    {
        var name = new StringBuilder();
        foreach (char c in model.Category)
        {
            if (char.IsLetterOrDigit(c))
            {
                name.Append(c);
            }
            else
            {
                name.Append('_').Append(((int)c).ToString("X2", System.Globalization.CultureInfo.InvariantCulture)).Append('_');
            }
        }

        return name.Append('_').Append(model.Level).ToString();
    }

    public static void Emit(CodeWriter code, TypeModel type)
    {
        List<EventModel> switches =
        [
            .. type.Recorders
                .Where(static r => r.Event is not null)
                .Select(static r => r.Event!)
                .GroupBy(NameOf)
                .OrderBy(static group => group.Key, StringComparer.Ordinal)
                .Select(static group => group.First()),
        ];
        if (switches.Count == 0)
        {
            return;
        }

        code.Line();
        DocumentationEmitter.Summary(code, "What turns these events on and off, by category and level.");
        code.Line(Source.GeneratedCode);
        code.Open($"file static class {ClassName}");
        foreach (EventModel model in switches)
        {
            code.Line($"internal static readonly global::Ojo.EventSwitch {NameOf(model)} = "
                + $"global::Ojo.EventSwitch.For({Source.Literal(model.Category)}, global::Ojo.EventLevel.{model.Level});");
        }

        code.Close();
    }
}
