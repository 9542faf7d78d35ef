using Ojo.Catalogue;
using Ojo.Format;
using Ojo.Storage.Decoding;
using Ojo.Storage.Queries;

namespace Ojo.Storage.Analysis;

/// <summary>A selection's tests of fields, made ready for each type that has such fields.</summary>
internal sealed class SelectionTests : IEventTexts
{
    private readonly Dictionary<int, FieldPredicate[]> _byType = [];
    private readonly Dictionary<int, int> _words = [];
    private readonly ByType<FieldPredicate[]> _predicates;
    private TraceRecord[] _records = new TraceRecord[4];
    private IRunStrings? _strings;
    private long _run;

    /// <exception cref="StoreQueryException">No type has such a field, or none whose values are of this kind.</exception>
    public SelectionTests(TypeList types, IReadOnlyList<FieldTest> tests)
    {
        Any = tests.Count > 0;
        foreach (FieldTest test in tests)
        {
            RequireMeaning(types, test);
        }

        foreach (StoredEventType type in Any ? types.All : [])
        {
            FieldPredicate?[] predicates = [.. tests.Select(test => Compile(type, test)?.Predicate)];
            if (predicates.All(predicate => predicate is not null))
            {
                _byType.Add(type.TypeKey, predicates!);
                _words.Add(type.TypeKey, tests.Max(test => FieldSource.WordsFor(Compile(type, test)!.Value.Field)));
            }
        }

        _predicates = new ByType<FieldPredicate[]>(_byType);
    }

    /// <summary>Whether there are any.</summary>
    public bool Any { get; }

    /// <summary>Whether events of a type have all the fields.</summary>
    public bool MayPass(int typeKey) => !Any || _byType.ContainsKey(typeKey);

    /// <summary>How many words of a type's events the tests look at.</summary>
    public int WordsOf(int typeKey) => _words.GetValueOrDefault(typeKey, 1);

    public bool Pass(in ScannedEvents events, in ScannedEvent scanned)
    {
        if (!_predicates.TryGet(scanned.TypeKey, out FieldPredicate[]? predicates))
        {
            return false;
        }

        _strings = events.Strings;
        _run = events.Flow.RunId;
        TraceEvent traceEvent = ToTraceEvent(events, scanned);
        foreach (FieldPredicate predicate in predicates)
        {
            if (!predicate.Passes(traceEvent, this))
            {
                return false;
            }
        }

        return true;
    }

    string? IEventTexts.FindString(ulong id) => _strings?.FindString(_run, id);

    void IEventTexts.GoTo(int text)
    {
    }

    byte[] IEventTexts.NextText() => [];

    private static (FieldPredicate Predicate, FieldDescriptor Field)? Compile(StoredEventType type, FieldTest test)
    {
        IReadOnlyList<FieldDescriptor> fields = TypeList.FieldsOf(type);
        for (int n = 0; n < fields.Count; n++)
        {
            if (string.Equals(fields[n].Name, test.Field, StringComparison.OrdinalIgnoreCase))
            {
                return fields[n].Type is not (FieldType.Text or FieldType.Bytes)
                    && FieldPredicate.TryCompile(fields[n], n, textsBefore: 0, test) is FieldPredicate predicate
                    ? (predicate, fields[n])
                    : null;
            }
        }

        return null;
    }

    private static void RequireMeaning(TypeList types, FieldTest test)
    {
        List<FieldDescriptor> fields = [.. types.All.SelectMany(TypeList.FieldsOf)
            .Where(field => string.Equals(field.Name, test.Field, StringComparison.OrdinalIgnoreCase))];
        if (fields.Count == 0)
        {
            throw new StoreQueryException($"No event type has a field called “{test.Field}”.");
        }

        if (fields.TrueForAll(static field => field.Type is FieldType.Text or FieldType.Bytes))
        {
            throw new StoreQueryException($"The field “{test.Field}” is text of its own, which a scan does not read. List the events to test it.");
        }

        if (!types.All.Any(type => Compile(type, test) is not null))
        {
            throw new StoreQueryException(
                $"“{test.Value}” is not a value that the field “{test.Field}” can be compared with. " +
                "Give a number, true or false, or the name of one of its values.");
        }
    }

    private TraceEvent ToTraceEvent(in ScannedEvents events, in ScannedEvent scanned)
    {
        int words = 1 + scanned.RestCount;
        if (_records.Length < words)
        {
            _records = new TraceRecord[words * 2];
        }

        for (int word = 0; word < words; word++)
        {
            _records[word] = new TraceRecord(0, 0, word == 0 ? 0 : MetaEvent.Extend, events.Word(scanned, word));
        }

        return new TraceEvent(_records.AsSpan(0, words));
    }
}
