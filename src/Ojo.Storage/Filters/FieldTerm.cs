using Ojo.Conditions;
using Ojo.Storage.Decoding;

namespace Ojo.Storage.Filters;

/// <summary>Terms that test a field: <c>cwnd&lt;20KiB</c>, <c>PACKET_LOST_*.reason:timeout,reordering</c>.</summary>
internal static class FieldTerm
{
    /// <exception cref="FilterException">No type has the field, or none whose values are of this kind.</exception>
    public static TypeTerm Of(FilterTerm term, IReadOnlyList<FilterType> types)
    {
        int dot = term.Name.LastIndexOf('.');
        TextSlice name = term.NamePlace.After(dot + 1);
        IReadOnlyList<FilterType> owners = dot < 0 ? types : Owners(term.NamePlace.First(dot), types);
        var having = owners.Select(type => (Type: type, Found: type.Find(name.ToString()))).Where(static pair => pair.Found is not null).ToDictionary(static pair => pair.Type, static pair => pair.Found!);
        if (having.Count == 0)
        {
            throw NoField(term, name, owners);
        }

        var clauses = new Dictionary<FilterType, EventClause>();
        Dictionary<FilterValue, FilterException> faults = [];
        HashSet<FilterValue> understood = [];
        foreach ((FilterType type, FilterField found) in having)
        {
            var tests = new List<IEventTest>();
            foreach (FilterValue value in term.Values)
            {
                try
                {
                    tests.AddRange(FieldValueTest.Of(found, term.Operator, value));
                    understood.Add(value);
                }
                catch (FilterException fault)
                {
                    // What is no value of this type's field may be one of another's.
                    faults.TryAdd(value, fault);
                }
            }

            if (tests.Count > 0)
            {
                clauses.Add(type, new EventClause(tests, isNegated: term.Operator == FilterOperator.NotEqual));
            }
        }

        foreach (FilterValue value in term.Values)
        {
            if (!understood.Contains(value))
            {
                throw faults[value];
            }
        }

        return new TypeTerm(term.IsNegated, type => clauses.TryGetValue(type, out EventClause? clause) ? (true, clause) : (false, null));
    }

    private static List<FilterType> Owners(TextSlice place, IReadOnlyList<FilterType> types)
    {
        var name = new FilterValue(place, IsQuoted: false);
        TypeNames.RequireType(name, place, types);
        return [.. types.Where(type => TypeNames.Means(name, type))];
    }

    private static FilterException NoField(FilterTerm term, TextSlice name, IReadOnlyList<FilterType> owners)
    {
        IEnumerable<string> known = owners.SelectMany(static type => type.Fields).Select(static field => field.Name);
        bool isOfSome = term.NamePlace.Length > name.Length;
        string owner = !isOfSome ? "No event type of this store"
            : owners is [var only] ? only.Name
            : $"None of the event types {term.NamePlace.First(term.NamePlace.Length - name.Length - 1)}";
        string verb = isOfSome && owners.Count == 1 ? "has no field" : "has a field";
        return Near.Fault(name, $"{owner} {verb} “{name}”", name.ToString(), isOfSome ? known : known.Concat(FilterNames.Kinds.Keys));
    }
}
