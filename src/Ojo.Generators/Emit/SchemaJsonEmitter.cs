using System.Globalization;
using Ojo.Catalogue;
using Ojo.Generators.Model;
using Ojo.Generators.Parsing;

namespace Ojo.Generators.Emit;

/// <summary>A provider's element of a schema file (docs/FORMAT.md, section 4), one line per event.</summary>
internal static class SchemaJsonEmitter
{
    public static IEnumerable<string> Lines(ProviderModel provider)
    {
        yield return $"{{\"provider\":{JsonText.Quote(provider.Name)},\"namespace\":{JsonText.Quote(provider.Namespace)},\"events\":[";
        for (int i = 0; i < provider.Events.Count; i++)
        {
            yield return Event(provider.Events[i]) + (i < provider.Events.Count - 1 ? "," : "");
        }

        yield return "]}";
    }

    private static string Event(EventModel model)
    {
        JsonText json = new JsonText()
            .Add("id", model.Id)
            .Add("name", model.Name)
            .Add("category", model.Category)
            .AddUnlessEmpty("description", model.Description)
            .Add("level", Vocabulary<EventLevel>.WordFor(model.Level));
        if (model.Role != EventRole.None)
        {
            json.Add("role", Vocabulary<EventRole>.WordFor(model.Role));
        }

        if (model.Chart != ChartHint.Auto)
        {
            json.Add("chart", Vocabulary<ChartHint>.WordFor(model.Chart));
        }

        json.Raw("flow", model.Flow ? "true" : "false").AddUnlessEmpty("since", model.Since).AddUnlessEmpty("retired", model.Retired)
            .AddUnlessEmpty("renamed_from", model.RenamedFrom).AddUnlessEmpty("snapshot_when", model.SnapshotWhen);
        return json.Raw("fields", "[" + string.Join(",", model.Fields.Select(Field)) + "]").Close();
    }

    private static string Field(FieldModel field)
    {
        JsonText json = new JsonText()
            .Add("name", field.Name)
            .Add("type", Vocabulary<FieldType>.WordFor(field.Type));
        if (field.Kind != FieldKind.None)
        {
            json.Add("kind", Vocabulary<FieldKind>.WordFor(field.Kind));
        }

        json.AddUnlessEmpty("unit", field.Unit);
        if (field.Part != FieldPart.None)
        {
            json.Add("part", Vocabulary<FieldPart>.WordFor(field.Part));
        }

        json.AddUnlessEmpty("description", field.Description).Add("offset", field.BitOffset).Add("bits", field.BitWidth);
        if (field.Values.Count > 0)
        {
            IEnumerable<string> values = field.Values.Select(static v =>
                $"{JsonText.Quote(v.Name)}:{unchecked((long)v.Bits).ToString(CultureInfo.InvariantCulture)}");
            json.Raw("values", "{" + string.Join(",", values) + "}");
        }

        return json.Close();
    }
}
