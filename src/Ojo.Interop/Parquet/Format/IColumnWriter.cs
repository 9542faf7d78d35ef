namespace Ojo.Interop.Parquet.Format;

/// <summary>Takes the values of a column, at most one for each row, by the method for its type.</summary>
internal interface IColumnWriter
{
    /// <summary>Gives the row a whole number, its 64 bits; or a point in time.</summary>
    void Put(ulong bits);

    /// <summary>Gives the row a floating point number, rounded where the column has 32 bits.</summary>
    void Put(double number);

    /// <summary>Gives the row true or false.</summary>
    void Put(bool truth);

    /// <summary>Gives the row a text, bytes or a UUID.</summary>
    void Put(ReadOnlySpan<byte> bytes);
}
