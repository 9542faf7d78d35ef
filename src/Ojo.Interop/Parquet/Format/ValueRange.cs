namespace Ojo.Interop.Parquet.Format;

/// <summary>The least and the largest value of a chunk, written as values are.</summary>
internal sealed record ValueRange(byte[] Least, byte[] Largest);
