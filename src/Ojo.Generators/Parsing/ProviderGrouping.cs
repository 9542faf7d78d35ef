using System.Globalization;
using Ojo.Catalogue;
using Ojo.Generators.Emit;
using Ojo.Generators.Model;

namespace Ojo.Generators.Parsing;

/// <summary>Sorts the events of all types by provider.</summary>
internal static class ProviderGrouping
{
    /// <summary>One model per provider, in order of name; an event that shares its id with an earlier one is left out.</summary>
    public static IEnumerable<ProviderModel> Group(EquatableArray<TypeModel> types)
    {
        var classNames = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var hints = new HintNames();
        IEnumerable<IGrouping<string, EventModel>> providers = types
            .Where(static type => !type.IsStub)
            .SelectMany(static type => type.Recorders)
            .Where(static recorder => recorder.Event is not null)
            .Select(static recorder => recorder.Event!)
            .GroupBy(static model => model.Provider, StringComparer.Ordinal)
            .OrderBy(static group => group.Key, StringComparer.Ordinal);
        foreach (IGrouping<string, EventModel> provider in providers)
        {
            IEnumerable<EventModel> events = provider
                .OrderBy(static model => model.Id)
                .ThenBy(static model => model.Name, StringComparer.Ordinal)
                .GroupBy(static model => model.Id)
                .Select(static group => group.First());
            string className = ClassName(provider.Key, classNames);
            string hint = hints.Take($"{ProviderEmitter.Namespace}.{className}", ".g.cs");
            yield return new ProviderModel(provider.Key, className, hint, EquatableArray<EventModel>.From(events));
        }
    }

    private static string ClassName(string provider, HashSet<string> taken)
    {
        string[] words = provider.Split('.', '-', '_');
        string name = string.Concat(words.Select(static word => word.Length == 0 ? "" : char.ToUpperInvariant(word[0]) + word.Substring(1)));
        string plain = name + "Provider";

        // Two providers may differ in their joints alone; the hash keeps their classes apart.
        string unique = taken.Contains(plain)
            ? name + EventTypeId.Derive(provider, "").ToString("X8", CultureInfo.InvariantCulture) + "Provider"
            : plain;
        taken.Add(unique);
        return unique;
    }
}
