namespace Ojo.Interop.Parquet.Format;

/// <summary>How values are written in a page; the numbers are those of the format.</summary>
internal enum ColumnEncoding
{
    /// <summary>One after the other.</summary>
    Plain = 0,

    /// <summary>Runs and packed bits: the definition levels.</summary>
    RunLength = 3,

    /// <summary>Differences of numbers, packed by the block.</summary>
    DeltaBinaryPacked = 5,

    /// <summary>The lengths of all texts as differences, then the texts.</summary>
    DeltaLengthByteArray = 6,

    /// <summary>Places in a dictionary, as runs and packed bits.</summary>
    Dictionary = 8,
}
