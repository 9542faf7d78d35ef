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

    /// <summary>Reports an event that has no room for its fields.</summary>
    public static void CheckSize(string name, IReadOnlyList<FieldBinding> placed, Location? location, Findings findings)
    {
        int bits = placed.Sum(static binding => binding.Field.BitWidth);
        if (bits > MaxBits)
        {
            findings.Report(DeclarationRules.TooLarge, location, name, $"{bits} bits of fields", MaxBits);
        }
        else if (placed.Count > MaxFields)
        {
            findings.Report(DeclarationRules.TooLarge, location, name, $"{placed.Count} fields", MaxFields);
        }
    }

    /// <summary>Packs <paramref name="bindings"/> in order, least significant bit first, without padding, and infers parts, kinds and units.</summary>
    public static List<FieldBinding> Place(EventRole role, IReadOnlyList<FieldBinding> bindings)
    {
        var placed = new List<FieldBinding>(bindings.Count);
        int offset = 0;
        foreach (FieldBinding binding in bindings)
        {
            FieldModel field = binding.Field with { BitOffset = offset, Part = InferPart(role, binding.Field, bindings) };
            offset += field.BitWidth;
            FieldKind kind = InferKind(field);
            string unit = field.Unit.Length > 0 ? field.Unit
                : field.Type == FieldType.Duration ? "ns"
                : kind == FieldKind.Bytes ? "bytes"
                : "";
            placed.Add(binding with { Field = field with { Kind = kind, Unit = unit } });
        }

        return placed;
    }

    private static FieldPart InferPart(EventRole role, FieldModel field, IReadOnlyList<FieldBinding> all)
    {
        if (role == EventRole.None || field.Part != FieldPart.None)
        {
            return field.Part;
        }

        foreach (FieldPart part in Enum.GetValues(typeof(FieldPart)))
        {
            bool taken = all.Any(other => other.Field.Part == part);
            if (part != FieldPart.None && !taken && Words.ToSnake(part.ToString()) == field.Name)
            {
                return part;
            }
        }

        return all.Count > 1 ? FieldPart.None : OnlyPart(role);
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
