namespace Ojo.Interop.Parquet.Format;

/// <summary>How pages are packed; the numbers are those of the format.</summary>
internal enum PageCodec
{
    /// <summary>Not at all.</summary>
    None = 0,

    /// <summary>RFC 1952.</summary>
    Gzip = 2,

    /// <summary>RFC 7932.</summary>
    Brotli = 4,
}
