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
    private readonly Action<Diagnostic> _report;
    private readonly Dictionary<(string Provider, string Name), DeclaredEvent> _declared = [];
    private readonly Dictionary<(string Provider, string Name), LockEntry> _names = [];
    private readonly Dictionary<uint, LockEntry> _ids = [];

    // Entries without a declaration of which another message has spoken.
    private readonly HashSet<LockEntry> _explained = [];

    private LockCheck(Declarations declarations, Action<Diagnostic> report)
    {
        _declarations = declarations;
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
    public static void Report(Declarations declarations, Action<Diagnostic> report)
    {
        if (declarations.HasLock)
        {
            new LockCheck(declarations, report).Run();
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
            Report(LockRules.Reused, one.Name, model.Name, "this name", $"it was retired{In(entry.Since)}");
            return;
        }

        if (model.Id != entry.Id)
        {
            string advice = entry.Id >= EventTypeId.FirstDerived ? "leave the id out, and it is derived as before" : $"pin {Source.Hex(entry.Id)}";
            Report(LockRules.IdChanged, one.Id, model.Name, Source.Hex(entry.Id), Source.Hex(model.Id), advice);
        }

        string shape = PayloadShape.Of(model);
        if (shape != entry.Shape)
        {
            Report(LockRules.ShapeChanged, one.Name, model.Name, PayloadShape.Describe(entry.Shape), PayloadShape.Describe(shape));
        }
        else if (model.IsRetired && !entry.IsRetired && model.Id == entry.Id)
        {
            ReportMissing(one, "as retired");
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
            Report(LockRules.Reused, one.Id, model.Name, id, $"it is that of '{entry.Name}', which was retired{In(entry.Since)}");
        }
        else if (isDeclared)
        {
            // Two events that have one id now are for the rule that compares declarations with each other.
            if (holder!.Event.Id != model.Id)
            {
                Report(LockRules.Reused, one.Id, model.Name, id, $"it is that of '{entry.Name}' in events.lock");
            }
        }
        else if (_declarations.AreRight)
        {
            _explained.Add(entry);
            if (PayloadShape.Of(model) == entry.Shape)
            {
                Report(LockRules.Renamed, one.Name, entry.Name, model.Name, LockLine.For(model));
            }
            else
            {
                Report(LockRules.Reused, one.Id, model.Name, id, $"it is that of '{entry.Name}' in events.lock, with another payload");
            }
        }
    }

    private void ReportMissing(DeclaredEvent one, string how)
    {
        // A line that can't be read may be the one.
        if (!_declarations.IsLockDamaged)
        {
            string state = how.Length > 0 ? how : "yet";
            Report(LockRules.NotInLock, one.Name, one.Event.Name, state, LockLine.For(one.Event));
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
                Report(LockRules.Removed, entry.Place, entry.Name, LockLine.ToRetire(entry));
            }
        }
    }

    private static string In(string version) => version.Length > 0 ? " in " + version : "";

    private void Report(DiagnosticDescriptor rule, Location place, params object[] arguments) =>
        _report(Diagnostic.Create(rule, place, arguments));
}
