using Ojo.Catalogue;
using Ojo.Format;
using Ojo.Storage.Decoding;
using Ojo.Storage.Filters;
using Ojo.Storage.Queries;

namespace Ojo.Storage.Sqlite.Reading;

/// <summary>What a query tests events for, made ready for each type that has such fields.</summary>
internal sealed class FieldTests
{
    private readonly Dictionary<int, EventClause[]> _byKey;

    private FieldTests(bool any, Dictionary<int, EventClause[]> byKey)
    {
        Any = any;
        _byKey = byKey;
        LookAtEvents = byKey.Values.Any(static clauses => clauses.Length > 0);
    }

    /// <summary>Whether there are any.</summary>
    public bool Any { get; }

    /// <summary>Whether an event of some key must be looked at to know whether it passes.</summary>
    public bool LookAtEvents { get; }

    /// <param name="catalogue">What events mean.</param>
    /// <param name="tests">All of which must hold.</param>
    /// <param name="plan">What a filter lets through, if there is one.</param>
    /// <exception cref="StoreQueryException">No type has such a field, or none whose values are of this kind.</exception>
    public static FieldTests Compile(StoredCatalogue catalogue, IReadOnlyList<FieldTest> tests, FilterPlan? plan = null)
    {
        var byKey = new Dictionary<int, EventClause[]>();
        bool isOfSomeTypes = plan is { RestrictsTypes: true };
        if (tests.Count == 0 && !isOfSomeTypes)
        {
            return new FieldTests(any: false, byKey);
        }

        foreach (FieldTest test in tests)
        {
            RequireMeaning(catalogue, test);
        }

        foreach (StoredKey key in catalogue.Keys.Values.Where(key => !isOfSomeTypes || plan!.MayPass(key.Type.Id)))
        {
            FieldPredicate?[] predicates = [.. tests.Select(test => Compile(key.Type.Descriptor, test))];
            if (predicates.All(predicate => predicate is not null))
            {
                byKey.Add(key.Id, [.. predicates.Select(static predicate => new EventClause([predicate!])), .. plan?.ClausesOf(key.Type.Id) ?? []]);
            }
        }

        return new FieldTests(any: true, byKey);
    }

    /// <summary>Whether events of this key may pass.</summary>
    public bool MayPass(int key) => !Any || _byKey.ContainsKey(key);

    /// <summary>What an event of this key must pass.</summary>
    public ReadOnlySpan<EventClause> Of(int key) => _byKey.TryGetValue(key, out EventClause[]? clauses) ? clauses : [];

    /// <summary>Whether an event passes. Its texts are asked for anew for each test of a text.</summary>
    public bool Pass(int key, in TraceEvent traceEvent, EventTexts texts)
    {
        foreach (EventClause clause in Of(key))
        {
            if (!clause.Passes(traceEvent, texts))
            {
                return false;
            }
        }

        return true;
    }

    private static FieldPredicate? Compile(EventDescriptor? type, FieldTest test)
    {
        IReadOnlyList<FieldDescriptor> fields = UnnamedType.FieldsOf(type);
        int textsBefore = 0;
        for (int n = 0; n < fields.Count; n++)
        {
            FieldDescriptor field = fields[n];
            if (string.Equals(field.Name, test.Field, StringComparison.OrdinalIgnoreCase))
            {
                return FieldPredicate.TryCompile(field, n, textsBefore, test);
            }

            textsBefore += field.Type is FieldType.Text or FieldType.Bytes ? 1 : 0;
        }

        return null;
    }

    private static void RequireMeaning(StoredCatalogue catalogue, FieldTest test)
    {
        List<StoredType> having = [.. catalogue.Types.Values.Where(type =>
            UnnamedType.FieldsOf(type.Descriptor).Any(field => string.Equals(field.Name, test.Field, StringComparison.OrdinalIgnoreCase)))];
        if (having.Count == 0)
        {
            throw new StoreQueryException($"No event type has a field called “{test.Field}”.");
        }

        if (!having.Exists(type => Compile(type.Descriptor, test) is not null))
        {
            throw new StoreQueryException(
                $"“{test.Value}” is not a value that the field “{test.Field}” of {having[0].Name} can be compared with. " +
                "Give a number, true or false, or the name of one of its values.");
        }
    }
}
