using System.Buffers;
using Ojo.Explorer.Stores;
using Ojo.Storage.Queries;

namespace Ojo.Explorer.Export;

/// <summary>Writes events as the lines of a file.</summary>
internal interface IEventLines
{
    /// <summary>Writes a line for each event.</summary>
    void Write(IBufferWriter<byte> output, IReadOnlyList<EventRow> events, EventTypeNames types);

    /// <summary>Writes, as the last line, what the file lacks.</summary>
    void Stop(IBufferWriter<byte> output, EventFileStop stop);
}
