using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Ojo.Configuration;
using Ojo.Format;

namespace Ojo.Extensions.Tests.Hosting;

public sealed class AddOjoTests : IDisposable
{
    private readonly TempDirectory _folder = new();

    [Fact]
    public async Task A_host_records_from_its_start_until_its_services_are_disposed()
    {
        Tracer tracer;
        using (IHost host = Build(services => services.AddOjo().AddSingleton<RecordsWhenDisposed>()))
        {
            await host.StartAsync();
            host.Services.GetRequiredService<RecordsWhenDisposed>();
            tracer = host.Services.GetRequiredService<Tracer>();
            Assert.Equal("edge", tracer.Run?.Service);
            Assert.Equal(2, tracer.Run?.Version);
            Assert.Equal("Packet:debug,*:info", tracer.Filter);
            tracer.RecordPacketSent(1, 41);
            await host.StopAsync();
            tracer.RecordPacketSent(1, 42);
        }

        tracer.RecordPacketSent(1, 44);
        Assert.Equal(3, tracer.Statistics.Stored);
        Assert.Equal(1, tracer.Statistics.LostAfterDispose);
        Assert.Equal([41, 42, 43], PacketsSent());
    }

    [Fact]
    public async Task Log_messages_go_to_the_hosts_tracer()
    {
        using (IHost host = Build(static services => services.AddOjo().AddLogging(static logging => logging.AddOjo())))
        {
            await host.StartAsync();
            host.Services.GetRequiredService<ILoggerFactory>().CreateLogger("L").LogError("recorded");
            await host.StopAsync();
        }

        Assert.Contains("recorded", Read(static (in TraceEvent e) =>
            BridgeEvents.LogErrorEvent.TryDecode(in e, out BridgeEvents.LogErrorEvent error) ? error.Message : null));
    }

    [Fact]
    public async Task Activities_and_network_events_are_recorded_while_the_host_runs_as_configuration_says()
    {
        using ActivitySource chosen = new("Ojo.Tests.Chosen");
        using ActivitySource other = new("Ojo.Tests.Other");
        using (IHost host = Build(
            static services => services.AddOjo().AddOjoActivities().AddOjoNetwork(),
            ("Ojo:Activities:Sources:0", "*.Chosen"),
            ("Ojo:Activities:RequestAllData", "true"),
            ("Ojo:Network:Sources:0", "Ojo-Tests-*"),
            ("Ojo:Filter", "*:trace")))
        {
            await host.StartAsync();
            chosen.StartActivity("recorded")?.Dispose();
            Assert.Null(other.StartActivity("not asked for"));
            Network.OtherEventSource.Log.Moved("peer", 1);
            await host.StopAsync();
        }

        Assert.Null(chosen.StartActivity("too late"));
        Assert.Equal(["recorded", "Moved"], Read(static (in TraceEvent e) =>
            BridgeEvents.ActivityStartedEvent.TryDecode(in e, out BridgeEvents.ActivityStartedEvent started) ? started.Operation
            : BridgeEvents.EventSourceEventEvent.TryDecode(in e, out BridgeEvents.EventSourceEventEvent other) ? other.Name
            : null));
    }

    [Theory]
    [InlineData("BufferSize", "huge", "Ojo:BufferSize in the configuration is \"huge\"; accepted is a size such as 64MiB, from 256KiB to 64GiB.")]
    [InlineData("FlushInterval", "5", "Ojo:FlushInterval in the configuration is \"5\"; accepted is a time such as 200ms or 5s, from 1ms to 1h.")]
    [InlineData("Filter", "Packet", "Ojo:Filter in the configuration is \"Packet\". The filter has")]
    [InlineData("Filtre", "Packet:debug", "Ojo:Filtre in the configuration is no option of a tracer. There are ")]
    [InlineData("Directory:Path", "x", "Ojo:Directory in the configuration has keys of its own")]
    public async Task A_wrong_option_stops_the_start_and_is_named_with_its_path(string key, string value, string message)
    {
        using IHost host = Build(static services => services.AddOjo(), ("Ojo:" + key, value));
        OptionsValidationException exception = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());
        Assert.StartsWith(message, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_section_may_have_the_options_and_wins_over_the_code()
    {
        using IHost host = Build(
            static services => services.AddOjo(static options => options with { Service = "code", Filter = "*:error" }, "Net:Trace"),
            ("Net:Trace:Service", "configured"),
            ("Net:Trace:Directory", _folder.Path));
        Tracer tracer = host.Services.GetRequiredService<Tracer>();
        Assert.Equal("configured", tracer.Run?.Service);
        Assert.Equal("*:error", tracer.Filter);
    }

    [Fact]
    public void Every_option_that_the_environment_can_set_the_configuration_can()
    {
        List<string> variables = [];
        TracerEnvironment.Apply(new TracerOptions(), variable =>
        {
            variables.Add(variable);
            return null;
        });
        OptionsValidationException exception = Assert.Throws<OptionsValidationException>(() => TracerSection.Apply(
            new TracerOptions(), Configuration(("Ojo:None", "1")).GetSection("Ojo")));
        string[] options = [.. typeof(TracerOptions).GetProperties().Select(static property => property.Name)
            .Where(static name => name is not (nameof(TracerOptions.OnWarning) or nameof(TracerOptions.SnapshotConditions))).Order(StringComparer.OrdinalIgnoreCase)];
        Assert.Equal(options.Length, variables.Count);
        Assert.EndsWith($"There are {string.Join(", ", options)}.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tracers_warning_is_logged_once_and_not_recorded()
    {
        CollectingLoggerProvider log = new();
        string filterFile = Path.Combine(_folder.Path, "filter");
        await File.WriteAllTextAsync(filterFile, "nonsense");
        using (IHost host = Build(
            services => services.AddOjo().AddLogging(logging => logging.AddOjo().AddProvider(log)),
            ("Ojo:FilterFile", filterFile),
            ("Ojo:Filter", "*:trace")))
        {
            await host.StartAsync();
            Assert.Contains(filterFile, await log.FirstWarning, StringComparison.Ordinal);
            await host.StopAsync();
        }

        Assert.Single(log.Warnings);
        Assert.Empty(Read(static (in TraceEvent e) =>
            BridgeEvents.LogWarningEvent.TryDecode(in e, out BridgeEvents.LogWarningEvent warning) ? warning.Message : null));
    }

    public void Dispose() => _folder.Dispose();

    private delegate string? Picker(in TraceEvent traceEvent);

    private IHost Build(Action<IServiceCollection> configure, params (string Key, string Value)[] settings)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddConfiguration(Configuration([
            ("Ojo:Directory", _folder.Path),
            ("Ojo:Service", "edge"),
            ("Ojo:Resolution", "nanoseconds"),
            ("Ojo:Filter", "Packet:debug,*:info"),
            .. settings,
        ]));
        if (settings.Any(static setting => setting.Key.StartsWith("Ojo:Directory:", StringComparison.Ordinal)))
        {
            builder.Configuration["Ojo:Directory"] = null;
        }

        configure(builder.Services);
        return builder.Build();
    }

    private static IConfigurationRoot Configuration(params (string Key, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.DistinctBy(static s => s.Key).Select(s => KeyValuePair.Create(s.Key, (string?)settings.Last(o => o.Key == s.Key).Value)))
        .Build();

    private ulong[] PacketsSent() => [.. Read(static (in TraceEvent e) =>
        TransportEvents.PacketSentEvent.TryDecode(in e, out TransportEvents.PacketSentEvent sent) ? sent.PacketNumber.ToString() : null).Select(ulong.Parse)];

    private List<string> Read(Picker pick)
    {
        List<string> found = [];
        TraceStrings strings = new();
        foreach (string path in Directory.GetFiles(Path.Combine(_folder.Path, "output"), "trace_*.bin").Order(StringComparer.Ordinal))
        {
            using var reader = TraceFileReader.Open(path);
            foreach (TraceEvent e in reader.ReadEvents(strings))
            {
                if (pick(in e) is { } text)
                {
                    found.Add(text);
                }
            }
        }

        return found;
    }
}
