using Ojo.Catalogue;
using Ojo.Generators.Model;
using Ojo.Generators.Parsing;
using Ojo.Storage.Sqlite;
using Ojo.Storage.Sqlite.Views;

namespace Ojo.Generators.Emit;

/// <summary>Writes the other half of a provider's class: the SQL of one view per event, with the builder that the store has for its own.</summary>
internal static class SqlViewsEmitter
{
    public static string Emit(ProviderModel provider)
    {
        var code = new CodeWriter(Source.Header);
        code.Line($"namespace {ProviderEmitter.Namespace};");
        code.Line();
        code.Open($"internal sealed partial class {provider.ClassName}");
        code.Line("/// <inheritdoc/>");
        Source.RawUtf8(code, "public override global::System.ReadOnlySpan<byte> SqlViews => ", Lines(provider), ";");
        code.Close();
        return code.ToString();
    }

    private static IEnumerable<string> Lines(ProviderModel provider)
    {
        if (provider.Events.Count == 0)
        {
            yield return "-- no events";
        }

        // As in a store: there the built-in events come first, and whoever has an event of the same name says whose it is.
        var taken = new HashSet<string>(EventViewSql.PublishedNames, StringComparer.OrdinalIgnoreCase);
        var builtIn = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        if (provider.Name != EventIdentity.BuiltInProvider)
        {
            builtIn.UnionWith(BuiltInEvents.Names);
            taken.UnionWith(BuiltInEvents.Names.Select(static name => SqlText.Identifier(name)));
        }

        foreach (EventModel model in provider.Events)
        {
            EventDescriptor type = model.ToDescriptor();
            string name = builtIn.Contains(type.Name) ? $"{type.Provider}_{type.Name}" : type.Name;
            foreach (string line in EventViewSql.Create(EventViewSql.ChooseName(name, taken), type).Split('\n'))
            {
                yield return line;
            }
        }
    }
}
