using Ojo.Catalogue;
using Ojo.Format;
using Ojo.Storage.Decoding;
using Ojo.Storage.Queries;

namespace Ojo.Storage.Sqlite.Reading;

/// <summary>A query's tests of fields, made ready for each type that has such fields.</summary>
internal sealed class FieldTests
{
    private readonly Dictionary<int, FieldPredicate[]> _byKey;

    private FieldTests(bool any, Dictionary<int, FieldPredicate[]> byKey)
    {
        Any = any;
        _byKey = byKey;
    }

    /// <summary>Whether there are any.</summary>
    public bool Any { get; }

    /// <exception cref="StoreQueryException">No type has such a field, or none whose values are of this kind.</exception>
    public static FieldTests Compile(StoredCatalogue catalogue, IReadOnlyList<FieldTest> tests)
    {
        var byKey = new Dictionary<int, FieldPredicate[]>();
        if (tests.Count == 0)
        {
            return new FieldTests(any: false, byKey);
        }

        foreach (FieldTest test in tests)
        {
            RequireMeaning(catalogue, test);
        }

        foreach (StoredKey key in catalogue.Keys.Values)
        {
            FieldPredicate?[] predicates = [.. tests.Select(test => Compile(key.Type.Descriptor, test))];
            if (predicates.All(predicate => predicate is not null))
            {
                byKey.Add(key.Id, predicates!);
            }
        }

        return new FieldTests(any: true, byKey);
    }

    /// <summary>Whether events of this key have all the fields.</summary>
    public bool MayPass(int key) => _byKey.ContainsKey(key);

    /// <summary>What an event of this key must pass.</summary>
    public IReadOnlyList<FieldPredicate> Of(int key) => _byKey[key];

    /// <summary>Whether an event passes. Its texts are asked for anew for each test of a text.</summary>
    public bool Pass(int key, in TraceEvent traceEvent, EventTexts texts)
    {
        foreach (FieldPredicate predicate in _byKey[key])
        {
            if (!predicate.Passes(traceEvent, texts))
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
