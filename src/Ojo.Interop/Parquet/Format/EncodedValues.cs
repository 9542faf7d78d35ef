namespace Ojo.Interop.Parquet.Format;

/// <summary>How the values of a chunk were written.</summary>
/// <param name="Encoding">In which encoding.</param>
/// <param name="DictionaryCount">How many values the dictionary has.</param>
/// <param name="Range">The least and the largest value, where readers may rely on them.</param>
internal readonly record struct EncodedValues(ColumnEncoding Encoding, int DictionaryCount, ValueRange? Range);
