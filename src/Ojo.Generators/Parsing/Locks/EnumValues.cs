using Ojo.Generators.Model;

namespace Ojo.Generators.Parsing.Locks;

/// <summary>Compares the named values of an event's fields with those that its line of the lock has.</summary>
/// <remarks>A field whose line has no values is not compared: the enum may be another library's, which is its owner's to keep.</remarks>
internal static class EnumValues
{
    /// <summary>What would make an old trace say something else; null where nothing would.</summary>
    /// <returns>The field's name, and a sentence's end: <c>1 meant 'timer' and would mean 'tail'</c>.</returns>
    public static (string Field, string Change)? FindChange(EventModel model, LockEntry entry)
    {
        for (int i = 0; i < Math.Min(model.Fields.Count, entry.Values.Count); i++)
        {
            FieldModel field = model.Fields[i];
            foreach (NamedValue locked in entry.Values[i])
            {
                NamedValue? same = field.Values.FirstOrDefault(value => value.Bits == locked.Bits);
                NamedValue? moved = field.Values.FirstOrDefault(value => value.Name == locked.Name);
                if (same is not null && same.Name != locked.Name)
                {
                    return (field.Name, $"{Number(locked)} meant '{locked.Name}' and would mean '{same.Name}'");
                }

                if (same is null && moved is not null)
                {
                    return (field.Name, $"'{locked.Name}' was {Number(locked)} and is {Number(moved)}");
                }
            }
        }

        return null;
    }

    /// <summary>The first field that has a value which the lock does not know.</summary>
    public static string? FindNew(EventModel model, LockEntry entry)
    {
        int i = 0;
        foreach (EquatableArray<NamedValue> joined in Joined(model, entry))
        {
            if (i < entry.Values.Count && joined.Count > entry.Values[i].Count)
            {
                return model.Fields[i].Name;
            }

            i++;
        }

        return null;
    }

    /// <summary>The lock's values of each field with those that the declaration adds, in order of number.</summary>
    public static IEnumerable<EquatableArray<NamedValue>> Joined(EventModel model, LockEntry entry)
    {
        for (int i = 0; i < model.Fields.Count; i++)
        {
            EquatableArray<NamedValue> locked = i < entry.Values.Count ? entry.Values[i] : default;
            yield return locked.Count == 0
                ? locked
                : EquatableArray<NamedValue>.From(locked
                    .Concat(model.Fields[i].Values.Where(value => locked.All(one => one.Bits != value.Bits)))
                    .OrderBy(static value => value.Bits));
        }
    }

    private static string Number(NamedValue value) => value.Bits.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
