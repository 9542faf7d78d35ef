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
    private readonly Action<Diagnostic> _report;
    private readonly Dictionary<(string Provider, string Name), DeclaredEvent> _declared = [];
    private readonly Dictionary<(string Provider, string Name), LockEntry> _names = [];
    private readonly Dictionary<uint, LockEntry> _ids = [];

    // Entries without a declaration of which another message has spoken.
    private readonly HashSet<LockEntry> _explained = [];

    private LockCheck(Declarations declarations, FreeIdentities free, Action<Diagnostic> report)
    {
        _declarations = declarations;
        _free = free;
        _report = report;
        foreach (DeclaredEvent one in declarations.InOrder())
        {
            // A second declaration of one name is for the rule that compares declarations with each other.
            if (!_declared.ContainsKey((one.Event.Provider, one.Event.Name)))
            {
                _declared.Add((one.Event.Provider, one.Event.Name), one);
            }
        }

        foreach (LockEntry entry in declarations.Locked)
        {
            _names[(entry.Provider, entry.Name)] = entry;
            _ids[entry.Id] = entry;
        }
    }

    /// <summary>Reports each difference that would make old traces unreadable, or that the lock does not know yet.</summary>
    public static void Report(Declarations declarations, FreeIdentities free, Action<Diagnostic> report)
    {
        if (declarations.Lock is not null)
        {
            new LockCheck(declarations, free, report).Run();
        }
    }

    private void Run()
    {
        foreach (DeclaredEvent one in _declared.Values)
        {
            if (_names.TryGetValue((one.Event.Provider, one.Event.Name), out LockEntry? entry))
            {
                Compare(one, entry);
            }
            else if (!_ids.TryGetValue(one.Event.Id, out entry))
            {
                ReportMissing(one, "");
            }
            else
            {
                CompareNew(one, entry);
            }
        }

        ReportRemoved();
    }

    /// <summary>An event that the lock has by its name.</summary>
    private void Compare(DeclaredEvent one, LockEntry entry)
    {
        EventModel model = one.Event;
        if (entry.IsRetired && !model.IsRetired)
        {
            Report(LockRules.Reused, one.Name, NewName(model), model.Name, "this name", $"it was retired{In(entry.Since)}");
            return;
        }

        if (model.Id != entry.Id)
        {
            bool wasDerived = entry.Id >= EventTypeId.FirstDerived;
            ImmutableDictionary<string, string?> hints = wasDerived
                ? FixHint.Of(FixHint.Unpin, one.IsPinned ? "" : null)
                : FixHint.Of(FixHint.Id, Source.Hex(entry.Id));
            string advice = wasDerived ? "leave the id out, and it is derived as before" : $"pin {Source.Hex(entry.Id)}";
            Report(LockRules.IdChanged, one.Id, hints, model.Name, Source.Hex(entry.Id), Source.Hex(model.Id), advice);
        }

        string shape = PayloadShape.Of(model);
        if (shape != entry.Shape)
        {
            Report(LockRules.ShapeChanged, one.Name, NewShape(one, entry), model.Name, PayloadShape.Describe(entry.Shape), PayloadShape.Describe(shape));
        }
        else if (model.IsRetired && !entry.IsRetired && model.Id == entry.Id)
        {
            ReportMissing(one, "as retired", entry);
        }
    }

    /// <summary>An event whose name the lock does not have, but whose id is that of <paramref name="entry"/>.</summary>
    private void CompareNew(DeclaredEvent one, LockEntry entry)
    {
        EventModel model = one.Event;
        string id = $"the id {Source.Hex(model.Id)}";
        bool isDeclared = _declared.TryGetValue((entry.Provider, entry.Name), out DeclaredEvent? holder);
        if (entry.IsRetired)
        {
            Report(LockRules.Reused, one.Id, NewId(one), model.Name, id, $"it is that of '{entry.Name}', which was retired{In(entry.Since)}");
        }
        else if (isDeclared)
        {
            // Two events that have one id now are for the rule that compares declarations with each other.
            if (holder!.Event.Id != model.Id)
            {
                Report(LockRules.Reused, one.Id, NewId(one), model.Name, id, $"it is that of '{entry.Name}' in events.lock");
            }
        }
        else if (_declarations.AreRight)
        {
            _explained.Add(entry);
            if (PayloadShape.Of(model) == entry.Shape)
            {
                Report(LockRules.Renamed, one.Name, Line(LockLine.For(model), entry).AddRange(NewId(one)), entry.Name, model.Name, LockLine.For(model));
            }
            else
            {
                Report(LockRules.Reused, one.Id, NewId(one), model.Name, id, $"it is that of '{entry.Name}' in events.lock, with another payload");
            }
        }
    }

    private void ReportMissing(DeclaredEvent one, string how, LockEntry? entry = null)
    {
        // A line that can't be read may be the one.
        if (!_declarations.IsLockDamaged)
        {
            string state = how.Length > 0 ? how : "yet";
            string line = LockLine.For(one.Event);
            Report(LockRules.NotInLock, one.Name, Line(line, entry), one.Event.Name, state, line);
        }
    }

    private void ReportRemoved()
    {
        // A declaration with a mistake in it is none, but its author has not removed it.
        if (!_declarations.AreRight)
        {
            return;
        }

        foreach (LockEntry entry in _names.Values)
        {
            if (!entry.IsRetired && !_explained.Contains(entry) && !_declared.ContainsKey((entry.Provider, entry.Name)))
            {
                string line = LockLine.ToRetire(entry);
                Report(LockRules.Removed, entry.Place, FixHint.Of(FixHint.Replacement, line), entry.Name, line);
            }
        }
    }

    private static string In(string version) => version.Length > 0 ? " in " + version : "";

    /// <summary>The line to write, into the lock that has <paramref name="entry"/> and in place of it, or else anew.</summary>
    private ImmutableDictionary<string, string?> Line(string line, LockEntry? entry) => FixHint
        .Of(FixHint.Line, line)
        .Add(FixHint.Lock, entry?.Place.GetLineSpan().Path ?? _declarations.Lock)
        .And(FixHint.Replaces, entry is null ? null : LockLine.Label(entry.Provider, entry.Name));

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
