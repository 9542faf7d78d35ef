using System.Globalization;
using Ojo.Generators.Model;

namespace Ojo.Generators.Emit;

/// <summary>SQL that any database with an <c>event_types</c> table understands: one row per event, none twice.</summary>
/// <remarks>A store of ours lists types that nobody has named by their number; such a name does not count as one.</remarks>
internal static class SqlSeedEmitter
{
    public static IEnumerable<string> Lines(ProviderModel provider)
    {
        if (provider.Events.Count == 0)
        {
            yield return "-- no events";
        }

        foreach (EventModel model in provider.Events)
        {
            string id = model.Id.ToString(CultureInfo.InvariantCulture);
            yield return "INSERT INTO event_types (event_type, name, category, description) "
                + $"SELECT {id}, {Quote(model.Name)}, {Quote(model.Category)}, {Quote(model.Description)} "
                + $"WHERE NOT EXISTS (SELECT 1 FROM event_types WHERE event_type = {id} AND name <> '{Source.Hex(model.Id)}');";
        }
    }

    private static string Quote(string text) => "'" + text.Replace("'", "''") + "'";
}
