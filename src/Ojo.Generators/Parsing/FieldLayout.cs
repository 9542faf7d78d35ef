using Microsoft.CodeAnalysis;
using Ojo.Catalogue;
using Ojo.Generators.Model;
using Ojo.Generators.Rules;

namespace Ojo.Generators.Parsing;

/// <summary>Gives fields their places in the payload, and what follows from their names and types.</summary>
internal static class FieldLayout
{
    /// <summary>The most bits that an event's fields may take: 32 words.</summary>
    private const int MaxBits = 2048;

    /// <summary>The most fields that a reader of schema files takes.</summary>
    private const int MaxFields = 256;

    /// <summary>The most texts that an event carries along: the runtime's limit.</summary>
    private const int MaxTexts = 4;

    /// <summary>Reports an event that has no room for its fields.</summary>
    public static void CheckSize(string name, IReadOnlyList<ValueModel> placed, Location? location, Findings findings)
    {
        List<FieldBinding> fields = [.. placed.SelectMany(static value => value.Fields)];
        int bits = fields.Sum(static field => field.Field.BitWidth);
        int texts = fields.Count(static field => field.IsText);
        if (bits > MaxBits)
        {
            findings.Report(DeclarationRules.TooLarge, location, name, $"{bits} bits of fields", MaxBits, "Narrow them");
        }
        else if (fields.Count > MaxFields)
        {
            findings.Report(DeclarationRules.TooLarge, location, name, $"{fields.Count} fields", MaxFields, "Leave some out");
        }
        else if (texts > MaxTexts)
        {
            findings.Report(DeclarationRules.TooLarge, location, name, $"{texts} texts", MaxTexts, "Leave some out, make strings of names that come again");
        }
    }

    /// <summary>Packs the fields in order, least significant bit first, without padding, and infers parts, kinds and units.</summary>
    public static List<ValueModel> Place(EventRole role, IReadOnlyList<ValueModel> values)
    {
        HashSet<FieldPart> given = [.. values.SelectMany(static value => value.Fields).Select(static binding => binding.Field.Part)];
        bool isOnly = values.Count == 1 && values[0].Fields.Count == 1;
        int offset = 0;
        int texts = 0;
        var placed = new List<ValueModel>(values.Count);
        foreach (ValueModel value in values)
        {
            var fields = new List<FieldBinding>(value.Fields.Count);
            foreach (FieldBinding binding in value.Fields)
            {
                fields.Add(binding with { Field = Place(role, binding.Field, offset, given, isOnly), TextNumber = binding.IsText ? texts++ : 0 });
                offset += binding.Field.BitWidth;
            }

            placed.Add(value with { Fields = EquatableArray<FieldBinding>.From(fields) });
        }

        return placed;
    }

    private static FieldModel Place(EventRole role, FieldModel declared, int offset, HashSet<FieldPart> given, bool isOnly)
    {
        FieldModel field = declared with { BitOffset = offset, Part = InferPart(role, declared, given, isOnly) };
        FieldKind kind = InferKind(field);
        string unit = field.Unit.Length > 0 ? field.Unit
            : field.Type == FieldType.Duration ? "ns"
            : kind == FieldKind.Bytes ? "bytes"
            : "";
        return field with { Kind = kind, Unit = unit };
    }

    /// <summary>What a field is to the role by its name, where no other is said to be that; or because it is the only one.</summary>
    private static FieldPart InferPart(EventRole role, FieldModel field, HashSet<FieldPart> given, bool isOnly)
    {
        if (role == EventRole.None || field.Part != FieldPart.None)
        {
            return field.Part;
        }

        bool isNamed = Vocabulary<FieldPart>.TryFind(field.Name, out FieldPart part) && part != FieldPart.None;
        if (isNamed && !given.Contains(part))
        {
            return part;
        }

        bool isText = field.Type is FieldType.String or FieldType.Text or FieldType.Bytes;
        return isOnly && !isText ? OnlyPart(role) : FieldPart.None;
    }

    /// <summary>What the one field of an event is where its name does not say.</summary>
    private static FieldPart OnlyPart(EventRole role) => role switch
    {
        EventRole.PacketCreated or EventRole.PacketSent or EventRole.PacketReceived or EventRole.PacketAcked
            or EventRole.PacketLost or EventRole.PacketRetransmitted or EventRole.PacketDiscarded => FieldPart.PacketNumber,
        EventRole.StreamOpened or EventRole.StreamClosed or EventRole.StreamDataSent or EventRole.StreamDataAcked
            or EventRole.StreamDataReceived => FieldPart.StreamId,
        _ => FieldPart.Value,
    };

    private static FieldKind InferKind(FieldModel field) => field switch
    {
        { Kind: not FieldKind.None } => field.Kind,
        { Type: FieldType.Duration } => FieldKind.Duration,
        { Type: FieldType.Enum or FieldType.Bool } => FieldKind.State,
        { Type: FieldType.Ip or FieldType.Uuid } => FieldKind.Identifier,
        { Part: FieldPart.PacketNumber or FieldPart.StreamId or FieldPart.Space } => FieldKind.Identifier,
        { Part: FieldPart.Size or FieldPart.Offset or FieldPart.Length } => FieldKind.Bytes,
        { Part: FieldPart.Latest or FieldPart.Smoothed or FieldPart.Min or FieldPart.Variance } => FieldKind.Duration,
        _ => FieldKind.None,
    };
}
