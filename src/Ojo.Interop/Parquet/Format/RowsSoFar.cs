namespace Ojo.Interop.Parquet.Format;

/// <summary>How far a group of rows has come; its columns share it.</summary>
internal sealed class RowsSoFar
{
    /// <summary>How many rows have ended: the place of the one that is being written.</summary>
    public int Count { get; set; }

    /// <summary>About how many bytes the columns keep of them.</summary>
    public long Bytes { get; set; }
}
