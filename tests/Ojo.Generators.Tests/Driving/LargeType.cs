using System.Globalization;
using System.Text;

namespace Ojo.Generators.Tests.Driving;

/// <summary>A class with more events than go into one file, in two categories; the last one's description can be chosen.</summary>
internal static class LargeType
{
    public const string FirstFile = "Game.Many.First.Recorders.g.cs";
    public const string SecondFile = "Game.Many.Second.Recorders.g.cs";
    public const string Provider = "Ojo.Generated.GameProvider.g.cs";
    public const string Views = "Ojo.Generated.GameProvider.Views.g.cs";

    private const int Events = 41;

    public static Project Project => WithDescription("One");

    public static Project WithDescription(string text)
    {
        var yaml = new StringBuilder("namespace: Game\nclass: Many\nenums: { Why: { values: { a: 1 } } }\nevents:\n");
        for (int i = 0; i < Events; i++)
        {
            yaml.Append(CultureInfo.InvariantCulture, $"  - {{ name: EVENT_{i}, category: {(i < Events / 2 ? "First" : "Second")}, fields: [ {{ name: why, type: enum, enum: Why }} ] }}\n");
        }

        return Project.WithEvents(yaml.Append(CultureInfo.InvariantCulture, $"  - {{ name: LAST, category: Second, description: {text} }}\n").ToString());
    }
}
