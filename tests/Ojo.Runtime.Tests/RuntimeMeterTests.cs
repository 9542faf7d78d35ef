using System.Diagnostics.Metrics;
using Ojo.Recording;

namespace Ojo.Runtime.Tests;

/// <summary>The meter says what the statistics say.</summary>
/// <remarks>Its numbers are the whole process's, and other tests record too: so what is looked at is how they grow.</remarks>
[Collection(nameof(RuntimeMeterTests))]
[CollectionDefinition(nameof(RuntimeMeterTests), DisableParallelization = true)]
public sealed class RuntimeMeterTests : IDisposable
{
    private const int Chunks = 4;
    private const int Room = Chunks * RingLayout.ChunkRecords;
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Its_numbers_are_those_of_the_statistics_while_a_tracer_lives_and_afterwards()
    {
        Dictionary<string, long> before = Read();
        Tracer tracer = Tracer.Create(new TracerOptions { Directory = _directory.Path, BufferSize = Chunks * RingLayout.ChunkSize }, startFlusher: false);
        for (int n = 0; n < Room + 500; n++)
        {
            tracer.Write(1, 1, (ulong)n);
        }

        Dictionary<string, long> grown = Growth(before);
        Assert.Equal(Room, grown["ojo.runtime.events.stored"]);
        Assert.Equal(500, grown["ojo.runtime.events.lost buffer_full"]);
        Assert.Equal(Chunks * RingLayout.ChunkSize, grown["ojo.runtime.buffer.usage"]);
        Assert.Equal(Chunks * RingLayout.ChunkSize, grown["ojo.runtime.buffer.limit"]);

        tracer.Session!.StartFlusher();
        tracer.Dispose();
        grown = Growth(before);
        Assert.Equal(tracer.Statistics.Attempted, grown["ojo.runtime.events.attempted"]);
        Assert.Equal(tracer.Statistics.Stored, grown["ojo.runtime.events.stored"]);
        Assert.Equal(tracer.Statistics.LostToFullBuffer, grown["ojo.runtime.events.lost buffer_full"]);
        Assert.Equal(0, grown["ojo.runtime.events.lost write_error"]);
        Assert.Equal(0, grown["ojo.runtime.events.lost after_dispose"]);
        Assert.Equal(0, grown["ojo.runtime.buffer.usage"]);
        Assert.Equal(0, grown["ojo.runtime.buffer.limit"]);
    }

    [Fact]
    public void Every_instrument_is_in_the_documentation_and_no_other()
    {
        string[] documented = [.. RepositoryFiles.Read("docs", "RECORDING.md")
            .Where(static line => line.StartsWith("| `ojo.runtime.", StringComparison.Ordinal))
            .Select(static line => line.Split('`')[1])];
        Assert.Equal(Read().Keys.Select(static key => key.Split(' ')[0]).Distinct().Order(StringComparer.Ordinal), documented.Order(StringComparer.Ordinal));
    }

    private static Dictionary<string, long> Growth(Dictionary<string, long> before)
    {
        Dictionary<string, long> now = Read();
        return now.ToDictionary(static entry => entry.Key, entry => entry.Value - before[entry.Key]);
    }

    private static Dictionary<string, long> Read()
    {
        Dictionary<string, long> values = [];
        using MeterListener listener = new();
        listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Meter.Name == "ojo.runtime")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
            values[tags.IsEmpty ? instrument.Name : $"{instrument.Name} {tags[0].Value}"] = value);
        RuntimeMeter.Start();
        listener.Start();
        listener.RecordObservableInstruments();
        return values;
    }
}
