using Ojo.Generators.Model;

namespace Ojo.Generators.Parsing.Locks;

/// <summary>What all locks of a project know, by name and by id; and what they say of a declared event.</summary>
/// <remarks>The analyzer reports by it and the update of the lock writes by it, so that neither does what the other would refuse.</remarks>
internal sealed class LockBook
{
    private readonly Dictionary<(string Provider, string Name), LockEntry> _names = [];
    private readonly Dictionary<(string Provider, string Name), LockEntry> _oldNames = [];
    private readonly Dictionary<uint, LockEntry> _ids = [];
    private readonly HashSet<(string Provider, string Name)> _declared;

    /// <param name="entries">What the locks hold; of two lines with one name or id the first counts.</param>
    /// <param name="declared">What the project declares.</param>
    public LockBook(IEnumerable<LockEntry> entries, IEnumerable<EventModel> declared)
    {
        _declared = [.. declared.Select(static model => (model.Provider, model.Name))];
        foreach (LockEntry entry in entries)
        {
            AddTo(_names, (entry.Provider, entry.Name), entry);
            AddTo(_ids, entry.Id, entry);
            foreach (string oldName in entry.OldNames)
            {
                AddTo(_oldNames, (entry.Provider, oldName), entry);
            }
        }
    }

    public IEnumerable<LockEntry> Entries => _names.Values;

    public bool IsDeclared(LockEntry entry) => _declared.Contains((entry.Provider, entry.Name));

    /// <summary>What speaks against an event, or what its line lacks; nothing where all is well.</summary>
    /// <param name="model">The event.</param>
    /// <param name="entry">The line that was compared with; null where there is none.</param>
    public IReadOnlyList<LockVerdict> Judge(EventModel model, out LockEntry? entry)
    {
        if (_names.TryGetValue((model.Provider, model.Name), out entry))
        {
            return entry.IsRetired && !model.IsRetired ? [LockVerdict.NameRetired] : Compare(model, entry);
        }

        if (_oldNames.TryGetValue((model.Provider, model.Name), out entry))
        {
            return [LockVerdict.NameWasAnothers];
        }

        if (_ids.TryGetValue(model.Id, out entry))
        {
            return JudgeSameId(model, entry);
        }

        // An event that says what it was called, and has another id now.
        return model.RenamedFrom.Length > 0 && _names.TryGetValue((model.Provider, model.RenamedFrom), out entry) && !IsDeclared(entry)
            ? Compare(model, entry)
            : [LockVerdict.New];
    }

    private List<LockVerdict> JudgeSameId(EventModel model, LockEntry entry)
    {
        bool isRenamed = model.RenamedFrom.Length > 0 && entry.Provider == model.Provider && entry.IsOrWas(model.RenamedFrom) && !IsDeclared(entry);
        if (entry.IsRetired && !(isRenamed && model.IsRetired))
        {
            return [LockVerdict.IdRetired];
        }

        return isRenamed ? Compare(model, entry)
            : IsDeclared(entry) || PayloadShape.Of(model) != entry.Shape ? [LockVerdict.IdTaken]
            : [LockVerdict.LooksRenamed];
    }

    private static List<LockVerdict> Compare(EventModel model, LockEntry entry)
    {
        var verdicts = new List<LockVerdict>();
        if (model.Id != entry.Id)
        {
            verdicts.Add(LockVerdict.IdChanged);
        }

        if (PayloadShape.Of(model) != entry.Shape)
        {
            verdicts.Add(LockVerdict.ShapeChanged);
        }
        else if (EnumValues.FindChange(model, entry) is not null)
        {
            verdicts.Add(LockVerdict.ValueChanged);
        }

        if (verdicts.Count == 0 && IsOutdated(model, entry))
        {
            verdicts.Add(LockVerdict.Outdated);
        }

        return verdicts;
    }

    private static bool IsOutdated(EventModel model, LockEntry entry) =>
        model.IsRetired != entry.IsRetired
        || model.Name != entry.Name
        || (model.RenamedFrom.Length > 0 && !entry.IsOrWas(model.RenamedFrom))
        || EnumValues.FindNew(model, entry) is not null;

    private static void AddTo<TKey>(Dictionary<TKey, LockEntry> book, TKey key, LockEntry entry)
    {
        if (!book.ContainsKey(key))
        {
            book.Add(key, entry);
        }
    }
}
