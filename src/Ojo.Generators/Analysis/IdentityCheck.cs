using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Ojo.Generators.Emit;
using Ojo.Generators.Model;
using Ojo.Generators.Parsing;
using Ojo.Generators.Parsing.Locks;
using Ojo.Generators.Rules;

namespace Ojo.Generators.Analysis;

/// <summary>Compares all declarations of a project with each other: no two may share a name or an id.</summary>
internal static class IdentityCheck
{
    /// <summary>Reports each event whose name or id an earlier one has, or whose old name another has or had.</summary>
    public static void Report(IEnumerable<DeclaredEvent> declared, FreeIdentities free, Action<Diagnostic> report)
    {
        List<DeclaredEvent> all = [.. declared];
        var names = new Dictionary<(string Provider, string Name), DeclaredEvent>();
        foreach (DeclaredEvent one in all)
        {
            if (!names.ContainsKey((one.Event.Provider, one.Event.Name)))
            {
                names.Add((one.Event.Provider, one.Event.Name), one);
            }
        }

        var oldNames = new Dictionary<(string Provider, string Name), DeclaredEvent>();
        var ids = new Dictionary<uint, DeclaredEvent>();
        foreach (DeclaredEvent one in all)
        {
            EventModel model = one.Event;
            DeclaredEvent first = names[(model.Provider, model.Name)];
            if (!ReferenceEquals(first, one))
            {
                report(Diagnostic.Create(IdentityRules.DuplicateName, one.Name, model.Name, model.Provider, Place(first.Name)));
            }
            else if (WhyNotRenamed(one, names, oldNames) is { } reason)
            {
                // That two derived ids are the same then follows from it.
                report(Diagnostic.Create(IdentityRules.BadRename, one.OldName, model.Name, model.RenamedFrom, reason));
            }
            else if (ids.TryGetValue(model.Id, out DeclaredEvent? other))
            {
                if (WhyNotRenamed(other, names, []) is null)
                {
                    report(Clash(one, other, free.Id(model)));
                }
            }
            else
            {
                ids.Add(model.Id, one);
            }
        }
    }

    /// <summary>Reports each line of a lock whose event or id stands in an earlier lock.</summary>
    public static void Report(IEnumerable<LockEntry> locked, Action<Diagnostic> report)
    {
        var names = new Dictionary<(string Provider, string Name), LockEntry>();
        var ids = new Dictionary<uint, LockEntry>();
        foreach (LockEntry entry in locked)
        {
            if (names.TryGetValue((entry.Provider, entry.Name), out LockEntry? same))
            {
                // What both lines say is not lost with one of them.
                ImmutableDictionary<string, string?> hints = FixHint.Of(FixHint.Replacement, entry.Text == same.Text ? "" : null);
                report(Diagnostic.Create(LockRules.TwoLocks, entry.NamePlace, hints, $"'{entry.Name}' of '{entry.Provider}'", Place(same.NamePlace)));
                continue;
            }

            names.Add((entry.Provider, entry.Name), entry);
            if (ids.TryGetValue(entry.Id, out same))
            {
                report(Diagnostic.Create(LockRules.TwoLocks, entry.IdPlace, $"The id {Source.Hex(entry.Id)}", Place(same.IdPlace)));
            }
            else
            {
                ids.Add(entry.Id, entry);
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

    private static string? WhyNotRenamed(
        DeclaredEvent one,
        Dictionary<(string Provider, string Name), DeclaredEvent> names,
        Dictionary<(string Provider, string Name), DeclaredEvent> oldNames)
    {
        EventModel model = one.Event;
        if (model.RenamedFrom.Length == 0)
        {
            return null;
        }

        if (model.RenamedFrom == model.Name)
        {
            return "that is its name";
        }

        (string, string) old = (model.Provider, model.RenamedFrom);
        if (names.TryGetValue(old, out DeclaredEvent? other))
        {
            return $"that is declared at {Place(other.Name)}, and an old name isn't used again";
        }

        if (oldNames.TryGetValue(old, out other))
        {
            return $"'{other.Event.Name}' at {Place(other.OldName)} says the same of itself";
        }

        oldNames.Add(old, one);
        return null;
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
