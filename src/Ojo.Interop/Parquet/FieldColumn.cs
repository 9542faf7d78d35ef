using Ojo.Catalogue;
using Ojo.Interop.Parquet.Format;

namespace Ojo.Interop.Parquet;

/// <summary>What fields are in a table.</summary>
internal static class FieldColumn
{
    /// <summary>What the values of a field are.</summary>
    public static ColumnType KindOf(FieldDescriptor field) => field.Type switch
    {
        FieldType.Bool => ColumnType.Boolean,
        FieldType.I8 or FieldType.I16 or FieldType.I32 or FieldType.I64 or FieldType.Duration => ColumnType.Int64,
        FieldType.F32 => ColumnType.Float,
        FieldType.F64 => ColumnType.Double,
        FieldType.Timestamp => ColumnType.Timestamp,
        FieldType.Bytes => ColumnType.Bytes,
        FieldType.Uuid => ColumnType.Uuid,
        FieldType.Text or FieldType.String or FieldType.Char or FieldType.Enum or FieldType.Ip => ColumnType.Text,
        _ => ColumnType.UInt64,
    };

    /// <summary>A field's column.</summary>
    public static ColumnSchema Of(string name, FieldDescriptor field) => new(name, KindOf(field), IsOptional: true);
}
