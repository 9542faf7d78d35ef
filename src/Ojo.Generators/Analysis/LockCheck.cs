using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Ojo.Catalogue;
using Ojo.Generators.Emit;
using Ojo.Generators.Model;
using Ojo.Generators.Parsing;
using Ojo.Generators.Parsing.Locks;
using Ojo.Generators.Rules;

namespace Ojo.Generators.Analysis;

/// <summary>Compares what a project declares with what its events.lock says was ever declared.</summary>
internal sealed class LockCheck
{
    private readonly Declarations _declarations;
    private readonly FreeIdentities _free;
    private readonly bool _isUpdating;
    private readonly Action<Diagnostic> _report;
    private readonly Dictionary<(string Provider, string Name), DeclaredEvent> _declared = [];
    private readonly LockBook _book;

    // Entries without a declaration of which another message has spoken.
    private readonly HashSet<LockEntry> _explained = [];

    private readonly List<DeclaredEvent> _new = [];

    private LockCheck(Declarations declarations, FreeIdentities free, bool isUpdating, Action<Diagnostic> report)
    {
        _declarations = declarations;
        _free = free;
        _isUpdating = isUpdating;
        _report = report;
        foreach (DeclaredEvent one in declarations.InOrder())
        {
            // A second declaration of one name is for the rule that compares declarations with each other.
            if (!_declared.ContainsKey((one.Event.Provider, one.Event.Name)))
            {
                _declared.Add((one.Event.Provider, one.Event.Name), one);
            }
        }

        _book = new LockBook(declarations.LockedInOrder(), _declared.Values.Select(static one => one.Event));
    }

    /// <summary>Reports each difference that would make old traces unreadable, or that the lock does not know yet.</summary>
    /// <param name="declarations">What the project declares, and its locks.</param>
    /// <param name="free">What a fix may propose.</param>
    /// <param name="isUpdating">Whether the lock is about to be brought up to date, so that what it lacks is no news.</param>
    /// <param name="report">Takes what is found.</param>
    public static void Report(Declarations declarations, FreeIdentities free, bool isUpdating, Action<Diagnostic> report)
    {
        if (declarations.Lock is not null)
        {
            new LockCheck(declarations, free, isUpdating, report).Run();
        }
    }

    private void Run()
    {
        foreach (DeclaredEvent one in _declared.Values)
        {
            foreach (LockVerdict verdict in _book.Judge(one.Event, out LockEntry? entry))
            {
                Report(one, verdict, entry);
            }
        }

        // A declaration with a mistake in it is none, but its author has not removed it.
        if (_declarations.AreRight)
        {
            ReportNewNames();
            ReportRemoved();
        }
    }

    /// <summary>A derived id changes with the name: where one event is gone and one of the same payload is new, that may be it.</summary>
    private void ReportNewNames()
    {
        ILookup<(string, string), LockEntry> gone = Gone()
            .Where(static entry => entry.Id >= EventTypeId.FirstDerived)
            .ToLookup(static entry => (entry.Provider, entry.Shape));
        foreach (IGrouping<(string, string), DeclaredEvent> alike in _new
            .Where(static one => !one.IsPinned && one.Event.RenamedFrom.Length == 0)
            .GroupBy(static one => (one.Event.Provider, PayloadShape.Of(one.Event))))
        {
            List<LockEntry> before = [.. gone[alike.Key]];
            if (alike.Count() == 1 && before.Count == 1)
            {
                DeclaredEvent one = alike.First();
                _explained.Add(before[0]);
                Report(LockRules.Renamed, one.Name, FixHint.Of(FixHint.RenamedFrom, FirstName(before[0])), before[0].Name, one.Event.Name, "payload", FirstName(before[0]), "retire the old one");
            }
        }
    }

    private IEnumerable<LockEntry> Gone() =>
        _book.Entries.Where(entry => !entry.IsRetired && !_explained.Contains(entry) && !_book.IsDeclared(entry));

    private void Report(DeclaredEvent one, LockVerdict verdict, LockEntry? entry)
    {
        EventModel model = one.Event;
        string id = $"the id {Source.Hex(model.Id)}";
        switch (verdict)
        {
            case LockVerdict.New:
                _new.Add(one);
                ReportMissing(one, "yet", LockLine.For(model), null);
                break;
            case LockVerdict.Outdated:
                _explained.Add(entry!);
                ReportMissing(one, WhatIsMissing(model, entry!), LockLine.For(model, entry!), entry);
                break;
            case LockVerdict.IdChanged:
                _explained.Add(entry!);
                Report(LockRules.IdChanged, one.Id, OldId(one, entry!), model.Name, Source.Hex(entry!.Id), Source.Hex(model.Id), HowToKeepTheId(model, entry));
                break;
            case LockVerdict.ShapeChanged:
                _explained.Add(entry!);
                Report(LockRules.ShapeChanged, one.Name, NewShape(one, entry!), model.Name, PayloadShape.Describe(entry!.Shape), PayloadShape.Describe(PayloadShape.Of(model)));
                break;
            case LockVerdict.ValueChanged:
                _explained.Add(entry!);
                (string field, string change) = EnumValues.FindChange(model, entry!)!.Value;
                Report(LockRules.ValueChanged, one.Name, FixHint.None, field, model.Name, change);
                break;
            case LockVerdict.NameRetired:
                Report(LockRules.Reused, one.Name, NewName(model), model.Name, "this name", $"it was retired{In(entry!.Since)}");
                break;
            case LockVerdict.NameWasAnothers:
                Report(LockRules.Reused, one.Name, NewName(model), model.Name, "this name", $"it was that of '{entry!.Name}' before it was renamed");
                break;
            case LockVerdict.IdRetired:
                Report(LockRules.Reused, one.Id, NewId(one), model.Name, id, $"it is that of '{entry!.Name}', which was retired{In(entry.Since)}");
                break;
            case LockVerdict.IdTaken:
                ReportTaken(one, id, entry!);
                break;
            case LockVerdict.LooksRenamed when _declarations.AreRight:
                _explained.Add(entry!);
                Report(LockRules.Renamed, one.Name, Rename(model, entry!).AddRange(NewId(one)), entry!.Name, model.Name, "id and payload", FirstName(entry), "give the new event another id");
                break;
        }
    }

    private void ReportTaken(DeclaredEvent one, string id, LockEntry entry)
    {
        if (!_declared.TryGetValue((entry.Provider, entry.Name), out DeclaredEvent? holder))
        {
            if (_declarations.AreRight)
            {
                _explained.Add(entry);
                Report(LockRules.Reused, one.Id, NewId(one), one.Event.Name, id, $"it is that of '{entry.Name}' in events.lock, with another payload");
            }
        }
        else if (holder.Event.Id != one.Event.Id)
        {
            // Two events that have one id now are for the rule that compares declarations with each other.
            Report(LockRules.Reused, one.Id, NewId(one), one.Event.Name, id, $"it is that of '{entry.Name}' in events.lock");
        }
    }

    private static string WhatIsMissing(EventModel model, LockEntry entry) =>
        model.Name != entry.Name ? $"under this name, but as '{entry.Name}'"
        : model.IsRetired != entry.IsRetired ? "as retired"
        : EnumValues.FindNew(model, entry) is { } field ? $"with all values of '{field}'"
        : $"as renamed from '{model.RenamedFrom}'";

    private static string HowToKeepTheId(EventModel model, LockEntry entry)
    {
        string first = FirstName(entry);
        return entry.Id < EventTypeId.FirstDerived ? $"pin {Source.Hex(entry.Id)}"
            : model.Name != first ? $"pin none, and say RenamedFrom = \"{first}\", its first name"
            : model.RenamedFrom.Length > 0 ? "leave the old name out, and it is derived as before"
            : "leave the id out, and it is derived as before";
    }

    /// <summary>The name from which the entry's id is derived; of a pinned one its latest.</summary>
    private static string FirstName(LockEntry entry) =>
        entry.OldNames.FirstOrDefault(name => EventTypeId.Derive(entry.Provider, name) == entry.Id) ?? entry.Name;

    private void ReportMissing(DeclaredEvent one, string how, string line, LockEntry? entry)
    {
        // A line that can't be read may be the one.
        if (!_declarations.IsLockDamaged && !_isUpdating)
        {
            Report(LockRules.NotInLock, one.Name, Line(line, entry), one.Event.Name, how, line);
        }
    }

    private void ReportRemoved()
    {
        foreach (LockEntry entry in Gone())
        {
            string line = LockLine.ToRetire(entry);
            Report(LockRules.Removed, entry.Place, FixHint.Of(FixHint.Replacement, line), entry.Name, line);
        }
    }

    private static string In(string version) => version.Length > 0 ? " in " + version : "";

    /// <summary>The line to write, into the lock that has <paramref name="entry"/> and in place of it, or else anew.</summary>
    private ImmutableDictionary<string, string?> Line(string line, LockEntry? entry) => FixHint
        .Of(FixHint.Line, line)
        .Add(FixHint.Lock, entry?.Place.GetLineSpan().Path ?? _declarations.Lock)
        .And(FixHint.Replaces, entry is null ? null : LockLine.Label(entry.Provider, entry.Name));

    /// <summary>The old name to state, and the line that is right with and without it, because the id is the same.</summary>
    private ImmutableDictionary<string, string?> Rename(EventModel model, LockEntry entry) =>
        Line(LockLine.For(model, entry), entry).Add(FixHint.RenamedFrom, FirstName(entry));

    private static ImmutableDictionary<string, string?> OldId(DeclaredEvent one, LockEntry entry)
    {
        string first = FirstName(entry);
        return entry.Id < EventTypeId.FirstDerived
            ? FixHint.Of(FixHint.Id, Source.Hex(entry.Id))
            : first == one.Event.Name ? FixHint.Of(FixHint.Unpin, one.IsPinned ? "" : null)
            : FixHint.Of(FixHint.RenamedFrom, first);
    }

    private ImmutableDictionary<string, string?> NewName(EventModel model) => FixHint.Of(FixHint.Name, _free.Name(model.Provider, model.Name));

    private ImmutableDictionary<string, string?> NewId(DeclaredEvent one) =>
        FixHint.Of(FixHint.Id, _free.Id(one.Event)).And(FixHint.Unpin, one.IsPinned ? "" : null);

    /// <summary>A payload that changed is another event; or, where nobody has said that the old one was released, what the lock should say.</summary>
    private ImmutableDictionary<string, string?> NewShape(DeclaredEvent one, LockEntry entry)
    {
        EventModel model = one.Event;
        bool mayOverwrite = !entry.IsRetired && entry.Since.Length == 0 && model.Id == entry.Id;
        return Line(LockLine.For(model), entry)
            .SetItem(FixHint.Line, mayOverwrite ? LockLine.For(model) : "")
            .AddRange(NewName(model))
            .Add(FixHint.RetiredLine, LockLine.ToRetire(entry))
            .And(FixHint.Id, one.IsPinned ? _free.Id(model) : null);
    }

    private void Report(DiagnosticDescriptor rule, Location place, ImmutableDictionary<string, string?> hints, params object[] arguments) =>
        _report(Diagnostic.Create(rule, place, hints, arguments));
}
