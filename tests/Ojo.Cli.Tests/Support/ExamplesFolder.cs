using System.IO.Compression;
using System.Text;
using Ojo.Storage.Tests.Support;

namespace Ojo.Cli.Tests.Support;

/// <summary>A folder with all that the examples name: a tracer's directory, a store, a lock, other programs' traces; and the tool by its name.</summary>
public sealed class ExamplesFolder : IAsyncLifetime
{
    private readonly TemporaryDirectory _folder = new();

    public async ValueTask InitializeAsync()
    {
        Assert.Equal(0, (await OjoProcess.RunAsync("demo", "--duration", "300ms", "--delay", "1ms", "--no-explorer", "--directory", _folder["traces"])).Code);
        File.Move(Path.Combine(_folder["traces"], "traces.db"), _folder["store.db"]);
        File.Copy(Path.Combine(AppContext.BaseDirectory, "events.lock"), _folder["events.lock"]);
        await File.WriteAllTextAsync(_folder["client.qlog"], """
            {"qlog_version":"0.3","qlog_format":"JSON","traces":[{"vantage_point":{"type":"client"},"common_fields":{"time_format":"relative","reference_time":1000},
            "events":[{"time":1,"name":"transport:packet_sent","data":{"header":{"packet_type":"1RTT","packet_number":7},"raw":{"length":1200}}}]}]}
            """);
        await using (FileStream file = File.Create(_folder["server.sqlog.gz"]))
        await using (GZipStream gzip = new(file, CompressionLevel.Fastest))
        {
            await gzip.WriteAsync(Encoding.UTF8.GetBytes(
                "\u001e{\"qlog_version\":\"0.3\",\"qlog_format\":\"JSON-SEQ\",\"trace\":{\"vantage_point\":{\"type\":\"server\"},\"common_fields\":{\"time_format\":\"relative\",\"reference_time\":1000}}}\n"
                + "\u001e{\"time\":2,\"name\":\"transport:packet_sent\",\"data\":{\"header\":{\"packet_type\":\"1RTT\",\"packet_number\":8},\"raw\":{\"length\":1200}}}\n"));
        }

        await File.WriteAllTextAsync(_folder["ojo"], $"#!/bin/sh\nexec dotnet '{Path.Combine(AppContext.BaseDirectory, "Ojo.Cli.dll")}' \"$@\"\n");
    }

    /// <summary>Runs a line in it, as a person does.</summary>
    internal Task<ProgramEnd> RunAsync(string line) => Shell.RunAsync($"set -o pipefail; chmod +x ojo; PATH=\"$PWD:$PATH\"; {line}", _folder.Path);

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
