using Ojo.Recording;
using Ojo.Runtime.Tests.FlightRecorder;

namespace Ojo.Runtime.Tests.Conditions;

/// <summary>Declarations that say when a flight recorder takes a snapshot, in a tracer.</summary>
public sealed class DeclaredSnapshotTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private Tracer? _tracer;

    public void Dispose()
    {
        _tracer?.End();
        _directory.Dispose();
    }

    [Fact]
    public void An_event_that_meets_its_condition_is_a_reason_and_one_that_does_not_is_none()
    {
        Tracer tracer = Create(new TracerOptions());
        tracer.RecordWait0(1, false, TimeSpan.FromMilliseconds(1.5));
        tracer.RecordNothing(1);
        Assert.Empty(tracer.ReasonsAfterRound());
        tracer.RecordWait0(1, false, TimeSpan.FromMilliseconds(1.6));
        Assert.Equal(["WAIT0 where wait > 1.5ms"], tracer.ReasonsAfterRound());
    }

    [Fact]
    public void Strings_and_texts_are_compared_with_what_was_recorded()
    {
        Tracer tracer = Create(new TracerOptions());
        tracer.RecordName0(1, false, "b, a");
        tracer.RecordNote0(1, false, "grün, late");
        Assert.Empty(tracer.ReasonsAfterRound());
        tracer.RecordName0(1, false, "a, b");
        Assert.Equal(["NAME0 where name = 'a, b'"], tracer.ReasonsAfterRound());
        tracer.RecordNote0(1, false, "grün, \"late\"");
        Assert.Equal("NOTE0 where note = 'grün, \"late\"'", tracer.ReasonsAfterRound()[^1]);
    }

    [Fact]
    public void So_many_within_so_long_are_one_reason()
    {
        Tracer tracer = Create(new TracerOptions());
        tracer.RecordSeveral(9, 1, 0);
        tracer.RecordSeveral(9, 1, 255);
        tracer.RecordSeveral(8, 1, 0);
        tracer.RecordSeveral(9, 2, 0);
        Assert.Empty(tracer.ReasonsAfterRound());
        tracer.RecordSeveral(9, 3, 0);
        Assert.Equal(["3 SEVERAL where flow = 9 and first >= 1 AND second != 255 within 90 s"], tracer.ReasonsAfterRound());
    }

    [Fact]
    public void Without_a_condition_each_event_counts()
    {
        Tracer tracer = Create(new TracerOptions());
        for (int n = 0; n < 4; n++)
        {
            tracer.RecordOften(1);
        }

        Assert.Empty(tracer.ReasonsAfterRound());
        tracer.RecordOften(1);
        tracer.RecordAlways(1);
        Assert.Equal(["5 OFTEN; ALWAYS"], tracer.ReasonsAfterRound());
    }

    [Fact]
    public void They_are_left_alone_where_nobody_wants_them_and_the_options_own_triggers_stay()
    {
        Tracer tracer = Create(new TracerOptions { SnapshotOnDeclaredConditions = false, SnapshotTriggers = "NOTHING" });
        tracer.RecordAlways(1);
        Assert.Empty(tracer.ReasonsAfterRound());
        tracer.RecordNothing(1);
        Assert.Equal(["NOTHING"], tracer.ReasonsAfterRound());
    }

    [Fact]
    public void A_stream_has_nobody_who_looks_for_them()
    {
        Tracer tracer = _tracer = Tracer.Create(new TracerOptions { Directory = _directory.Path }, startFlusher: false);
        Assert.Null(tracer.Session!.Snapshots);
        tracer.RecordAlways(1);
        tracer.RunRound();
        Assert.Empty(SnapshotFiles.In(_directory.Output));
    }

    [Fact]
    public void A_tracer_of_its_own_accord_takes_the_snapshot_that_a_declaration_asks_for()
    {
        using Tracer tracer = Tracer.Create(new TracerOptions
        {
            Directory = _directory.Path,
            Mode = TracerMode.FlightRecorder,
            FlushInterval = TimeSpan.FromMilliseconds(5),
            BufferSize = 16 * RingLayout.ChunkSize,
        });
        SnapshotFiles.WaitForOne(_directory.Output, () =>
        {
            tracer.RecordPeer0(1, false, System.Net.IPAddress.Parse("192.0.2.8"));
            tracer.RecordPeer0(1, false, System.Net.IPAddress.Parse("192.0.2.7"));
        });
        Assert.Equal("PEER0 where peer = 192.0.2.7", Assert.Single(SnapshotFiles.In(_directory.Output)).Reason);
    }

    private Tracer Create(TracerOptions options) => _tracer = RecorderSteps.Create(_directory, 16, options);
}
