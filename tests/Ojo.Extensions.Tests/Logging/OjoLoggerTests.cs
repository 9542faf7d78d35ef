using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Ojo.Extensions.Tests.Logging;

public sealed class OjoLoggerTests : IDisposable
{
    private readonly RecordingTracer _recording = new();

    [Fact]
    public void A_generated_message_is_recorded_with_its_text_and_its_values()
    {
        using ILoggerFactory factory = Factory(_recording.Tracer);
        factory.CreateLogger("Net.Peers").PacketLeft(41, "peer one");

        (uint flow, BridgeEvents.LogInformationEvent e) = Assert.Single(
            _recording.Read<BridgeEvents.LogInformationEvent>(BridgeEvents.LogInformationEvent.TryDecode));
        Assert.Equal(0u, flow);
        Assert.Equal(17, e.EventId);
        Assert.Equal("PacketLeft", e.EventName);
        Assert.Equal("Net.Peers", e.Logger);
        Assert.Null(e.Exception);
        Assert.Equal("Packet 41 of peer one left", e.Message);
        Assert.Equal("PacketNumber=41 Peer=\"peer one\"", e.Values);
        Assert.Equal("", e.ExceptionMessage);
    }

    [Fact]
    public void An_exception_is_recorded_with_its_type_and_its_message()
    {
        using ILoggerFactory factory = Factory(_recording.Tracer);
        factory.CreateLogger("Net.Peers").ReadFailed(new IOException("The peer hung up"), "a");

        BridgeEvents.LogErrorEvent e = Assert.Single(_recording.Read<BridgeEvents.LogErrorEvent>(BridgeEvents.LogErrorEvent.TryDecode)).Event;
        Assert.Equal("ReadFailed", e.EventName);
        Assert.Equal("System.IO.IOException", e.Exception);
        Assert.Equal("The peer hung up", e.ExceptionMessage);
        Assert.Equal("Reading from a failed", e.Message);
    }

    [Fact]
    public void Every_level_has_an_event_of_its_own()
    {
        using ILoggerFactory factory = Factory(_recording.Tracer);
        ILogger logger = factory.CreateLogger("L");
        foreach (LogLevel level in Enum.GetValues<LogLevel>())
        {
            logger.Log(level, "at {Level}", level);
        }

        Assert.Equal(
            [
                BridgeEvents.LogTraceEvent.EventType, BridgeEvents.LogDebugEvent.EventType, BridgeEvents.LogInformationEvent.EventType,
                BridgeEvents.LogWarningEvent.EventType, BridgeEvents.LogErrorEvent.EventType, BridgeEvents.LogCriticalEvent.EventType,
            ],
            _recording.ReadTypes());
    }

    [Fact]
    public void What_the_tracers_filter_turns_off_is_not_formatted()
    {
        using RecordingTracer quiet = new(filter: "Log:warning");
        using ILoggerFactory factory = Factory(quiet.Tracer);
        ILogger logger = factory.CreateLogger("L");
        int formatted = 0;
        string Format(int state, Exception? exception)
        {
            formatted++;
            return "text";
        }

        Assert.False(logger.IsEnabled(LogLevel.Information));
        Assert.True(logger.IsEnabled(LogLevel.Warning));
        logger.Log(LogLevel.Information, default, 1, null, Format);
        Assert.Equal(0, formatted);
        logger.Log(LogLevel.Warning, default, 1, null, Format);
        Assert.Equal(1, formatted);
        quiet.Tracer.Filter = "Log:off";
        logger.Log(LogLevel.Critical, default, 1, null, Format);
        Assert.Equal(1, formatted);
        Assert.Equal([BridgeEvents.LogWarningEvent.EventType], quiet.ReadTypes());
    }

    [Fact]
    public void Loggings_own_filter_is_obeyed_under_the_name_of_Ojo()
    {
        ServiceCollection services = new();
        services.AddLogging(builder => builder
            .AddFilter<OjoLoggerProvider>("Loud", LogLevel.Error)
            .AddOjo(_recording.Tracer));
        using ServiceProvider provider = services.BuildServiceProvider();
        ILoggerFactory factory = provider.GetRequiredService<ILoggerFactory>();
        factory.CreateLogger("Loud.One").LogWarning("no");
        factory.CreateLogger("Other").LogWarning("yes");

        Assert.Equal("yes", Assert.Single(_recording.Read<BridgeEvents.LogWarningEvent>(BridgeEvents.LogWarningEvent.TryDecode)).Event.Message);
    }

    [Fact]
    public void Scopes_are_recorded_only_where_they_are_asked_for()
    {
        using ILoggerFactory without = Factory(_recording.Tracer);
        using ILoggerFactory with = Factory(_recording.Tracer, static options => options.IncludeScopes = true);
        foreach (ILoggerFactory factory in (ILoggerFactory[])[without, with])
        {
            ILogger logger = factory.CreateLogger("L");
            using (logger.BeginScope("request {RequestId}", 7))
            using (logger.BeginScope("plain"))
            {
                logger.LogWarning("in {Place}", "scope");
            }
        }

        Assert.Equal(
            ["Place=scope", "Place=scope RequestId=7 scope=plain"],
            _recording.Read<BridgeEvents.LogWarningEvent>(BridgeEvents.LogWarningEvent.TryDecode).Select(static e => e.Event.Values));
    }

    [Theory]
    [InlineData("a {A} b {B} c", "A=x B=\"y z\"")]
    [InlineData("{A}{B}", "A=x B=\"y z\"")]
    [InlineData("{A} {B}", "A=x B=\"y z\"")]
    [InlineData("{A,5}|{B,-9}|", "A=x B=\"y z\"")]
    [InlineData("{{{A}}} {B}", "A=x B=\"y z\"")]
    [InlineData("{A}x{B}", "A=x B=\"y z\"")]
    public void Values_are_those_of_the_state_however_the_message_is_put(string template, string values)
    {
        using ILoggerFactory factory = Factory(_recording.Tracer);
#pragma warning disable CA2254 // The template is what is being tried.
        factory.CreateLogger("L").LogWarning(template, "x", "y z");
#pragma warning restore CA2254
        Assert.Equal(values, Assert.Single(_recording.Read<BridgeEvents.LogWarningEvent>(BridgeEvents.LogWarningEvent.TryDecode)).Event.Values);
    }

    [Fact]
    public void A_generated_message_of_many_values_has_them_all()
    {
        using ILoggerFactory factory = Factory(_recording.Tracer);
        factory.CreateLogger("L").Seven(1, -2, 2.5, true, new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc), 'x', 7);
        Assert.Equal(
            "A=1 B=-2 C=2.5 D=True E=\"01/02/2026 03:04:05\" F=x G=7",
            Assert.Single(_recording.Read<BridgeEvents.LogDebugEvent>(BridgeEvents.LogDebugEvent.TryDecode)).Event.Values);
    }

    [Fact]
    public void Values_can_be_left_out()
    {
        using ILoggerFactory factory = Factory(_recording.Tracer, static options => options.IncludeValues = false);
        factory.CreateLogger("L").PacketLeft(1, "a");

        BridgeEvents.LogInformationEvent e = Assert.Single(
            _recording.Read<BridgeEvents.LogInformationEvent>(BridgeEvents.LogInformationEvent.TryDecode)).Event;
        Assert.Equal("", e.Values);
        Assert.Equal("Packet 1 of a left", e.Message);
    }

    [Fact]
    public void A_message_inside_an_activity_is_in_the_flow_of_its_trace()
    {
        using ILoggerFactory factory = Factory(_recording.Tracer);
        using var activity = new Activity("request");
        activity.SetIdFormat(ActivityIdFormat.W3C).Start();
        factory.CreateLogger("L").PacketLeft(1, "a");

        uint flow = Assert.Single(_recording.Read<BridgeEvents.LogInformationEvent>(BridgeEvents.LogInformationEvent.TryDecode)).FlowId;
        Assert.Equal(0x8000_0000 | Convert.ToUInt32(activity.TraceId.ToHexString()[24..], 16), flow);
    }

    [Fact]
    public void What_is_logged_while_a_thread_speaks_for_the_tracer_is_passed_over()
    {
        using ILoggerFactory factory = Factory(_recording.Tracer);
        ILogger logger = factory.CreateLogger("L");
        BridgeGuard.Run(text => logger.LogError("{Text}", text), "the disk is full");
        logger.LogError("after");

        Assert.Equal("after", Assert.Single(_recording.Read<BridgeEvents.LogErrorEvent>(BridgeEvents.LogErrorEvent.TryDecode)).Event.Message);
    }

    [Fact]
    public void A_value_that_logs_while_it_is_formatted_spoils_neither_message()
    {
        using ILoggerFactory factory = Factory(_recording.Tracer);
        ILogger logger = factory.CreateLogger("L");
        logger.LogWarning("outer {Before} {Value} {After}", 1, new LogsWhenFormatted(logger), 2);

        Assert.Contains(
            "Before=1 Value=formatted After=2",
            _recording.Read<BridgeEvents.LogWarningEvent>(BridgeEvents.LogWarningEvent.TryDecode).Select(static e => e.Event.Values));
        Assert.All(
            _recording.Read<BridgeEvents.LogErrorEvent>(BridgeEvents.LogErrorEvent.TryDecode),
            static e => Assert.Equal("Inner=3", e.Event.Values));
    }

    [Fact]
    public void Recording_allocates_no_more_than_formatting_the_message()
    {
        using ILoggerFactory factory = Factory(_recording.Tracer);
        ILogger recorded = factory.CreateLogger("L");
        using FormattingLogger formatted = new();
        Assert.InRange(Allocated(recorded), 0, Allocated(formatted));
    }

    [Fact]
    public void A_logger_that_is_off_allocates_nothing()
    {
        using RecordingTracer quiet = new(filter: "Log:off");
        using ILoggerFactory factory = Factory(quiet.Tracer);
        Assert.Equal(0, Allocated(factory.CreateLogger("L")));
    }

    public void Dispose() => _recording.Dispose();

    private static long Allocated(ILogger logger)
    {
        for (int i = 0; i < 100; i++)
        {
            logger.PacketLeft(1_000_000, "peer");
            logger.Seven(1, 2, 3, true, default, 'x', null);
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            logger.PacketLeft(1_000_000, "peer");
            logger.Seven(1, 2, 3, true, default, 'x', null);
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static ILoggerFactory Factory(Tracer tracer, Action<OjoLoggerOptions>? configure = null) =>
        LoggerFactory.Create(builder => builder.SetMinimumLevel(LogLevel.Trace).AddOjo(tracer, configure));
}
