using Ojo.Catalogue;

namespace Ojo.Storage.Decoding;

/// <summary>What can be said of events whose type no schema names: they have a payload.</summary>
internal static class UnnamedType
{
    private static readonly FieldDescriptor[] s_fields =
        [new() { Name = "payload", Type = FieldType.U64, BitOffset = 0, BitWidth = 64 }];

    /// <summary>The fields that a chart or a test may name.</summary>
    public static IReadOnlyList<FieldDescriptor> FieldsOf(EventDescriptor? type) => type is null ? s_fields : type.Fields;
}
