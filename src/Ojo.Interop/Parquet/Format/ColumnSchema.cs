namespace Ojo.Interop.Parquet.Format;

/// <summary>A column of a table.</summary>
/// <param name="Name">What it is called; no two columns of a table are called the same.</param>
/// <param name="Type">What its values are.</param>
/// <param name="IsOptional">Whether there may be rows without a value.</param>
internal readonly record struct ColumnSchema(string Name, ColumnType Type, bool IsOptional)
{
    /// <summary>How its values lie in the file.</summary>
    public PhysicalType Physical => Type switch
    {
        ColumnType.Boolean => PhysicalType.Boolean,
        ColumnType.Float => PhysicalType.Float,
        ColumnType.Double => PhysicalType.Double,
        ColumnType.Text or ColumnType.Bytes => PhysicalType.ByteArray,
        ColumnType.Uuid => PhysicalType.FixedLenByteArray,
        _ => PhysicalType.Int64,
    };
}
