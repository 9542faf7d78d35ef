using System.Buffers;
using Ojo.Explorer.Stores;

namespace Ojo.Explorer.Export;

/// <summary>An answer that is a file, made piece by piece: however long it is, no more than a piece of it is in memory.</summary>
internal interface IFileStream
{
    /// <summary>Its media type.</summary>
    string MediaType { get; }

    /// <summary>What a browser calls it: letters, digits, hyphens and a point, whatever was asked for.</summary>
    string FileName { get; }

    /// <summary>Writes the next piece.</summary>
    /// <returns>Whether there is another.</returns>
    bool WriteNext(StoreView store, IBufferWriter<byte> output, CancellationToken cancellation);
}
