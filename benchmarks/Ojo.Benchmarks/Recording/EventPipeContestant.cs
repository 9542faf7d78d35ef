using System.Diagnostics;
using System.Globalization;
using Microsoft.Diagnostics.Tracing;

namespace Ojo.Benchmarks.Recording;

/// <summary>EventSource to EventPipe, which is what <c>dotnet-trace</c> uses: the runtime itself is told to write a file.</summary>
internal sealed class EventPipeContestant(TempDirectory directory) : RemoteContestant("EventSource to EventPipe", Start(directory))
{
    /// <summary>The argument that makes this program the other process.</summary>
    public const string Argument = "eventpipe-peer";

    private readonly string _trace = TraceFile(directory);

    /// <summary>Reads the trace, to see what has not arrived in it.</summary>
    public override string Finish()
    {
        base.Finish();
        using EventPipeEventSource source = new(_trace);
        long arrived = 0;
        source.Dynamic.All += traced => arrived += traced.ProviderName == PeerEventSource.ProviderName ? 1 : 0;
        source.Process();
        return arrived > 0
            ? source.EventsLost.ToString(CultureInfo.InvariantCulture)
            : throw new InvalidOperationException("No event arrived through EventPipe: what was measured is not what it costs.");
    }

    private static ProcessStartInfo Start(TempDirectory directory)
    {
        string program = Environment.ProcessPath!;
        ProcessStartInfo start = Path.GetFileNameWithoutExtension(program) == "dotnet"
            ? new ProcessStartInfo(program, [typeof(Program).Assembly.Location, Argument])
            : new ProcessStartInfo(program, [Argument]);
        start.Environment["DOTNET_EnableEventPipe"] = "1";
        start.Environment["DOTNET_EventPipeConfig"] = $"{PeerEventSource.ProviderName}:FFFFFFFFFFFFFFFF:4";
        start.Environment["DOTNET_EventPipeOutputPath"] = TraceFile(directory);
        start.Environment["DOTNET_EventPipeOutputStreaming"] = "1";
        start.Environment["DOTNET_EventPipeCircularMB"] = "512";
        return start;
    }

    private static string TraceFile(TempDirectory directory) => Path.Combine(directory.Path, "eventpipe.nettrace");
}
