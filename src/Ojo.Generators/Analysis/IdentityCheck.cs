using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Ojo.Generators.Emit;
using Ojo.Generators.Model;
using Ojo.Generators.Parsing;
using Ojo.Generators.Rules;

namespace Ojo.Generators.Analysis;

/// <summary>Compares all declarations of a project with each other: no two may share a name or an id.</summary>
internal static class IdentityCheck
{
    /// <summary>Reports each event whose name or id an earlier one has.</summary>
    public static void Report(IEnumerable<DeclaredEvent> declared, FreeIdentities free, Action<Diagnostic> report)
    {
        var names = new Dictionary<(string Provider, string Name), DeclaredEvent>();
        var ids = new Dictionary<uint, DeclaredEvent>();
        foreach (DeclaredEvent one in declared)
        {
            EventModel model = one.Event;
            if (names.TryGetValue((model.Provider, model.Name), out DeclaredEvent? same))
            {
                report(Diagnostic.Create(IdentityRules.DuplicateName, one.Name, model.Name, model.Provider, Place(same.Name)));
                continue;
            }

            names.Add((model.Provider, model.Name), one);
            if (ids.TryGetValue(model.Id, out DeclaredEvent? other))
            {
                report(Clash(one, other, free.Id(model)));
            }
            else
            {
                ids.Add(model.Id, one);
            }
        }
    }

    /// <summary>Reports each enum that an earlier file has too.</summary>
    public static void Report(IEnumerable<DeclaredEnum> declared, Action<Diagnostic> report)
    {
        foreach (IGrouping<string, DeclaredEnum> same in declared.GroupBy(static one => one.FullName, StringComparer.Ordinal))
        {
            List<DeclaredEnum> ordered = [.. same.OrderBy(static one => one.Place.GetLineSpan().Path, StringComparer.Ordinal)];
            foreach (DeclaredEnum later in ordered.Skip(1))
            {
                report(Diagnostic.Create(YamlRules.DuplicateEnum, later.Place, later.FullName, Place(ordered[0].Place)));
            }
        }
    }

    private static Diagnostic Clash(DeclaredEvent one, DeclaredEvent other, string free)
    {
        string id = Source.Hex(one.Event.Id);
        if (one.IsPinned || other.IsPinned)
        {
            ImmutableDictionary<string, string?> hints = FixHint.Of(FixHint.Id, free).And(FixHint.Unpin, one.IsPinned ? "" : null);
            return Diagnostic.Create(IdentityRules.DuplicateId, one.Id, hints, other.Event.Name, one.Event.Name, id, Place(other.Id));
        }

        return Diagnostic.Create(IdentityRules.Collision, one.Name, FixHint.Of(FixHint.Id, free), other.Event.Name, one.Event.Name, id, free);
    }

    /// <summary>A place for a message: the file's name and the line.</summary>
    private static string Place(Location location)
    {
        FileLinePositionSpan span = location.GetLineSpan();
        string line = (span.StartLinePosition.Line + 1).ToString(CultureInfo.InvariantCulture);
        return $"{Path.GetFileName(span.Path)}:{line}";
    }
}
